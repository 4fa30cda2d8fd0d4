/** A list as it is read, before anything is made of it: to see what the reader sees, or to hand a clean table on. */
import { csvRow } from '../../lib/table/write.ts'
import { openTable, type TableOptions, type TableSource } from '../../lib/table/index.ts'
import { SCHEMA_VERSION, type Result } from '../derive/run.ts'

export interface EmitInput {
  source: TableSource
  table?: TableOptions
  /** Where the text goes; what is written meanwhile waits. */
  write: (text: string) => Promise<void>
  /** The reader has gone: nothing more needs to be written. */
  isClosed: () => boolean
}

export interface EmitResult extends Result {
  run: null
  counts: Record<'read' | 'blank', number>
  columns: number
  encoding: string
  delimiter: string | null
  header_row: number | null
  sheet: string | null
  notes: string[]
}

/**
 * Writes the table of a list as CSV: the header first, where it has one, then all rows with all their cells as read.
 * Streams; knows no database.
 *
 * @throws PrmError `input`: it cannot be read as a list
 */
export const emitTable = async ({
  source,
  table: options,
  write,
  isClosed,
}: EmitInput): Promise<EmitResult> => {
  const table = await openTable(source, options)
  const { info } = table
  if (info.headerRow !== null) await write(csvRow(info.header))
  let columns = info.header.length
  for await (const rows of table.rows()) {
    let text = ''
    for (const { cells } of rows) {
      text += csvRow(cells)
      columns = Math.max(columns, cells.length)
    }
    await write(text)
    if (isClosed()) break
  }
  const { rows: read, blank } = table.stats()
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { read, blank },
    columns,
    encoding: info.encoding,
    delimiter: info.delimiter,
    header_row: info.headerRow,
    sheet: info.sheet ?? null,
    notes: info.notes.map(({ message }) => message),
  }
}
