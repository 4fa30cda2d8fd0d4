/**
 * The field vocabulary: the names that columns are mapped to, that records carry, that the `lead` view shows and that
 * rules, filters and exports use. One word for one idea, from the mapping to the JSON.
 */

export type FieldType =
  'text' | 'email' | 'phone' | 'url' | 'country' | 'integer' | 'number' | 'date' | 'list' | 'boolean'

export interface FieldSpec {
  /** Whom the value describes. A company's value is shared by its people. */
  of: 'person' | 'company'
  type: FieldType
  doc: string
}

const person = (type: FieldType, doc: string): FieldSpec => ({ of: 'person', type, doc })
const company = (type: FieldType, doc: string): FieldSpec => ({ of: 'company', type, doc })

export const FIELDS = {
  full_name: person('text', 'the whole name as one text'),
  prefix: person('text', 'Dr, Ms, Prof'),
  first_name: person('text', 'given name'),
  middle_name: person('text', 'middle names or initials'),
  last_name: person('text', 'family name, particles included'),
  suffix: person('text', 'Jr, III, PhD'),
  email: person('email', 'the address to write to'),
  email2: person('email', 'a further e-mail address'),
  email3: person('email', 'a further e-mail address'),
  phone: person('phone', 'the number to call'),
  mobile: person('phone', 'mobile number'),
  phone_home: person('phone', 'private number'),
  phone_other: person('phone', 'a further number'),
  title: person('text', 'job title'),
  department: person('text', 'department, as read or derived from the title'),
  seniority: person(
    'text',
    'c_level, vp, director, manager, senior, staff, junior: as read or derived from the title',
  ),
  linkedin_url: person('url', 'LinkedIn profile'),
  twitter_url: person('url', 'X/Twitter profile'),
  street: person('text', 'street and number'),
  city: person('text', 'city'),
  state: person('text', 'state, province or region'),
  postal_code: person('text', 'postal code, leading zeros kept'),
  country: person('country', 'ISO 3166-1 alpha-2 code; where the person has none, the company’s'),
  source: person('text', 'where the contact came from, as the list itself says'),
  external_id: person('text', 'the id that the source gave'),
  owner: person('text', 'who on our side looks after this person'),
  tags: person('list', 'labels, separated by semicolons'),
  notes: person('text', 'free text'),
  created_at: person('date', 'when the source first had the contact'),
  unsubscribed: person('boolean', 'asked not to be written to'),
  consent: person('text', 'consent as the list states it'),
  product_interest: person('text', 'what the person asked about'),
  company: company('text', 'company name, without its legal form'),
  company_phone: company('phone', 'switchboard'),
  website: company('url', 'home page'),
  domain: company('text', 'registrable domain: what a company is known by'),
  company_linkedin_url: company('url', 'LinkedIn company page'),
  industry: company('text', 'industry'),
  employees: company('integer', 'head count; of a range, its lower end'),
  revenue: company('number', 'annual revenue, in the currency of the list'),
  founded_year: company('integer', 'year of founding'),
  technologies: company('list', 'technologies in use, separated by semicolons'),
} as const satisfies Record<string, FieldSpec>

export type Field = keyof typeof FIELDS

/** All field names, in the order in which lists and exports show them. */
export const FIELD_NAMES = Object.keys(FIELDS) as Field[]

export const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name)

/** A list's own column, kept under its header: `custom.budget`. */
export type CustomField = `custom.${string}`

/** What a record says, after normalising: only fields with a value; blank is unknown and is left out. */
export type Fields = Partial<Record<Field | CustomField, string | number | boolean>>
