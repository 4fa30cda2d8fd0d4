import type { Deps } from '../derive/run.ts'
import { reviewCases } from './review-cases.ts'
import type { ReviewCase } from './types.ts'

/** The pairs to be asked about, those of which somebody has said already that they cannot tell at the end. */
export const reviewQueue = async (deps: Deps): Promise<ReviewCase[]> => {
  const cases = await reviewCases(deps)
  const unsure = new Set(deps.file.decisions.unsurePairs().flatMap(({ a, b }) => [`${a}:${b}`, `${b}:${a}`]))
  const isUnsure = ({ a, b }: ReviewCase): boolean => unsure.has(`${a}:${b}`)
  return [...cases.filter((each) => !isUnsure(each)), ...cases.filter(isUnsure)]
}
