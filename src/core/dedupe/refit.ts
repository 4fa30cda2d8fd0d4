/**
 * Learning from answers: one factor for the bits of each field, and bits added to the prior, by logistic regression pulled
 * towards "as it was" (factors of 1, nothing added). So a handful of answers changes little, and a field that nobody was
 * asked about keeps its weight. What was learnt is kept only if it foretells answers that it has not seen better than the
 * weights did before.
 */

/** A pair that somebody has judged. */
export interface Answer {
  same: boolean
  /** Bits before any field spoke. */
  prior: number
  /** What each field said, frequencies included: from the lines of the pair's evidence, by an unlearnt model. */
  bits: Readonly<Record<string, number>>
}

export interface Refit {
  /** By field; to be multiplied with the bits of its lines. */
  multipliers: Record<string, number>
  /** To be added to the prior, in bits. */
  shift: number
  /** False: keep the weights as they are; `multipliers` are then 1 and `shift` 0. */
  accepted: boolean
  /** Mean negative log-likelihood of an answer, in nats; `after` of answers left out of the fitting. */
  log_loss: { before: number; after: number }
  answers: number
}

export interface RefitOptions {
  /** Fewer answers teach nothing. */
  least?: number
}

export const LEAST_ANSWERS = 20

/** How strongly the factors are held to 1; the best of these by cross-validation. */
const RIDGES = [1, 4, 16, 64]
const FOLDS = 10

/**
 * Fits factors to answers. The order of the answers plays no part.
 *
 * @returns null while there are too few answers, or they are all alike
 */
export const refit = (
  answers: readonly Answer[],
  { least = LEAST_ANSWERS }: RefitOptions = {},
): Refit | null => {
  if (answers.length < least || new Set(answers.map(({ same }) => same)).size < 2) return null
  const fields = [...new Set(answers.flatMap(({ bits }) => Object.keys(bits)))].sort()
  const cases = inOrder(answers.map((answer) => toCase(answer, fields)))
  const before = meanLoss(cases, unchanged(fields.length))
  let best = { ridge: RIDGES[0]!, loss: Infinity }
  for (const ridge of RIDGES) {
    const loss = crossValidated(cases, ridge)
    if (loss < best.loss) best = { ridge, loss }
  }
  const accepted = best.loss < before
  const weights = accepted ? fitted(cases, best.ridge) : unchanged(fields.length)
  return {
    multipliers: Object.fromEntries(fields.map((field, k) => [field, weights[k + 1]!])),
    shift: weights[0]!,
    accepted,
    log_loss: { before, after: best.loss },
    answers: answers.length,
  }
}

interface Case {
  same: number
  prior: number
  /** A one for the shift, then the bits of each field. */
  row: Float64Array
}

const toCase = ({ same, prior, bits }: Answer, fields: readonly string[]): Case => ({
  same: same ? 1 : 0,
  prior,
  row: Float64Array.from([1, ...fields.map((field) => bits[field] ?? 0)]),
})

/** By content, so that the folds are the same however the answers came in. Like cases go to different folds. */
const inOrder = (cases: readonly Case[]): Case[] =>
  cases
    .map((one) => ({ one, sum: total(one, unchanged(one.row.length - 1)), text: one.row.join(' ') }))
    .sort(
      (a, b) => a.one.same - b.one.same || a.sum - b.sum || (a.text < b.text ? -1 : Number(a.text > b.text)),
    )
    .map(({ one }) => one)

/** Nothing added, all factors 1. */
const unchanged = (fields: number): Float64Array =>
  Float64Array.from({ length: fields + 1 }, (_, k) => (k === 0 ? 0 : 1))

const total = ({ prior, row }: Case, weights: Float64Array): number => {
  let sum = prior
  for (let k = 0; k < row.length; k++) sum += weights[k]! * row[k]!
  return sum
}

/** ln(1 + 2^x), also where 2^x is out of reach. */
const softplus = (bits: number): number => {
  const nats = bits * Math.LN2
  return Math.max(nats, 0) + Math.log1p(Math.exp(-Math.abs(nats)))
}

const meanLoss = (cases: readonly Case[], weights: Float64Array): number => {
  let sum = 0
  for (const one of cases) sum += softplus(one.same === 1 ? -total(one, weights) : total(one, weights))
  return sum / cases.length
}

const crossValidated = (cases: readonly Case[], ridge: number): number => {
  let sum = 0
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = cases.filter((_, i) => i % FOLDS === fold)
    if (held.length === 0) continue
    const weights = fitted(
      cases.filter((_, i) => i % FOLDS !== fold),
      ridge,
    )
    sum += meanLoss(held, weights) * held.length
  }
  return sum / cases.length
}

const STEPS = 50

/** Newton's method on the penalised log-likelihood, which is convex; a step that does not help is halved. */
const fitted = (cases: readonly Case[], ridge: number): Float64Array => {
  const size = cases[0]!.row.length
  const start = unchanged(size - 1)
  let weights = start
  const objective = (at: Float64Array): number => {
    let penalty = 0
    for (let k = 0; k < size; k++) penalty += (ridge / 2) * (at[k]! - start[k]!) ** 2
    return meanLoss(cases, at) * cases.length + penalty
  }
  let value = objective(weights)
  for (let step = 0; step < STEPS; step++) {
    const move = newtonStep(cases, weights, start, ridge)
    let scale = 1
    let next = weights
    let better = value
    for (; scale > 1e-4; scale /= 2) {
      next = weights.map((weight, k) => weight - scale * move[k]!)
      better = objective(next)
      if (better < value) break
    }
    if (!(better < value - 1e-9)) break
    weights = next
    value = better
  }
  return weights
}

const newtonStep = (
  cases: readonly Case[],
  weights: Float64Array,
  start: Float64Array,
  ridge: number,
): Float64Array => {
  const size = weights.length
  const slope = weights.map((weight, k) => ridge * (weight - start[k]!))
  const curve = Array.from({ length: size }, (_, k) => {
    const line = new Float64Array(size)
    line[k] = ridge
    return line
  })
  for (const one of cases) {
    const p = 1 / (1 + 2 ** -total(one, weights))
    const bend = p * (1 - p) * Math.LN2 ** 2
    for (let i = 0; i < size; i++) {
      const x = one.row[i]!
      if (x === 0) continue
      slope[i]! += (p - one.same) * Math.LN2 * x
      for (let j = 0; j < size; j++) curve[i]![j]! += bend * x * one.row[j]!
    }
  }
  return solved(curve, slope)
}

/** Solves `matrix · x = right` for a positive definite matrix, by Gauss elimination in place. */
const solved = (matrix: Float64Array[], right: Float64Array): Float64Array => {
  const size = right.length
  for (let k = 0; k < size; k++) {
    for (let i = k + 1; i < size; i++) {
      const factor = matrix[i]![k]! / matrix[k]![k]!
      if (factor === 0) continue
      for (let j = k; j < size; j++) matrix[i]![j]! -= factor * matrix[k]![j]!
      right[i]! -= factor * right[k]!
    }
  }
  const x = new Float64Array(size)
  for (let k = size - 1; k >= 0; k--) {
    let sum = right[k]!
    for (let j = k + 1; j < size; j++) sum -= matrix[k]![j]! * x[j]!
    x[k] = sum / matrix[k]![k]!
  }
  return x
}
