/** Company names that are all capitals, as people would write them; acronyms stay. */

import { COMPANY_SHORT_WORDS, COMPANY_SMALL_WORDS } from './data/company-words.ts'

const capital = (word: string): string => {
  const lower = word.toLowerCase()
  return lower.replace(
    /^(\P{L}*)(\p{L})/u,
    (_all, before: string, first: string) => before + first.toUpperCase(),
  )
}

const mendPiece = (piece: string): string => {
  if (/^MC\p{Lu}{3,}$/u.test(piece)) return `Mc${capital(piece.slice(2))}`
  const apostrophe = /^([OD])(['’])(\p{Lu}{3,}.*)$/u.exec(piece)
  if (apostrophe !== null) return `${apostrophe[1]!}${apostrophe[2]!}${capital(apostrophe[3]!)}`
  return capital(piece)
}

const mendWord = (word: string, at: number): string => {
  const letters = word.replace(/[^\p{L}]/gu, '')
  const lower = word.toLowerCase()
  if (at > 0 && COMPANY_SMALL_WORDS.has(lower)) return lower
  if (/\d/.test(word) || /\p{L}[.&]\p{L}/u.test(word)) return word
  if (letters.length <= 3)
    return COMPANY_SHORT_WORDS.has(lower) || COMPANY_SMALL_WORDS.has(lower) ? capital(word) : word
  if (!/[AEIOUYÀ-ÖØ-Ý]/u.test(word) && !/[^\p{Script=Latin}\P{L}]/u.test(word)) return word
  return word
    .split(/(?<=[-/])/)
    .map(mendPiece)
    .join('')
}

/**
 * Mends a name of capitals only: words of four letters and more are written with one capital, short ones stay as
 * acronyms unless they are common words. A single word of five letters at most stays: IKEA, BASF, ASUS.
 */
export const mendCompanyCase = (name: string): string => {
  if (/\p{Ll}/u.test(name) || !/\p{Lu}{2}/u.test(name)) return name
  if (!name.includes(' ') && name.replace(/[^\p{L}]/gu, '').length <= 5) return name
  return name.split(' ').map(mendWord).join(' ')
}
