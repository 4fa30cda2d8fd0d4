/** From Apollo's people and companies to outcomes. */
import type { EntityAnswer, EntityQuestion, FoundSignal, Outcome } from '../contract.ts'
import { addressOf, foundOutcome, isSameCompany, nameFields, recentDay, type Cell } from '../found.ts'
import { departmentOf, seniorityOf } from '../job-words.ts'
import type { Organization, Person } from './schema.ts'

const OF_COMPANY = [
  ...['company', 'domain', 'website', 'company_linkedin_url', 'company_phone', 'industry', 'employees'],
  ...['revenue', 'founded_year', 'technologies'],
]
export const COMPANY_GIVES = [
  ...OF_COMPANY,
  ...['country', 'custom.headquarters', 'custom.keywords', 'custom.description'],
  ...['custom.funding_total', 'custom.funding_stage'],
]
export const PERSON_GIVES = [
  ...['full_name', 'first_name', 'last_name', 'email', 'phone', 'mobile', 'title', 'seniority'],
  ...['department', 'linkedin_url', 'twitter_url', 'city', 'state', 'country', 'custom.headline'],
  ...OF_COMPANY,
]

/** Stands in for an address that would have to be unlocked first. */
const NOT_AN_EMAIL = /^(?:email_not_unlocked|not_unlocked|locked)@|@domain\.com$/i

const companyFields = (found: Organization): Record<string, Cell> => ({
  company: found.name,
  domain: found.primary_domain,
  website: found.website_url,
  company_linkedin_url: found.linkedin_url,
  company_phone: found.primary_phone?.number ?? found.phone,
  industry: found.industry,
  employees: found.estimated_num_employees,
  revenue: found.annual_revenue,
  founded_year: found.founded_year,
  technologies: found.technology_names,
})

const fundingSignals = (found: Organization, at: number): FoundSignal[] => {
  const on = recentDay(found.latest_funding_round_date, at)
  const detail = found.latest_funding_stage ?? null
  return on === null ? [] : [{ of: 'company', kind: 'funding', on, detail, url: null }]
}

/** A position begun in the last year by somebody who had another one before. */
const jobSignals = ({ employment_history }: Person, at: number): FoundSignal[] => {
  const positions = (employment_history ?? []).filter((position) => position !== null)
  const current = positions.find((position) => position.current === true)
  const on = recentDay(current?.start_date, at)
  if (current === undefined || on === null || positions.length < 2) return []
  const detail = [current.title, current.organization_name].filter(Boolean).join(' at ') || null
  return [{ of: 'person', kind: 'job_change', on, detail, url: null }]
}

export const personOutcome = (
  person: Person,
  { known }: EntityQuestion,
  charged: boolean,
  at: number,
): Outcome<EntityAnswer> => {
  const { organization, contact } = person
  // What happened to another company than the one that is known here would be told of the wrong one.
  const isThere =
    (known.domain !== undefined && organization?.primary_domain === known.domain) ||
    isSameCompany(known.company, organization?.name)
  const email = person.email && !NOT_AN_EMAIL.test(person.email) ? person.email : null
  const numbers = (contact?.phone_numbers ?? []).filter(({ dnc_status }) => !dnc_status)
  const number = (isMobile: boolean): string | null => {
    const found = numbers.find(({ type }) => (type === 'mobile') === isMobile)
    return found?.sanitized_number ?? found?.raw_number ?? null
  }
  return foundOutcome({
    fields: {
      ...nameFields({ full: person.name, first: person.first_name, last: person.last_name }),
      email,
      phone: number(false),
      mobile: number(true),
      title: person.title,
      seniority: seniorityOf(person.seniority),
      department: departmentOf(...(person.departments ?? [])),
      linkedin_url: person.linkedin_url,
      twitter_url: person.twitter_url,
      city: person.city,
      state: person.state,
      country: person.country,
      'custom.headline': person.headline,
      ...(organization && companyFields(organization)),
    },
    signals: [
      ...jobSignals(person, at),
      ...(organization && isThere ? fundingSignals(organization, at) : []),
    ],
    evidence: {
      id: String(person.id),
      ...(email !== null && { email_status: person.email_status }),
      seniority: person.seniority,
    },
    charged,
  })
}

export const companyOutcome = (found: Organization, at: number): Outcome<EntityAnswer> =>
  foundOutcome({
    fields: {
      ...companyFields(found),
      country: found.country,
      'custom.headquarters': addressOf(
        found.street_address,
        [found.postal_code, found.city].filter(Boolean).join(' '),
        found.state,
      ),
      'custom.keywords': found.keywords,
      'custom.description': found.short_description,
      'custom.funding_total': found.total_funding,
      'custom.funding_stage': found.latest_funding_stage,
    },
    signals: fundingSignals(found, at),
    charged: true,
  })
