/**
 * What may be learned from: columns of `lead` that say who somebody is, and those that must not be used unless somebody
 * insists: protected attributes and what stands in for them, and what sales fill in.
 */
import { fold } from '../../lib/text.ts'
import { SIGNAL_KINDS } from '../../model/fact-kinds.ts'
import type { DimensionName } from '../config/config.ts'

export interface Candidate {
  /** The value in conditions: `employees`, `custom.budget`; of a flag the condition itself. */
  name: string
  kind: 'number' | 'text' | 'flag'
  /** The columns that it reads. */
  reads: readonly string[]
  dimension: DimensionName
  /** In reasons: "company size". */
  words: string
}

const column = (
  name: string,
  kind: 'number' | 'text',
  dimension: DimensionName,
  words = name.replaceAll('_', ' '),
): Candidate => ({ name, kind, reads: [name], dimension, words })

const flag = (
  name: string,
  reads: readonly string[],
  dimension: DimensionName,
  words: string,
): Candidate => ({
  name,
  kind: 'flag',
  reads,
  dimension,
  words,
})

export const CANDIDATES: readonly Candidate[] = [
  column('industry', 'text', 'firmographic'),
  column('employees', 'number', 'firmographic'),
  column('revenue', 'number', 'firmographic'),
  column('founded_year', 'number', 'firmographic'),
  column('country', 'text', 'firmographic'),
  column('state', 'text', 'firmographic'),
  column('city', 'text', 'firmographic'),
  column('stakeholders', 'number', 'firmographic', 'stakeholders known'),
  column('seniority', 'text', 'person'),
  column('department', 'text', 'person'),
  flag('phone is not null', ['phone'], 'person', 'a phone number is known'),
  flag('linkedin_url is not null', ['linkedin_url'], 'person', 'a LinkedIn profile is known'),
  column('source', 'text', 'behavioural'),
  column('product_interest', 'text', 'behavioural'),
  column('events_30d', 'number', 'behavioural', 'events in 30 days'),
  column('events_90d', 'number', 'behavioural', 'events in 90 days'),
  column('signals_90d', 'number', 'intent', 'signals in 90 days'),
  ...SIGNAL_KINDS.map((kind): Candidate => ({
    name: `today - last_${kind}`,
    kind: 'number',
    reads: [`last_${kind}`],
    dimension: 'intent',
    words: `days since the last signal of ${kind.replaceAll('_', ' ')}`,
  })),
]

/** Used only with --allow: about whom the law protects, or what stands in for it. */
const PROTECTED: readonly Candidate[] = [
  column('prefix', 'text', 'person'),
  column('first_name', 'text', 'person'),
  column('postal_code', 'text', 'firmographic'),
  flag(
    "lower(email) not like '%@%' || lower(domain)",
    ['email', 'domain'],
    'person',
    'the e-mail is not at the company’s domain',
  ),
]

/** Used only with --allow: what sales write down, mostly when they know how it will end. */
const BY_SALES: readonly Candidate[] = [
  column('owner', 'text', 'behavioural'),
  column('consent', 'text', 'behavioural'),
  column('buying_stage', 'text', 'behavioural'),
  column('email_status', 'text', 'person'),
  column('phone_status', 'text', 'person'),
]

/** By what name --allow knows them. */
const ALLOWED_AS: Readonly<Record<string, string>> = {
  "lower(email) not like '%@%' || lower(domain)": 'email',
  'phone is not null': 'phone',
  'linkedin_url is not null': 'linkedin_url',
}

export const allowedAs = ({ name, reads }: Candidate): string => ALLOWED_AS[name] ?? reads[0] ?? name

const PROTECTED_WORDS =
  /(?:^|[^a-z])(?:gender|sex|geschlecht|genre|genero|sexe|salutation|anrede|civilite|mr_mrs|first name|vorname|prenom|age|alter|edad|birth|birthday|born|dob|geburt\w*|naissance|nacimiento|religion|ethnic\w*|race|nationality|nationalitat|nationalite|citizenship|marital|familienstand|disab\w*|pregnan\w*|union|politic\w*|orientation|health|zip|zipcode|zip code|postcode|postal code|plz)(?:[^a-z]|$)/

/** Whether the name of a list's own column says that it holds what must not decide. */
export const isProtectedName = (name: string): boolean =>
  PROTECTED_WORDS.test(fold(name).replaceAll(/[_-]+/g, ' '))

/** A list's own column. Its name may need quotes. */
export const customCandidate = (name: string, kind: 'number' | 'text'): Candidate => ({
  name: /^[a-z_][a-z0-9_]*$/.test(name) ? `custom.${name}` : `custom."${name}"`,
  kind,
  reads: [`custom.${name}`],
  dimension: 'firmographic',
  words: name,
})

/** A technology among those that a company works with, as one of a list parted by semicolons. */
export const technologyCandidate = (technology: string): Candidate =>
  flag(
    `'; ' || technologies || ';' like '%; ${technology.replaceAll("'", "''")};%'`,
    ['technologies'],
    'technographic',
    `works with ${technology}`,
  )

export interface LeftOut {
  column: string
  why: 'protected' | 'by_sales'
}

/** The fixed candidates: those that are used, and those left out for want of leave. */
export const fixedCandidates = (allow: ReadonlySet<string>): { used: Candidate[]; left_out: LeftOut[] } => {
  const used = [...CANDIDATES]
  const left_out: LeftOut[] = []
  for (const [list, why] of [
    [PROTECTED, 'protected'],
    [BY_SALES, 'by_sales'],
  ] as const) {
    for (const candidate of list) {
      const column = allowedAs(candidate)
      if (allow.has(column)) used.push(candidate)
      else left_out.push({ column, why })
    }
  }
  return { used, left_out }
}
