/** What a fit leaves behind: plain data, kept in the file, under which any two people weigh the same ever after. */
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
  /** Largest block that is compared whole, and the keys of those that were parted. */
  cap: number
  parted: number[]
  /** In bits: from `merge` on a pair is sure enough to be merged, from `review` on worth a look. */
  thresholds: { merge: number; review: number }
}
