/**
 * Company names: the name as people say it, its legal form, and a key for comparison. A form is taken off only where
 * it cannot be the name itself: "Limited Edition Ltd" loses one word, "The Limited" none.
 */

import { fold, remembered, squash } from '../lib/text.ts'
import {
  FORMS,
  FORMS_ATTACHED,
  FORMS_BEFORE,
  FORMS_BEFORE_THAT_ARE_WORDS,
  FORMS_ONLY_MARKED,
  FORMS_THAT_ARE_WORDS,
  FORMS_WITHIN,
} from './data/company-forms.ts'
import { mendCompanyCase } from './company-name-case.ts'

export interface CompanyName {
  /** For people to read: legal form off, case mended if all capitals. '' if the text was nothing but a legal form. */
  name: string
  /** As written, or null. */
  legal_form: string | null
  /** Folded, without forms and punctuation; null if nothing is left to compare. */
  key: string | null
}

/** A word or form as it is looked up: folded, no punctuation inside; "&" and "und" read "and". */
const token = remembered((word: string): string => {
  if (word === '&' || word === '+') return 'and'
  const plain = fold(word).replace(/[^\p{L}\p{N}&]+/gu, '')
  return plain === 'und' || plain === '&' ? 'and' : plain.replace('&', 'and')
})
const compact = (form: string): string => form.split(' ').map(token).join('')

const ENDS = new Set(FORMS.map(compact))
const AS_WORDS = new Set([...FORMS_THAT_ARE_WORDS].map(compact))
const ONLY_MARKED = new Set([...FORMS_ONLY_MARKED].map(compact))
/** Cells that hold a form and no name. */
const BARE = new Set([
  'llc',
  'ltd',
  'inc',
  'gmbh',
  'corp',
  'limited',
  'incorporated',
  'sarl',
  'srl',
  'ptyltd',
])
const BEFORE = new Set(FORMS_BEFORE.map(compact))
const BEFORE_AS_WORDS = new Set(FORMS_BEFORE_THAT_ARE_WORDS.map(compact))
const WITHIN = new Set(FORMS_WITHIN.map(compact))
/** Single words of forms: a run of them may be joined, ordinary words may not (or "in" + "c" would be Inc). */
const FORM_WORDS = new Set([...FORMS, ...FORMS_BEFORE].flatMap((form) => form.split(' ')).map(token))
const LONGEST = 6
const IDLE = new Set([
  'the',
  'a',
  'an',
  'and',
  'of',
  'le',
  'la',
  'les',
  'der',
  'die',
  'das',
  'el',
  'los',
  'il',
  'de',
  'o',
])

interface Word {
  text: string
  token: string
  /** A comma stood before it. */
  afterComma: boolean
}

const split = (text: string): Word[] => {
  const words: Word[] = []
  let afterComma = false
  for (const part of text.split(' ')) {
    const word = { text: part, token: token(part), afterComma }
    afterComma = part.endsWith(',')
    if (word.token !== '' || part === '-') words.push(word)
    else if (part !== ',') words.push({ ...word, token: part })
    else afterComma = true
  }
  return words
}

const isFormWord = (word: Word): boolean =>
  FORM_WORDS.has(word.token) || word.token.length <= 1 || (/[./]/.test(word.text) && arePieces(word.text))

const arePieces = (text: string): boolean =>
  text
    .split(/[./]/)
    .every((piece) => piece === '' || FORM_WORDS.has(token(piece)) || token(piece).length === 1)

/** How many words from `at` on make a form of `forms` (the longest); 0 for none. */
const formLength = (words: Word[], at: number, end: number, forms: ReadonlySet<string>): number => {
  if (at >= end || !isFormWord(words[at]!)) return 0
  for (let length = Math.min(LONGEST, end - at); length > 0; length--) {
    const run = words.slice(at, at + length)
    if (length > 1 && !run.every(isFormWord)) continue
    if (forms.has(run.map((word) => word.token).join(''))) return length
  }
  return 0
}

/** The longest form that closes `words[0..end)`, as a number of words. */
const closingForm = (words: Word[], end: number, isMixed: boolean): number => {
  if (end === 0 || !isFormWord(words[end - 1]!)) return 0
  for (let length = Math.min(LONGEST, end); length > 0; length--) {
    const run = words.slice(end - length, end)
    if (length > 1 && !run.every(isFormWord)) continue
    const form = run.map((word) => word.token).join('')
    if (!ENDS.has(form)) continue
    // "Tiffany & Co" is the name; "Gamble Co." has a form.
    if (form === 'co' && words[end - 2]?.token === 'and') return 0
    if (!AS_WORDS.has(form) && !ONLY_MARKED.has(form)) return length
    const text = run.map((word) => word.text).join(' ')
    const isMarked =
      run[0]!.afterComma ||
      /\p{L}[./]\s?\p{L}/u.test(text) ||
      /^\(.*\)$/.test(text) ||
      (form === 'co' && text.endsWith('.'))
    const isCapital =
      isMixed && form !== 'co' && form.length <= 4 && text === text.toUpperCase() && !ONLY_MARKED.has(form)
    // ApS, eG, e.V.: written in a way that words are not.
    const isOdd = isMixed && /^(?:\p{Ll}+\.?\p{Lu}|\p{Lu}\p{Ll}+\p{Lu})/u.test(text)
    if (isMarked || isCapital || isOdd) return length
  }
  return 0
}

const isUpper = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase()

const attachedForm = (text: string): { rest: string; form: string } | null => {
  for (const form of FORMS_ATTACHED) {
    if (text.includes(form)) return { rest: text.replace(form, ' '), form }
  }
  return null
}

const LATIN = /^[\x00-\u024f]*$/

const companyKey = (name: string): string | null => {
  const key = fold(name)
    .replace(/(\p{L})\.(?=\p{L}\b)/gu, '$1') // A.B.C. is ABC
    .replace(/['’`´]/g, '')
    .replace(/[&+]/g, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .replace(/^the (?=.)/, '')
    .replace(/ (?:(?:and|und|et) )?(?:co|cie|company)$/, (form: string, at: number, text: string) =>
      text.lastIndexOf(' ', at - 1) > 0 || /^ (?:and|und|et) /.test(form) ? '' : ' co',
    )
  return key === '' ? null : key
}

/**
 * A company's name without its legal form (at the end, before the name where that is usual, and within:
 * `Acme GmbH Austria`). In scripts without capitals the name keeps its form (`株式会社…`), only the key goes without.
 */
export const cleanCompany = remembered(clean, 50_000)

/** Words with one blank between them, and nothing to fold or to take out. */
const PLAIN = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/
/** With one of these more may have to be done. */
const TELLING = new Set([...FORM_WORDS, ...BARE, ...BEFORE_AS_WORDS, 'the', 'und', 'co', 'cie', 'company'])

/** What most names come to, in a fifth of the time; null where it takes a closer look. */
const plainName = (name: string): CompanyName | null => {
  if (!PLAIN.test(name)) return null
  const key = name.toLowerCase()
  if (key.split(' ').some((word) => word.length === 1 || TELLING.has(word))) return null
  return { name: mendCompanyCase(name), legal_form: null, key }
}

function clean(name: string): CompanyName {
  return plainName(name) ?? cleanClosely(name)
}

function cleanClosely(name: string): CompanyName {
  const text = squash(name.normalize('NFC'))
    .replace(/^["'“”„»«]+(.*?)["'“”„»«]+$/, '$1')
    .trim()
  if (text === '') return { name: '', legal_form: null, key: null }
  const isMixed = /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text)
  const words = split(text)
  const forms: string[] = []
  const cut = (at: number, length: number): void => {
    const run = words.splice(at, length)
    forms.push(run.map((word) => word.text).join(' '))
  }

  if (words.length === 1 && BARE.has(words[0]!.token)) {
    return { name: '', legal_form: text, key: null }
  }
  stripEnd(words, isMixed, cut)
  stripBegin(words, isMixed, cut)
  for (let at = 1; at < words.length - 1; at++) {
    const length = formLength(words, at, words.length - 1, WITHIN)
    if (length > 0) cut(at, length)
    else if (/^inc[.,]+$/i.test(words[at]!.text)) cut(at, 1)
  }

  let kept = squash(words.map((word) => word.text).join(' '))
  const original = kept
  if (forms.length > 0) kept = kept.replace(/[\s,;–-]+$/, '').replace(/^[\s,;–-]+/, '')
  let keyText = kept
  if (!LATIN.test(original)) {
    const attached = attachedForm(kept)
    if (attached !== null) {
      forms.push(attached.form)
      keyText = attached.rest
    }
  }
  return {
    name: mendCompanyCase(kept),
    legal_form:
      forms.length === 0 ? null : forms.map((form) => form.replace(/^[,\s]+|[,\s]+$/g, '')).join(' '),
    key: companyKey(keyText),
  }
}

/** True if words remain that can be a name by themselves. */
const isName = (words: Word[]): boolean =>
  words.some((word) => word.token !== '' && !IDLE.has(word.text.toLowerCase()))

const stripEnd = (words: Word[], isMixed: boolean, cut: (at: number, length: number) => void): void => {
  for (let round = 0; round < 3; round++) {
    // A form before a closing bracket, "Acme Ltd (UK)", counts as the end.
    let end = words.length
    const length = closingForm(words, end, isMixed)
    if (length === 0 && round === 0 && words.at(-1)?.text.endsWith(')') === true) {
      const open = words.findIndex((word) => word.text.startsWith('('))
      if (open > 0) end = open
    }
    const found = end === words.length ? length : closingForm(words, end, isMixed)
    if (found === 0 || !isName(words.slice(0, end - found))) return
    cut(end - found, found)
  }
}

const stripBegin = (words: Word[], isMixed: boolean, cut: (at: number, length: number) => void): void => {
  for (let round = 0; round < 2; round++) {
    let length = formLength(words, 0, words.length - 1, BEFORE)
    if (length === 0 && words.length > 1 && BEFORE_AS_WORDS.has(words[0]!.token)) {
      const rest = words.slice(1).map((word) => word.text)
      if (isMixed && isUpper(words[0]!.text) && !rest.every(isUpper) && /^\p{L}+$/u.test(words[0]!.text))
        length = 1
    }
    if (length === 0 || !isName(words.slice(length))) return
    cut(0, length)
  }
}
