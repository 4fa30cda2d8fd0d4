import {
  openTable,
  type TableInfo,
  type TableOptions,
  type TableRow,
  type TableStats,
} from '../../../src/lib/table/index.ts'

export interface Read {
  info: TableInfo
  stats: TableStats
  rows: TableRow[]
  cells: string[][]
}

/** Reads a list given as text or bytes, in pieces of `piece` bytes. */
export async function read(
  content: string | Buffer,
  options: TableOptions = {},
  piece = 1 << 16,
): Promise<Read> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += piece)
      yield await Promise.resolve(bytes.subarray(at, at + piece))
  }
  const table = await openTable({ stream: stream(), name: 'list' }, options)
  const rows: TableRow[] = []
  for await (const batch of table.rows()) rows.push(...batch)
  return { info: table.info, stats: table.stats(), rows, cells: rows.map((row) => row.cells) }
}
