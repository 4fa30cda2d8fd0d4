/** The addresses and numbers of a row: several may stand in one cell, and each goes into a field that is free. */
import { extractEmails, isPlaceholderEmail } from '../../model/email.ts'
import type { Field } from '../../model/fields.ts'
import { normalizePhone, phoneCells } from '../../model/phone.ts'
import type { RecordFields } from '../../model/record.ts'
import { spoiled, type Spoiled } from '../../model/value.ts'
import type { ColumnMapping } from './mapping.ts'

/** Something odd in one cell; the row is read all the same. */
export interface CellWarning {
  column: string
  code: 'spoiled' | 'unreadable' | 'several'
  message: string
  value: string
}

const EMAIL_SLOTS = ['email', 'email2', 'email3'] as const
const PHONE_SLOTS = ['phone', 'mobile', 'phone_other', 'phone_home'] as const

export const damageText = (what: 'cell' | 'number', damage: Spoiled): string =>
  `a spreadsheet has spoiled this ${what} (${damage.replaceAll('_', ' ')})`

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

export const readEmails = (fields: RecordFields, column: ColumnMapping, cell: string, warn: Warn): void => {
  const own = column.field as Field
  const found = extractEmails(cell)
  if (found.length === 0) {
    const damage = spoiled(cell)
    if (damage !== null) {
      warn(column, 'spoiled', damageText('cell', damage), cell)
      return
    }
    if (isPlaceholderEmail(cell)) return
    // Kept as it stands, so that validate can say what is wrong with it.
    if (cell.includes('@')) fields[own] ??= cell.toLowerCase()
    warn(column, 'unreadable', 'not readable as an e-mail address', cell)
    return
  }
  const left = place(fields, EMAIL_SLOTS, own, found)
  if (left.length > 0) warn(column, 'several', `more addresses than fields: ${left.join(', ')}`, cell)
}

export const readPhones = (
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
    warn(column, 'spoiled', damageText('number', damage), cell)
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

/** A row whose first address is blank has the next one to be written to. */
export const promoteEmail = (fields: RecordFields): void => {
  if ((fields.email2 ?? null) !== null) {
    fields.email = fields.email2!
    delete fields.email2
  } else if ((fields.email3 ?? null) !== null) {
    fields.email = fields.email3!
    delete fields.email3
  }
}
