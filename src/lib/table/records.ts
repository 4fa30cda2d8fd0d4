/** Items with named values (JSON objects, vCards) as a table. Its names come with the items, so no row of the file is a header. */
import { plural } from '../text.ts'
import { inputError } from './errors.ts'
import { createNotes, type Notes } from './notes.ts'
import { openBytes, type Bytes } from './source.ts'
import { openText } from './text.ts'
import type { Table, TableInfo, TableOptions, TableRow, TableSource, TableStats } from './types.ts'

export interface Item {
  /** Its number from 1, or its line where each item has one. */
  line: number
  /** Text by name of column; null: something stands here that cannot be read. */
  values: ReadonlyMap<string, string> | null
}

export interface Records {
  format: TableInfo['format']
  encoding: string
  header: string[]
  items: AsyncIterable<Item> | Iterable<Item>
  notes: Notes
}

const BATCH = 1000
/** Items of a stream whose names make the header: a stream cannot be read twice. */
const SAMPLE = 1000
/** As many columns as a spreadsheet can have; more of them are keys that are data. */
const MOST_COLUMNS = 16_384

/** How a format is read from text, item by item. */
export interface ItemFormat {
  format: TableInfo['format']
  read: (pieces: AsyncGenerator<string>, notes: Notes) => AsyncGenerator<Item>
  /** Names that come first and in this order, when they occur. */
  order?: readonly string[]
  /** What to say when there is no first item to be read. */
  unreadable: string
}

/**
 * Items that are read as they come. The header is all names of a file, found by reading it twice; of a stream, the names of its
 * first thousand items.
 *
 * @throws PrmError input: the first item cannot be read
 */
export async function openItems(
  { format, read, order = [], unreadable }: ItemFormat,
  bytes: Bytes,
  options: TableOptions,
  source: TableSource,
): Promise<Table> {
  const notes = createNotes()
  const text = await openText(bytes, options.encoding, notes)
  const items = read(text.pieces(), notes)
  const sample: Item[] = []
  for (let next = await items.next(); next.done !== true; next = await items.next()) {
    sample.push(next.value)
    if (sample.length === SAMPLE) break
  }
  if (sample.every(({ values }) => values === null))
    throw inputError('not_a_list', `${bytes.name} ${unreadable}`, 'export it again, or as CSV')
  const names = new Names(bytes.name)
  for (const { values } of sample) names.add(values)
  if ('path' in source && sample.length === SAMPLE) {
    const again = await openBytes(source)
    try {
      const silent = createNotes()
      const rest = await openText(again, options.encoding, silent)
      for await (const { values } of read(rest.pieces(), silent)) {
        options.signal?.throwIfAborted()
        names.add(values)
      }
    } finally {
      again.close()
    }
  }
  async function* all(): AsyncGenerator<Item> {
    yield* sample
    yield* items
  }
  const known = new Set(names.list)
  const header = [...order.filter((name) => known.delete(name)), ...known]
  return recordTable({ format, encoding: text.encoding(), header, items: all(), notes }, bytes, options)
}

/** The union of names, in the order in which they first appear. */
export class Names {
  private readonly known = new Set<string>()
  private readonly file: string

  constructor(file: string) {
    this.file = file
  }

  get list(): string[] {
    return [...this.known]
  }

  /** @throws PrmError input: more names than a table can have */
  add(values: ReadonlyMap<string, string> | null): void {
    for (const name of values?.keys() ?? []) this.known.add(name)
    if (this.known.size <= MOST_COLUMNS) return
    throw inputError(
      'not_a_list',
      `${this.file} is not a list: its items have more than ${MOST_COLUMNS} different names`,
    )
  }
}

export function recordTable(records: Records, bytes: Bytes, options: TableOptions): Table {
  const { format, encoding, header, items, notes } = records
  const columns = new Map(header.map((name, at) => [name, at]))
  const info: TableInfo = {
    format,
    encoding,
    delimiter: null,
    quote: null,
    escape: null,
    headerRow: 0,
    header,
    preambleRows: 0,
    footerRows: 0,
    notes: notes.list,
    ...(bytes.compression === undefined ? {} : { compression: bytes.compression }),
    ...(bytes.size === undefined ? {} : { bytes: bytes.size }),
  }
  const stats: TableStats = { rows: 0, blank: 0, bytesRead: 0, footer: 0, comments: 0, repeatedHeaders: 0 }

  const toRow = ({ line, values }: Item): TableRow => {
    const cells = header.map(() => '')
    for (const [name, text] of values ?? []) {
      const at = columns.get(name)
      if (at !== undefined) cells[at] = text
      else if (text !== '') {
        notes.count(
          'late_column',
          (n, first) =>
            `${plural(n, 'value has', 'values have')} a name that the first items do not have, such as "${first}", and ${n === 1 ? 'was' : 'were'} left out`,
          1,
          name,
          line,
        )
      }
    }
    return { line, cells }
  }

  async function* rows(): AsyncGenerator<TableRow[]> {
    const most = options.maxRows ?? Infinity
    let batch: TableRow[] = []
    for await (const item of items) {
      if (stats.rows + batch.length >= most) break
      batch.push(toRow(item))
      if (batch.length < BATCH) continue
      options.signal?.throwIfAborted()
      stats.rows += batch.length
      yield batch
      batch = []
    }
    stats.rows += batch.length
    if (batch.length > 0) yield batch
  }

  return { info, rows, stats: () => ({ ...stats, bytesRead: bytes.bytesRead() }) }
}
