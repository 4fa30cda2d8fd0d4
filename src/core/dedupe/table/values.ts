/** Brings the cells of a column into the form in which they are compared; '' stands for "nothing known". */
import { squash } from '../../../lib/text.ts'
import { cleanCompany } from '../../../model/company-name.ts'
import { emailKey } from '../../../model/email.ts'
import { nameFold } from '../../../model/name-parts.ts'
import { dateOrder, parseDate } from '../../../model/value-date.ts'
import { decimalMark, parseNumber } from '../../../model/value-number.ts'
import type { CompareKind } from './compare-spec.ts'
import { addressWord } from './address-words.ts'

/** Cells that say in words that there is no value. */
const NOTHING = new Set(['', '-', '--', 'n/a', 'na', 'n.a.', 'null', 'none', 'nan', 'unknown', '?', '#n/a'])

/** @param cells all of a column: the order of day and month, and the decimal mark, show only in the whole of it */
export const columnValues = (kind: CompareKind, cells: readonly string[]): string[] => {
  const read = reader(kind, cells)
  const known = new Map<string, string>()
  return cells.map((cell) => {
    const before = known.get(cell)
    if (before !== undefined) return before
    const text = squash(cell)
    const value = NOTHING.has(text.toLowerCase()) ? '' : read(text)
    known.set(cell, value)
    return value
  })
}

const reader = (kind: CompareKind, cells: readonly string[]): ((text: string) => string) => {
  switch (kind) {
    case 'exact':
      return (text) => nameFold(text).replaceAll(' ', '')
    case 'name':
    case 'text':
      return nameFold
    case 'company':
      return (text) => nameFold(cleanCompany(text).key ?? text)
    case 'address':
      return (text) => nameFold(text).split(' ').map(addressWord).filter(Boolean).join(' ')
    case 'email':
      return (text) => emailKey(text)
    case 'phone':
      return (text) => [...new Set(text.split(/[;,|]/).map(phoneDigits).filter(Boolean))].sort().join(' ')
    case 'date': {
      const order = dateOrder(cells)
      const known = order === 'dmy' || order === 'mdy' ? order : 'dmy'
      return (text) => (parseDate(text, known) ?? nameFold(text)).replaceAll('-', '')
    }
    case 'number': {
      const mark = decimalMark(cells)
      return (text) => String(parseNumber(text, mark) ?? '')
    }
  }
}

/** Digits without an extension; the last nine tell numbers apart whether or not the country's code stands before them. */
const phoneDigits = (text: string): string => {
  const digits = text.replace(/(?:ext|x|#|durchwahl)\.?\s*\d+$/i, '').replace(/\D/g, '')
  return digits.length < 5 ? '' : digits.slice(-9)
}
