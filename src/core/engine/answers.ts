/** The cache of answers: what was said once serves until it is old. What could not be told is asked again sooner. */
import type { AddressKind, EntityKind, Outcome } from '../../connectors/contract.ts'
import { emailKey, extractEmails } from '../../model/email.ts'
import type { ProspectFile } from '../../store/index.ts'
import { scrubOf } from '../derive/scrub.ts'
import type { Service, Use } from './types.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * How long "could not tell" and "has nothing" stand. The first is a state of the moment, but one that was paid for is
 * not bought again in the same week.
 */
const GOOD_FOR = { unknown: HOUR, unknown_charged: 7 * DAY } as const

/** Days for which an answer serves, and for which "has nothing" does. */
export interface MaxAge {
  found: number
  none: number
}

/** What a question counts as where its price is looked up. */
export const useOf = (question: AddressKind | EntityKind): Use =>
  question === 'email' || question === 'phone' ? 'check' : question

export interface KnownAnswer<A> {
  outcome: Outcome<A>
  asked_at: string
}

export interface AnswerCache<A> {
  get(subject: string): KnownAnswer<A> | null
  /** An answer may have been paid for that never came. */
  isDoubtful(subject: string): boolean
  /** Call inside a write. */
  put(subject: string, outcome: Outcome<A>): void
}

const isLost = <A>(outcome: Outcome<A>): boolean =>
  outcome.kind === 'unknown' && outcome.reason === 'maybe_charged'

const goodUntil = <A>(outcome: Outcome<A>, now: number): string | null => {
  if (outcome.kind !== 'unknown') return null
  const isBought = outcome.charged && !isLost(outcome)
  return new Date(now + (isBought ? GOOD_FOR.unknown_charged : GOOD_FOR.unknown)).toISOString()
}

/** An answer about somebody may name another, who was erased here. */
const withoutErased = ({ suppressions }: ProspectFile, text: string): string => {
  if (!suppressions.anyErased()) return text
  const erased = extractEmails(text).filter((address) => suppressions.isErased(`e:${emailKey(address)}`))
  return scrubOf(erased).scrub(text)
}

export const answerCache = <A>(
  file: ProspectFile,
  { connector, prices, currency }: Service,
  question: AddressKind | EntityKind,
  { now, max_age }: { now: () => Date; max_age: MaxAge },
): AnswerCache<A> => ({
  get: (subject) => {
    const row = file.serviceAnswers.get(connector.name, question, subject)
    if (row === undefined) return null
    const at = now().getTime()
    const isOld =
      row.good_until === null
        ? at - Date.parse(row.asked_at) > (row.kind === 'none' ? max_age.none : max_age.found) * DAY
        : at > Date.parse(row.good_until)
    return isOld ? null : { outcome: JSON.parse(row.answer) as Outcome<A>, asked_at: row.asked_at }
  },
  isDoubtful: (subject) => {
    const row = file.serviceAnswers.get(connector.name, question, subject)
    return row !== undefined && isLost(JSON.parse(row.answer) as Outcome<A>)
  },
  put: (subject, outcome) => {
    if (outcome.kind === 'failed') return
    const cost = outcome.charged ? prices[useOf(question)] : 0
    file.serviceAnswers.put({
      service: connector.name,
      question,
      subject,
      kind: outcome.kind,
      answer: withoutErased(file, JSON.stringify(outcome)),
      charged: outcome.charged ? 1 : 0,
      cost,
      currency: cost === null || cost === 0 ? null : currency,
      asked_at: now().toISOString(),
      good_until: goodUntil(outcome, now().getTime()),
    })
  },
})
