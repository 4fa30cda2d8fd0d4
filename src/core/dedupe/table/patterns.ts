/** What the comparisons found for each candidate, as numbers of patterns: a million pairs show some thousand of them. */
import type { Histogram } from '../mixture.ts'
import type { TablePairs } from './blocks.ts'
import type { Column, CompareRows } from './columns.ts'

export interface Patterns {
  a: Int32Array
  b: Int32Array
  /** Of each pair the number of its pattern, a row of the histogram. */
  of: Int32Array
  histogram: Histogram
}

export const readPatterns = (
  { codes, standsFor }: Pick<TablePairs, 'codes' | 'standsFor'>,
  rows: number,
  columns: readonly Column[],
  compareTwo: CompareRows,
): Patterns => {
  const levels = columns.map((column) => column.levels.length)
  const [a, b, of] = [
    new Int32Array(codes.length),
    new Int32Array(codes.length),
    new Int32Array(codes.length),
  ]
  const numbers = new Map<number, number>()
  const counts: number[] = []
  const decoded: number[] = []
  const digits = new Uint8Array(levels.length)
  for (const [pair, code] of codes.entries()) {
    const one = Math.floor(code / rows)
    const other = code - one * rows
    a[pair] = one
    b[pair] = other
    compareTwo(one, other, digits)
    let key = 0
    for (let k = 0; k < levels.length; k++) key = key * levels[k]! + digits[k]!
    let number = numbers.get(key)
    if (number === undefined) {
      number = counts.length
      numbers.set(key, number)
      counts.push(0)
      decoded.push(...digits)
    }
    counts[number]! += standsFor.get(code) ?? 1
    of[pair] = number
  }
  return {
    a,
    b,
    of,
    histogram: {
      levels,
      patterns: Int32Array.from(counts, (_, number) => number),
      counts: Float64Array.from(counts),
      decoded: Uint8Array.from(decoded),
    },
  }
}
