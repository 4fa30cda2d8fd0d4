/** A cell of a workbook as a person reads it. */
import type { CellValue } from './workbook-library.ts'

/** @param epoch1904 whether day 0 of this workbook is in 1904; before it, a date is a time of day */
export function cellText(value: CellValue, epoch1904 = false): string {
  if (value === null) return ''
  if (typeof value === 'string') return value.includes('\r') ? value.replace(/\r+\n?/g, '\n') : value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return dateText(value, epoch1904)
}

/** Fifteen digits, as a spreadsheet has them (0.1 + 0.2 is 0.3), and never an exponent: an id stays an id. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? String(value + 0) : BigInt(value).toString()
  const text = String(Number(value.toPrecision(15)))
  if (!text.includes('e')) return text
  return Number(text)
    .toFixed(20)
    .replace(/\.?0+$/, '')
}

/** ISO: the day alone at midnight, the time alone where there is no day. Seconds are rounded: a sheet's times are fractions. */
function dateText(value: Date, epoch1904: boolean): string {
  const stamp = value.getTime()
  if (Number.isNaN(stamp)) return ''
  const iso = new Date(Math.round(stamp / 1000) * 1000).toISOString()
  const day = iso.slice(0, iso.indexOf('T'))
  const time = iso.slice(iso.indexOf('T') + 1, -5)
  const dayless = epoch1904 ? day === '1904-01-01' : day < '1900-01-01' && day > '1899-12-29'
  if (dayless && !Number.isInteger(stamp / 86_400_000)) return time
  return time === '00:00:00' ? day : `${day}T${time}`
}
