/** A scorecard: whole points for each bin. Ten points are one unit of log-odds, so about seven double the odds. */
import { fittedIntercept } from './calibration.ts'
import { binCount, designOf, featureOf, type Design, type Feature } from './features.ts'
import { fitLogistic, logOddsOf, sigmoid } from './logistic.ts'
import { chooseStrength } from './strength.ts'
import { allRows, positivesOf, type LearnColumn, type LearnTable } from './table.ts'

export const POINTS_PER_LOG_ODDS = 10

export interface CardFeature {
  feature: Feature
  /** Of each bin; the average row of the training has about 0 in sum. */
  points: number[]
  /** Of each bin: how many rows it held in training, and how many of them came true. */
  rows: number[]
  positives: number[]
}

export interface Scorecard {
  /** The log-odds of a row with 0 points. */
  intercept: number
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
  const card = features.map((feature, f): CardFeature => {
    const offset = design.offsets[f]!
    const bins = Array.from({ length: binCount(feature) }, (_, b) => offset + b)
    const mean = bins.reduce((sum, bin) => sum + weights[bin]! * counted.rows[bin]!, 0) / rows.length
    return {
      feature,
      points: bins.map((bin) =>
        // Of a bin that nobody was in nothing is known: it is worth what the average row is worth.
        counted.rows[bin] === 0 ? 0 : Math.round(POINTS_PER_LOG_ODDS * (weights[bin]! - mean)) + 0,
      ),
      rows: bins.map((bin) => counted.rows[bin]!),
      positives: bins.map((bin) => counted.positives[bin]!),
    }
  })
  const points = pointsOf({ features: card }, columns, rows)
  const truth = Uint8Array.from(rows, (row) => outcome[row]!)
  const intercept = fittedIntercept(
    points.map((value) => value / POINTS_PER_LOG_ODDS),
    truth,
  )
  return { intercept, features: card, strength, rows: rows.length, positives }
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
export const probabilityOf = (intercept: number, points: number): number =>
  sigmoid(intercept + points / POINTS_PER_LOG_ODDS)
