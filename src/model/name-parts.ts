/** The parts of a name, the whole made of them, and the keys by which names are compared. */

import { fold, squash } from '../lib/text.ts'

export interface NameParts {
  prefix?: string
  first_name?: string
  middle_name?: string
  last_name?: string
  suffix?: string
  nickname?: string
}

/** The parts as one text in the usual order; the nickname is left out. */
export const fullName = (parts: NameParts): string => {
  const name = squash(
    [parts.prefix, parts.first_name, parts.middle_name, parts.last_name]
      .filter((part) => part !== undefined)
      .join(' '),
  )
  const suffix = parts.suffix?.trim() ?? ''
  if (suffix === '' || name === '') return name || suffix
  // Generations stand without a comma (John King Jr.), degrees with one (Ann Lee, PhD).
  return /^(?:jr|sr|snr|[ivx]+)\b\.?/i.test(suffix) ? `${name} ${suffix}` : `${name}, ${suffix}`
}

/** Folded letters and digits only, words kept apart by one blank; hyphens part words, apostrophes and dots do not. */
export const nameFold = (text: string): string =>
  fold(text)
    .replace(/['’.`´"]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()

/** First and last name for exact comparison (accents, case and punctuation folded); null if either is missing. */
export const nameKey = (first: string | undefined, last: string | undefined): string | null => {
  if (first === undefined || last === undefined) return null
  const given = nameFold(first)
  const family = nameFold(last)
  return given === '' || family === '' ? null : `${given}|${family}`
}
