import type { Deps } from '../derive/run.ts'
import { companyCases } from './company-cases.ts'
import { unsureCompanies } from './company-review.ts'
import { reviewCases } from './review-cases.ts'
import type { ReviewCase } from './types.ts'

/** Whether dedupe has looked at the people of this file: before that, no pair is known. */
export const isCompared = ({ file }: Pick<Deps, 'file'>): boolean => file.matching.state() !== undefined

/**
 * The pairs to be asked about, those of which somebody has said already that they cannot tell at the end. Companies come
 * first: they are few, and each of them may be a reason of many people.
 */
export const reviewQueue = async (deps: Deps): Promise<ReviewCase[]> => {
  const cases = [...companyCases(deps), ...(await reviewCases(deps))]
  const people = deps.file.decisions.unsurePairs().flatMap(({ a, b }) => [`${a}:${b}`, `${b}:${a}`])
  const unsure = new Set([...people, ...unsureCompanies(deps.file)])
  const isUnsure = ({ a, b }: ReviewCase): boolean => unsure.has(`${a}:${b}`)
  return [...cases.filter((each) => !isUnsure(each)), ...cases.filter(isUnsure)]
}
