/** From a contact of Dropcontact to an outcome. It charges for addresses: for those found, and for each that was sent. */
import type { EntityAnswer, EntityQuestion, Outcome } from '../contract.ts'
import { addressOf, cellsOf, foundOutcome, nameFields, optedOut, type Cell } from '../found.ts'
import { departmentOf, seniorityOf } from '../job-words.ts'
import type { Contact } from './schema.ts'

export const GIVES = [
  ...['prefix', 'first_name', 'last_name', 'full_name', 'email', 'email2', 'email3', 'phone', 'mobile'],
  ...['title', 'seniority', 'department', 'linkedin_url', 'country', 'company', 'website'],
  ...['company_linkedin_url', 'industry', 'employees', 'revenue'],
  ...['custom.siren', 'custom.siret', 'custom.vat', 'custom.naf', 'custom.registered_address'],
]

/** Addresses that it says nobody has. */
const GONE = /^(?:invalid|invalide)@|@(?:invalid|invalide)$/i
/** Of people who do not want to be written to. */
const OPPOSED = /^(?:do_not_contact|ne_pas_contacter)@/i

const fieldsOf = (contact: Contact, emails: readonly string[]): Record<string, Cell> => ({
  prefix: contact.civility,
  ...nameFields({ full: contact.full_name, first: contact.first_name, last: contact.last_name }),
  email: emails[0],
  email2: emails[1],
  email3: emails[2],
  phone: contact.phone,
  mobile: contact.mobile_phone,
  title: contact.job,
  seniority: seniorityOf(contact.job_level),
  department: departmentOf(contact.job_function),
  linkedin_url: contact.linkedin,
  country: contact.country,
  company: contact.company,
  website: contact.website,
  company_linkedin_url: contact.company_linkedin,
  industry: contact.industry,
  employees: contact.nb_employees,
  revenue: contact.company_turnover,
  'custom.siren': contact.siren,
  'custom.siret': contact.siret,
  'custom.vat': contact.vat,
  'custom.naf': [contact.naf5_code, contact.naf5_des].filter(Boolean).join(' '),
  // Of the company in the French register: not where the person is.
  'custom.registered_address': addressOf(contact.siret_address, contact.siret_zip, contact.siret_city),
})

const plain = (value: string): string => value.trim().toLowerCase()

export const contactOutcome = (contact: Contact, { known }: EntityQuestion): Outcome<EntityAnswer> => {
  const told = (contact.email ?? []).filter(({ email }) => email.includes('@'))
  const word = (of: RegExp) => told.find(({ qualification }) => of.test(qualification ?? ''))
  const charged = known.email !== undefined || told.length > 0
  const opposed = word(OPPOSED)
  if (opposed !== undefined) return optedOut({ qualification: opposed.qualification ?? null }, charged)
  const emails = told.filter(({ qualification }) => !GONE.test(qualification ?? '')).map(({ email }) => email)
  const cells = cellsOf(fieldsOf(contact, emails))
  // It sends back what it was sent; a domain goes as a website.
  const sent: EntityQuestion['known'] = { website: known.domain ?? '', ...known }
  const isNews = Object.entries(cells).some(([field, cell]) => plain(sent[field] ?? '') !== plain(cell))
  const evidence = {
    qualification: told.map(({ qualification }) => qualification).find(Boolean) ?? null,
    job_level: contact.job_level,
    job_function: contact.job_function,
  }
  return isNews || told.length > 0
    ? foundOutcome({ fields: cells, evidence, charged })
    : { kind: 'none', charged }
}
