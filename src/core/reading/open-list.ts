/** A list that is open and understood: its table, what its columns hold, and its rows, before anything is done with them. */
import {
  openTable,
  type Table,
  type TableOptions,
  type TableRow,
  type TableSource,
} from '../../lib/table/index.ts'
import { mapColumns, type Mapping, type MappingOptions } from './mapping.ts'

export interface OpenList extends Mapping {
  table: Table
  /** As read; a list without a header has empty names. */
  header: string[]
  /** For each column the first few different values. */
  samples: string[][]
  /** The first rows, as read. */
  sample: string[][]
  /** All rows, those of the sample included. Can be read once. */
  rows: AsyncGenerator<TableRow[]>
  /** Finds out again what the columns are, told otherwise. */
  remap(mapping: MappingOptions): Mapping
  /** Lets go of the file where the rows are not read to the end here. */
  close(): Promise<void>
}

/** Rows by whose values columns are known. */
const SAMPLE_ROWS = 300

/**
 * Opens a list and finds out what its columns are.
 *
 * @throws PrmError `input`: it cannot be read as a list; `usage`: the user's own mapping does not fit it
 */
export const openList = async (
  source: TableSource,
  options: TableOptions = {},
  mapping: MappingOptions | ((header: string[]) => MappingOptions) = {},
): Promise<OpenList> => {
  const table = await openTable(source, options)
  const inner = table.rows()
  const { sample, all } = await withSample(inner)
  // Without a header the columns are named by their number, and known by their values.
  const isHeaderless = table.info.headerRow === null && table.info.header.length === 0
  const header = isHeaderless ? (sample[0] ?? []).map(() => '') : table.info.header
  const told = typeof mapping === 'function' ? mapping(header) : mapping
  const remap = (options: MappingOptions): Mapping => mapColumns(header, sample, options)
  const mapped = remap(told)
  const samples = mapped.columns.map(({ index, secret }) =>
    secret === true
      ? []
      : [...new Set(sample.map((cells) => cells[index] ?? '').filter((cell) => cell.trim() !== ''))].slice(
          0,
          3,
        ),
  )
  return {
    table,
    header,
    ...mapped,
    samples,
    sample,
    rows: all,
    remap,
    close: async () => {
      await inner.return(undefined)
    },
  }
}

/** Takes a sample from the rows and gives them back whole. */
const withSample = async (
  rows: AsyncGenerator<TableRow[]>,
): Promise<{ sample: string[][]; all: AsyncGenerator<TableRow[]> }> => {
  const taken: TableRow[][] = []
  let size = 0
  while (size < SAMPLE_ROWS) {
    const next = await rows.next()
    if (next.done) break
    taken.push(next.value)
    size += next.value.length
  }
  async function* all(): AsyncGenerator<TableRow[]> {
    yield* taken
    yield* rows
  }
  const sample = taken
    .flat()
    .slice(0, SAMPLE_ROWS)
    .map((row) => row.cells)
  return { sample, all: all() }
}
