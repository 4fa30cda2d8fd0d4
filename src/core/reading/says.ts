/** What a column says of its row beside what it holds: when the row was true, who must not be written to or called. */
import { fold, remembered } from '../../lib/text.ts'
import type { Field } from '../../model/fields.ts'
import { isBlankValue, parseBoolean, parseDate } from '../../model/value.ts'
import { readHeader, withoutOwner } from './mapping-header.ts'
import { BOUNCED, DO_NOT_CALL, OBSERVED_AT, STANDING, STANDING_WORDS, WITHDRAWN } from './says-words.ts'

export const PERSON_PHONES = ['phone', 'mobile', 'phone_other', 'phone_home'] as const satisfies Field[]
export type PersonPhone = (typeof PERSON_PHONES)[number]

/**
 * - `observed_at`: when the row was true;
 * - `do_not_call`: these numbers are not to be called;
 * - `bounced`: the address has come back;
 * - `standing`: a status in words, such as "Unsubscribed"; `consent`: the same of consent.
 */
export type Says =
  | { what: 'observed_at' | 'bounced' | 'standing' | 'consent' }
  | { what: 'do_not_call'; phones: readonly PersonPhone[] }

/** Names by which the user can say so: `--map 'Stand=observed_at'`. */
export const SAYINGS = ['observed_at', 'do_not_call', 'bounced'] as const

export const sayingNamed = (name: (typeof SAYINGS)[number]): Says =>
  name === 'do_not_call' ? { what: name, phones: PERSON_PHONES } : { what: name }

const compact = (words: string): string => words.replaceAll(' ', '')
const names = (text: string): Set<string> => new Set(text.split('|').map(compact))
const OBSERVED = names(OBSERVED_AT)
const NO_CALLS = names(DO_NOT_CALL)
const RETURNED = names(BOUNCED)
const STATUS = names(STANDING)
const UNSUBSCRIBED_WORDS = names(STANDING_WORDS.unsubscribed)
const BOUNCED_WORDS = names(STANDING_WORDS.bounced)
const WITHDRAWN_WORDS = names(WITHDRAWN)

/** Words for not calling behind a word for the number: "Direct Phone Do Not Call", "Mobile DNC". */
const NO_CALLS_AT_ALL = [...DO_NOT_CALL.split('|')].filter(
  (words) => !/\b(?:call|phone) opt out\b/.test(words),
)

/**
 * What a column's header says, where the values can bear it; null for most columns.
 *
 * @param words of the header, folded
 * @param values of the sample that are not blank
 */
export const saysOf = (words: string, values: readonly string[]): Says | null => {
  const rest = withoutOwner(words)
  return saidBy(words, values) ?? (rest === null ? null : saidBy(rest, values))
}

const saidBy = (words: string, values: readonly string[]): Says | null => {
  const key = compact(words)
  if (OBSERVED.has(key)) return areDates(values) ? { what: 'observed_at' } : null
  if (RETURNED.has(key)) return { what: 'bounced' }
  if (STATUS.has(key)) return { what: 'standing' }
  const phones = notToCall(words, key)
  return phones !== null && areAnswers(values) ? { what: 'do_not_call', phones } : null
}

const areDates = (values: readonly string[]): boolean =>
  values.filter((value) => parseDate(value, 'dmy') !== null || parseDate(value, 'mdy') !== null).length >=
  0.7 * values.length

/** Yes, no, a date, a word: not the numbers themselves. */
const areAnswers = (values: readonly string[]): boolean =>
  !values.some((value) => value.replace(/\D/g, '').length >= 7 && parseDate(value, 'dmy') === null)

const notToCall = (words: string, key: string): readonly PersonPhone[] | null => {
  if (NO_CALLS.has(key)) return PERSON_PHONES
  const tail = NO_CALLS_AT_ALL.find((ending) => words.endsWith(` ${ending}`))
  const head = NO_CALLS_AT_ALL.find((start) => words.startsWith(`${start} `))
  const which = tail ? words.slice(0, -tail.length - 1) : head ? words.slice(head.length + 1) : null
  if (which === null) return null
  const field = readHeader(which).candidates[0]?.field
  const phones = PERSON_PHONES.filter((phone) => phone === field)
  return phones.length > 0 ? phones : null
}

/** Whether a cell beside a question says yes: `TRUE`, `oui`, a date, a word; not `0`, `no`, `Unlisted`. */
export const saysYes = (cell: string): boolean => {
  const answer = parseBoolean(cell)
  if (answer !== null) return answer
  return (
    !isBlankValue(cell) &&
    !/^(?:not? |unlisted|unregistered|allowed|ok\b|clear|callable|valid|soft|temp)|mailbox full|quota/i.test(
      cell,
    )
  )
}

/** What a status in words means for writing to somebody; null for all but a few words. */
export const standingOf = remembered((cell: string): 'unsubscribed' | 'bounced' | null => {
  const key = letters(cell)
  return UNSUBSCRIBED_WORDS.has(key) ? 'unsubscribed' : BOUNCED_WORDS.has(key) ? 'bounced' : null
})

/** As standingOf, in a column of consent. */
export const consentOf = (cell: string): 'unsubscribed' | 'bounced' | null =>
  standingOf(cell) ?? (WITHDRAWN_WORDS.has(letters(cell)) ? 'unsubscribed' : null)

const letters = (cell: string): string => (cell.length > 40 ? '' : fold(cell).replace(/[^\p{L}\p{N}]+/gu, ''))

/** The cell of a column `unsubscribed`: yes and no, the day it happened, or a word for it. */
export const readUnsubscribed = (cell: string): boolean | null => {
  const answer = parseBoolean(cell)
  if (answer !== null) return answer
  if (parseDate(cell, 'dmy') !== null || parseDate(cell, 'mdy') !== null) return true
  if (standingOf(cell) === 'unsubscribed') return true
  return /^(?:subscribed|opted[ -]?in|active|abonn[ée]e?|angemeldet|suscrito|inscrito|iscritto|ingeschreven)$/i.test(
    cell,
  )
    ? false
    : null
}
