/**
 * How good a scorecard is, honestly: learned from the early rows and asked of the late ones; beside it a random split,
 * which flatters, to show by how much.
 */
import { calibrationError, calibrationTable, type CalibrationRow } from './calibration.ts'
import { foldsOf, timeSplit, type Split } from './folds.ts'
import { aucIntervals, auc, gainsOf, reachOf, tiesOf, type Interval, type Reach } from './ranking.ts'
import { learnScorecard, pointsOf, probabilityOf, type LearnOptions, type Scorecard } from './scorecard.ts'
import { allRows, positivesOf, type LearnTable } from './table.ts'

/** With fewer positives than these a probability is a guess: ranks are shown instead. */
export const PROBABILITY_POSITIVES = 100

export interface Comparison {
  name: string
  auc: number
  /** By how much the model is ahead of it, 95 % interval over the same resampled rows. */
  ahead: Interval
}

export interface Evaluation {
  split: 'time' | 'random'
  /** The first day of the test rows; with `time`. */
  from: number | null
  learned_from: { rows: number; positives: number }
  asked: { rows: number; positives: number }
  auc: number
  interval: Interval
  /** What those hold whom one can call. */
  reach: Reach
  /** The share of positives among the best 0, 10, … 100 %. */
  gains: number[]
  /** Null below PROBABILITY_POSITIVES. */
  calibration: CalibrationRow[] | null
  ece: number | null
  compared: Comparison[]
}

export interface EvaluateOptions extends LearnOptions {
  /** How many can be called of those who come in `per` units of time; without times, or without `per`, of all. */
  capacity: { people: number; per: number | null }
  /** Other orders: a score for each row of the table, the best highest. */
  others?: readonly { name: string; scores: ArrayLike<number> }[]
}

const FOLDS = 5

/** The evaluation by time (null where there is no history that could be split) and the one at random. */
export const evaluateLearning = (
  table: LearnTable,
  options: EvaluateOptions,
): { time: Evaluation | null; random: Evaluation } => {
  const { ids, outcome, times } = table
  const late = times === null ? null : timeSplit(times, outcome, ids)
  let { strength } = options
  let time: Evaluation | null = null
  if (late !== null) {
    const card = learnScorecard(table, late.train, options)
    strength ??= card.strength
    time = judged(table, [{ ...late, card }], 'time', options)
  }
  const folds = foldsOf(ids, outcome, allRows(ids.length), Math.min(FOLDS, Math.max(2, positivesOf(outcome))))
  const parts = folds.map((fold) => {
    const card = learnScorecard(
      table,
      fold.train,
      strength === undefined ? options : { ...options, strength },
    )
    strength ??= card.strength
    return { ...fold, card }
  })
  return { time, random: judged(table, parts, 'random', options) }
}

/**
 * An evaluation of scores that were not learned from these rows.
 *
 * @param card what turns scores into probabilities; null where nothing does
 */
export const evaluateScores = (
  table: LearnTable,
  scores: Float64Array,
  card: Pick<Scorecard, 'intercept' | 'per_point' | 'rows' | 'positives'> | null,
  rows: Int32Array,
  options: EvaluateOptions,
): Evaluation => {
  const own = Float64Array.from(rows, (row) => scores[row]!)
  return account(
    table,
    {
      rows,
      scores: own,
      probabilities: card === null ? null : own.map((value) => probabilityOf(card, value)),
      learned_from: { rows: card?.rows ?? 0, positives: card?.positives ?? 0 },
    },
    'time',
    options,
  )
}

interface Asked {
  rows: Int32Array
  /** Of each of the rows. */
  scores: Float64Array
  probabilities: Float64Array | null
  learned_from: { rows: number; positives: number }
}

const judged = (
  table: LearnTable,
  parts: readonly (Split & { card: Scorecard })[],
  split: Evaluation['split'],
  options: EvaluateOptions,
): Evaluation => {
  const points = parts.map(({ card, test }) => pointsOf(card, table.columns, test))
  const probabilities = Float64Array.from(
    points.flatMap((of, p) => Array.from(of, (value) => probabilityOf(parts[p]!.card, value))),
  )
  const mean = (values: readonly number[]): number =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length)
  return account(
    table,
    {
      rows: Int32Array.from(parts.flatMap(({ test }) => Array.from(test))),
      // Points of different folds have different zeros; what they foretell can be compared.
      scores: parts.length === 1 ? points[0]! : probabilities,
      probabilities,
      learned_from: {
        rows: mean(parts.map(({ train }) => train.length)),
        positives: mean(parts.map(({ train }) => positivesOf(table.outcome, train))),
      },
    },
    split,
    options,
  )
}

const account = (
  { outcome, times }: LearnTable,
  { rows, scores, probabilities, learned_from }: Asked,
  split: Evaluation['split'],
  { capacity, others = [] }: EvaluateOptions,
): Evaluation => {
  const truth = Uint8Array.from(rows, (row) => outcome[row]!)
  const positives = positivesOf(truth)
  const ties = tiesOf(scores, truth)
  const orders = others.map(({ scores: given }) => Float64Array.from(rows, (row) => given[row]!))
  const intervals = aucIntervals([scores, ...orders], truth)
  const isProbable = Math.min(positives, learned_from.positives) >= PROBABILITY_POSITIVES
  const calibration = isProbable && probabilities !== null ? calibrationTable(probabilities, truth) : null
  return {
    split,
    from:
      split === 'time' && times !== null
        ? rows.reduce((least, row) => Math.min(least, times[row]!), Infinity)
        : null,
    learned_from,
    asked: { rows: rows.length, positives },
    auc: auc(scores, truth),
    interval: intervals.auc[0]!,
    reach: reachOf(ties, calledOf(rows, times, capacity)),
    gains: gainsOf(ties),
    calibration,
    ece: calibration === null ? null : calibrationError(calibration),
    compared: others.map(({ name }, i) => ({
      name,
      auc: auc(orders[i]!, truth),
      ahead: intervals.overFirst[i + 1]!,
    })),
  }
}

/** How many of the rows can be called: so many in each `per` units of the time in which they came. */
const calledOf = (
  rows: Int32Array,
  times: Float64Array | null,
  { people, per }: EvaluateOptions['capacity'],
): number => {
  if (times === null || per === null) return Math.min(people, rows.length)
  let [first, last] = [Infinity, -Infinity]
  for (const row of rows) {
    first = Math.min(first, times[row]!)
    last = Math.max(last, times[row]!)
  }
  const periods = Math.max(1, (last - first + 1) / per)
  return Math.min(rows.length, Math.max(1, Math.round(people * periods)))
}
