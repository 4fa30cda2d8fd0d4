/**
 * How warm a tie is: a number between 0 and 1, the chance that a word put in along it is heard. A chain is as warm as
 * the product of its ties, so the warmest chain is the shortest path over the sum of −log. The numbers are judgements,
 * in one place to be argued about; only their order matters for which chain comes first.
 */
import { OWN_KIND, RELATIONSHIP_KINDS } from '../../model/relationship-kinds.ts'

/** A tie that has ended is worth this part of what it was. */
const ENDED = 0.6

/** A tie that somebody said, by its kind; `until` in the past makes it weaker. */
export const saidStrength = (kind: string, until: string | null, today: string): number => {
  const known = Object.hasOwn(RELATIONSHIP_KINDS, kind) ? RELATIONSHIP_KINDS[kind] : undefined
  const { strength } = known ?? OWN_KIND
  return until !== null && until < today.slice(0, until.length) ? strength * ENDED : strength
}

/** People at one company: in a small one everybody knows everybody, in a large one a colleague is a stranger. */
const COLLEAGUES: readonly (readonly [most: number, strength: number])[] = [
  [20, 0.35],
  [200, 0.25],
  [2000, 0.12],
  [Infinity, 0.05],
]

/** Between two people who work at the same company now. @param size head count, or how many people are known there */
export const colleagueStrength = (size: number): number => COLLEAGUES.find(([most]) => size <= most)![1]

/** A former employee is heard at the company as this part of a colleague; by those of the same time, as that part. */
export const FORMER = 0.5
export const FORMER_TOGETHER = 0.8

/** Who wrote back or met us is tied to us, by nothing but that. */
const TOUCH = { meeting: 0.6, reply: 0.4 } as const

/** Days: a touch is recent, and counts at all. */
const RECENT = 90
export const TOUCH_DAYS = 365

/** Our own tie to somebody who wrote back or met us so many days ago. */
export const touchStrength = (kind: keyof typeof TOUCH, days: number): number =>
  days <= RECENT ? TOUCH[kind] : TOUCH[kind] / 2

/** Any tie to somebody who was in touch with us lately is warmer: a third of what it lacks. */
export const warmed = (strength: number, days: number | undefined): number =>
  days !== undefined && days <= RECENT ? strength + (1 - strength) / 3 : strength

/** What is weaker than this is no chain. */
export const LEAST = 0.01
