/**
 * Fellegi–Sunter as a mixture: a pair belongs to one of several classes (the same person, strangers, colleagues …), and
 * each class has, for each comparison, its own distribution over the levels. Fitted by EM over the histogram of patterns
 * (a million pairs show some thousand patterns), so one round costs next to nothing.
 */

/** Which patterns occur, and how often. Level 0 of a comparison means "cannot be told" and never speaks. */
export interface Histogram {
  /** The number of levels of each comparison, 0 included. */
  levels: readonly number[]
  /** In rising order. */
  patterns: Int32Array
  counts: Float64Array
  /** The levels of each pattern, one row after the other. */
  decoded: Uint8Array
}

export interface MixtureClass {
  /** Its share of all pairs. */
  share: number
  /** Of each comparison the probability of each level, given that it can be told; index 0 is 1. */
  tables: Float64Array[]
}

/** A pattern as one number: levels as digits, the first comparison's the highest. */
export const encode = (levels: readonly number[], digits: ArrayLike<number>): number => {
  let pattern = 0
  for (let k = 0; k < levels.length; k++) pattern = pattern * levels[k]! + digits[k]!
  return pattern
}

/** Writes the levels of a pattern to `into` from `at` on. */
export const decode = (levels: readonly number[], pattern: number, into: Uint8Array, at = 0): Uint8Array => {
  let rest = pattern
  for (let k = levels.length - 1; k >= 0; k--) {
    const size = levels[k]!
    into[at + k] = rest % size
    rest = Math.floor(rest / size)
  }
  return into
}

export const patternCount = (levels: readonly number[]): number => levels.reduce((a, b) => a * b, 1)

/** The histogram of counts by pattern. */
export const histogramOf = (levels: readonly number[], countOf: ArrayLike<number>): Histogram => {
  const patterns: number[] = []
  for (let p = 0; p < countOf.length; p++) if (countOf[p]! > 0) patterns.push(p)
  const decoded = new Uint8Array(patterns.length * levels.length)
  for (const [row, pattern] of patterns.entries()) decode(levels, pattern, decoded, row * levels.length)
  return {
    levels,
    patterns: Int32Array.from(patterns),
    counts: Float64Array.from(patterns, (p) => countOf[p]!),
    decoded,
  }
}

/** A table made to sum to 1 over the levels that can be told. */
export const normalised = (weights: ArrayLike<number>): Float64Array => {
  const table = Float64Array.from(weights)
  let sum = 0
  for (let l = 1; l < table.length; l++) sum += table[l]!
  for (let l = 1; l < table.length; l++) table[l]! /= sum
  table[0] = 1
  return table
}

/** What a round of EM expects: pairs in each class, and of these at each level of each comparison. */
export interface Expected {
  pairs: Float64Array
  /** [class][comparison][level] */
  levels: Float64Array[][]
}

/** Share times the product of the levels' probabilities. */
export const likelihood = ({ share, tables }: MixtureClass, digits: ArrayLike<number>, at = 0): number => {
  let value = share
  for (let k = 0; k < tables.length; k++) value *= tables[k]![digits[at + k]!]!
  return value
}

/**
 * Fits the classes to the histogram. `maximise` gets what is expected and changes shares and tables of the classes as
 * it sees fit (some are fixed, some learnt with a prior); it answers with the largest change that it made.
 *
 * @returns how many rounds it took, and the last expectation
 */
export const fitMixture = (
  histogram: Histogram,
  classes: readonly MixtureClass[],
  maximise: (expected: Expected) => number,
  { rounds = 200, tolerance = 1e-5 } = {},
): { rounds: number; expected: Expected } => {
  let round = 0
  let expected = expectation(histogram, classes)
  while (round < rounds) {
    round++
    const change = maximise(expected)
    expected = expectation(histogram, classes)
    if (change < tolerance) break
  }
  return { rounds: round, expected }
}

/** How many pairs of each class, at each level, the classes as they are make of the histogram. */
export const expectation = (
  { levels, counts, decoded }: Histogram,
  classes: readonly MixtureClass[],
): Expected => {
  const width = levels.length
  const expected: Expected = {
    pairs: new Float64Array(classes.length),
    levels: classes.map(() => levels.map((size) => new Float64Array(size))),
  }
  const parts = new Float64Array(classes.length)
  for (let row = 0; row < counts.length; row++) {
    let sum = 0
    for (let c = 0; c < classes.length; c++) {
      parts[c] = likelihood(classes[c]!, decoded, row * width)
      sum += parts[c]!
    }
    if (sum === 0) continue
    for (let c = 0; c < classes.length; c++) {
      const pairs = (parts[c]! / sum) * counts[row]!
      expected.pairs[c]! += pairs
      const into = expected.levels[c]!
      for (let k = 0; k < width; k++) into[k]![decoded[row * width + k]!]! += pairs
    }
  }
  return expected
}

/**
 * Sets a table to what is expected plus pseudo-counts (a Dirichlet prior).
 *
 * @param prior pseudo-counts of each level; none means half a pair a level
 * @returns the largest change
 */
export const learn = (
  table: Float64Array,
  expected: Float64Array,
  prior: (level: number) => number = () => 0.5,
): number => {
  let [sum, change] = [0, 0]
  for (let l = 1; l < table.length; l++) sum += expected[l]! + prior(l)
  for (let l = 1; l < table.length; l++) {
    const value = (expected[l]! + prior(l)) / sum
    change = Math.max(change, Math.abs(value - table[l]!))
    table[l] = value
  }
  return change
}
