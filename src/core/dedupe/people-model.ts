/**
 * What a fit leaves behind: plain data, kept in the file (see file-model.ts), under which any two people weigh the same
 * ever after.
 */
import type { Frequencies } from './frequencies.ts'

export const MODEL_VERSION = 1

export interface PeopleModel {
  version: typeof MODEL_VERSION
  /** Units and candidate pairs that it was fitted on. */
  units: number
  pairs: number
  /** match, strangers, namesakes, colleagues: share of all pairs, and [comparison][level] chances. */
  classes: { share: number; tables: number[][] }[]
  frequencies: Record<'given' | 'family' | 'company', Frequencies>
  /** How many units bear a full name, `given|family`, of those that many bear. */
  full_names: Record<string, number>
  /** Largest block that is compared whole, and the keys of those that were parted. */
  cap: number
  parted: number[]
  /** What answers have taught: factors of each comparison's bits, and bits to be added to the prior (refit.ts). */
  learnt?: { multipliers: Record<string, number>; shift: number; answers: number }
  /** In bits: from `merge` on a pair is sure enough to be merged, from `review` on worth a look. */
  thresholds: { merge: number; review: number }
}
