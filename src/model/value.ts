/**
 * Plain values: blanks, cells that a spreadsheet has spoiled, numbers, dates and booleans as people write them.
 * Everything answers null rather than guess.
 */

import { fold } from '../lib/text.ts'

// Folded. `Nil` and `Nur` are names, so they are not here.
const BLANK_WORDS = new Set([
  ...'n/a na n.a. n.a n/d n.d. n/v k.a. k/a s/o s.o. null (null) none nothing empty (empty) blank (blank)'.split(
    ' ',
  ),
  ...'undefined nan unknown unbekannt inconnu inconnue desconocido desconocida desconhecido desconhecida'.split(
    ' ',
  ),
  ...'sconosciuto sconosciuta onbekend tbd tba tbc #n/a #nv #null! #n/d #n/b <null> <na> <none> [null]'.split(
    ' ',
  ),
  ...'missing keine leer (leer) ninguno ninguna nenhum nenhuma nessuno nessuna geen'.split(' '),
  'not available',
  'not applicable',
  'not provided',
  'not specified',
  'not found',
  'no data',
  'no value',
  '(no value)',
  'no email',
  'no email found',
  'no response',
  '[not provided]',
  'keine angabe',
  'nicht angegeben',
  'non renseigne',
  'non disponible',
  'non disponibile',
  'no disponible',
  'nao informado',
])
// As people write names: Ms Na, Nan Goldin, Mr Null. Exports write these words in one case throughout.
const NAMES = new Set(['Na', 'Nan', 'Null'])

/** Of the words that mean nothing; letters only. */
const FIRST_LETTERS = new Set([...BLANK_WORDS].map((word) => word.charCodeAt(0)))

const isPlainLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a

/** True for an empty cell and for the many ways of writing "nothing": `N/A`, `-`, `null`, `?`, `#N/A` … */
export const isBlankValue = (cell: string): boolean => {
  const length = cell.length
  if (length === 0) return true
  if (length > 24) return length < 200 && cell.trim() === ''
  const first = cell.charCodeAt(0)
  // The common cases cost no look-up.
  if (first > 0x20 && first < 0x7f && length > 16) return false
  if (isPlainLetter(first) && !FIRST_LETTERS.has(first | 0x20)) return false
  const text = cell.trim()
  if (text === '' || /^[-–—_.?*/\\'"`~\u200b\ufeff\s]+$/.test(text)) return true
  return BLANK_WORDS.has(fold(text)) && !NAMES.has(text)
}

export type Spoiled = 'scientific_number' | 'spreadsheet_error' | 'hidden_number'

const ERRORS =
  /^#(?:REF!|VALUE!|NAME\?|DIV\/0!|NUM!|SPILL!|CALC!|BEZUG!|WERT!|ZAHL!|VALEUR!|NOM\?|NOMBRE\?|¡?REF!|ERROR!)$/i

/**
 * What a spreadsheet has done to a cell, or null when it is fine. Such a cell is flagged, never believed: digits of
 * `4.15E+09` are gone. (A revenue may rightly be written so: ask for phones, ids and text only.)
 */
export const spoiled = (cell: string): Spoiled | null => {
  const first = cell.charCodeAt(0)
  if (first > 0x39 || cell === '') return null
  const text = cell.trim()
  if (first === 0x23) {
    if (/^#{3,}$/.test(text)) return 'hidden_number'
    return ERRORS.test(text) ? 'spreadsheet_error' : null
  }
  return /^[+-]?\d(?:[.,]\d+)?e\+\d{1,3}$/i.test(text) ? 'scientific_number' : null
}

const TRUE = new Set(
  'true t yes y 1 on x ✓ ✔ ☑ wahr vrai verdadero verdadeiro vero waar ja j oui o si s sim checked'.split(' '),
)
const FALSE = new Set(
  'false f no n 0 off ☐ ✗ ✘ falsch faux falso onwaar nein non nao nee unchecked'.split(' '),
)

/** `yes`, `oui`, `TRUE`, `1`, `x` … and their opposites, in the seven languages; null for anything else. */
export const parseBoolean = (cell: string): boolean | null => {
  const text = fold(cell.trim())
  if (TRUE.has(text)) return true
  return FALSE.has(text) ? false : null
}

export { decimalMark, parseInteger, parseNumber, type DecimalMark } from './value-number.ts'
export { dateOrder, parseDate, parseMoment, type DateOrder } from './value-date.ts'
