/**
 * The pairs that wait for a person's answer: likely ones beneath the cut, unions that something spoke against, and people
 * whom one record fits by its keys. First those that teach most: one of each kind of likeness, frequent kinds first.
 */
import type { Deps } from '../derive/run.ts'
import { evidenceFor } from './evidence.ts'
import type { ReviewCase } from './types.ts'

interface OpenCase {
  a_id: string
  b_id: string
  /** The units that the evidence is about; null: the identity fold brought it up. */
  units: readonly [number, number] | null
  bits: number
  reason: ReviewCase['reason']
}

const FOLD_REASONS: Readonly<Record<string, ReviewCase['reason']>> = {
  fits_both: 'fits_both',
  same_email_other_name: 'same_email_other_name',
}

/**
 * By what two people are known as a case; null where somebody decided that they are two.
 *
 * @param apart of whom that was decided
 */
export const caseKeys = (
  apart: readonly (readonly [string, string])[],
): ((a_id: string, b_id: string) => string | null) => {
  const walls = new Set(apart.flatMap(([a, b]) => [`${a}:${b}`, `${b}:${a}`]))
  return (a, b) => {
    const key = a < b ? `${a}:${b}` : `${b}:${a}`
    return walls.has(key) ? null : key
  }
}

/** Of each two people one case; a refusal tells more than a likeness. */
const openCases = ({ file }: Pick<Deps, 'file'>): OpenCase[] => {
  const cases = new Map<string, OpenCase>()
  const keyOf = caseKeys(file.decisions.walls())
  const add = (found: OpenCase): void => {
    const key = keyOf(found.a_id, found.b_id)
    if (key === null) return
    const known = cases.get(key)
    if (known && (known.reason !== 'likely' || found.reason === 'likely') && known.bits >= found.bits) return
    cases.set(key, found)
  }
  for (const { a, b, a_id, b_id, bits, refused } of file.matching.openPairs()) {
    const reason = (refused ?? 'likely') as ReviewCase['reason']
    if (reason !== 'decided_apart') add({ a_id, b_id, units: [a, b], bits, reason })
  }
  for (const { a_id, b_id, reason } of file.people.duplicates())
    add({ a_id, b_id, units: null, bits: -Infinity, reason: FOLD_REASONS[reason] ?? 'likely' })
  return [...cases.values()]
}

/** All pairs that wait, in the order in which they should be asked. */
export const reviewCases = (deps: Deps): Promise<ReviewCase[]> => {
  const open = openCases(deps)
  const { of, patternOf } = evidenceFor(
    deps,
    open.flatMap(({ units }) => units ?? []),
  )
  const kinds = Map.groupBy(open, ({ units, reason }) =>
    units === null ? reason : `${patternOf(...units)}:${reason}`,
  )
  const ranked = [...kinds.values()].flatMap((kind) =>
    kind
      .sort((x, y) => Math.abs(x.bits) - Math.abs(y.bits))
      .map((each, place) => ({ each, place, size: kind.length })),
  )
  ranked.sort((x, y) => x.place - y.place || y.size - x.size)
  return Promise.resolve(
    ranked.map(({ each: { a_id, b_id, units, reason } }) => ({
      ...{ about: 'people' as const, a: a_id, b: b_id, reason },
      evidence: units === null ? null : of(...units),
    })),
  )
}
