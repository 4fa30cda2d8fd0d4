/** A moment as exports write it, in UTC; a day where the cell names no time of day. */
import { parseDate, type DateOrder } from './value-date.ts'

const TIME_OF_DAY =
  /[\sT](\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?\s*(?:Z|UTC|GMT)?\s*(?:([+-]\d{2}):?(\d{2}))?(?:\s*\([^)]*\))?$/i

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('.000Z', 'Z')

/**
 * An ISO time in UTC (`2026-11-20T09:15:00Z`), an ISO date where no time of day is told, or null. A time without a zone
 * is taken as UTC. Seconds and milliseconds since 1970 are read too.
 *
 * @param order as in `parseDate`
 */
export const parseTime = (cell: string, order?: DateOrder): string | null => {
  const text = cell.trim()
  if (/^1\d{9}(?:\.\d+)?$/.test(text)) return iso(Math.floor(Number(text)) * 1000)
  if (/^1\d{12}$/.test(text)) return iso(Math.floor(Number(text) / 1000) * 1000)
  const day = parseDate(text, order)
  if (day === null) return null
  const found = TIME_OF_DAY.exec(text)
  if (found === null) return day
  const [, hour, minute, second = '0', half, east, eastMinutes] = found
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return day
  const local = Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000
  if (east === undefined) return iso(local)
  const offset = Math.abs(Number(east)) * 60 + Number(eastMinutes)
  return iso(local - (east.startsWith('-') ? -offset : offset) * 60_000)
}
