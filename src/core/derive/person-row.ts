/**
 * From the surviving values to the rows of `person` and `company`: the order in which the sales side reads them, the
 * standing of the addresses, and, where enriching has run, what follows from other values at no cost (pure: no record
 * stands behind it, and it goes away with the decision that allowed it).
 */
import { classifyTitle } from '../../model/title.ts'
import { countryOfTld } from '../../model/country.ts'
import { emailDomain, emailKey } from '../../model/email.ts'
import { fullName, parseName } from '../../model/name.ts'
import { phonePlace } from '../../model/phone-place.ts'
import { normalizePhone } from '../../model/phone.ts'
import { COMPANY_VALUES, type CompanyRow } from '../../store/companies.ts'
import { PERSON_VALUES, type PersonParts, type PersonRow } from '../../store/people.ts'
import type { SuppressionKind } from '../../store/suppressions.ts'
import type { VerdictRow } from '../../store/verdicts.ts'
import type { NamedMove } from './career.ts'
import { nameParts } from './name-parts.ts'
import type { CompanySurvivors } from './company-survivors.ts'
import { leftOn, type PersonSurvivors, type Value, type VerdictOf } from './survivorship.ts'

const NAME_PARTS = ['prefix', 'first_name', 'middle_name', 'last_name', 'suffix'] as const

const textOf = (value: Value | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

/** Adds values where there are none yet; returns the names of those that are only weak guesses. */
const deriveMore = (person: PersonSurvivors): string[] => {
  const { values } = person
  const set = (field: string, value: string | null | undefined): void => {
    if (value && !values.has(field)) values.set(field, value)
  }
  const full = textOf(values.get('full_name'))
  if (full && !values.has('first_name') && !values.has('last_name')) {
    const parts = nameParts(full)
    for (const part of NAME_PARTS) set(part, parts[part])
  }
  const title = textOf(values.get('title'))
  if (title) {
    const { seniority, department } = classifyTitle(title)
    set('seniority', seniority)
    set('department', department)
  }
  if (values.has('country')) return []
  set('country', guessCountry(person))
  return values.has('country') ? ['country'] : []
}

const guessCountry = (person: PersonSurvivors): string | null => {
  for (const { address } of person.phones) {
    const country = address.startsWith('+') ? normalizePhone(address).country : null
    if (country) return country
  }
  for (const { address } of person.emails) {
    const country = countryOfTld(emailDomain(address))
    if (country) return country
  }
  return null
}

/** The name as the person is addressed. */
export const displayName = (
  valueOf: (part: (typeof NAME_PARTS)[number] | 'full_name') => string | undefined,
): string | undefined => {
  const known = valueOf('full_name')
  if (known !== undefined) {
    // "Whitlock, Dana" is how lists sort people, not how they are addressed.
    const parsed = known.includes(',') ? parseName(known) : null
    const isTurned = parsed?.first_name && parsed.last_name && known.startsWith(`${parsed.last_name},`)
    return isTurned && !parsed.couple ? fullName(parsed) : known
  }
  const parts: Partial<Record<(typeof NAME_PARTS)[number], string>> = {}
  for (const part of NAME_PARTS) {
    const value = valueOf(part)
    if (value !== undefined) parts[part] = value
  }
  return fullName(parts) || undefined
}

/** SQLite has no booleans, and better-sqlite3 refuses them. */
export const cell = (value: Value | undefined): string | number | null =>
  typeof value === 'boolean' ? Number(value) : (value ?? null)

const NO_PHONE = { phone_type: null, time_zone: null }

/** What the number to call tells by its digits. */
const phoneColumns = (phone: string | number | null): typeof NO_PHONE | ReturnType<typeof phonePlace> =>
  typeof phone === 'string' && phone.startsWith('+') ? phonePlace(phone) : NO_PHONE

const customCell = (custom: Record<string, Value>): string | null => {
  const names = Object.keys(custom)
  return names.length > 0 ? JSON.stringify(custom, names.sort()) : null
}

/** All that follows of a person from records. */
export interface DerivedPerson {
  row: PersonRow
  parts: PersonParts
  moves: readonly NamedMove[]
}

/** What is known elsewhere in the file. */
export interface Surroundings {
  verdict(kind: 'email' | 'phone', address: string): VerdictRow | undefined
  verdictOf: VerdictOf
  /** By the comparison key of an address. */
  isSuppressed(kind: SuppressionKind, key: string): boolean
  /** The id of the company with this key. */
  companyId(key: string): string | null
}

const suppressionOf = (around: Surroundings, person: PersonSurvivors): boolean =>
  person.values.get('unsubscribed') === true ||
  person.emails.some(
    ({ address }) =>
      around.isSuppressed('email', emailKey(address)) || around.isSuppressed('domain', emailDomain(address)),
  ) ||
  person.phones.some(({ address }) => around.isSuppressed('phone', address))

/**
 * Whether an address is doubted because its owner left the company: what was found out before that day speaks no longer
 * for it, and neither does a check that asks no mailbox.
 */
export const isDoubted = (mail: VerdictRow | undefined, left: string | undefined): boolean =>
  left !== undefined &&
  mail?.verdict !== 'invalid' &&
  !(mail?.level === 'mailbox' && mail.verdict !== 'unknown' && mail.checked_at.slice(0, 10) >= left)

/**
 * What is known of the two main addresses.
 *
 * @param left when the person left the company of the e-mail address
 */
export const addressColumns = (around: Surroundings, email: unknown, phone: unknown, left?: string) => {
  const mail = typeof email === 'string' ? around.verdict('email', email) : undefined
  const call = typeof phone === 'string' ? around.verdict('phone', phone) : undefined
  const doubted = isDoubted(mail, left)
  return {
    email_status: doubted ? 'risky' : (mail?.verdict ?? null),
    email_level: mail?.level ?? null,
    email_reason: doubted ? 'job_changed' : (mail?.reason ?? null),
    email_suggestion: mail?.suggestion ?? null,
    email_checked: mail?.checked_at ?? null,
    phone_status: call?.verdict ?? null,
    phone_level: call?.level ?? null,
    phone_reason: call?.reason ?? null,
    phone_checked: call?.checked_at ?? null,
  }
}

/**
 * A person's row and parts.
 *
 * @param records how many active records stand behind the person
 */
export const personRow = (
  around: Surroundings,
  id: string,
  person: PersonSurvivors,
  records: number,
): { row: PersonRow; parts: PersonParts } => {
  const guessed = person.enriched ? deriveMore(person) : []
  const name = displayName((part) => textOf(person.values.get(part)))
  if (name !== undefined) person.values.set('full_name', name)
  person.values.set('source', person.source)
  const values = Object.fromEntries(
    PERSON_VALUES.map((name) => [name, cell(person.values.get(name))]),
  ) as PersonRow
  const row: PersonRow = {
    ...values,
    id,
    company_id: person.company_key === null ? null : around.companyId(person.company_key),
    custom: customCell(person.custom),
    guessed: guessed.length > 0 ? guessed.join(',') : null,
    ...(person.enriched ? phoneColumns(values.phone) : NO_PHONE),
    ...addressColumns(
      around,
      values.email,
      values.phone,
      typeof values.email === 'string' ? leftOn(person.left, values.email) : undefined,
    ),
    lifecycle: person.is_customer ? 'customer' : 'suspect',
    buying_stage: null,
    suppressed: Number(suppressionOf(around, person)),
    signals: 0,
    has_events: 0,
    records,
  }
  const roles = person.roles.flatMap((role) => {
    const company_id = around.companyId(role.company_key)
    if (company_id === null) return []
    const derived =
      person.enriched && role.title ? classifyTitle(role.title) : { seniority: null, department: null }
    return {
      company_id,
      stint: role.stint,
      title: role.title,
      since: role.since,
      until: role.until,
      buying_role: role.buying_role,
      seniority: role.seniority ?? derived.seniority,
      department: role.department ?? derived.department,
      is_current: role.is_current ? (1 as const) : (0 as const),
      record_id: role.record_id,
    }
  })
  const parts: PersonParts = {
    emails: person.emails.map(({ address, record_id }, i) => ({ address, position: i + 1, record_id })),
    phones: person.phones.map(({ address, kind, record_id }, i) => ({
      number: address,
      kind,
      position: i + 1,
      record_id,
    })),
    profiles: person.profiles.map(({ address, kind, record_id }) => ({
      url: address,
      network: kind,
      record_id,
    })),
    roles,
  }
  return { row, parts }
}

/** A company's row; a company known by a domain carries it even when no list names it. */
export const companyRow = (id: string, key: string, company: CompanySurvivors): CompanyRow => {
  const values = Object.fromEntries(
    COMPANY_VALUES.map((name) => [name, cell(company.values.get(name))]),
  ) as CompanyRow
  return {
    ...values,
    id,
    key,
    domain: key.startsWith('d:') ? key.slice(2) : null,
    custom: customCell(company.custom),
    country: null,
    customer: Number(company.is_customer),
    people: 0,
    functions: 0,
    stakeholders: 0,
    signals: 0,
  }
}
