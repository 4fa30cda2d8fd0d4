/** How strongly weights are held back: chosen by what foretells best the rows that were not learned from. */
import { logLoss } from './calibration.ts'
import type { Design } from './features.ts'
import { foldsOf } from './folds.ts'
import { fitLogistic, logOddsOf, type Logistic } from './logistic.ts'
import { positivesOf } from './table.ts'

/** Below so many positives folds say too little of the strength, and it follows from their number alone. */
export const FEW_POSITIVES = 100

// From the strongest down: each fit begins where the one before ended.
const STRENGTHS = [30, 10, 3, 1]
const FOLDS = 5
/** Of more rows than these a sample says the same. */
const MOST_ROWS = 20_000

/** 200 for each positive: at 20 positives 10, which ranked best on public tables. */
const byCount = (positives: number): number => Math.max(1, Math.min(30, 200 / Math.max(1, positives)))

export const chooseStrength = (
  design: Design,
  outcome: Uint8Array,
  ids: readonly string[],
  rows: Int32Array,
): number => {
  const positives = positivesOf(outcome, rows)
  if (positives < FEW_POSITIVES) return Number(byCount(positives).toPrecision(2))
  const losses = STRENGTHS.map(() => 0)
  const sample =
    rows.length <= MOST_ROWS
      ? rows
      : foldsOf(ids, outcome, rows, Math.ceil(rows.length / MOST_ROWS), 3)[0]!.test
  for (const { train, test } of foldsOf(ids, outcome, sample, FOLDS, 2)) {
    const truth = Uint8Array.from(test, (row) => outcome[row]!)
    let from: Logistic | undefined
    STRENGTHS.forEach((strength, i) => {
      from = fitLogistic(design, outcome, train, {
        strength,
        tolerance: 0.1,
        ...(from === undefined ? {} : { from }),
      })
      losses[i]! += logLoss(logOddsOf(design, from, test), truth)
    })
  }
  return STRENGTHS[losses.indexOf(Math.min(...losses))]!
}
