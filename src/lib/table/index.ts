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

type Reader = (bytes: Bytes, options: TableOptions, source: TableSource) => Promise<Table>

/** What a file needs is loaded when such a file comes: CSV does not wait for the rest. */
const READERS: Record<Format, Reader> = {
  csv: openCsv,
  zip: openZip,
  html: async (bytes, options) => (await import('./html.ts')).openHtml(bytes, options),
  json: async (bytes, options) => (await import('./json.ts')).openJson(bytes, options),
  ndjson: async (bytes, options, source) =>
    (await import('./records.ts')).openItems((await import('./ndjson.ts')).NDJSON, bytes, options, source),
  vcard: async (bytes, options, source) =>
    (await import('./records.ts')).openItems((await import('./vcard.ts')).VCARD, bytes, options, source),
}

/**
 * Opens a list of any kind.
 *
 * @throws PrmError input: missing, unreadable, empty, a folder, damaged, locked, not a list; each says what it looks like
 */
export async function openTable(source: TableSource, options: TableOptions = {}): Promise<Table> {
  const bytes = await openBytes(source)
  try {
    const detected = detectFormat(bytes.head)
    if ('binary' in detected) {
      throw inputError(
        'not_a_list',
        `${bytes.name} is not a list: it looks like ${detected.binary}`,
        detected.hint,
      )
    }
    return await READERS[detected.format](bytes, options, source)
  } catch (error) {
    bytes.close()
    throw error
  }
}

/** A workbook, or a list that was packed for sending. */
async function openZip(bytes: Bytes, options: TableOptions): Promise<Table> {
  const { openArchive } = await import('./archive.ts')
  const packed = await openArchive(bytes)
  if (packed.kind === 'list') {
    const table = await openTable({ name: packed.name, stream: packed.stream }, options)
    table.info.compression = 'zip'
    return table
  }
  const { openBook } = await import('./workbook.ts')
  return openBook(packed.kind, packed.archive, bytes, options)
}
