/** The pairs that wait for a person's answer, in the order in which they should be asked. */
import type { Deps } from '../derive/run.ts'
import { dedupePeople } from './dedupe.ts'
import type { ReviewCase } from './types.ts'

const REASONS: Readonly<Record<string, ReviewCase['reason']>> = {
  same_name_other_profile: 'two_profiles',
  fits_both: 'fits_both',
  same_email_other_name: 'same_email_other_name',
}

export const reviewCases = async (deps: Deps): Promise<ReviewCase[]> => {
  const { review } = await dedupePeople(deps, { dry_run: true })
  return review.map(({ a, b, reason }) => ({
    a: a.id,
    b: b.id,
    evidence: null,
    reason: REASONS[reason] ?? 'likely',
  }))
}
