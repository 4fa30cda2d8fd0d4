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
  const cases = review.map(({ a, b, reason }) => ({
    a: a.id,
    b: b.id,
    evidence: null,
    reason: REASONS[reason] ?? 'likely',
  }))
  return unsureLast(deps, cases)
}

/** Pairs of which somebody said that they cannot tell go to the end of the queue. */
export const unsureLast = ({ file }: Pick<Deps, 'file'>, cases: readonly ReviewCase[]): ReviewCase[] => {
  const unsure = new Set(file.decisions.unsurePairs().flatMap(({ a, b }) => [`${a}:${b}`, `${b}:${a}`]))
  const isUnsure = ({ a, b }: ReviewCase): boolean => unsure.has(`${a}:${b}`)
  return [...cases.filter((each) => !isUnsure(each)), ...cases.filter(isUnsure)]
}
