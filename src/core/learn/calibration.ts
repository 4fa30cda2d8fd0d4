/** Whether a probability of 10 % comes true in ten of a hundred. */
import { sigmoid } from './logistic.ts'

export interface CalibrationRow {
  rows: number
  /** The mean of what was foretold. */
  foretold: number
  /** The share that came true. */
  came_true: number
}

/** Ten groups of the same size (fewer where there are fewer rows), the least probable first. */
export const calibrationTable = (
  probabilities: ArrayLike<number>,
  outcome: ArrayLike<number>,
  groups = 10,
): CalibrationRow[] => {
  const count = probabilities.length
  const order = Int32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => probabilities[a]! - probabilities[b]! || a - b,
  )
  const table: CalibrationRow[] = []
  for (let g = 0; g < groups; g++) {
    const group = order.subarray(Math.floor((g * count) / groups), Math.floor(((g + 1) * count) / groups))
    if (group.length === 0) continue
    const mean = (values: ArrayLike<number>): number =>
      group.reduce((sum, i) => sum + values[i]!, 0) / group.length
    table.push({ rows: group.length, foretold: mean(probabilities), came_true: mean(outcome) })
  }
  return table
}

/** Expected calibration error: the mean distance between foretold and true, over the rows of the table. */
export const calibrationError = (table: readonly CalibrationRow[]): number => {
  const rows = table.reduce((sum, row) => sum + row.rows, 0)
  return table.reduce((sum, row) => sum + (row.rows / rows) * Math.abs(row.foretold - row.came_true), 0)
}

/** The mean log-likelihood of the outcome, with its sign turned: less is better. */
export const logLoss = (logOdds: ArrayLike<number>, outcome: ArrayLike<number>): number => {
  let loss = 0
  for (let i = 0; i < logOdds.length; i++) {
    const z = outcome[i] === 1 ? -logOdds[i]! : logOdds[i]!
    loss += z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))
  }
  return loss / logOdds.length
}

/**
 * The intercept with which the mean probability is the share that came true, the points left as they are.
 *
 * @param logOdds what the points say, without an intercept
 */
export const fittedIntercept = (logOdds: ArrayLike<number>, outcome: ArrayLike<number>): number => {
  const count = logOdds.length
  // Half a case of each, so that nobody's luck makes a probability of 0 or 1.
  let target = 0.5
  for (let i = 0; i < count; i++) target += outcome[i]!
  target *= count / (count + 1)
  let low = -40
  let high = 40
  const mean = (shift: number): number => {
    let sum = 0
    for (let i = 0; i < count; i++) sum += sigmoid(logOdds[i]! + shift)
    return sum
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (mean(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}
