/** Dates as exports and people write them, to an ISO date. What could be two days is neither, unless the order is told. */

import { fold } from '../lib/text.ts'

/** Order of a numeric date: day first (most of the world) or month first (USA). */
export type DateOrder = 'dmy' | 'mdy'

// Folded beginnings, at least three letters, in English, German, French, Spanish, Portuguese, Italian, Dutch.
const MONTHS: [RegExp, number][] = [
  [/^(?:jan|janv|january|januar|janvier|enero|ene|janeiro|gennaio|gen|januari|janner)$/, 1],
  [/^(?:feb|febr|fev|fevr|february|februar|fevrier|febrero|fevereiro|febbraio|februari)$/, 2],
  [/^(?:mar|mrz|maerz|marz|march|mars|marzo|marco|maart|mrt)$/, 3],
  [/^(?:apr|april|avr|avril|abr|abril|aprile)$/, 4],
  [/^(?:may|mai|mayo|maio|maggio|mag|mei)$/, 5],
  [/^(?:jun|june|juni|juin|junio|junho|giugno|giu)$/, 6],
  [/^(?:jul|july|juli|juil|juillet|julio|julho|luglio|lug)$/, 7],
  [/^(?:aug|august|aout|agosto|ago|augustus)$/, 8],
  [/^(?:sep|sept|september|septembre|septiembre|setembro|set|settembre)$/, 9],
  [/^(?:oct|okt|october|oktober|octobre|octubre|outubro|out|ottobre|ott)$/, 10],
  [/^(?:nov|november|novembre|noviembre|novembro)$/, 11],
  [/^(?:dec|dez|dic|december|dezember|decembre|diciembre|dezembro|dicembre)$/, 12],
]

const monthOf = (word: string): number | null => {
  const plain = fold(word).replace(/\.$/, '')
  for (const [pattern, month] of MONTHS) if (pattern.test(plain)) return month
  return null
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isoDate = (year: number, month: number | null, day: number): string | null => {
  if (month === null || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]!) return null
  if (year < 1000 || year > 2999) return null
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return null
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Two digits of a year: up to 69 this century, else the last. */
const fullYear = (text: string): number => {
  const year = Number(text)
  return text.length > 2 ? year : year < 70 ? 2000 + year : 1900 + year
}

// A time of day and a zone may follow; the date is taken as written, in the zone it was written in.
const TIME = String.raw`(?:(?:\s*,?\s*|T)(?:at |um |à )?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2}|GMT[+-]\d{2}:?\d{2})?(?:\s*\([^)]*\))?)?$`
const WEEKDAY = String.raw`^(?:\p{L}{2,10}\.?,?\s+)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})` + TIME, 'iu')
const NUMERIC = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})` + TIME, 'iu')
const DAY_NAME = new RegExp(
  WEEKDAY +
    String.raw`(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s/-]*(?:of |de |of the )?(\p{L}{3,10}\.?)[\s,/-]*(?:de |of |del )?(\d{4}|'?\d{2})` +
    TIME,
  'iu',
)
const NAME_DAY = new RegExp(
  WEEKDAY +
    String.raw`(\p{L}{3,10}\.?)[\s/-]*(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|[/-])(\d{4}|'?\d{2})` +
    TIME,
  'iu',
)
const YEAR_NAME = new RegExp(String.raw`^(\d{4})[\s/-](\p{L}{3,10}\.?)[\s/-](\d{1,2})` + TIME, 'iu')
// Mon Oct 05 2020 10:00:00 GMT+0200 and Mon Oct  5 10:00:00 +0000 2020
const UNIX_DATE = /^\p{L}{3} (\p{L}{3}) +(\d{1,2}) \d{2}:\d{2}:\d{2} (?:\S+ )?(\d{4})$/u

/**
 * An ISO date (`2024-03-12`), or null. Times are cut off. `03/04/2024` is null unless `order` says which is the day;
 * `13/04/2024` needs no telling; dots always put the day first.
 */
export const parseDate = (cell: string, order?: DateOrder): string | null => {
  const text = cell.trim()
  if (text.length < 6 || text.length > 64) return null
  let found = YEAR_FIRST.exec(text)
  if (found !== null) return isoDate(Number(found[1]), Number(found[2]), Number(found[3]))
  found = NUMERIC.exec(text)
  if (found !== null) return numericDate(found, order)
  if (/^\d+$/.test(text)) return digitsDate(text)
  found = DAY_NAME.exec(text)
  if (found !== null)
    return isoDate(fullYear(found[3]!.replace("'", '')), monthOf(found[2]!), Number(found[1]))
  found = NAME_DAY.exec(text) ?? UNIX_DATE.exec(text)
  if (found !== null)
    return isoDate(fullYear(found[3]!.replace("'", '')), monthOf(found[1]!), Number(found[2]))
  found = YEAR_NAME.exec(text)
  return found === null ? null : isoDate(Number(found[1]), monthOf(found[2]!), Number(found[3]))
}

/** Numeric dates whose parts could be either: dots always put the day first. */
const OPEN_ORDER = /^\s*(\d{1,2})([-/])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/

/**
 * The order of the numeric dates in a column, found from those of its values that can only be read in one way.
 *
 * @returns `open` where there are numeric dates and none settles the order, or two contradict each other; null where no
 *   value depends on it
 */
export const dateOrder = (values: Iterable<string>): DateOrder | 'open' | null => {
  let isOpen = false
  let found: DateOrder | null = null
  for (const value of values) {
    const parts = OPEN_ORDER.exec(value)
    if (parts === null) continue
    const first = Number(parts[1])
    const second = Number(parts[3])
    if (first > 12 === second > 12) {
      isOpen ||= first !== second && first <= 12
      continue
    }
    const order = first > 12 ? 'dmy' : 'mdy'
    if (found !== null && found !== order) return 'open'
    found = order
  }
  return found ?? (isOpen ? 'open' : null)
}

const CLOCK =
  /(?:[\sT,])(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?\s*(?:(Z|UTC|GMT)?([+-]\d{2}):?(\d{2})?)?/i

/**
 * A date with its time of day in UTC where the cell has one (`2024-03-12T09:14:00Z`), else the date alone; null as
 * parseDate. A time without a zone counts as UTC.
 */
export const parseMoment = (cell: string, order?: DateOrder): string | null => {
  const date = parseDate(cell, order)
  const clock = date === null ? null : CLOCK.exec(cell)
  if (clock === null) return date
  const [, hours = '', minutes = '', seconds = '00', half, , zone, zoneMinutes = '00'] = clock
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0)
  const time = `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`
  const at = Date.parse(`${date}T${time}${zone === undefined ? 'Z' : `${zone}:${zoneMinutes}`}`)
  return Number.isNaN(at) ? date : `${new Date(at).toISOString().slice(0, 19)}Z`
}

const numericDate = (found: RegExpExecArray, order: DateOrder | undefined): string | null => {
  const first = Number(found[1])
  const second = Number(found[3])
  const year = fullYear(found[4]!)
  if (found[2] === '.' || first > 12) return isoDate(year, second, first)
  if (second > 12 || order === 'mdy') return isoDate(year, first, second)
  if (order === 'dmy' || first === second) return isoDate(year, second, first)
  return null
}

/** `20240312`, and the seconds or milliseconds since 1970 that some exports write (2001 to 2033). */
const digitsDate = (text: string): string | null => {
  if (text.length === 8)
    return isoDate(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)))
  if (/^1\d{9}$/.test(text)) return new Date(Number(text) * 1000).toISOString().slice(0, 10)
  if (/^1\d{12}$/.test(text)) return new Date(Number(text)).toISOString().slice(0, 10)
  return null
}
