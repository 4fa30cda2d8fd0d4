/** One column's candidates from header and values together, and the columns that only their neighbours can settle. */

import type { Field } from '../../model/fields.ts'
import { DOUBTFUL, SURE, readHeader, type Candidate } from './mapping-header.ts'
import {
  checkValues,
  cityStates,
  companyNames,
  emails,
  honorifics,
  linkedinCompanies,
  linkedinPeople,
  nameEmails,
  personNames,
  writtenPhones,
} from './mapping-values.ts'

export interface Column {
  /** As read. */
  header: string
  index: number
  /** Folded words of the header. */
  words: string
  /** Values of the sample that are not blank. */
  values: string[]
}

/** Addresses of somebody else than the row's person: a column full of them is still not theirs. */
const SOMEBODY_ELSE =
  /(?<!\p{L})(?:owner|buyer|manager|referrer|referred|referral|assistant|sender|agent|rep|by|creator|author|assigned|reply|from|cc|bcc|parent|spouse|supervisor|invoice|billing|support|info|fax|telefax|emergency|guardian|reports|sales|user|rechnung|inhaber|betreuer|proprietaire|propietario|assistante|sekretariat|old|previous|former|bounced|ancien|alt|company|generic|organizer|host|recruiter|introducer|superior|boss|chief|responsible|verantwortlich|vorgesetzte[rn]?|chef|assistent|assistentin|asistente|assistente|du commercial|responsable|responsabile|responsavel|gerente|gestor|gestore|jefe|capo|supervisore|leidinggevende|beheerder|werber|empfehler|parrain|opiekun|kollege|colleague|partner)(?!\p{L})/u

/** Headers of a job title that other languages use for Dr and Mr as well. */
const TITLE_WORDS = new Set(['title', 'titel', 'titre', 'titulo', 'titolo'])
const URL_WORDS = new Set([
  'url',
  'link',
  'profile',
  'profile url',
  'profil',
  'perfil',
  'profilo',
  'profile link',
  'page',
  'lien',
  'urls',
])
const ADDRESS_WORDS = new Set([
  'address',
  'adresse',
  'adres',
  'direccion',
  'endereco',
  'indirizzo',
  'addresses',
  'adress',
  'contact',
])
const PLACE_WORDS = new Set([
  'location',
  'lieu',
  'standort',
  'ubicacion',
  'localizacao',
  'localizzazione',
  'locatie',
  'localisation',
  'person location',
  'contact location',
  'city',
  'geography',
])

/** The fields that a column may be, each with a confidence; none where nothing is certain enough to be said. */
export const guessColumn = (column: Column): Candidate[] => {
  const { words, values } = column
  const special = bySpecialWord(words, values)
  if (special !== null) return special
  const { candidates } = readHeader(column.header)
  const checked: Candidate[] = []
  for (const candidate of candidates) {
    const verdict = checkValues(candidate.field, values)
    if (verdict === 'refuted') continue
    const isName = candidate.field === 'full_name' && personNames(values) >= 0.6
    const isConfirmed = verdict === 'confirmed' || isName
    const lift = isConfirmed ? (candidate.confidence <= DOUBTFUL ? 0.25 : 0.03) : 0
    checked.push({ ...candidate, confidence: Math.min(0.99, candidate.confidence + lift) })
  }
  if (checked.length > 0) return refine(checked, values)
  return byValues(words, values)
}

/** Words that mean one thing or another, by their values. */
const bySpecialWord = (words: string, values: string[]): Candidate[] | null => {
  if (TITLE_WORDS.has(words)) {
    if (honorifics(values) >= 0.5) return [{ field: 'prefix', confidence: 0.9, by: 'values' }]
    if (checkValues('title', values) === 'refuted') return []
    return [{ field: 'title', confidence: words === 'title' ? 0.9 : 0.75, by: 'alias' }]
  }
  if (URL_WORDS.has(words)) {
    const linkedin = byLinkedin(values)
    if (linkedin !== null) return linkedin
    if (words !== 'url') return []
    return checkValues('website', values) === 'refuted'
      ? []
      : [{ field: 'website', confidence: 0.65, by: 'alias' }]
  }
  if (ADDRESS_WORDS.has(words) && emails(values) >= 0.5)
    return [{ field: 'email', confidence: 0.9, by: 'values' }]
  if (PLACE_WORDS.has(words) && cityStates(values) >= 0.6) {
    return [{ field: 'city', confidence: 0.75, by: 'values', composite: 'city_state' }]
  }
  return null
}

/** "Jane Roe <jane@…>" in a column of e-mails or names is both. */
const refine = (candidates: Candidate[], values: string[]): Candidate[] => {
  const [first] = candidates
  const isName = first?.field === 'full_name' || first?.field === 'email'
  if (isName && nameEmails(values) >= 0.5) {
    return [{ field: 'full_name', confidence: 0.9, by: 'values', composite: 'name_email' }]
  }
  return candidates
}

const byLinkedin = (values: string[]): Candidate[] | null => {
  if (linkedinPeople(values) >= 0.6) return [{ field: 'linkedin_url', confidence: 0.85, by: 'values' }]
  if (linkedinCompanies(values) >= 0.6)
    return [{ field: 'company_linkedin_url', confidence: 0.85, by: 'values' }]
  return null
}

/** A column of e-mail addresses is one whatever its name, unless the name says whose they are. */
const byValues = (words: string, values: string[]): Candidate[] => {
  if (values.length === 0 || SOMEBODY_ELSE.test(words)) return []
  if (emails(values) >= 0.8)
    return [{ field: 'email', confidence: values.length >= 3 ? 0.8 : 0.65, by: 'values' }]
  // Among names with their addresses some addresses stand alone.
  if (nameEmails(values) > 0 && nameEmails(values) + emails(values) >= 0.8)
    return [{ field: 'full_name', confidence: 0.8, by: 'values', composite: 'name_email' }]
  const linkedin = byLinkedin(values)
  if (linkedin !== null) return linkedin.map((candidate) => ({ ...candidate, confidence: 0.75 }))
  if (writtenPhones(values) >= 0.8 && values.length >= 3)
    return [{ field: 'phone', confidence: 0.65, by: 'values' }]
  return []
}

/** Fields that only a list of companies has without people beside them. */
const COMPANY_ONLY = new Set<Field>([
  'website',
  'domain',
  'industry',
  'employees',
  'revenue',
  'founded_year',
  'company_linkedin_url',
  'company_phone',
])
const PERSON_ONLY = new Set<Field>([
  'email',
  'title',
  'mobile',
  'linkedin_url',
  'first_name',
  'last_name',
  'prefix',
  'phone_home',
  'seniority',
])

/**
 * "Name", "Nom", "Nombre", "Nome", "Naam" alone: a family name beside a given name, a given name beside a family name,
 * a company where the list is of companies, else the whole name. Fills in `candidates` at their places.
 */
export const settleNames = (columns: readonly Column[], candidates: Candidate[][]): void => {
  const fields = new Set(
    candidates
      .flat()
      .filter(({ confidence }) => confidence >= 0.7)
      .map(({ field }) => field),
  )
  for (const [at, column] of columns.entries()) {
    const { nameWord } = readHeader(column.header)
    if (nameWord === null || candidates[at]!.length > 0) continue
    candidates[at] = nameCandidates(nameWord, column, columns, candidates, fields)
  }
}

const nameCandidates = (
  word: string,
  column: Column,
  columns: readonly Column[],
  candidates: readonly Candidate[][],
  fields: ReadonlySet<Field>,
): Candidate[] => {
  const hasFirst = fields.has('first_name')
  const hasLast = fields.has('last_name')
  const one = (field: Field, confidence: number): Candidate[] => [{ field, confidence, by: 'alias' }]
  const { values } = column
  if (nameEmails(values) >= 0.5)
    return [{ field: 'full_name', confidence: 0.9, by: 'values', composite: 'name_email' }]
  if (hasFirst && hasLast) {
    const first = columns[candidates.findIndex((list) => list[0]?.field === 'first_name')]
    const holdsFirst = first?.values.slice(0, 20).some((name, row) => values[row]?.includes(name) === true)
    if (holdsFirst === true) return one('full_name', 0.85)
    if (!fields.has('company') && values.length > 0 && personNames(values) < 0.3) return one('company', 0.65)
    return []
  }
  if (hasFirst && word !== 'nombre') return one('last_name', 0.9)
  if (hasLast) return one('first_name', 0.9)
  const isCompanies = !fields.has('company') && [...COMPANY_ONLY].some((field) => fields.has(field))
  const hasPeople = [...PERSON_ONLY].some((field) => fields.has(field))
  if (companyNames(values) >= 0.3 && !fields.has('company')) return one('company', 0.8)
  if (isCompanies && !hasPeople)
    return one('company', values.length > 0 && personNames(values) < 0.5 ? 0.75 : 0.65)
  return one('full_name', hasPeople || fields.has('company') ? SURE - 0.05 : 0.75)
}
