/** A scorecard as a model: rules that `prm score` runs, and the record of how it was learned. */
import { DIMENSIONS, FIT_DIMENSIONS, HEAT_DIMENSIONS } from '../config/config.ts'
import type { Dimension, DimensionName, Model, Rule } from '../config/config.ts'
import type { Candidate } from './candidates.ts'
import type { CardFeature } from './scorecard.ts'
import { binRules, type BinRule } from './rule-texts.ts'

export interface PointsByDimension {
  dimension: DimensionName
  /** Of each row of the training. */
  points: Float64Array
}

/** Nothing fades in a learned model: what its rules read is all that counts. */
const NO_DECAY: Model['decay'] = { signals: {}, events: {}, saturation: { signals: null, events: null } }

/**
 * @param because the reason of a rule from its words and numbers
 * @param spread the points of each row of the training, by dimension: grades and letters are cut from them
 */
export const modelOfCard = (
  features: readonly CardFeature[],
  candidates: readonly Candidate[],
  because: (rule: BinRule) => string,
  spread: readonly PointsByDimension[],
): Model => {
  const byName = new Map(candidates.map((candidate) => [candidate.name, candidate]))
  const rules = new Map<DimensionName, Rule[]>(DIMENSIONS.map((name) => [name, []]))
  const most = new Map<DimensionName, number>()
  for (const card of features) {
    const candidate = byName.get(card.feature.name)!
    const { dimension } = candidate
    for (const rule of binRules(candidate, card)) {
      rules.get(dimension)!.push({ when: rule.when, points: rule.points, because: because(rule) })
    }
    most.set(dimension, (most.get(dimension) ?? 0) + Math.max(0, ...card.points))
  }
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((name): [DimensionName, Dimension] => [
      name,
      { cap: Math.min(100, most.get(name) ?? 0), rules: rules.get(name)! },
    ]),
  ) as Model['dimensions']
  const total = (names: readonly DimensionName[]): Float64Array => sumOf(spread, names)
  const [a, b, c] = cutsAt(total(DIMENSIONS), [0.1, 0.3, 0.6])
  const [fitA, fitB] = cutsAt(total(FIT_DIMENSIONS), [0.2, 0.5])
  const [heat1, heat2] = cutsAt(total(HEAT_DIMENSIONS), [0.2, 0.5])
  return {
    dimensions,
    decay: NO_DECAY,
    grades: { A: a!, B: b!, C: c! },
    fit: { A: fitA!, B: fitB! },
    heat: { 1: heat1!, 2: heat2! },
  }
}

const sumOf = (spread: readonly PointsByDimension[], names: readonly DimensionName[]): Float64Array => {
  const chosen = spread.filter(({ dimension }) => names.includes(dimension))
  return new Float64Array(spread[0]?.points.length ?? 0).map((_, row) =>
    chosen.reduce((sum, { points }) => sum + points[row]!, 0),
  )
}

/** The points from which on somebody is among the best tenth, and so on; falling, a point apart at least. */
export const cutsAt = (points: Float64Array, shares: readonly number[]): number[] => {
  const sorted = Float64Array.from(points).sort().reverse()
  const cuts = shares.map((share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  // From the lowest up: each above the one before it, and the lowest above 0, which everybody has.
  let below = 0
  for (let i = cuts.length - 1; i >= 0; i--) below = cuts[i] = Math.max(Math.round(cuts[i]!), below + 1)
  return cuts
}
