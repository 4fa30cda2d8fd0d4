/**
 * One row of cells to the fields of a record. Nothing is lost: the cells stay in the record as they were read; what a
 * field cannot hold is left out and reported.
 */
import { restore } from '../../lib/table/write.ts'
import { cleanCompany } from '../../model/company-name.ts'
import { countryCode } from '../../model/country.ts'
import { extractEmails, isPlaceholderEmail } from '../../model/email.ts'
import { FIELDS, isField, type Field, type FieldType } from '../../model/fields.ts'
import { cleanName } from '../../model/name.ts'
import { normalizePhone, phoneCells } from '../../model/phone.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain, normalizeProfileUrl, normalizeUrl } from '../../model/url.ts'
import {
  isBlankValue,
  parseBoolean,
  parseDate,
  parseInteger,
  parseNumber,
  spoiled,
} from '../../model/value.ts'
import type { ColumnMapping } from './mapping.ts'
import type { Composite } from './mapping-header.ts'

/** Something odd in one cell; the row is read all the same. */
export interface CellWarning {
  column: string
  code: 'spoiled' | 'unreadable' | 'several'
  message: string
  value: string
}

export interface NormalisedRow {
  fields: RecordFields
  warnings: CellWarning[]
}

const EMAIL_SLOTS = ['email', 'email2', 'email3'] as const
const PHONE_SLOTS = ['phone', 'mobile', 'phone_other', 'phone_home'] as const

const NAME_FIELDS = new Set<Field>(['full_name', 'first_name', 'middle_name', 'last_name'])
const PROFILE_FIELDS = new Set<Field>(['linkedin_url', 'twitter_url', 'company_linkedin_url'])

const tidy = (cell: string): string =>
  cell
    .normalize('NFC')
    .replace(/[\s\u00a0\u200b\ufeff]+/gu, ' ')
    .trim()

type Reader = (cell: string) => string | number | boolean | null

const READERS: Partial<Record<FieldType, Reader>> = {
  country: (cell) => countryCode(cell) ?? cell,
  integer: parseInteger,
  number: parseNumber,
  date: parseDate,
  boolean: parseBoolean,
  list: (cell) =>
    cell
      .split(/[;,|\n]/)
      .map((item) => item.trim().replace(/^"|"$/g, ''))
      .filter(Boolean)
      .join('; '),
}

const readText = (field: Field, cell: string): string | null => {
  if (NAME_FIELDS.has(field)) return cleanName(cell) || null
  if (field === 'company') return cleanCompany(cell).name || null
  if (field === 'domain') return companyDomain(cell)
  if (field === 'website') return normalizeUrl(cell)
  if (PROFILE_FIELDS.has(field)) return normalizeProfileUrl(cell)?.url ?? normalizeUrl(cell)
  return cell
}

/** `=HYPERLINK("…")`, `=A1+B1`: not `="00420…"`, by which people keep the zeros of a number. */
const FORMULA = /^=\s*[+-]?(?:[A-Za-z][\w.]*\(|\$?[A-Za-z]{1,3}\$?\d+\b)/

/** The name beside an address: `Ann Lee <ann@acme.example>`, `ann@acme.example (Ann Lee)`. */
const nameBeside = (cell: string): string | null => {
  const text = cell.replace(/<[^>]*>|\S*@\S*/g, ' ').replace(/^[\s"'(,;–-]+|[\s"'),;:–-]+$/g, '')
  return isBlankValue(text) ? null : cleanName(text) || null
}

/** `Toledo, OH` and `Chicago IL`; a city alone stays one. */
const cityAndState = (cell: string): RecordFields => {
  const [city = '', state] = cell.includes(',') ? cell.split(/\s*,\s*/) : cell.split(/\s+(?=[A-Z]{2}$)/)
  return { ...(city && { city }), ...(state && { state }) }
}

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
  const warn = (column: ColumnMapping, code: CellWarning['code'], message: string, value: string): void =>
    void warnings.push({ column: column.column, code, message, value })

  const later: { column: ColumnMapping; cell: string; type: 'email' | 'phone' }[] = []
  for (const column of columns) {
    const { field, composite, scale } = column
    const raw = cells[column.index]
    if (field === null || raw === undefined || raw === '') continue
    if (clear?.has(restore(raw).trim()) === true) {
      for (const name of composite === undefined ? [field] : COMPOSITE_FIELDS[composite]) fields[name] = null
      continue
    }
    const cell = field === 'notes' ? restore(raw).trim() : tidy(restore(raw))
    if (isBlankValue(cell)) continue
    if (!isField(field)) {
      fields[field] = cell
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
      Object.assign(fields, cityAndState(cell))
      continue
    }
    if (type === 'email' || type === 'phone') {
      later.push({ column, cell, type })
      continue
    }
    const damage = field === 'notes' ? null : spoiled(cell)
    if (damage !== null) {
      warn(column, 'spoiled', `a spreadsheet has spoiled this cell (${damage.replaceAll('_', ' ')})`, cell)
      continue
    }
    const value = READERS[type]?.(cell) ?? (READERS[type] ? null : readText(field, cell))
    if (value === null || value === '') warn(column, 'unreadable', `not readable as ${field}`, cell)
    else fields[field] = typeof value === 'number' ? value * (scale ?? 1) : value
  }
  // Addresses last: a phone number needs the row's country.
  const home = (typeof fields.country === 'string' ? countryCode(fields.country) : null) ?? country
  for (const { column, cell, type } of later) {
    if (type === 'email') readEmails(fields, column, cell, warn)
    else readPhones(fields, column, cell, home, warn)
  }
  if (clear !== undefined) dropIdleClears(fields)
  return { fields, warnings }
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

type Warn = (column: ColumnMapping, code: CellWarning['code'], message: string, value: string) => void

/** Puts addresses into the column's own field first, then into those still free; the same address only once. */
const place = (fields: RecordFields, slots: readonly Field[], own: Field, found: string[]): string[] => {
  const left: string[] = []
  const order = [own, ...slots.filter((slot) => slot !== own)]
  for (const address of found) {
    if (slots.some((slot) => fields[slot] === address) || fields[own] === address) continue
    const free = order.find((slot) => fields[slot] === undefined)
    if (free) fields[free] = address
    else left.push(address)
  }
  return left
}

const readEmails = (fields: RecordFields, column: ColumnMapping, cell: string, warn: Warn): void => {
  const own = column.field as Field
  const found = extractEmails(cell)
  if (found.length === 0) {
    if (isPlaceholderEmail(cell)) return
    // Kept as it stands, so that validate can say what is wrong with it.
    if (cell.includes('@')) fields[own] ??= cell.toLowerCase()
    warn(column, 'unreadable', 'not readable as an e-mail address', cell)
    return
  }
  const left = place(fields, EMAIL_SLOTS, own, found)
  if (left.length > 0) warn(column, 'several', `more addresses than fields: ${left.join(', ')}`, cell)
}

const readPhones = (
  fields: RecordFields,
  column: ColumnMapping,
  cell: string,
  country: string | undefined,
  warn: Warn,
): void => {
  const own = column.field as Field
  const damage = spoiled(cell)
  if (damage !== null) {
    if (damage === 'scientific_number') fields[own] ??= cell
    warn(column, 'spoiled', `a spreadsheet has spoiled this number (${damage.replaceAll('_', ' ')})`, cell)
    return
  }
  const numbers = phoneCells(cell).map((text) => {
    const { e164, extension } = normalizePhone(text, country)
    return e164 === null ? text : extension === null ? e164 : `${e164} x${extension}`
  })
  if (numbers.length === 0) {
    warn(column, 'unreadable', 'not readable as a phone number', cell)
    return
  }
  if (own === 'company_phone') {
    fields[own] ??= numbers[0]!
    return
  }
  const left = place(fields, PHONE_SLOTS, own, numbers)
  if (left.length > 0) warn(column, 'several', `more numbers than fields: ${left.join(', ')}`, cell)
}

/**
 * Why a row cannot be kept as what the list is of; null when it can.
 * A person known only by a phone, or only by name and company, is still a person.
 */
export const rejection = (fields: RecordFields, kind: 'people' | 'customers'): string | null => {
  const has = (...names: Field[]): boolean => names.some((name) => (fields[name] ?? null) !== null)
  if (has('email', 'email2', 'email3', 'phone', 'mobile', 'phone_home', 'phone_other')) return null
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
