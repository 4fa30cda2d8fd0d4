/** One part of a name as it should be read: case mended where it was lost, decoration taken off, nothing else changed. */

import { fold, remembered, squash } from '../lib/text.ts'
import { CREDENTIALS, CREDENTIALS_THAT_ARE_NAMES, PARTICLES } from './data/name-words.ts'
import { withoutSymbols } from './name-symbols.ts'

const ROMAN = /^(?:ii|iii|iv|vi|vii|viii|ix)$/i
/** After Mac a capital only where nearly everybody writes one: Macron, Mackenzie and Macías stay. */
const MAC =
  /^mac(?=(?:donald|arthur|gregor|dougall|farlane|lean|leod|kinnon|millan|pherson|intyre|intosh|aulay|alister|laren|neil|rae|namara|mahon|carthy|callum|bride)$)/
const INITIALS = /^(?:\p{L}\.)+\p{L}?\.?$/u
/** Lower case inside a family name; the others (Le, San, St …) are written with a capital. */
const SMALL = new Set(
  'de da do dos das du del della delle dello degli dei di des van von vom zu zur zum der den dem ter ten te het af av bin ibn bint y e und of op aan la los las'.split(
    ' ',
  ),
)

const capital = (word: string): string => {
  const [first = ''] = word
  return first.toUpperCase() + word.slice(first.length)
}

const mendWord = (lower: string, original: string, isLast: boolean, isFirst: boolean): string => {
  if (INITIALS.test(lower)) return lower.toUpperCase()
  if (!isFirst && ROMAN.test(lower)) return lower.toUpperCase()
  // JP, TJ, DJ: two capitals without a vowel are initials.
  if (/^[b-df-hj-np-tv-xz]{2}$/.test(lower) && original !== lower && !/^(?:ng|jr|sr|st)$/.test(lower))
    return original
  if (!isLast && SMALL.has(fold(lower))) return lower
  return lower
    .split(/(?<=[-‐‑])/)
    .map(mendPiece)
    .join('')
}

const mendPiece = (piece: string): string => {
  const apostrophe = /^(o|d|l|m|n|dell|all|nell|un)(['’])(\p{L}{2,}.*)$/u.exec(piece)
  if (apostrophe !== null) {
    const [, head = '', mark = '', tail = ''] = apostrophe
    return `${capital(head)}${mark}${mendPiece(tail)}`
  }
  if (/^mc\p{L}{2,}/u.test(piece)) return `Mc${capital(piece.slice(2))}`
  if (MAC.test(piece)) return `Mac${capital(piece.slice(3))}`
  return capital(piece)
}

const LETTERS = /^(?!(?:JR|SR|[IVX]+)\b)[A-Z][A-Z.®™0-9-]{1,9}$/
const isMute = (section: string): boolean => !/[AEIOUY]/.test(section) || /[\d-]/.test(section)

/** Degrees behind a name: `Smith, PhD`, `Lee MBA PMP`. Generations (Jr., III) stay. */
const withoutCredentials = (text: string): string => {
  const [head = '', ...tail] = text.split(/\s*,\s*/)
  const isMixed = /\p{Ll}/u.test(head)
  const isKnown = (section: string): boolean =>
    section.split(/[\s/]+/).every((word) => CREDENTIALS.has(plain(word)) || word === '')
  const first = tail.findIndex(isKnown)
  // Beside a known degree, letters that nobody can speak are another.
  const keep = tail.filter(
    (section, at) =>
      !isKnown(section) &&
      !(isMixed && LETTERS.test(section) && (isMute(section) || (first >= 0 && at > first))),
  )
  const words = head.split(' ')
  while (words.length > 1) {
    const word = words.at(-1)!
    const key = plain(word)
    const isOne = CREDENTIALS.has(key) && !CREDENTIALS_THAT_ARE_NAMES.has(key) && key.length > 1
    if (
      !isOne ||
      PARTICLES.has(key) ||
      !(isMixed ? word === word.toUpperCase() || /^(?:phd|md|mba|msc|cpa)$/.test(key) : key.length > 2)
    )
      break
    words.pop()
  }
  return [words.join(' '), ...keep].join(', ')
}

const plain = (word: string): string => fold(word).replace(/[.'’®]/g, '')

const FINE = /^[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+$/

const cleaned = remembered((part: string): string => {
  // "Roe | Growth": what follows a bar is a slogan.
  let text = squash(
    withoutSymbols(/^[^|]*\p{L}[^|]*\|/u.test(part) ? part.slice(0, part.indexOf('|')) : part),
  )
  text = text
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[“”„"]/g, '')
    .replace(/^'(.*)'$/, '$1')
  text = squash(text).replace(/^[\s,;:./-]+|[\s,;:/-]+$/g, '')
  if (text.includes(' ') || text.includes(',')) text = withoutCredentials(text)
  const upper = text.toUpperCase()
  const lower = text.toLowerCase()
  if (upper === lower || (text !== upper && text !== lower)) return text
  const words = lower.split(' ')
  const originals = text.split(' ')
  return words
    .map((word, at) => mendWord(word, originals[at] ?? word, at === words.length - 1, at === 0))
    .join(' ')
})

/**
 * A first, middle or last name to be read by people: NFC, white space folded, emoji, brackets, credentials and "smart"
 * punctuation removed; case mended only where the text is all capitals or all small (`VAN DER BERG` → `van der Berg`,
 * `mcdonald` → `McDonald`). Mixed case is left alone: the owner of a name knows best.
 */
export const cleanName = (part: string): string => (FINE.test(part) ? part.normalize('NFC') : cleaned(part))
