/**
 * How often values occur: two Smiths say less than two Featherstonehaughs. For a value of frequency f the correction is
 * log2(Σf²) − log2(f): the average chance that two strangers agree, against the chance that they agree on this value
 * (Winkler 2000; as in Splink's term frequency adjustments).
 */
import { tally, type Dictionary } from './dictionary.ts'

/** Frequencies as a model keeps them. */
export interface Frequencies {
  /** How many values were counted. */
  total: number
  /** Σf² over all values. */
  squares: number
  /** Of values that occurred three times or more. */
  counts: Record<string, number>
}

/** What is known without a file: worth so many values. */
const PRIOR_VALUES = 500
/** Of a value that no list knows. */
const RARE = 1e-4
const LEAST = 2

const byText = ([a]: readonly [string, number], [b]: readonly [string, number]): number =>
  a < b ? -1 : a > b ? 1 : 0

/** Counts a column. */
export const frequenciesOf = (column: Int32Array, texts: Dictionary, usualSquares: number): Frequencies => {
  const counts = tally(column, texts.size)
  counts[0] = 0
  let total = 0
  for (const count of counts) total += count
  let squares = 0
  // Whole numbers, so that the order of the values leaves no trace in the last digit.
  for (const count of counts) squares += count ** 2
  const often: Record<string, number> = {}
  const ids = Array.from(counts.keys()).filter((id) => counts[id]! > LEAST)
  for (const [value, count] of ids.map((id) => [texts.values[id]!, counts[id]!] as const).sort(byText))
    often[value] = count
  return {
    total,
    squares: (squares / Math.max(1, total) + usualSquares * PRIOR_VALUES) / (total + PRIOR_VALUES),
    counts: often,
  }
}

/** The correction in bits of each value of a dictionary. */
export const frequencyBits = (
  { total, squares, counts }: Frequencies,
  texts: Dictionary,
  usual?: ReadonlyMap<string, number>,
): Float32Array => {
  const base = Math.log2(squares)
  return Float32Array.from(texts.values, (value, id) => {
    if (id === 0) return 0
    const count = Math.max(LEAST, Object.hasOwn(counts, value) ? counts[value]! : 0)
    // A pair that agrees on a value has it twice already: where there are few values, this says nothing of how common it is.
    const share = (count - 1 + PRIOR_VALUES * (usual?.get(value) ?? RARE)) / (total + PRIOR_VALUES)
    return base - Math.log2(share)
  })
}
