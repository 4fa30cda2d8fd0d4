/** The columns of a table as matching sees them: values as numbers, and what a comparison of two of them can find. */
import { Dictionary, tally } from '../dictionary.ts'
import { remembering, type Distances } from '../distances.ts'
import type { CompareColumn, CompareKind } from './compare-spec.ts'
import { nearness } from './nearness.ts'
import { indexTokens, type TokenIndex, type WordCounts } from './tokens.ts'

export interface Column extends CompareColumn {
  /** The value of each row, as a number of `values`; 0 is nothing. */
  ids: Int32Array
  values: Dictionary
  /** Rows that have each value; none for "nothing". */
  counts: Uint32Array
  /** Levels in words, by number: 0 cannot be told, 1 they differ, and upwards to equal. */
  levels: readonly string[]
  /** The level of two values, both known and different. */
  near: (a: number, b: number) => number
  /** Of kinds that are compared word by word. */
  tokens: TokenIndex | null
}

const OF_WORDS = [
  '',
  'differ',
  'share a little',
  'share half',
  'one within the other',
  'share most',
  'nearly equal',
]

/** `nearness.ts` answers with numbers of these. */
const LEVELS: Record<CompareKind, readonly string[]> = {
  exact: ['', 'differ', 'same beginning', 'one character off', 'equal'],
  name: ['', 'differ', 'a little alike', 'alike', 'initial', 'nickname', 'very alike', 'swapped', 'equal'],
  text: [...OF_WORDS, 'equal'],
  company: [...OF_WORDS, 'equal'],
  address: [
    '',
    'differ',
    'same number',
    'same street',
    'number and part of the street',
    'number and street',
    'equal',
  ],
  date: [
    '',
    'differ',
    'same year',
    'close',
    'one part differs',
    'one digit off',
    'day and month swapped',
    'equal',
  ],
  email: ['', 'differ', 'same domain', 'other number', 'same name, other domain', 'alike', 'equal'],
  phone: ['', 'differ', 'one digit off', 'equal'],
  number: ['', 'differ', 'within a tenth', 'within a hundredth', 'equal'],
}

/** The level of a name that stands in another column of names. */
export const SWAPPED = LEVELS.name.indexOf('swapped')

/**
 * @param cells of all rows, as `columnValues` gives them
 * @param words how common the words are, of a frozen model; found from the column itself where missing
 */
export const prepareColumn = (
  column: CompareColumn,
  cells: readonly string[],
  distances: Distances,
  words?: WordCounts,
): Column => {
  const values = new Dictionary()
  const ids = Int32Array.from(cells, (value) => values.intern(value))
  const counts = tally(ids, values.size)
  counts[0] = 0
  const isOfWords = column.kind === 'text' || column.kind === 'company' || column.kind === 'address'
  const tokens = isOfWords ? indexTokens(values.values, words) : null
  const near = remembering(nearness(column.kind, values, tokens, distances), 18)
  return { ...column, ids, values, counts, levels: LEVELS[column.kind], near, tokens }
}

/**
 * Writes the level of each column for two rows to `into`. A name that stands in the other's column of another name
 * counts as swapped, whatever stands in its own.
 */
export type CompareRows = (a: number, b: number, into: Uint8Array) => void

export const compareRows = (columns: readonly Column[]): CompareRows => {
  const names = columns.filter(({ kind }) => kind === 'name')
  const swapsOf = (column: Column): { other: Column; here: Int32Array }[] =>
    column.kind !== 'name'
      ? []
      : names
          .filter((other) => other !== column)
          .map((other) => ({
            other,
            here: Int32Array.from(other.values.values, (value) => column.values.find(value)),
          }))
  const swaps = columns.map(swapsOf)
  return (a, b, into) => {
    for (let k = 0; k < columns.length; k++) {
      const { ids, levels, near } = columns[k]!
      const [x, y] = [ids[a]!, ids[b]!]
      let level = x === 0 || y === 0 ? 0 : x === y ? levels.length - 1 : -1
      if (x !== y) {
        for (const { other, here } of swaps[k]!) {
          const [left, right] = [here[other.ids[a]!]!, here[other.ids[b]!]!]
          if ((x !== 0 && x === right) || (y !== 0 && y === left)) level = SWAPPED
        }
      }
      into[k] = level < 0 ? near(x, y) : level
    }
  }
}
