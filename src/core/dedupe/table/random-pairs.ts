/** How often strangers agree: from random pairs, and for equal values from the counts of the whole column. */
import { seeded } from '../../../lib/random.ts'
import type { Column, CompareRows } from './columns.ts'

const RANDOM_PAIRS = 200_000
const SEED = 7

/**
 * @param lists of each row its list; pairs within one list do not count then
 * @returns [column][level] how many of the pairs showed it
 */
export const randomLevels = (
  columns: readonly Column[],
  rows: number,
  compareTwo: CompareRows,
  lists: Int32Array | null,
): Float64Array[] => {
  const seen = columns.map((column) => new Float64Array(column.levels.length))
  const random = seeded(SEED)
  const digits = new Uint8Array(columns.length)
  for (let pair = 0; pair < RANDOM_PAIRS; pair++) {
    const a = Math.floor(random() * rows)
    const b = Math.floor(random() * rows)
    if (a === b || (lists !== null && lists[a] === lists[b])) continue
    compareTwo(a, b, digits)
    for (let k = 0; k < seen.length; k++) seen[k]![digits[k]!]!++
  }
  return seen
}

/** All pairs of rows; of these, by column, those with equal values and those with a value in both. */
export const equalPairs = (
  columns: readonly Column[],
  rows: number,
  lists: Int32Array | null,
): { pairs: number; equal: Float64Array; known: Float64Array } => {
  const isKnown = columns.map(({ ids }) => ids.map((id) => (id === 0 ? 0 : 1)))
  return {
    pairs: Math.max(1, pairsWithin(new Int32Array(rows).fill(1), lists)),
    equal: Float64Array.from(columns, ({ ids }) => pairsWithin(ids, lists)),
    known: Float64Array.from(isKnown, (known) => Math.max(1, pairsWithin(known, lists))),
  }
}

/** Pairs of rows with the same number, 0 left out; across lists only, where there are lists. */
const pairsWithin = (ids: Int32Array, lists: Int32Array | null): number => {
  const sizes = new Map<number, number>()
  const sizesByList = new Map<string, number>()
  for (const [row, id] of ids.entries()) {
    if (id === 0) continue
    sizes.set(id, (sizes.get(id) ?? 0) + 1)
    if (lists === null) continue
    const key = `${String(lists[row])}:${String(id)}`
    sizesByList.set(key, (sizesByList.get(key) ?? 0) + 1)
  }
  const count = (of: Iterable<number>): number => {
    let pairs = 0
    for (const size of of) pairs += (size * (size - 1)) / 2
    return pairs
  }
  return count(sizes.values()) - count(sizesByList.values())
}
