/** What is to be said of the addresses of one row: which can be used, what is wrong with the others, what was meant. */
import { createEmailCheck, EMAIL_REASONS, type EmailCheckOptions } from '../../model/email-check.ts'
import { FIELDS, isField, type Field } from '../../model/fields.ts'
import { isPlaceholderEmail } from '../../model/email.ts'
import { formatPhone } from '../../model/phone.ts'
import { createPhoneCheck, PHONE_REASONS } from '../../model/phone-check.ts'
import type { RecordFields } from '../../model/record.ts'
import { isBlankValue } from '../../model/value.ts'
import type { AddressCheck, Verdict } from '../../model/verdict.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import { ROUNDED, spoiledWords } from './spoiled-words.ts'

export interface AddressFinding {
  /** Null where the row has no such address. */
  email_status: Verdict | null
  phone_status: Verdict | null
  /** The address as it can be used, by field; absent where it cannot. */
  usable: Partial<Record<Field, string>>
  /** E-mail addresses in which nothing is doubtful: their domain can stand for the company. */
  trusted: Partial<Record<Field, string>>
  suggestions: string[]
  reasons: string[]
}

const KINDS = {
  email: { fields: ['email', 'email2', 'email3'], word: 'e-mail', unreadable: 'not an e-mail address' },
  phone: {
    fields: ['phone', 'mobile', 'phone_other', 'phone_home', 'company_phone'],
    word: 'phone',
    unreadable: 'not a phone number',
  },
} as const satisfies Record<string, { fields: readonly Field[]; word: string; unreadable: string }>
type Kind = keyof typeof KINDS

/** A row is as good as the best of its addresses. */
const BEST: readonly Verdict[] = ['valid', 'plausible', 'risky', 'unknown', 'invalid']

const better = (a: Verdict | null, b: Verdict): Verdict =>
  a === null || BEST.indexOf(b) < BEST.indexOf(a) ? b : a

/** `+13125550108 x12` as people write it. With blanks between the digits a spreadsheet takes it for text and leaves it whole. */
const showPhone = (value: string): string => {
  const [number = '', extension] = value.split(' x')
  return `${formatPhone(number)}${extension === undefined ? '' : ` x${extension}`}`
}

export type AddressReader = (
  cells: readonly string[],
  fields: RecordFields,
  country: string | undefined,
) => AddressFinding

/** @param columns of the whole list; those that hold no addresses are passed over */
export const createAddressReader = (
  columns: readonly ColumnMapping[],
  options: EmailCheckOptions,
): AddressReader => {
  const checks = { email: createEmailCheck(options), phone: createPhoneCheck() }
  const own: Record<Kind, ColumnMapping[]> = { email: [], phone: [] }
  for (const column of columns) {
    const kind = kindOf(column)
    if (kind !== null) own[kind].push(column)
  }
  const reasonOf = { email: EMAIL_REASONS, phone: { ...PHONE_REASONS, damaged_by_spreadsheet: ROUNDED } }

  return (cells, fields, country) => {
    const finding: AddressFinding = {
      email_status: null,
      phone_status: null,
      usable: {},
      trusted: {},
      suggestions: [],
      reasons: [],
    }
    for (const kind of ['email', 'phone'] as const) {
      const { word, unreadable } = KINDS[kind]
      const show = kind === 'email' ? (value: string) => value.toLowerCase() : showPhone
      let status: Verdict | null = null
      for (const column of own[kind]) {
        const field = fieldOf(column, kind)!
        const value = fields[field]
        const name = column.column || word
        if (typeof value !== 'string') {
          if (!isSpoilt(cells[column.index])) continue
          status = better(status, 'invalid')
          finding.reasons.push(`${name}: ${spoiledWords(cells[column.index]!) ?? unreadable}`)
          continue
        }
        const check: AddressCheck = checks[kind](value, country)
        status = better(status, check.verdict)
        if (check.verdict !== 'invalid') finding.usable[field] = show(value)
        if (kind === 'email' && check.verdict === 'plausible') finding.trusted[field] = value
        if (check.suggestion !== null) finding.suggestions.push(show(check.suggestion))
        if (check.reason !== null) {
          const reasons: Readonly<Record<string, string>> = reasonOf[kind]
          finding.reasons.push(`${name}: ${reasons[check.reason] ?? check.reason}`)
        }
      }
      finding[`${kind}_status`] = status
      const more = KINDS[kind].fields
        .filter((field) => !own[kind].some((column) => fieldOf(column, kind) === field))
        .flatMap((field) => (typeof fields[field] === 'string' ? show(fields[field]) : []))
      const first = own[kind][0]
      if (first !== undefined && more.length > 0) {
        finding.reasons.push(`${first.column || word}: the cell also holds ${more.join(', ')}`)
      }
    }
    return finding
  }
}

/** The kind of address a column holds; a name and an address in one column count as an address. */
const kindOf = ({ field, composite }: ColumnMapping): Kind | null => {
  if (composite === 'name_email') return 'email'
  if (field === null || !isField(field)) return null
  const { type } = FIELDS[field]
  return type === 'email' || type === 'phone' ? type : null
}

const fieldOf = (column: ColumnMapping, kind: Kind): Field | null =>
  column.composite === 'name_email' && kind === 'email' ? 'email' : (column.field as Field | null)

/** Something stands in the cell, and it is neither an address nor a way to write "nothing". */
const isSpoilt = (cell: string | undefined): boolean =>
  cell !== undefined && !isBlankValue(cell) && !isPlaceholderEmail(cell.trim())
