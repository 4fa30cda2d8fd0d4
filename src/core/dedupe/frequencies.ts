/**
 * How often values occur: two Smiths say less than two Featherstonehaughs. For a value of frequency f the correction is
 * log2(Σf²) − log2(f): the average chance that two strangers agree, against the chance that they agree on this value
 * (Winkler 2000; as in Splink's term frequency adjustments).
 */
import { tally, type Dictionary } from './dictionary.ts'
import { alike } from './grouping.ts'

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
  const { length } = counts
  for (let id = 0; id < length; id++) total += counts[id]!
  let squares = 0
  // Whole numbers, so that the order of the values leaves no trace in the last digit.
  for (let id = 0; id < length; id++) squares += counts[id]! ** 2
  const often: Record<string, number> = {}
  const ids: number[] = []
  for (let id = 0; id < length; id++) if (counts[id]! > LEAST) ids.push(id)
  for (const [value, count] of ids.map((id) => [texts.values[id]!, counts[id]!] as const).sort(byText))
    often[value] = count
  return {
    total,
    squares: (squares / Math.max(1, total) + usualSquares * PRIOR_VALUES) / (total + PRIOR_VALUES),
    counts: often,
  }
}

/** Units that bear one full name at least so many times over are surely not all one person. */
const CROWD = 8

interface FullNames {
  /** Of names that many bear, how many. */
  often: Record<string, number>
  /** Pairs of units that bear one full name. */
  pairs: number
}

/**
 * How often full names occur, of those that many bear: the parts of a name go together (Marco with Rossi), so that their
 * product is too small for just the names that meet most. Half of the bearers are taken for doubles of the others.
 */
export const fullNameCounts = (given: Int32Array, family: Int32Array, texts: Dictionary): FullNames => {
  const { counts, leaders } = alike({ x: given, y: family, sizes: [texts.size, texts.size] })
  const often: [name: string, count: number][] = []
  let pairs = 0
  for (let set = 1; set < counts.length; set++) {
    pairs += (counts[set]! * (counts[set]! - 1)) / 2
    const unit = leaders[set]!
    if (counts[set]! >= CROWD)
      often.push([`${texts.values[given[unit]!]!}|${texts.values[family[unit]!]!}`, counts[set]!])
  }
  return { often: Object.fromEntries(often.sort(byText)), pairs }
}

/** With fewer names in a table, each full name is looked up when it is met. */
const FEW_NAMES = 1000

/**
 * Most that a full name of a table may weigh: log2(Σf² of given · Σf² of family) − log2(share of the full name); undefined
 * where nothing is known of it.
 */
export const fullNameBits = (
  counts: Readonly<Record<string, number>>,
  given: Frequencies,
  family: Frequencies,
  texts: Dictionary,
): ((given: number, family: number) => number | undefined) => {
  const base = Math.log2(given.squares * family.squares)
  const bitsOf = (count: number): number =>
    base - Math.log2(Math.max(1, count / 2 - 2) / Math.max(1, given.total))
  if (texts.size < FEW_NAMES) {
    return (a, b) => {
      const name = `${texts.values[a]!}|${texts.values[b]!}`
      return a !== 0 && b !== 0 && Object.hasOwn(counts, name) ? bitsOf(counts[name]!) : undefined
    }
  }
  const bits = new Map<number, number>()
  for (const [name, count] of Object.entries(counts)) {
    const [first = '', last = ''] = name.split('|')
    const [a, b] = [texts.find(first), texts.find(last)]
    if (a !== 0 && b !== 0) bits.set(a * 2 ** 26 + b, bitsOf(count))
  }
  return (a, b) => bits.get(a * 2 ** 26 + b)
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
