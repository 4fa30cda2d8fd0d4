/** What the text of a header says by itself: the fields it may name, with a confidence for each. */

import { fold } from '../../lib/text.ts'
import type { Field } from '../../model/fields.ts'
import { ALIASES, COMPANY_WORDS, PERSON_WORDS } from './aliases.ts'

export interface Candidate<F extends string = Field> {
  field: F
  confidence: number
  by: 'preset' | 'alias' | 'values'
  /** Thousands or millions in the header ("in 000s USD"): cells are to be multiplied. */
  scale?: number
  composite?: Composite
  /** Place among the preset's columns of one field: the lowest has it. */
  rank?: number
}

/** One column that holds several fields. */
export type Composite = 'name_email' | 'city_state'

/** Names that mean a family name beside a given name, a given name beside a family name, else the whole name. */
export type NameWord = 'name' | 'nom' | 'nombre' | 'nome' | 'naam' | 'namn' | 'navn' | 'nimi'
const NAME_WORDS = new Set<string>(['name', 'nom', 'nombre', 'nome', 'naam', 'namn', 'navn', 'nimi'])

export interface HeaderReading {
  candidates: Candidate[]
  /** The header is nothing but a word for "name": other columns decide. */
  nameWord: NameWord | null
  /** The header's words, folded: `First Name`, `firstName` and `FIRST_NAME` are `first name`. */
  words: string
}

/** Folded words of a header: camelCase parted, punctuation gone, a trailing star (required) dropped. */
export const headerWords = (header: string): string =>
  fold(
    header
      .replace(/(?<=\p{Ll})(?=\p{Lu}\p{Ll})/gu, ' ')
      .replace(/(?<=\p{Ll}{2})(?=\p{Lu}{2,}(?:\b|_))/gu, ' ')
      .replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/gu, ' '),
  )
    .replace(/['’`´]s\b/g, ' s')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Whether two headers are the same but for blanks. */
export const sameWords = (a: string, b: string): boolean =>
  a === b || a.replaceAll(' ', '') === b.replaceAll(' ', '')

const compact = (words: string): string => words.replaceAll(' ', '')

interface Alias {
  field: Field
  isDoubtful: boolean
}

const BY_NAME = new Map<string, Alias[]>()
for (const [field, names] of ALIASES) {
  for (const name of names.split('|')) {
    const isDoubtful = name.endsWith('?')
    const key = compact(isDoubtful ? name.slice(0, -1) : name)
    const known = BY_NAME.get(key) ?? []
    if (!known.some((alias) => alias.field === field)) known.push({ field, isDoubtful })
    BY_NAME.set(key, known)
  }
}

const PERSON = PERSON_WORDS.split('|')
const COMPANY = COMPANY_WORDS.split('|')
/** Words in brackets or at the end that say how a cell is filled in, not what it is. */
const IDLE =
  /\b(?:required|optional|mandatory|obligatoire|facultatif|pflichtfeld|optional|obligatorio|opcional|obligatorio|obbligatorio|facoltativo|verplicht|usd|eur|gbp|chf|in eur|in usd|in gbp)\b|[$€£*]/g
const SCALES: [RegExp, number][] = [
  [/\b(?:in )?(?:000s?|thousands?|tausend|tsd|t eur|teur|k eur|keur|k usd|kusd|milliers)\b/, 1e3],
  [/\b(?:in )?(?:millions?|mio|mn|m eur|meur|millionen|millones|milhoes|milioni|miljoen)\b/, 1e6],
]

const CONTACT_POINTS = new Set<Field>(['email', 'phone', 'mobile'])
/** Where a company column may stand in for the person's own, if that is missing. */
const PLACE = new Set<Field>(['street', 'city', 'state', 'postal_code', 'country'])
const OF_COMPANY: Partial<Record<Field, Field>> = {
  full_name: 'company',
  company: 'company',
  phone: 'company_phone',
  company_phone: 'company_phone',
  website: 'website',
  domain: 'domain',
  linkedin_url: 'company_linkedin_url',
  company_linkedin_url: 'company_linkedin_url',
  industry: 'industry',
  employees: 'employees',
  revenue: 'revenue',
  founded_year: 'founded_year',
  technologies: 'technologies',
}

export const SURE = 0.95
const NEAR = 0.85
export const DOUBTFUL = 0.5
const STAND_IN = 0.62

/** Reads one header. No candidate means: it names no field, whatever words are in it. */
export const readHeader = (header: string): HeaderReading => {
  const words = headerWords(header)
  const key = compact(words)
  if (NAME_WORDS.has(key)) return { candidates: [], nameWord: key as NameWord, words }
  const direct = named(key, SURE)
  if (direct.length > 0) return { candidates: direct, nameWord: null, words }
  const candidates = [
    ...composite(words),
    ...withoutUnits(words),
    ...numbered(words),
    ...entry(words),
    ...qualified(words),
    ...ofPerson(words),
    ...ofCompany(words),
  ]
  return { candidates, nameWord: null, words }
}

const named = (key: string, confidence: number): Candidate[] =>
  (BY_NAME.get(key) ?? []).map((alias) => ({
    field: alias.field,
    confidence: alias.isDoubtful ? DOUBTFUL : confidence,
    by: 'alias',
  }))

/** "City, State", "City/State/Zip", "Ville, Région": the first named field holds the column. */
const composite = (words: string): Candidate[] => {
  const isPair =
    /^(?:city|town|ville|stadt|ort|ciudad|cidade|citta|stad|plaats) (?:and |et |und |y |e |en )?(?:state|province|region|st|bundesland|provincia|estado|provincie)(?: (?:zip|country|postal code|zip code))?$/
  return isPair.test(words) ? [{ field: 'city', confidence: NEAR, by: 'alias', composite: 'city_state' }] : []
}

/** "Revenue (in 000s USD)", "Umsatz (Mio. EUR)", "Email (required)". */
const withoutUnits = (words: string): Candidate[] => {
  let scale = 1
  let rest = words
  for (const [pattern, factor] of SCALES) {
    if (pattern.test(rest)) {
      scale = factor
      rest = rest.replace(pattern, ' ')
      break
    }
  }
  rest = rest.replace(IDLE, ' ').replace(/\s+/g, ' ').trim()
  if (rest === words || rest === '') return []
  return named(compact(rest), 0.9)
    .filter((candidate) => scale === 1 || candidate.field === 'revenue' || candidate.field === 'employees')
    .map((candidate) => (scale === 1 ? candidate : { ...candidate, scale }))
}

/** "Email 4", "Phone 2", "Work Email #2": a further address. */
const numbered = (words: string): Candidate[] => {
  const found = /^(.+?) ?(\d{1,2})$/.exec(words)
  if (found === null) return []
  return named(compact(found[1]!), NEAR)
    .filter(({ field }) => CONTACT_POINTS.has(field) || field === 'phone_other' || field === 'phone_home')
    .map((candidate) => ({ ...candidate, confidence: candidate.confidence - Number(found[2]) / 100 }))
}

const AT_WORK =
  'work|business|office|professional|trabajo|trabalho|lavoro|travail|pro|professionnel|bureau|arbeit|geschaftlich|dienstlich|buro|werk|zakelijk|oficina|ufficio|profesional|profissional|comercial'
const AT_HOME =
  'home|private|personal|privat|casa|domicile|perso|personnel|prive|particular|residencial|personale|privato|thuis|pessoal'

/** What the parts of an address are called where lists of objects are taken apart: `emails.0.value`. */
const ENTRY =
  /^(.+?) (\d{1,2}) (?:value|email|e mail|mail|email address|address|phone|phone number|sanitized number|number)$/

/** `emails.0.value`, `phone_numbers.1.number`, "E-mail 1 - Value": one of several, in their order. */
const entry = (words: string): Candidate[] => {
  const found = ENTRY.exec(words)
  if (found === null) return []
  return named(compact(found[1]!), NEAR)
    .filter(({ field, confidence }) => CONTACT_POINTS.has(field) && confidence > DOUBTFUL)
    .map((candidate) => ({ ...candidate, confidence: candidate.confidence - Number(found[2]) / 100 }))
}

/** "Phone (work)", "Correo electrónico - Trabajo", "Telefon privat". */
const qualified = (words: string): Candidate[] => {
  const work = without(words, AT_WORK.split('|'))
  const home = work === null ? without(words, AT_HOME.split('|')) : null
  const rest = without(work ?? home ?? '', PERSON) ?? work ?? home ?? ''
  return (BY_NAME.get(compact(rest)) ?? []).flatMap(({ field, isDoubtful }): Candidate[] => {
    if (isDoubtful || !CONTACT_POINTS.has(field)) return []
    if (work !== null || field === 'mobile') return [{ field, confidence: NEAR, by: 'alias' }]
    return [{ field: field === 'email' ? 'email2' : 'phone_home', confidence: NEAR, by: 'alias' }]
  })
}

/** The header without a word that says whose it is, at either end; null if there is none. */
const without = (words: string, owners: readonly string[]): string | null => {
  for (const owner of owners) {
    if (words === owner) return ''
    if (words.startsWith(`${owner} `)) return words.slice(owner.length + 1)
    if (words.endsWith(` ${owner}`)) return words.slice(0, -owner.length - 1)
  }
  return null
}

/** The header without a word that says that it is the person's (`person`, `contact` …); null if there is none. */
export const withoutOwner = (words: string): string | null => without(words, PERSON) || null

const ofPerson = (words: string): Candidate[] => {
  const rest = without(words, PERSON)
  if (rest === null || rest === '') return []
  if (NAME_WORDS.has(rest)) return [{ field: 'full_name', confidence: NEAR, by: 'alias' }]
  return named(compact(rest), NEAR).filter((candidate) => candidate.confidence > DOUBTFUL)
}

const ofCompany = (words: string): Candidate[] => {
  let rest = without(words, COMPANY)
  if (rest === null) return []
  rest = without(rest, COMPANY) ?? rest // "Company HQ Country"
  if (rest === '' || NAME_WORDS.has(compact(rest)))
    return [{ field: 'company', confidence: NEAR, by: 'alias' }]
  return (BY_NAME.get(compact(rest)) ?? []).flatMap(({ field }): Candidate[] => {
    const own = OF_COMPANY[field]
    if (own !== undefined) return [{ field: own, confidence: NEAR, by: 'alias' }]
    // A company's place tells where its people are, if nothing else does.
    return PLACE.has(field) ? [{ field, confidence: STAND_IN, by: 'alias' }] : []
  })
}
