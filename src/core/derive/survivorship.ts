/**
 * Which value wins. Records are put in one order of precedence and each field takes the first that says something:
 *
 *   by hand (latest first) > overwrite and refresh batches (latest first) > fill batches (the more trusted source,
 *   then the earlier batch) > skip; within one batch: the newer observation, the more complete, the earlier row.
 *
 * So `fill` never replaces what an earlier list said, a later `overwrite` does, and taking a batch away brings back what
 * it had covered. A value cleared on purpose (null) wins as a value would, except that a list which only fills takes
 * nothing away: there it counts as unknown. Title and company come from one record together, or a person would get a new title at the old firm.
 *
 * Companies: see company-survivors.ts. Names, e-mail addresses and consent have preferences of their own within a rank: see preferences.ts.
 */
import { FIELDS, type CustomField, type Field } from '../../model/fields.ts'
import type { ActiveRecord } from '../../model/record.ts'
import type { Verdict } from '../../model/verdict.ts'
import { BUYING_ROLE_FIELD } from '../../model/buying-role.ts'
import { emailDomain, emailKey } from '../../model/email.ts'
import { companyDomain, normalizeProfileUrl } from '../../model/url.ts'
import { inPrecedence, says } from './precedence.ts'
import { fullerName, inMailOrder, NAME_FIELDS, nameOfOne, strictestConsent } from './preferences.ts'
import {
  careerOf,
  POSITION_FIELDS,
  withoutForeignTitles,
  type Career,
  type NamedMove,
  type RoleValues,
} from './career.ts'

export type Value = string | number | boolean | null

/** Values of one person or company with the record that each came from. */
export interface Survivors {
  values: Map<string, Value>
  from: Map<string, number>
}

export interface ContactPoint {
  address: string
  kind: string
  record_id: number
}

export interface PersonSurvivors extends Survivors {
  emails: ContactPoint[]
  phones: ContactPoint[]
  profiles: ContactPoint[]
  roles: RoleValues[]
  moves: NamedMove[]
  /** Domains of companies that the person has left, and when: an address there is doubted. */
  left: Map<string, string>
  company_key: string | null
  custom: Record<string, Value>
  is_customer: boolean
  enriched: boolean
  source: string
}

/**
 * What is known of an address now; undefined where nobody looked yet.
 *
 * @param since the day from which on the address is doubted: what was found before, unless it was `invalid`, tells nothing
 */
export type VerdictOf = (kind: 'email' | 'phone', address: string, since?: string) => Verdict | undefined

/** A field of the vocabulary, or a list's own column. */
export type Key = Field | CustomField

const isCustom = (key: string): key is CustomField => key.startsWith('custom.')

/** For each of these fields what the first record says that speaks of it. */
export const pick = (ordered: readonly ActiveRecord[], keys: Iterable<Key>, speaks = says): Survivors => {
  const values = new Map<string, Value>()
  const from = new Map<string, number>()
  // Records have few of the fields, and asking each for one that it has not costs most of all.
  const said = saidBy(ordered)
  for (const key of keys) {
    if (!said.has(key)) continue
    for (const record of ordered) {
      if (!speaks(record, key)) continue
      const value = record.fields[key]
      if (value !== undefined && value !== null) {
        values.set(key, value)
        from.set(key, record.id)
      }
      break
    }
  }
  return { values, from }
}

const saidBy = (records: readonly ActiveRecord[]): Set<string> => {
  const said = new Set<string>()
  for (const { fields } of records) for (const name of Object.keys(fields)) said.add(name)
  return said
}

/** The own columns of lists that these records have. */
export const customKeysOf = (records: readonly ActiveRecord[]): Set<CustomField> => {
  const found = new Set<CustomField>()
  for (const { fields } of records)
    for (const name of Object.keys(fields)) if (isCustom(name)) found.add(name)
  return found
}

/** Their values, by the names of the columns. */
export const ownColumns = ({ values }: Survivors): Record<string, Value> =>
  Object.fromEntries([...values].map(([key, value]) => [key.slice('custom.'.length), value]))

/** The fields that hold addresses, the main one first. */
export const SLOTS = {
  email: ['email', 'email2', 'email3'],
  phone: ['phone', 'mobile', 'phone_other', 'phone_home'],
} as const

const slotFields = new Set<string>([...SLOTS.email, ...SLOTS.phone])

const PERSON_FIELDS = (Object.keys(FIELDS) as Field[]).filter(
  (field) =>
    FIELDS[field].of === 'person' &&
    !slotFields.has(field) &&
    field !== 'source' &&
    !POSITION_FIELDS.some((name) => name === field),
)

/**
 * Proved wrong goes last, confirmed goes first; in between the order of precedence holds, but that an address at a
 * company that the person has left makes way for one at the company of now.
 */
const standing = (verdict: Verdict | undefined, isLeft: boolean): number =>
  verdict === 'valid' ? 0 : verdict === 'invalid' ? 3 : isLeft ? 2 : 1

/** When the person left the company of this address; undefined where nothing speaks against it. */
export const leftOn = (left: ReadonlyMap<string, string>, address: string): string | undefined => {
  if (left.size === 0) return undefined
  const domain = companyDomain(emailDomain(address))
  return domain === null ? undefined : left.get(domain)
}

/** @param tried the records in the order in which their addresses are taken, those of a higher rank first */
const contactPoints = (
  ordered: readonly ActiveRecord[],
  tried: readonly ActiveRecord[],
  kind: 'email' | 'phone',
  verdictOf: VerdictOf,
  left: ReadonlyMap<string, string>,
  company: string | null,
): ContactPoint[] => {
  const found = new Map<string, ContactPoint & { hand: boolean }>()
  const cleared = clearedSlots(ordered, kind)
  for (const record of tried) {
    for (const field of SLOTS[kind]) {
      const address = record.fields[field]
      if (typeof address !== 'string' || cleared.has(address)) continue
      // One mailbox written in two ways is one address: the first as it outranks the other.
      const key = kind === 'email' ? emailKey(address) : address
      if (found.has(key)) continue
      found.set(key, { address, kind: field, record_id: record.id, hand: record.on_match === 'hand' })
    }
  }
  const domain = company?.startsWith('d:') ? company.slice(2) : null
  const hasNew =
    domain !== null &&
    left.size > 0 &&
    [...found.values()].some(({ address }) => companyDomain(emailDomain(address)) === domain)
  const order = ({ address, hand }: ContactPoint & { hand: boolean }): number => {
    const since = kind === 'email' ? leftOn(left, address) : undefined
    const place = standing(verdictOf(kind, address, since), since !== undefined && hasNew)
    return hand && !(since !== undefined && hasNew) ? place - 10 : place
  }
  return [...found.values()]
    .sort((a, b) => order(a) - order(b))
    .map(({ address, kind: field, record_id }) => ({ address, kind: field, record_id }))
}

/** Addresses that a cleared slot (`email=` by hand, a list's marker) took away: those of that slot in lower-ranking records. */
const clearedSlots = (ordered: readonly ActiveRecord[], kind: 'email' | 'phone'): Set<string> => {
  const gone = new Set<string>()
  for (const field of SLOTS[kind]) {
    const at = ordered.findIndex((record) => says(record, field))
    if (at < 0 || ordered[at]!.fields[field] !== null) continue
    for (const record of ordered.slice(at + 1)) {
      const address = record.fields[field]
      if (typeof address === 'string') gone.add(address)
    }
  }
  return gone
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** No company any more: where a list or a hand has cleared it, and names none in another way. */
const clearsCompany = (record: ActiveRecord): boolean =>
  record.fields.company === null &&
  says(record, 'company') &&
  textOf(record.fields.domain) === null &&
  textOf(record.fields.website) === null

/** The company that the person works for, and whether a record may say what the position there is. */
const position = (
  ordered: readonly ActiveRecord[],
): { company_key: string | null; fits: (record: ActiveRecord) => boolean } => {
  const at = ordered.find((record) => record.company_key !== null || clearsCompany(record))
  const isCleared = at !== undefined && clearsCompany(at)
  const company_key = isCleared ? null : (at?.company_key ?? null)
  // A title that comes with another company is a title there; one that comes with none is taken as it is.
  const fits = (record: ActiveRecord): boolean =>
    record === at ||
    record.company_key === null ||
    (!isCleared && (company_key === null || record.company_key === company_key))
  return { company_key, fits }
}

/**
 * The person that these records describe.
 *
 * @param records the active records of one person, in any order; at least one
 */
export const survivePerson = (records: readonly ActiveRecord[], verdictOf: VerdictOf): PersonSurvivors => {
  // A skipped row adds nothing to somebody known, yet alone it is all we have.
  const used = records.filter((record) => record.on_match !== 'skip')
  const ordered = withoutForeignTitles(inPrecedence(used.length > 0 ? used : records))
  const survivors = pick(ordered, PERSON_FIELDS)
  const { company_key, fits } = position(ordered)
  const there = pick(ordered, POSITION_FIELDS, (record, field) => says(record, field) && fits(record))
  for (const [field, told] of there.values) survivors.values.set(field, told)
  for (const [field, id] of there.from) survivors.from.set(field, id)
  // An opt-out anywhere is an opt-out: the strictest wins, whatever the precedence.
  const optedOut = records.find((record) => record.fields.unsubscribed === true)
  if (optedOut) {
    survivors.values.set('unsubscribed', true)
    survivors.from.set('unsubscribed', optedOut.id)
  }
  preferName(survivors, ordered)
  preferConsent(survivors, ordered)
  const career = careerOf(ordered, company_key)
  const left = leftDomains(career)
  const domain = company_key?.startsWith('d:') ? company_key.slice(2) : null
  const emails = contactPoints(ordered, inMailOrder(ordered, domain), 'email', verdictOf, left, company_key)
  const phones = contactPoints(ordered, ordered, 'phone', verdictOf, NOTHING_LEFT, company_key)
  placeAddresses(survivors, emails, phones)
  const custom = pick(ordered, customKeysOf(ordered))
  // A part in a purchase is one's part at that company, and stays behind when one moves on.
  const isStale =
    company_key !== null && !career.roles.some((role) => role.is_current && role.buying_role !== null)
  if (isStale && career.moves.length > 0)
    for (const map of [custom.values, custom.from]) map.delete(BUYING_ROLE_FIELD)
  for (const [key, id] of custom.from) survivors.from.set(key, id)
  const oldest = records.reduce((a, b) => (b.id < a.id ? b : a))
  return {
    ...survivors,
    emails,
    phones,
    profiles: profilesOf(ordered),
    roles: career.roles,
    moves: career.moves,
    left,
    company_key,
    custom: ownColumns(custom),
    is_customer: records.some((record) => record.kind === 'customers'),
    enriched: records.some((record) => record.enriched),
    source: oldest.source,
  }
}

const preferName = ({ values, from }: Survivors, ordered: readonly ActiveRecord[]): void => {
  const name = fullerName(ordered) ?? nameOfOne(ordered)
  if (name === null) return
  for (const field of NAME_FIELDS) {
    const found = name.get(field)
    if (found) {
      values.set(field, found.value)
      from.set(field, found.record.id)
    } else {
      values.delete(field)
      from.delete(field)
    }
  }
}

const preferConsent = ({ values, from }: Survivors, ordered: readonly ActiveRecord[]): void => {
  const strictest = strictestConsent(ordered)
  const consent = strictest?.fields.consent
  if (!strictest || consent === undefined || consent === null) return
  values.set('consent', consent)
  from.set('consent', strictest.id)
}

const NOTHING_LEFT: ReadonlyMap<string, string> = new Map()

const leftDomains = ({ left }: Career): Map<string, string> =>
  new Map([...left].flatMap(([key, on]) => (key.startsWith('d:') ? [[key.slice(2), on] as const] : [])))

const placeAddresses = (survivors: Survivors, emails: ContactPoint[], phones: ContactPoint[]): void => {
  const set = (field: string, point: ContactPoint | undefined): void => {
    if (!point) return
    survivors.values.set(field, point.address)
    survivors.from.set(field, point.record_id)
  }
  SLOTS.email.forEach((field, i) => set(field, emails[i]))
  for (const field of SLOTS.phone)
    set(
      field,
      phones.find((point) => point.kind === field),
    )
  // `phone` is the number to call: the best that is not proved wrong, whatever the list called it.
  const best = phones.find((point) => point.kind !== 'phone_home') ?? phones[0]
  set('phone', best)
}

const profilesOf = (ordered: readonly ActiveRecord[]): ContactPoint[] => {
  const found = new Map<string, ContactPoint>()
  for (const record of ordered) {
    for (const field of ['linkedin_url', 'twitter_url'] as const) {
      const url = textOf(record.fields[field])
      const profile = url === null ? null : normalizeProfileUrl(url)
      if (!profile || found.has(profile.url)) continue
      found.set(profile.url, { address: profile.url, kind: profile.network, record_id: record.id })
    }
  }
  return [...found.values()]
}
