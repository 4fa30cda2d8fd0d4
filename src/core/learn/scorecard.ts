/**
 * A scorecard: whole points for each bin, none negative, of at most 100 in all. Where the weights allow it, ten points are
 * one unit of log-odds, so that about seven double the odds; where they spread more widely, a point is worth more.
 */
import { fittedIntercept } from './calibration.ts'
import { binCount, designOf, featureOf, type Design, type Feature } from './features.ts'
import { fitLogistic, logOddsOf, sigmoid } from './logistic.ts'
import { chooseStrength } from './strength.ts'
import { allRows, positivesOf, type LearnColumn, type LearnTable } from './table.ts'

const MOST_POINTS_PER_LOG_ODDS = 10
const MOST_POINTS = 100

export interface CardFeature {
  feature: Feature
  /** Of each bin, 0 or more; the worst has 0, and so has one that nobody was in. */
  points: number[]
  /** Of each bin: how many rows it held in training, and how many of them came true. */
  rows: number[]
  positives: number[]
}

export interface Scorecard {
  /** The log-odds of a row with 0 points. */
  intercept: number
  /** By how much a point raises the log-odds. */
  per_point: number
  features: CardFeature[]
  strength: number
  rows: number
  positives: number
}

export interface LearnOptions {
  /** At most so many bins for a column of numbers. */
  bins?: number
  /** In place of the one that cross-validation finds. */
  strength?: number
}

const MOST_TEXTS = 40

/** @param rows those to learn from (all by default); both outcomes must be among them */
export const learnScorecard = (
  table: LearnTable,
  rows: Int32Array = allRows(table.ids.length),
  options: LearnOptions = {},
): Scorecard => {
  const { outcome, ids, columns } = table
  const positives = positivesOf(outcome, rows)
  const featureOptions = {
    most: Math.max(2, Math.min(options.bins ?? 10, Math.floor(positives / 4))),
    leastRows: Math.max(5, Math.min(20, Math.floor(rows.length / 200))),
    mostTexts: MOST_TEXTS,
  }
  const features = columns.flatMap((column) => featureOf(column, rows, featureOptions) ?? [])
  const design = designOf(features, columns, ids.length)
  const strength = options.strength ?? chooseStrength(design, outcome, ids, rows)
  const { weights } = fitLogistic(design, outcome, rows, { strength })
  const counted = countBins(design, outcome, rows)
  const bins = features.map((feature, f) =>
    Array.from({ length: binCount(feature) }, (_, b) => design.offsets[f]! + b),
  )
  const relative = bins.map((of) => {
    const isKnown = (bin: number): boolean => counted.rows[bin]! > 0
    const least = Math.min(...of.filter(isKnown).map((bin) => weights[bin]!))
    // Of a bin that nobody was in nothing is known: it gets no points, so no rule says something of nobody.
    return of.map((bin) => (isKnown(bin) ? weights[bin]! - least : 0))
  })
  const { points, unit } = wholePoints(relative, MOST_POINTS_PER_LOG_ODDS)
  const card = features.map((feature, f): CardFeature => ({
    feature,
    points: points[f]!,
    rows: bins[f]!.map((bin) => counted.rows[bin]!),
    positives: bins[f]!.map((bin) => counted.positives[bin]!),
  }))
  const truth = Uint8Array.from(rows, (row) => outcome[row]!)
  const intercept = fittedIntercept(
    pointsOf({ features: card }, columns, rows).map((value) => value / unit),
    truth,
  )
  return { intercept, per_point: 1 / unit, features: card, strength, rows: rows.length, positives }
}

/** Weights as whole points: so many a unit, or fewer, so that the best row has no more than 100. */
export const wholePoints = (
  relative: readonly (readonly number[])[],
  most: number,
): { points: number[][]; unit: number } => {
  for (let unit = most; ; unit *= 0.99) {
    const points = relative.map((worth) => worth.map((value) => Math.round(value * unit)))
    const best = points.reduce((sum, of) => sum + Math.max(0, ...of), 0)
    if (best <= MOST_POINTS) return { points, unit }
  }
}

const countBins = ({ cells, offsets, features }: Design, outcome: Uint8Array, rows: Int32Array) => {
  const width = features.length
  const counted = { rows: new Float64Array(offsets[width]!), positives: new Float64Array(offsets[width]!) }
  for (const row of rows) {
    for (let f = 0; f < width; f++) {
      const bin = cells[row * width + f]!
      counted.rows[bin]! += 1
      counted.positives[bin]! += outcome[row]!
    }
  }
  return counted
}

/** The sum of the points of each of the rows. */
export const pointsOf = (
  { features }: Pick<Scorecard, 'features'>,
  columns: readonly LearnColumn[],
  rows: Int32Array,
): Float64Array => {
  const length = columns[0]?.values.length ?? 0
  const design = designOf(
    features.map(({ feature }) => feature),
    columns,
    length,
  )
  return logOddsOf(design, { intercept: 0, weights: features.flatMap(({ points }) => points) }, rows)
}

/** What so many points foretell. */
export const probabilityOf = (
  { intercept, per_point }: Pick<Scorecard, 'intercept' | 'per_point'>,
  points: number,
): number => sigmoid(intercept + points * per_point)
