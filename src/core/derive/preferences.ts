/**
 * What survivorship prefers within one rank, where the order of lists is not what matters: the longest name without
 * initials, the e-mail address at the company of now, a work address before others, the newest; and, whatever the rank,
 * the strictest consent.
 */
import { emailDomain, isFreeMail, isRoleAccount } from '../../model/email.ts'
import type { ActiveRecord, RecordFields } from '../../model/record.ts'
import { nameFold, namesClash, parseName, type NameParts } from '../../model/name.ts'
import { companyDomain } from '../../model/url.ts'
import { parseBoolean } from '../../model/value.ts'
import { says } from './precedence.ts'

export const NAME_FIELDS = [
  'full_name',
  'prefix',
  'first_name',
  'middle_name',
  'last_name',
  'suffix',
] as const

type NameField = (typeof NAME_FIELDS)[number]

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Neither was asked to outrank the other, nor is its source trusted more: one edit, one overwriting list, lists that fill. */
export const isSameRank = (a: ActiveRecord, b: ActiveRecord): boolean => {
  if (a === b) return true
  if (a.on_match === 'fill' && b.on_match === 'fill') return a.trust === b.trust || a.batch_id === b.batch_id
  return a.on_match === b.on_match && a.on_match !== 'hand' && a.batch_id === b.batch_id
}

/** The parts that tell a name, without titles; null for none, and for a couple. */
const partsOf = (fields: RecordFields): NameParts | null => {
  const first = textOf(fields.first_name)
  const last = textOf(fields.last_name)
  const full = textOf(fields.full_name)
  const parsed = full === undefined || (first && last) ? null : parseName(full)
  if (parsed?.couple) return null
  const parts: NameParts = {}
  for (const part of ['first_name', 'middle_name', 'last_name'] as const) {
    const value = textOf(fields[part]) ?? parsed?.[part]
    if (value !== undefined) parts[part] = value
  }
  return parts.first_name === undefined && parts.last_name === undefined ? null : parts
}

const wordsOf = ({ first_name = '', middle_name = '', last_name = '' }: NameParts): string[] =>
  nameFold(`${first_name} ${middle_name} ${last_name}`).split(' ').filter(Boolean)

/** Whole words come before initials; then the more of them. */
const isFuller = (a: NameParts, b: NameParts): boolean => {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  const hasInitial = (words: string[]): boolean => words.some((word) => word.length === 1)
  if (hasInitial(left) !== hasInitial(right)) return hasInitial(right)
  return left.join('').length > right.join('').length
}

/** One way of writing the same name: a family name alone is what cousins share. */
const isLonger = (other: NameParts, known: NameParts): boolean =>
  !namesClash(other, known) && !namesClash({ first_name: other.first_name }, { first_name: known.first_name })

const addsNothing = (fields: RecordFields, known: RecordFields): boolean =>
  NAME_FIELDS.every((field) => fields[field] === undefined || fields[field] === known[field])

/**
 * The fuller way in which another record of the same rank writes the name that won; null where the winner stays.
 *
 * @param ordered by precedence
 * @returns for each field of the name its value and the record
 */
export const fullerName = (
  ordered: readonly ActiveRecord[],
): Map<NameField, { value: string; record: ActiveRecord }> | null => {
  if (ordered.length === 1) return null
  const spoken = NAME_FIELDS.map((field) => ordered.find((record) => says(record, field))).filter(
    (record) => record !== undefined,
  )
  const winner = ordered.find((record) => spoken.includes(record))
  // The usual case: all write it in one way.
  if (!winner || ordered.every(({ fields }) => addsNothing(fields, winner.fields))) return null
  const parts = partsOf(winner.fields)
  // Cleared on purpose, told by several ranks: the order of precedence holds.
  if (!parts || spoken.some((record) => !isSameRank(record, winner))) return null
  let best = { record: winner, parts }
  for (const record of ordered) {
    const other = record === winner || !isSameRank(record, winner) ? null : partsOf(record.fields)
    if (other && isFuller(other, best.parts) && isLonger(other, parts)) best = { record, parts: other }
  }
  if (best.record === winner) return null
  return nameFrom(
    best.record,
    wordsOf(best.parts),
    ordered.filter((record) => isSameRank(record, winner)),
  )
}

/** The name as one record has it; from the others only what says the same, and titles. */
const nameFrom = (
  best: ActiveRecord,
  words: readonly string[],
  others: readonly ActiveRecord[],
): Map<NameField, { value: string; record: ActiveRecord }> => {
  const name = new Map<NameField, { value: string; record: ActiveRecord }>()
  const fits = (field: NameField, value: string): boolean => {
    if (field === 'prefix' || field === 'suffix') return true
    return (
      field !== 'full_name' &&
      nameFold(value)
        .split(' ')
        .every((word) => words.includes(word))
    )
  }
  for (const field of NAME_FIELDS) {
    for (const record of [best, ...others]) {
      const value = textOf(record.fields[field])
      if (value === undefined || (record !== best && !fits(field, value))) continue
      name.set(field, { value, record })
      break
    }
  }
  return name
}

/**
 * The name without what other records call the person: once a record that fills, or a whole name of any rank, has said who
 * it is, lower ones add to it only where they say the same name. Null where nothing has to be left out.
 *
 * @param ordered by precedence
 */
export const nameOfOne = (
  ordered: readonly ActiveRecord[],
): Map<NameField, { value: string; record: ActiveRecord }> | null => {
  if (ordered.length === 1) return null
  const at = ordered.findIndex(({ fields, on_match }) => {
    if (textOf(fields.full_name) !== undefined) return true
    const [first, last] = [textOf(fields.first_name), textOf(fields.last_name)]
    return on_match === 'fill' ? (first ?? last) !== undefined : first !== undefined && last !== undefined
  })
  const base = ordered[at]
  if (base === undefined) return null
  const parts = partsOf(base.fields)
  const words = parts === null ? nameFold(textOf(base.fields.full_name)!).split(' ') : wordsOf(parts)
  const strangers = ordered
    .slice(at + 1)
    .filter(({ fields }) => !addsNothing(fields, base.fields) && !isSameName(fields, parts, words))
  if (strangers.length === 0) return null
  const name = new Map<NameField, { value: string; record: ActiveRecord }>()
  for (const field of NAME_FIELDS) {
    const record = ordered.find((one) => says(one, field))
    if (record === undefined) continue
    const own = strangers.includes(record)
      ? ordered.find((one) => !strangers.includes(one) && says(one, field))
      : record
    // What a stranger would have filled is read from the name that is known.
    const read = field === 'first_name' || field === 'last_name' ? parts?.[field] : undefined
    const value = own === undefined ? read : textOf(own.fields[field])
    if (value !== undefined) name.set(field, { value, record: own ?? base })
  }
  return name
}

/** Whether a record says the name that is known, shorter or longer; one without a name says nothing against it. */
const isSameName = (fields: RecordFields, known: NameParts | null, words: readonly string[]): boolean => {
  const other = partsOf(fields)
  if (other === null) return textOf(fields.full_name) === undefined
  const told = wordsOf(other)
  if (told.every((word) => words.includes(word)) || words.every((word) => told.includes(word))) return true
  const isWhole = known === null || (known.first_name !== undefined && known.last_name !== undefined)
  return !isWhole && !namesClash(other, known)
}

/** At the company of now, at another one, elsewhere; a shared mailbox is nobody's own. */
const mailClass = (address: string, company: string | null): number => {
  const domain = emailDomain(address)
  if (isFreeMail(domain) || isRoleAccount(address)) return 2
  return company !== null && companyDomain(domain) === company ? 0 : 1
}

/**
 * Records in the order in which their e-mail addresses should be tried: within a rank by their main address, then the
 * newer where all tell their day. What one record says first of its addresses stays first.
 *
 * @param company the domain of the company of now
 */
export const inMailOrder = (ordered: readonly ActiveRecord[], company: string | null): ActiveRecord[] => {
  const mains = ordered.map(
    ({ fields }) => textOf(fields.email) ?? textOf(fields.email2) ?? textOf(fields.email3),
  )
  // Where only one has any, there is no order.
  if (mains.filter((address) => address !== undefined).length < 2) return [...ordered]
  const main = (at: number): number => {
    const address = mains[at]
    return address === undefined ? 3 : mailClass(address, company)
  }
  let rank = 0
  const groups = Map.groupBy(ordered, (record, at) => {
    if (!isSameRank(ordered[rank]!, record)) rank = at
    return rank * 4 + main(at)
  })
  return [...groups]
    .sort(([a], [b]) => a - b)
    .flatMap(([, records]) => {
      if (records.some(({ observed_at }) => observed_at === null)) return records
      return [...records].sort((a, b) => b.observed_at!.localeCompare(a.observed_at!))
    })
}

const REFUSAL =
  /^(?:no consent|none|den(?:ied|y)|refus|declin|withdr|revok|rejected|not given|opt(?:ed)?[ -]?out|unsubscribed|widerrufen|abgelehnt)/i

/** The record whose word on consent holds: by hand, else the first that refuses, else the first that speaks. */
export const strictestConsent = (ordered: readonly ActiveRecord[]): ActiveRecord | undefined => {
  const spoken = ordered.filter((record) => says(record, 'consent'))
  const [first] = spoken
  if (first?.on_match === 'hand') return first
  const refuses = ({ fields }: ActiveRecord): boolean => {
    const consent = textOf(fields.consent)
    if (consent === undefined) return false
    return fields.unsubscribed === true || parseBoolean(consent) === false || REFUSAL.test(consent)
  }
  return spoken.find(refuses) ?? first
}
