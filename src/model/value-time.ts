/** A moment as tools that record events write it. */
import { parseMoment, type DateOrder } from './value-date.ts'

/**
 * As `parseMoment`; of seconds and milliseconds since 1970 the time of day is kept too.
 *
 * @param order as in `parseDate`
 */
export const parseTime = (cell: string, order?: DateOrder): string | null => {
  const found = /^(1\d{9})(?:\d{3}|\.\d+)?$/.exec(cell.trim())
  if (found === null) return parseMoment(cell.trim(), order)
  return new Date(Number(found[1]) * 1000).toISOString().replace('.000Z', 'Z')
}
