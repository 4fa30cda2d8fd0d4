/**
 * What lists of each kind hold: their columns, as far as they differ from those of a list of people, and which of them a
 * list must have to be of that kind.
 */
import { PrmError } from '../../model/errors.ts'
import { FIELDS, isField, type Field } from '../../model/fields.ts'
import type { BatchKind } from '../../model/record.ts'
import { FACT_ALIASES, FACT_FIELDS, SUPPRESSED_ALIASES, WHO_ALIASES, type FactField } from './fact-aliases.ts'
import type { ColumnMapping } from './mapping.ts'
import type { Column } from './mapping-guess.ts'
import { SURE, type Candidate } from './mapping-header.ts'
import { checkValues } from './mapping-values.ts'

const isFactField = (name: string): name is FactField => (FACT_FIELDS as readonly string[]).includes(name)

/** The columns of a list of this kind beside those of people. */
export const factFieldsOf = (kind: BatchKind): FactField[] =>
  kind === 'signals' || kind === 'events' ? Object.keys(FACT_ALIASES[kind]).filter(isFactField) : []

const compact = (words: string): string => words.replaceAll(' ', '')

const names = (list: string): ReadonlySet<string> => new Set(list.split('|').map(compact))

const WHO = new Set<Field>([
  ...(['email', 'linkedin_url', 'twitter_url', 'external_id', 'company', 'domain', 'website'] as const),
])
const ADDRESSES = new Set<Field>([
  ...(['email', 'email2', 'email3', 'domain', 'website'] as const),
  ...(['phone', 'mobile', 'phone_home', 'phone_other', 'company_phone'] as const),
])
/** In a list of companies these words mean the company's. */
const OF_COMPANY: Partial<Record<Field, Field>> = {
  full_name: 'company',
  phone: 'company_phone',
  mobile: 'company_phone',
  linkedin_url: 'company_linkedin_url',
}

const ofList = (column: Column, list: Partial<Record<string, string>>): Candidate<Field | FactField>[] => {
  const key = compact(column.words)
  const found = Object.entries(list).find(([, words]) => words !== undefined && names(words).has(key))
  return found === undefined ? [] : [{ field: found[0] as Field | FactField, confidence: SURE, by: 'alias' }]
}

/** `acme.example`, `@acme.example`, `ann@acme.example`: what may stand in a list of suppressions. */
const SUPPRESSIBLE = /^(?:[^\s@,;]*@|\*\.)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u

/** What a column of a list of this kind may be, from what it would be in a list of people. */
export const candidatesOfKind = (
  kind: BatchKind,
  column: Column,
  usual: Candidate[],
): Candidate<Field | FactField>[] => {
  switch (kind) {
    case 'people':
    case 'customers':
      return usual
    case 'companies':
      return usual
        .map((candidate) => ({ ...candidate, field: OF_COMPANY[candidate.field] ?? candidate.field }))
        .filter(({ field, composite }) => composite === undefined && isOfCompany(field))
    case 'signals':
    case 'events': {
      const own = ofList(column, FACT_ALIASES[kind])
      if (own.length > 0) return own
      const who = ofList(column, WHO_ALIASES).filter(({ field }) => isUsable(field, column))
      if (who.length > 0) return who
      return usual.filter(({ field }) => WHO.has(field) && column.words !== 'id')
    }
    case 'suppressions': {
      const found = usual.filter(({ field }) => ADDRESSES.has(field))
      if (found.length > 0) return found
      const some = column.values.filter((value) => SUPPRESSIBLE.test(value)).length
      const isNamed = names(SUPPRESSED_ALIASES).has(compact(column.words)) || column.words === ''
      if (!isNamed || some < column.values.length * 0.5) return []
      return [{ field: 'email', confidence: SURE, by: 'values' }]
    }
  }
}

const isUsable = (field: string, { values }: Column): boolean =>
  isField(field) && checkValues(field, values) !== 'refuted'

/** What may stand in a record of a company: nothing that would make a person of it. */
export const isOfCompany = (field: string): boolean =>
  !isField(field) || FIELDS[field].of === 'company' || field === 'country' || field === 'source'

interface Need {
  what: string
  /** One of these. */
  fields: readonly string[]
}

const SUBJECT: Need = {
  what: 'whom it is about (domain, website, company, email or linkedin_url)',
  fields: ['domain', 'website', 'company', 'email', 'linkedin_url', 'twitter_url'],
}

const NEEDS: Record<BatchKind, readonly Need[]> = {
  // Who cannot be made out is rejected row by row: the columns can then be looked at with --dry-run.
  people: [],
  customers: [],
  companies: [{ what: 'the company (company, domain or website)', fields: ['company', 'domain', 'website'] }],
  signals: [
    { what: 'the kind of signal (kind)', fields: ['kind'] },
    { what: 'its date (observed_on)', fields: ['observed_on'] },
    SUBJECT,
  ],
  events: [
    { what: 'the kind of event (kind)', fields: ['kind'] },
    { what: 'its time (at)', fields: ['at'] },
    {
      what: 'the person (email, linkedin_url or external_id)',
      fields: ['email', 'linkedin_url', 'twitter_url', 'external_id', 'anonymous_id'],
    },
  ],
  suppressions: [{ what: 'what to suppress (email, domain or phone)', fields: [...ADDRESSES] }],
}

/** How often somebody opened a mail says nothing of when. */
const undated = (name: string, counts: readonly string[]): PrmError =>
  new PrmError(
    'input',
    'import.undated',
    `${name} counts (${counts.join(', ')}) but gives no dates: a count without a date is no event`,
    {
      hint: 'import it as people, which keeps the counts as columns of your own, or export the events one by one',
    },
  )

/**
 * @param name of the list, for people
 * @param events its columns with dates (`isWide`) and counts, for a list of events
 * @throws PrmError `import.columns_missing`: it is no list of this kind; `import.undated`: it only counts
 */
export const checkKind = (
  name: string,
  kind: BatchKind,
  columns: readonly ColumnMapping[],
  { isWide = false, counts = [] }: { isWide?: boolean; counts?: readonly string[] } = {},
): void => {
  const has = new Set<string | null>(
    columns.flatMap(({ field, composite }) => (composite === 'name_email' ? [field, 'email'] : [field])),
  )
  if (isWide) for (const field of ['kind', 'at']) has.add(field)
  else if (counts.length > 0 && !has.has('kind')) throw undated(name, counts)
  const missing = NEEDS[kind].filter(({ fields }) => !fields.some((field) => has.has(field)))
  if (missing.length === 0) return
  const columnsToTell = columns.map(({ column, index }) => (column === '' ? `(column ${index + 1})` : column))
  throw new PrmError(
    'input',
    'import.columns_missing',
    `${name} cannot be read as ${kind}: no column tells ${missing.map(({ what }) => what).join(', nor ')}`,
    {
      hint: `say which one does: --map 'COLUMN=${missing[0]!.fields[0]}'; the columns are ${columnsToTell.join(', ')}`,
    },
  )
}
