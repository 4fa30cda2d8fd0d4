/**
 * Any list that people have, as rows of cells. `openTable` finds out what the file is (by content), how it is written and where its
 * table begins, says so in `info`, and then streams rows in bounded memory.
 */
import { openCsv } from './csv.ts'
import { inputError } from './errors.ts'
import { detectFormat, type Format } from './format.ts'
import { openBytes, type Bytes } from './source.ts'
import type { Table, TableOptions, TableSource } from './types.ts'

export type {
  RowProblem,
  Table,
  TableInfo,
  TableNote,
  TableOptions,
  TableRow,
  TableSource,
  TableStats,
} from './types.ts'

type Reader = (bytes: Bytes, options: TableOptions) => Promise<Table>

const READERS: Partial<Record<Format, Reader>> = { csv: openCsv }

const UNREAD: Record<Format, string> = {
  csv: 'a CSV file',
  xlsx: 'an Excel workbook',
  ods: 'an OpenDocument spreadsheet',
  json: 'a JSON document',
  ndjson: 'a file of JSON lines',
  vcard: 'a vCard address book',
}

/**
 * Opens a list of any kind.
 *
 * @throws PrmError input: missing, unreadable, empty, a folder, damaged gzip, not a list; each says what it looks like
 */
export async function openTable(source: TableSource, options: TableOptions = {}): Promise<Table> {
  const bytes = await openBytes(source)
  try {
    const detected = detectFormat(bytes.head)
    if ('binary' in detected) {
      throw inputError(
        'not_a_list',
        `${bytes.name} is not a list: it looks like ${detected.binary}.`,
        detected.hint,
      )
    }
    const reader = READERS[detected.format]
    if (reader === undefined) {
      throw inputError('format', `${bytes.name} is ${UNREAD[detected.format]}: save it as CSV.`)
    }
    return await reader(bytes, options)
  } catch (error) {
    bytes.close()
    throw error
  }
}
