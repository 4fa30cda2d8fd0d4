/**
 * One row of cells to the fields of a record. Nothing is lost: the cells stay in the record as they were read; what a
 * field cannot hold is left out and reported.
 */
import { restore } from '../../lib/table/write.ts'
import { remembered } from '../../lib/text.ts'
import { cleanCompany } from '../../model/company-name.ts'
import { countryCode, isCommonCountryName } from '../../model/country.ts'
import { FIELDS, isField, type CustomField, type Field, type FieldType } from '../../model/fields.ts'
import { cleanName } from '../../model/name.ts'
import type { BatchKind, RecordFields } from '../../model/record.ts'
import { companyDomain, normalizeProfileUrl, normalizeUrl } from '../../model/url.ts'
import {
  isBlankValue,
  parseBoolean,
  parseDate,
  parseInteger,
  parseMoment,
  parseNumber,
  spoiled,
  type Spoiled,
} from '../../model/value.ts'
import type { ColumnMapping } from './mapping.ts'
import type { Composite } from './mapping-header.ts'
import { readAmount } from './mapping-types.ts'
import { damageText, promoteEmail, readEmails, readPhones, type CellWarning } from './normalise-addresses.ts'
import { isTestLead, mendCell } from './quirks.ts'
import { consentOf, readUnsubscribed, saysYes, standingOf, type PersonPhone } from './says.ts'

export type { CellWarning } from './normalise-addresses.ts'

export interface NormalisedRow {
  fields: RecordFields
  warnings: CellWarning[]
  /** When the row was true, as it says itself: an ISO date or time. */
  observed_at: string | null
  /** Its address has come back. */
  bounced: boolean
  /** Numbers that are not to be called; null for none, as nearly always. */
  do_not_call: Set<PersonPhone> | null
  /** Why the row is about nobody, whatever it holds; null when it is. */
  reason: string | null
}

const NAME_FIELDS = new Set<Field>(['full_name', 'first_name', 'middle_name', 'last_name'])
const PROFILE_FIELDS = new Set<Field>(['linkedin_url', 'twitter_url', 'company_linkedin_url'])

/** Words of ASCII with one blank between them: most cells. */
const TIDY = /^[!-~]+(?: [!-~]+)*$/

const tidy = (cell: string): string =>
  TIDY.test(cell)
    ? cell
    : cell
        .normalize('NFC')
        .replace(/[\s\u00a0\u200b\ufeff]+/gu, ' ')
        .trim()

type Reader = (cell: string, column: ColumnMapping) => string | number | boolean | null

const READERS: Partial<Record<FieldType, Reader>> = {
  country: (cell) => countryCode(cell) ?? cell,
  integer: (cell, { decimal }) => parseInteger(cell, decimal),
  number: (cell, { decimal }) => parseNumber(cell, decimal),
  date: (cell, { date_order }) => parseDate(cell, date_order),
  boolean: readUnsubscribed,
  list: (cell) =>
    cell
      .split(/[;,|\n]/)
      .map((item) => item.trim().replace(/^"|"$/g, ''))
      .filter(Boolean)
      .join('; '),
}

/** A cell of the list's own column in the column's type; as it was read where it is not of that type. */
const readCustom = (
  cell: string,
  { type, decimal, date_order }: ColumnMapping,
): string | number | boolean => {
  if (type === undefined) return cell
  if (type === 'number') return readAmount(cell, decimal) ?? cell
  if (type === 'boolean') return parseBoolean(cell) ?? cell
  // What begins as an ISO date is compared as one already, and may say the time more exactly.
  return /^\d{4}-\d\d-\d\d/.test(cell) ? cell : (parseMoment(cell, date_order) ?? cell)
}

/** `@ann_lee`, `ann-lee-123`, `/in/ann-lee`: the address without its beginning. */
const profileOf = (field: Field, cell: string): string => {
  const name = cell.replace(/^@|^\/?(?:in|company)\/|\/$/g, '')
  if (!/^[\w-]+$/.test(name) || (field !== 'twitter_url' && !/[\d-]|^\/?(?:in|company)\//.test(cell)))
    return cell
  if (field === 'twitter_url') return `https://x.com/${name}`
  return `https://www.linkedin.com/${field === 'linkedin_url' ? 'in' : 'company'}/${name}`
}

const readText = (field: Field, cell: string): string | null => {
  if (NAME_FIELDS.has(field)) return cleanName(cell) || null
  if (field === 'company') return cleanCompany(cell).name || null
  if (field === 'domain') return companyDomain(cell)
  if (field === 'website') return normalizeUrl(cell)
  if (PROFILE_FIELDS.has(field)) {
    const address = /[./]/.test(cell) && !/^\/?(?:in|company)\//.test(cell) ? cell : profileOf(field, cell)
    return normalizeProfileUrl(address)?.url ?? normalizeUrl(address)
  }
  return cell
}

/** `=HYPERLINK("…")`, `=A1+B1`: not `="00420…"`, by which people keep the zeros of a number. */
const FORMULA = /^=\s*[+-]?(?:[A-Za-z][\w.]*\(|\$?[A-Za-z]{1,3}\$?\d+\b)/

/** The name beside an address: `Ann Lee <ann@acme.example>`, `ann@acme.example (Ann Lee)`. */
const nameBeside = (cell: string): string | null => {
  const text = cell.replace(/<[^>]*>|\S*@\S*/g, ' ').replace(/^[\s"'(,;–-]+|[\s"'),;:–-]+$/g, '')
  return isBlankValue(text) ? null : cleanName(text) || null
}

/** `Toledo, OH`, `Chicago IL`, `Lyon, France`, `Houston, Texas, United States`; a city alone stays one. */
const cityAndState = remembered((cell: string): RecordFields => {
  const [city = '', second, third] = cell.includes(',')
    ? cell.split(/\s*,\s*/)
    : cell.split(/\s+(?=[A-Z]{2}$)/)
  const own = third === undefined && second !== undefined && isCountry(second) ? second : third
  const country = own === undefined ? null : countryCode(own)
  const state = own === second ? undefined : second
  return { ...(city && { city }), ...(state && { state }), ...(country !== null && { country }) }
})

/** Two letters are a state first (ME is Maine, not Montenegro), and so is Georgia. */
const isCountry = (text: string): boolean =>
  text === 'UK' || (text.length > 2 && !/^georgia$/i.test(text) && isCommonCountryName(text))

/**
 * Reads a row by its mapping.
 *
 * @param country default country for phone numbers without one, ISO alpha-2; the row's own country wins
 * @param clear cells with just one of these texts clear the field on purpose: it becomes null
 */
export const normaliseRow = (
  cells: readonly string[],
  columns: readonly ColumnMapping[],
  country: string | undefined,
  clear?: ReadonlySet<string>,
): NormalisedRow => {
  const fields: RecordFields = {}
  const warnings: CellWarning[] = []
  const row: NormalisedRow = {
    fields,
    warnings,
    observed_at: null,
    bounced: false,
    do_not_call: null,
    reason: null,
  }
  const warn = (column: ColumnMapping, code: CellWarning['code'], message: string, value: string): void =>
    void warnings.push({ column: column.column, code, message, value })

  let hasOptedOut = false
  const later: { column: ColumnMapping; cell: string; type: 'email' | 'phone' }[] = []
  for (const column of columns) {
    const { field, composite, scale } = column
    const raw = cells[column.index]
    if (field === null || raw === undefined || raw === '') continue
    if (clear?.has(restore(raw).trim()) === true) {
      for (const name of composite === undefined ? [field as Field] : COMPOSITE_FIELDS[composite])
        fields[name] = null
      continue
    }
    let cell = field === 'notes' ? restore(raw).trim() : tidy(restore(raw))
    if (isBlankValue(cell)) continue
    if (column.quirk !== undefined) {
      if (isTestLead(cell, column.quirk)) row.reason = 'test_row: a test of the form, not a person'
      const mended = mendCell(cell, column.quirk, field)
      if (mended.left !== null)
        warn(column, 'several', `more values than the field holds: ${mended.left}`, cell)
      cell = mended.cell
      if (cell === '') continue
    }
    if (column.says !== undefined && hear(row, column, cell)) hasOptedOut = true
    if (!isField(field)) {
      // The columns of signals and events are read by prepare-fact.ts, and are not among these.
      const damage = damageOf(cell, column.type === 'number')
      if (damage === null) fields[field as CustomField] = readCustom(cell, column)
      else warn(column, 'spoiled', damageText('cell', damage), cell)
      continue
    }
    const { type } = FIELDS[field]
    if (field !== 'notes' && FORMULA.test(cell)) {
      warn(column, 'spoiled', 'a formula stands in the cell, not its value', cell)
      continue
    }
    if (composite === 'name_email') {
      later.push({ column: { ...column, field: 'email' }, cell, type: 'email' })
      const name = nameBeside(cell)
      if (name !== null) fields.full_name = name
      continue
    }
    if (composite === 'city_state') {
      const { country: found, ...place } = cityAndState(cell)
      Object.assign(fields, place)
      if (found !== undefined) fields.country ??= found
      continue
    }
    if (type === 'email' || type === 'phone') {
      later.push({ column, cell, type })
      continue
    }
    const damage = field === 'notes' ? null : damageOf(cell, type === 'number')
    if (damage !== null) {
      warn(column, 'spoiled', damageText('cell', damage), cell)
      continue
    }
    if (type === 'url' && SPOILED_IN_URL.test(cell)) {
      warn(column, 'spoiled', 'a spreadsheet has spoiled the number in this address', cell)
      continue
    }
    const value = READERS[type]?.(cell, column) ?? (READERS[type] ? null : readText(field, cell))
    if (value === null || value === '') warn(column, 'unreadable', unreadable(field, type, cell), cell)
    else fields[field] = typeof value === 'number' ? value * (scale ?? 1) : value
  }
  // Addresses last: a phone number needs the row's country.
  const home = (typeof fields.country === 'string' ? countryCode(fields.country) : null) ?? country
  for (const { column, cell, type } of later) {
    if (type === 'email') readEmails(fields, column, cell, warn)
    else readPhones(fields, column, cell, home, warn)
  }
  if (fields.email === undefined) promoteEmail(fields)
  if (clear !== undefined) dropIdleClears(fields)
  if (hasOptedOut) fields.unsubscribed = true
  return row
}

const COMPOSITE_FIELDS: Record<Composite, readonly Field[]> = {
  name_email: ['full_name', 'email'],
  city_state: ['city', 'state'],
}

/** In a row that is about a company alone there is nobody whose value could be cleared. */
const dropIdleClears = (fields: RecordFields): void => {
  const ofPerson = Object.keys(fields).filter(
    (name): name is Field =>
      isField(name) && FIELDS[name].of === 'person' && name !== 'source' && name !== 'country',
  )
  if (ofPerson.some((name) => fields[name] !== null)) return
  for (const name of ofPerson) Reflect.deleteProperty(fields, name)
}

/** Takes from a cell what its column says of the row; true: somebody is not to be written to. */
const hear = (row: NormalisedRow, { says, date_order }: ColumnMapping, cell: string): boolean => {
  switch (says?.what) {
    case 'observed_at':
      row.observed_at = parseMoment(cell, date_order)
      return false
    case 'bounced':
      row.bounced ||= saysYes(cell)
      return false
    case 'do_not_call':
      if (saysYes(cell)) row.do_not_call = new Set([...(row.do_not_call ?? []), ...says.phones])
      return false
    case 'standing':
    case 'consent': {
      const standing = says.what === 'consent' ? consentOf(cell) : standingOf(cell)
      row.bounced ||= standing === 'bounced'
      return standing === 'unsubscribed'
    }
    case undefined:
      return false
  }
}

/** An amount may rightly be written as 7.1E+07; an id, a name or a head count may not. */
const damageOf = (cell: string, isAmount: boolean): Spoiled | null => {
  const damage = spoiled(cell)
  return isAmount && damage === 'scientific_number' ? null : damage
}

/** `linkedin.com/company/1.23E+17` */
const SPOILED_IN_URL = /[/=]\d(?:[.,]\d+)?e\+?\d{2,}(?:[/?&#]|$)/i

const unreadable = (field: Field, type: FieldType, cell: string): string =>
  type === 'date' && parseDate(cell, 'dmy') !== null
    ? 'could be two days: nothing says whether the day or the month comes first'
    : `not readable as ${field}`

const PHONES = ['phone', 'mobile', 'phone_home', 'phone_other'] as const

/**
 * Why a row cannot be kept as what the list is of; null when it can.
 * A person known only by a phone, or only by name and company, is still a person.
 */
export const rejection = (fields: RecordFields, kind: BatchKind): string | null => {
  const has = (...names: Field[]): boolean => names.some((name) => (fields[name] ?? null) !== null)
  if (kind === 'companies')
    return has('company', 'domain', 'website')
      ? null
      : 'no_company: neither a name, nor a domain, nor a website'
  if (has('email', 'email2', 'email3')) return null
  // A number that a spreadsheet has spoiled is nobody's.
  if (PHONES.some((name) => typeof fields[name] === 'string' && spoiled(fields[name]) === null)) return null
  if (has('linkedin_url', 'twitter_url', 'external_id')) return null
  const isNamed = has('full_name', 'last_name', 'first_name')
  const hasCompany = has('company', 'domain', 'website')
  if (kind === 'customers')
    return isNamed || hasCompany ? null : 'no_customer: neither a company nor a person'
  if (isNamed && hasCompany) return null
  if (isNamed) return 'no_identity: a name alone; needs an e-mail, phone, profile or company'
  if (hasCompany) return 'no_person: only a company'
  return 'no_identity: no e-mail, phone, profile or name with company'
}
