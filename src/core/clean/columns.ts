/**
 * The columns that cleaning puts beside the list's own: `clean_<field>` holds a value that can be used as it is, the
 * others say what is to be known of the row. They follow from the mapping, so the same header gives the same columns.
 */
import { countryCode } from '../../model/country.ts'
import { FIELD_NAMES, FIELDS, isField, type Field, type FieldType } from '../../model/fields.ts'
import { cleanName, fullName, parseName, type NameParts } from '../../model/name.ts'
import type { RecordFields } from '../../model/record.ts'
import { classifyTitle } from '../../model/title.ts'
import { companyHints } from '../derive/company-identity.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import type { AddressFinding } from './addresses.ts'

/** Said of the row as a whole, after its clean values. */
const VERDICT_COLUMNS = [
  'row',
  'duplicate_of',
  'email_status',
  'phone_status',
  'suggestion',
  'reason',
] as const

/** Texts that cleaning leaves as they are: a second column would only repeat the first. */
const NOT_CLEANED = new Set<Field>([
  ...(['prefix', 'suffix', 'street', 'city', 'state', 'postal_code'] as const),
  ...([
    'technologies',
    'source',
    'external_id',
    'owner',
    'tags',
    'notes',
    'consent',
    'product_interest',
  ] as const),
  ...(['industry', 'seniority', 'department'] as const),
])

/** What one field needs from another. */
const DERIVED: readonly (readonly [from: readonly Field[], field: Field])[] = [
  [['full_name'], 'first_name'],
  [['full_name'], 'last_name'],
  [['title'], 'seniority'],
  [['title'], 'department'],
  [['email', 'website'], 'domain'],
]

/** In the order in which a person reads a contact. */
const ORDER: readonly Field[] = [
  ...(['full_name', 'first_name', 'middle_name', 'last_name', 'email', 'email2', 'email3'] as const),
  ...(['phone', 'mobile', 'phone_other', 'phone_home', 'title', 'seniority', 'department'] as const),
  ...(['company', 'domain', 'website', 'company_phone', 'country'] as const),
]

export interface CleanColumn {
  /** `clean_email` */
  name: string
  field: Field
  /** The column it was read from; null for a derived value. */
  from: number | null
}

/** The clean columns of a list. */
export const cleanColumns = (mapping: readonly ColumnMapping[]): CleanColumn[] => {
  const from = new Map<Field, number | null>()
  for (const { field, index, composite } of mapping) {
    if (field === null || !isField(field)) continue
    if (composite === 'name_email') from.set('full_name', index).set('email', index)
    else if (!NOT_CLEANED.has(field)) from.set(field, index)
  }
  const isKnown = (field: Field): boolean => mapping.some((column) => column.field === field)
  for (const [sources, field] of DERIVED) {
    const isWanted = sources.some((source) => from.has(source) || isKnown(source))
    if (isWanted && !isKnown(field)) from.set(field, null)
  }
  const ordered = [...ORDER, ...FIELD_NAMES.filter((field) => !ORDER.includes(field))]
  return ordered
    .filter((field) => from.has(field))
    .map((field) => ({ name: `clean_${field}`, field, from: from.get(field) ?? null }))
}

/** The header of the cleaned list: the original names, then ours; one that the list has already gets a number. */
export const cleanHeader = (
  header: readonly string[],
  columns: readonly CleanColumn[],
  hasHeader: boolean,
): string[] => {
  const own = hasHeader ? [...header] : header.map((_, i) => `column_${i + 1}`)
  const names = [...own]
  for (const name of [...columns.map((column) => column.name), ...VERDICT_COLUMNS]) {
    let free: string = name
    for (let n = 2; names.some((taken) => taken.toLowerCase() === free); n++) free = `${name}_${n}`
    names.push(free)
  }
  return names
}

export interface RowName {
  parts: NameParts
  /** Two people in one row. */
  couple: boolean
}

/** The name of a row, taken apart and mended once for all who ask; a name of its own column counts for more. */
export const readRowName = (fields: RecordFields): RowName | null => {
  if (typeof fields.full_name !== 'string') return null
  const { couple, ...parts } = parseName(fields.full_name)
  // Apart, so that in `Hélène CARPENTIER` only the family name is mended.
  for (const part of ['first_name', 'middle_name', 'last_name'] as const) {
    if (parts[part] !== undefined) parts[part] = cleanName(parts[part])
  }
  return { parts, couple }
}

/** The row with first and last name, where they stand only in the whole name. */
export const withNameParts = (fields: RecordFields, name: RowName | null): RecordFields => {
  if (name === null || name.couple || fields.first_name !== undefined || fields.last_name !== undefined)
    return fields
  const { first_name, last_name } = name.parts
  return { ...fields, ...(first_name && { first_name }), ...(last_name && { last_name }) }
}

/**
 * The clean values of a row, by field.
 *
 * @param fields with first and last name
 */
export const cleanValues = (
  fields: RecordFields,
  name: RowName | null,
  addresses: AddressFinding,
): Partial<Record<Field, string>> => {
  const values: Partial<Record<Field, string>> = { ...addresses.usable }
  for (const field of FIELD_NAMES) {
    const value = fields[field]
    if (value === undefined || value === null || ADDRESS_TYPES.has(FIELDS[field].type)) continue
    // A country that nobody knows stays in its own column only.
    if (field === 'country' && countryCode(String(value)) === null) continue
    values[field] = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  }
  if (name !== null && !name.couple) values.full_name = fullName(name.parts)
  if (values.title !== undefined) {
    const { seniority, department } = classifyTitle(values.title)
    if (seniority !== null) values.seniority ??= seniority
    if (department !== null) values.department ??= department
  }
  const hints: RecordFields = { ...addresses.trusted }
  for (const field of ['company', 'website', 'domain'] as const) {
    if (fields[field] !== undefined) hints[field] = fields[field]
  }
  const { domain } = companyHints(hints, true)
  if (domain !== null) values.domain = domain
  return values
}

const ADDRESS_TYPES = new Set<FieldType>(['email', 'phone'])
