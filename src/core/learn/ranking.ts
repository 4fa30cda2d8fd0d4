/** How well an order puts those first who came true. */
import { seeded } from '../../lib/random.ts'

/** Scores with their positives and negatives, the best score first: rows with one score cannot be told apart. */
export interface Ties {
  scores: Float64Array
  positives: Float64Array
  negatives: Float64Array
}

export const tiesOf = (scores: ArrayLike<number>, outcome: ArrayLike<number>): Ties => {
  const order = Int32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[b]! - scores[a]!,
  )
  const found: [number, number, number][] = []
  for (const i of order) {
    const score = scores[i]!
    let last = found.at(-1)
    if (last?.[0] !== score) found.push((last = [score, 0, 0]))
    if (outcome[i] === 1) last[1]++
    else last[2]++
  }
  return {
    scores: Float64Array.from(found, (tie) => tie[0]),
    positives: Float64Array.from(found, (tie) => tie[1]),
    negatives: Float64Array.from(found, (tie) => tie[2]),
  }
}

/**
 * The share of pairs of a positive and a negative that stand in the right order; those with one score count half.
 * 0.5 where there are no such pairs.
 */
export const aucOfTies = (positives: ArrayLike<number>, negatives: ArrayLike<number>): number => {
  let right = 0
  let above = 0
  let allNegatives = 0
  for (let i = 0; i < positives.length; i++) {
    allNegatives += negatives[i]!
    above += positives[i]!
    // Negatives here stand below all positives above, and level with those of this score.
    right += negatives[i]! * (above - positives[i]! / 2)
  }
  return above === 0 || allNegatives === 0 ? 0.5 : right / (above * allNegatives)
}

/** AUC of scores; see `aucOfTies`. */
export const auc = (scores: ArrayLike<number>, outcome: ArrayLike<number>): number => {
  const ties = tiesOf(scores, outcome)
  return aucOfTies(ties.positives, ties.negatives)
}

export interface Interval {
  low: number
  high: number
}

const RESAMPLES = 1000

/** The 95 % percentile interval of the differences of AUC between scores and others, over the same resampled rows. */
export const aucIntervals = (
  all: readonly ArrayLike<number>[],
  outcome: ArrayLike<number>,
  { resamples = RESAMPLES, seed = 1 } = {},
): { auc: Interval[]; overFirst: Interval[] } => {
  const orders = all.map((scores) => {
    const ties = tiesOf(scores, outcome)
    const place = new Map(Array.from(ties.scores, (score, i) => [score, i]))
    return { size: ties.scores.length, places: Int32Array.from(scores, (score) => place.get(score)!) }
  })
  const random = seeded(seed)
  const rows = outcome.length
  const drawn = new Int32Array(rows)
  const found = all.map(() => new Float64Array(resamples))
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < rows; i++) drawn[i] = Math.floor(random() * rows)
    orders.forEach(({ size, places }, k) => {
      const [positives, negatives] = [new Float64Array(size), new Float64Array(size)]
      for (let i = 0; i < rows; i++) {
        const row = drawn[i]!
        if (outcome[row] === 1) positives[places[row]!]! += 1
        else negatives[places[row]!]! += 1
      }
      found[k]![r] = aucOfTies(positives, negatives)
    })
  }
  return {
    auc: found.map(middle95),
    overFirst: found.map((values) => middle95(found[0]!.map((first, r) => first - values[r]!))),
  }
}

const middle95 = (values: Float64Array): Interval => {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return { low: at(0.025), high: at(0.975) }
}

export interface Reach {
  /** How many are called. */
  called: number
  /** How many positives are among them; those with one score are taken in no order, so this may be a fraction. */
  hits: number
  /** Their share of all positives. */
  recall: number
  /** How many times more positives than by chance. */
  lift: number
}

/** What the best `called` rows hold. */
export const reachOf = (ties: Ties, called: number): Reach => {
  const { positives, negatives } = ties
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
  const [allPositives, rows] = [sum(positives), sum(positives) + sum(negatives)]
  const taken = Math.min(called, rows)
  let left = taken
  let hits = 0
  for (let i = 0; i < positives.length && left > 0; i++) {
    const here = positives[i]! + negatives[i]!
    const share = Math.min(1, left / here)
    hits += positives[i]! * share
    left -= here * share
  }
  const recall = allPositives === 0 ? 0 : hits / allPositives
  return { called: taken, hits, recall, lift: taken === 0 ? 0 : recall / (taken / rows) }
}

/** The gains chart: the share of positives among the best 0, 10, … 100 % of the rows. */
export const gainsOf = (ties: Ties): number[] => {
  const rows = ties.positives.reduce((sum, value, i) => sum + value + ties.negatives[i]!, 0)
  return Array.from({ length: 11 }, (_, i) => (i === 0 ? 0 : reachOf(ties, (rows * i) / 10).recall))
}
