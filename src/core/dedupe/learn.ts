/** What answers teach the model of people: the pairs that somebody has judged, and what comes of them. */
import type { PeopleModel } from './people-model.ts'
import { refit, type Refit } from './refit.ts'
import type { PairEvidence } from './types.ts'

export interface JudgedPair {
  same: boolean
  /** By `unlearnt(model)`. */
  evidence: PairEvidence
}

/** The model as it was fitted, without what answers have taught it since. */
export const unlearnt = (model: PeopleModel): PeopleModel => {
  const fitted = { ...model }
  delete fitted.learnt
  return fitted
}

/**
 * The model with what the answers teach; as it was fitted where they are too few, or foretell nothing better.
 *
 * @returns `refit` is null where nothing could be tried
 */
export const learnFrom = (
  model: PeopleModel,
  pairs: readonly JudgedPair[],
): { model: PeopleModel; refit: Refit | null } => {
  const tried = refit(
    pairs.map(({ same, evidence: { prior, lines } }) => ({
      same,
      prior,
      bits: Object.fromEntries(
        lines.map(({ field, bits, frequency_bits }) => [field, bits + frequency_bits]),
      ),
    })),
  )
  const fitted = unlearnt(model)
  if (tried?.accepted !== true) return { model: fitted, refit: tried }
  const { multipliers, shift, answers } = tried
  return { model: { ...fitted, learnt: { multipliers, shift, answers } }, refit: tried }
}
