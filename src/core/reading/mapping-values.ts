/** What the values of a column say: whether they can be what the header claims, and what they are without one. */

import { fold } from '../../lib/text.ts'
import { countryCode } from '../../model/country.ts'
import type { Field } from '../../model/fields.ts'
import { isBlankValue, parseBoolean, parseDate, parseInteger, parseNumber } from '../../model/value.ts'
import { readUnsubscribed } from './says.ts'

/** Enough to judge by; more would only cost time. */
const ENOUGH = 200
/** Characters of a cell: what these patterns tell apart is short, and some of them take quadratic time. */
const ENOUGH_OF_A_CELL = 300

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}$/
const WITH_EMAIL = /[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}/
const NAME_EMAIL = /^[^@<>]*\p{L}[^@<>]*[<([]\s*[^\s@<>]+@[^\s@<>]+\s*[>)\]]$/u
const PHONE = /^(?:tel:|p:|['‘’])*[+(]?[\d][\d\s().\-–/\u00a0]{5,22}(?:\s*(?:x|ext\.?|#|poste)\s*\d{1,6})?$/i
const WRITTEN_PHONE = /^(?:\+|00)[\d][\d\s().\-/]{6,20}$/
const SPOILED_PHONE = /^\d(?:[.,]\d+)?e\+\d+$/i
const LINKEDIN_PERSON = /linkedin\.com\/(?:in|pub|sales\/(?:lead|people))\//i
const LINKEDIN_COMPANY = /linkedin\.com\/(?:company|school|showcase|sales\/company)\//i
const WEB = /^(?:https?:\/\/|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/i
const HONORIFIC =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|rev|hon|herr|frau|hr|fr|m|mme|mlle|monsieur|madame|sr|sra|srta|dra|don|dona|sig|sig ra|signor|signora|dott|dott ssa|ing|avv|dhr|mevr|mw|meneer|mevrouw|senor|senora|dipl ing|mag|prof dr|dr med|dr ing|herr dr|frau dr)$/
const PERSON_NAME = /^\p{Lu}[\p{L}'’.-]*(?:\s+[\p{L}'’.-]+){1,3}$/u
const COMPANY_NAME =
  /(?:^|\s)(?:inc|llc|ltd|gmbh|ag|s\.?a\.?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|corp|co|plc|sarl|sas|oy|ab|kg|ltda|group|technologies|solutions|systems|consulting|university|bank|holding|services|partners|labs|software|media|industries|international)\.?$/i
/** What a column called State, Estado or Stato holds when it is about the deal and not the map. */
const STATUS = new Set(
  (
    'open closed new working contacted qualified unqualified active inactive won lost pending converted nurturing in progress in process ' +
    'completed complete attempted replied interested subscribed unsubscribed lead customer prospect cold warm hot offen geschlossen aktiv inaktiv ' +
    'neu abierto cerrado activo inactivo nuevo aberto fechado ativo inativo novo aperto chiuso attivo inattivo nuovo ouvert ferme actif inactif nouveau ok done todo'
  ).split(' '),
)

/** What enrichment tools write into a cell instead of a value: "✅ Email found", "❌ No Email Found", "No people found". */
const REPORT = /^[✅❌⚠⏳🔄✔✖✓✗☑]|^no (?:[\p{L}-]+ ){1,3}found$/iu

export const columnValues = (
  rows: readonly (readonly string[])[],
  index: number,
  most = ENOUGH,
): string[] => {
  const values: string[] = []
  for (const row of rows) {
    const cell = row[index]
    if (cell === undefined || isBlankValue(cell)) continue
    values.push(cell.trim().slice(0, ENOUGH_OF_A_CELL))
    if (values.length === most) break
  }
  return values
}

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length

const plain = (value: string): string =>
  fold(value)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const digits = (value: string): number => value.replace(/\D/g, '').length
const isPhone = (value: string): boolean =>
  (PHONE.test(value) && digits(value) >= 6 && digits(value) <= 16) ||
  SPOILED_PHONE.test(value) ||
  // Several numbers in one cell, or words beside one.
  (digits(value) >= 7 && value.length < 60 && /^[+\d(]/.test(value))

export const honorifics = (values: readonly string[]): number =>
  share(values, (value) => HONORIFIC.test(plain(value)))
export const personNames = (values: readonly string[]): number =>
  share(values, (value) => PERSON_NAME.test(value) && !COMPANY_NAME.test(value))
export const companyNames = (values: readonly string[]): number =>
  share(values, (value) => COMPANY_NAME.test(value))
export const nameEmails = (values: readonly string[]): number =>
  share(values, (value) => NAME_EMAIL.test(value))
export const cityStates = (values: readonly string[]): number =>
  share(values, (value) => /^[^,\d]{2,40},\s*[^,\d]{2,40}(?:,[^,]{2,40})?$/.test(value))
export const emails = (values: readonly string[]): number => share(values, (value) => EMAIL.test(value))
export const linkedinPeople = (values: readonly string[]): number =>
  share(values, (value) => LINKEDIN_PERSON.test(value))
export const linkedinCompanies = (values: readonly string[]): number =>
  share(values, (value) => LINKEDIN_COMPANY.test(value))
export const writtenPhones = (values: readonly string[]): number =>
  share(values, (value) => WRITTEN_PHONE.test(value) && digits(value) >= 8 && digits(value) <= 15)

const hasLetters = (value: string): boolean => /\p{L}/u.test(value)

/** For each kind of field the share of values that can be it, and the least share for a header to be believed. */
const CHECKS: Partial<Record<Field, [test: (value: string) => boolean, least: number]>> = {
  email: [(value) => WITH_EMAIL.test(value), 0.3],
  email2: [(value) => WITH_EMAIL.test(value), 0.3],
  email3: [(value) => WITH_EMAIL.test(value), 0.3],
  phone: [isPhone, 0.3],
  mobile: [isPhone, 0.3],
  phone_home: [isPhone, 0.3],
  phone_other: [isPhone, 0.3],
  company_phone: [isPhone, 0.3],
  linkedin_url: [
    (value) => /linkedin|^https?:|^\/?in\/|^[\w-]{3,100}$/i.test(value) && !LINKEDIN_COMPANY.test(value),
    0.3,
  ],
  company_linkedin_url: [
    (value) => /linkedin|^https?:|^\/?company\/|^[\w-]{2,100}$/i.test(value) && !LINKEDIN_PERSON.test(value),
    0.3,
  ],
  twitter_url: [(value) => /twitter\.com|\bx\.com|^@?\w{1,15}$/i.test(value), 0.3],
  website: [(value) => WEB.test(value) && !LINKEDIN_PERSON.test(value) && !LINKEDIN_COMPANY.test(value), 0.3],
  domain: [(value) => WEB.test(value), 0.3],
  country: [(value) => countryCode(value) !== null, 0.3],
  state: [(value) => hasLetters(value) && !STATUS.has(plain(value).split(' ')[0] ?? ''), 0.5],
  city: [(value) => hasLetters(value) && !WITH_EMAIL.test(value), 0.5],
  street: [(value) => hasLetters(value) && !WITH_EMAIL.test(value), 0.5],
  postal_code: [(value) => value.length <= 12 && (/\d/.test(value) || /^[A-Z]{2,4}$/.test(value)), 0.5],
  employees: [(value) => parseInteger(value) !== null, 0.4],
  revenue: [(value) => parseNumber(value) !== null, 0.3],
  founded_year: [(value) => /^(?:1[5-9]|20)\d\d\b/.test(value) || parseDate(value) !== null, 0.5],
  created_at: [(value) => parseDate(value, 'dmy') !== null || parseDate(value, 'mdy') !== null, 0.4],
  unsubscribed: [(value) => readUnsubscribed(value) !== null, 0.5],
  first_name: [(value) => hasLetters(value) && !WITH_EMAIL.test(value) && !/^https?:/.test(value), 0.5],
  last_name: [(value) => hasLetters(value) && !WITH_EMAIL.test(value) && !/^https?:/.test(value), 0.5],
  full_name: [(value) => hasLetters(value) && !EMAIL.test(value) && !/^https?:/.test(value), 0.5],
  company: [
    (value) =>
      !EMAIL.test(value) &&
      !/^https?:/.test(value) &&
      parseBoolean(value) === null &&
      parseDate(value) === null,
    0.5,
  ],
  title: [(value) => hasLetters(value) && !EMAIL.test(value) && !HONORIFIC.test(plain(value)), 0.5],
  department: [(value) => hasLetters(value), 0.5],
  industry: [(value) => hasLetters(value), 0.5],
  seniority: [(value) => hasLetters(value), 0.5],
  owner: [(value) => hasLetters(value), 0.5],
  external_id: [(value) => !/\s.*\s/.test(value) && value.length <= 80, 0.5],
  product_interest: [(value) => hasLetters(value), 0.3],
}

/** Fields whose values alone are telling enough to settle a doubtful header. */
const TELLING = new Set<Field>([
  'email',
  'phone',
  'mobile',
  'phone_other',
  'linkedin_url',
  'company_linkedin_url',
  'website',
  'country',
  'created_at',
  'employees',
  'founded_year',
])

/** The share of values that can be `field`, and what follows: 'refuted', 'confirmed', or null where values say nothing. */
export const checkValues = (field: Field, values: readonly string[]): 'refuted' | 'confirmed' | null => {
  const check = CHECKS[field]
  if (check === undefined || values.length === 0) return null
  const said = values.filter((value) => !REPORT.test(value))
  // A column of nothing but ticks and crosses is judged by them.
  const fitting = share(said.length > 0 ? said : values, check[0])
  if (fitting < check[1]) return 'refuted'
  return fitting >= 0.7 && TELLING.has(field) ? 'confirmed' : null
}
