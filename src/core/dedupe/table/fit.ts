/**
 * Fits the model of a table: how often each comparison finds each level among pairs that are one (m) and among
 * strangers (u), and how many of all pairs are one. `u` comes from random pairs, freed of the matches among them; `m`
 * and the share by EM over the candidates. `u` is never free in the EM: it would find households, not matches.
 */
import {
  fitMixture,
  learn,
  normalised,
  type Expected,
  type Histogram,
  type MixtureClass,
} from '../mixture.ts'

export interface FitInput {
  /** Patterns of the candidates. */
  histogram: Histogram
  /** Of random pairs: how many showed each level of each comparison. */
  random: readonly Float64Array[]
  /** Pairs of rows that might be one. */
  pairs: number
  /** Of these with the same value in each column, and with a value in both. */
  equal: Float64Array
  known: Float64Array
  /** Columns that tell where a site is: two branches of one organisation differ there, and agree in the rest. */
  places: readonly number[]
}

export interface TableFit {
  match: MixtureClass
  strangers: MixtureClass
  /** Branches of one organisation; null where the table has no place to tell them by. */
  branches: MixtureClass | null
  rounds: number
}

/** Pseudo-counts of m, as a share of the matches expected: enough to hold a table of a hundred rows in place. */
const PRIOR = 0.2
const ROUNDS = 12

export const fitTable = (input: FitInput): TableFit => {
  const { histogram, pairs, places } = input
  const { levels } = histogram
  const start = levels.map(firstGuess)
  const share = Math.min(0.1, 1 / Math.sqrt(2 * pairs))
  const strangers: MixtureClass = { share: 1 - share, tables: input.random.map(chances) }
  const match: MixtureClass = { share, tables: start.map((table) => table.slice()) }
  const branches =
    places.length === 0
      ? null
      : {
          share,
          tables: levels.map((size, k) =>
            places.includes(k) ? strangers.tables[k]!.slice() : branchGuess(size),
          ),
        }
  const classes = branches === null ? [match, strangers] : [match, strangers, branches]
  const branchStart = branches?.tables.map((table) => table.slice())

  const maximise = ({ pairs: sizes, levels: seen }: Expected): number => {
    const next = Math.max(sizes[0]!, 0.5) / pairs
    let change = Math.abs(next - match.share) / match.share
    match.share = next
    for (const [k, table] of match.tables.entries()) {
      const mass = told(seen[0]![k]!)
      change = Math.max(
        change,
        learn(table, seen[0]![k]!, (l) => PRIOR * mass * start[k]![l]! + 0.5 * start[k]![l]!),
      )
    }
    if (branches !== null) {
      branches.share = Math.max(sizes[2]!, 0.5) / pairs
      for (const [k, table] of branches.tables.entries()) {
        if (places.includes(k)) continue
        const mass = told(seen[2]![k]!)
        change = Math.max(
          change,
          learn(table, seen[2]![k]!, (l) => (PRIOR * mass + 0.5) * branchStart![k]![l]!),
        )
      }
    }
    strangers.share = 1 - match.share - (branches?.share ?? 0)
    return change
  }

  let rounds = 0
  for (let round = 0; round < ROUNDS; round++) {
    const fitted = fitMixture(histogram, classes, maximise)
    rounds += fitted.rounds
    const moved = freeOfMatches(input, strangers, branches, fitted.expected, places)
    if (moved < 0.01 && round > 1) break
  }
  return { match, strangers, branches, rounds }
}

/** Most matches agree; of the others, more are near than far. */
const firstGuess = (size: number): Float64Array =>
  normalised(
    Float64Array.from({ length: size }, (_, l) =>
      l === 0 ? 0 : l === size - 1 ? 0.7 : (0.3 * l) / (size * size),
    ),
  )

const branchGuess = (size: number): Float64Array =>
  normalised(
    Float64Array.from({ length: size }, (_, l) => (l === 0 ? 0 : l === size - 1 ? 0.5 : 0.5 / (size - 2))),
  )

const chances = (seen: Float64Array): Float64Array => {
  const table = normalised(seen.map((count, l) => (l === 0 ? 0 : count + 0.5)))
  return table
}

const told = (seen: Float64Array): number => {
  let sum = 0
  for (let l = 1; l < seen.length; l++) sum += seen[l]!
  return sum
}

/**
 * Sets the strangers' tables to what random pairs showed less the matches that are among them. Values that only matches
 * share (a birth date, an address) are otherwise taken for common ones. Equal values are counted in full, since 200 000
 * random pairs hold few of them.
 *
 * @returns the largest change, as a logarithm
 */
const freeOfMatches = (
  { random, equal, known }: FitInput,
  strangers: MixtureClass,
  branches: MixtureClass | null,
  { levels: seen }: Expected,
  places: readonly number[],
): number => {
  let moved = 0
  for (const [k, table] of strangers.tables.entries()) {
    const plain = chances(random[k]!)
    const top = table.length - 1
    const next = plain.map((chance, l) => {
      if (l === 0) return 0
      const share = l === top ? equal[k]! / known[k]! : chance
      const taken =
        (seen[0]![k]![l]! + (branches === null || places.includes(k) ? 0 : seen[2]![k]![l]!)) / known[k]!
      return Math.max(share - taken, share * LEAST_LEFT, 0.5 / known[k]!)
    })
    normalised(next).forEach((chance, l) => {
      if (l > 0) moved = Math.max(moved, Math.abs(Math.log(chance / table[l]!)))
      table[l] = chance
    })
    if (branches !== null && places.includes(k)) branches.tables[k]!.set(table)
  }
  return moved
}

/** However many matches there are, this share of a level stays with strangers. */
const LEAST_LEFT = 0.02
