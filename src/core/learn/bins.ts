/** Numbers cut into bins of about the same size. A value that many rows share (0 visits) gets a bin of its own. */

export interface BinOptions {
  /** At most so many bins. */
  most: number
  /** A bin holds at least so many rows. */
  leastRows: number
}

/**
 * Cut points, rising: a value belongs to the bin after the last cut that is not above it. As short in decimals as they
 * can be without moving a value from one bin to another.
 */
export const cutNumbers = (values: Float64Array, { most, leastRows }: BinOptions): number[] => {
  const sorted = Float64Array.from(values).sort()
  const { distinct, counts } = runsOf(sorted)
  const size = Math.max(leastRows, sorted.length / most)
  const cuts: number[] = []
  let held = 0
  distinct.forEach((value, i) => {
    const count = counts[i]!
    const isHeavy = count >= size
    // A bin ends where it is full, and before a value that fills one alone.
    if (i > 0 && (held >= size || (isHeavy && held >= leastRows))) {
      cuts.push(shortCut(distinct[i - 1]!, value))
      held = 0
    }
    held += count
  })
  if (cuts.length > 0 && held < leastRows) cuts.pop()
  return cuts
}

const runsOf = (sorted: Float64Array): { distinct: number[]; counts: number[] } => {
  const distinct: number[] = []
  const counts: number[] = []
  for (const value of sorted) {
    if (distinct.at(-1) === value) counts[counts.length - 1]! += 1
    else {
      distinct.push(value)
      counts.push(1)
    }
  }
  return { distinct, counts }
}

/** A number with few digits above `below` and not above `value`. */
export const shortCut = (below: number, value: number): number => {
  for (let digits = 1; digits <= 15; digits++) {
    const short = Number(value.toPrecision(digits))
    if (short > below && short <= value) return short
  }
  return value
}

/** Which bin a value is in, from 0. */
export const binOf = (cuts: readonly number[], value: number): number => {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= cuts[middle]!) low = middle + 1
    else high = middle
  }
  return low
}
