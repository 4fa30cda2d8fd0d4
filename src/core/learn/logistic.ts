/**
 * Logistic regression with an L2 penalty on bins, by Newton's steps (iteratively reweighted least squares).
 *
 * Minimised over the weights w and the intercept b: −Σ log-likelihood + strength/2 · Σ w². The intercept is not
 * penalised, so the mean of what is foretold is the mean of what came true. One bin of each feature is on in a row,
 * which makes the matrix cheap to add up and the penalty necessary (without it the weights are not unique).
 */
import { solvePositive } from './cholesky.ts'
import type { Design } from './features.ts'

export interface Logistic {
  intercept: number
  /** One a bin, as the design counts them. */
  weights: Float64Array
  steps: number
}

export interface FitOptions {
  strength: number
  /** Where to begin: the weights of a neighbouring strength save steps. */
  from?: Logistic
  /** The last step changes no weight by more than this; what is left is about its square. */
  tolerance?: number
}

const MOST_STEPS = 50

/** 1 / (1 + e^−z), without overflow. */
export const sigmoid = (z: number): number => {
  if (z >= 0) return 1 / (1 + Math.exp(-z))
  const e = Math.exp(z)
  return e / (1 + e)
}

/** log(1 + e^z), without overflow. */
const softplus = (z: number): number => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)))

/** @param rows those to learn from, which hold both outcomes */
export const fitLogistic = (
  design: Design,
  outcome: Uint8Array,
  rows: Int32Array,
  { strength, from, tolerance = 1e-2 }: FitOptions,
): Logistic => {
  const width = design.features.length
  const bins = design.offsets[width]!
  const size = bins + 1
  // The intercept is the last of the coefficients.
  let current = new Float64Array(size)
  if (from !== undefined) {
    current.set(from.weights)
    current[bins] = from.intercept
  } else current[bins] = logOdds(outcome, rows)
  let { loss, gradient, hessian } = sums(design, outcome, rows, current, strength)
  let steps = 0
  while (steps < MOST_STEPS) {
    steps++
    const step = solvePositive(hessian, gradient)
    const largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    let next = current.map((value, i) => value - step[i]!)
    // Steps shrink by their square: after so small a one nothing is left to gain.
    if (largest < tolerance) {
      current = next
      break
    }
    let share = 1
    for (;;) {
      const at = sums(design, outcome, rows, next, strength)
      // A full step may overshoot where the outcome is rare; half of it is taken then.
      if (at.loss <= loss + 1e-9 * Math.abs(loss) || share < 1e-3) {
        ;({ loss, gradient, hessian } = at)
        break
      }
      share /= 2
      next = current.map((value, i) => value - share * step[i]!)
    }
    current = next
  }
  return { intercept: current[bins]!, weights: current.slice(0, bins), steps }
}

const logOdds = (outcome: Uint8Array, rows: Int32Array): number => {
  let positives = 0
  for (const row of rows) positives += outcome[row]!
  return Math.log((positives + 0.5) / (rows.length - positives + 0.5))
}

const sums = (
  { cells, features, offsets }: Design,
  outcome: Uint8Array,
  rows: Int32Array,
  coefficients: Float64Array,
  strength: number,
): { loss: number; gradient: Float64Array; hessian: Float64Array } => {
  const width = features.length
  const bins = offsets[width]!
  const size = bins + 1
  const gradient = new Float64Array(size)
  // The lower triangle, row after row.
  const hessian = new Float64Array(size * size)
  const last = bins * size
  let loss = 0
  for (const row of rows) {
    const start = row * width
    let z = coefficients[bins]!
    for (let f = 0; f < width; f++) z += coefficients[cells[start + f]!]!
    const p = sigmoid(z)
    const y = outcome[row]!
    loss += softplus(z) - y * z
    const error = p - y
    const weight = p * (1 - p)
    for (let f = 0; f < width; f++) {
      const bin = cells[start + f]!
      gradient[bin]! += error
      const line = bin * size
      for (let g = 0; g <= f; g++) hessian[line + cells[start + g]!]! += weight
      hessian[last + bin]! += weight
    }
    gradient[bins]! += error
    hessian[last + bins]! += weight
  }
  for (let bin = 0; bin < bins; bin++) {
    const value = coefficients[bin]!
    loss += (strength / 2) * value * value
    gradient[bin]! += strength * value
    hessian[bin * size + bin]! += strength
  }
  // With perfectly foretold rows nothing is left to divide by.
  hessian[last + bins]! += 1e-9
  return { loss, gradient, hessian }
}

/** The log-odds that the model gives each of the rows. */
export const logOddsOf = (
  { features, cells }: Design,
  { intercept, weights }: { intercept: number; weights: ArrayLike<number> },
  rows: Int32Array,
): Float64Array => {
  const width = features.length
  return Float64Array.from(rows, (row) => {
    let z = intercept
    for (let f = 0; f < width; f++) z += weights[cells[row * width + f]!]!
    return z
  })
}
