/**
 * People and companies in the form that Clearbit gave them, and that Hunter's enrichment follows: what of it is used, and
 * the fields that it becomes.
 */
import { z } from 'zod'
import type { Evidence, FoundSignal } from './contract.ts'
import { addressOf, nameFields, recentDay, type Cell } from './found.ts'
import { departmentOf, seniorityOf } from './job-words.ts'
import { amount, flag, part, text, texts } from './lenient.ts'

const geo = part({
  ...{ streetNumber: text, streetName: text, city: text, postalCode: text },
  ...{ state: text, country: text, countryCode: text },
})
const handle = part({ handle: text })

export const Person = z.object({
  // There whenever it is a person: what proves that the reply is about one.
  name: z.object({ fullName: text, givenName: text, familyName: text }).nullable(),
  ...{ email: text, timeZone: text, phone: text, geo, linkedin: handle, twitter: handle, fuzzy: flag },
  employment: part({ name: text, domain: text, title: text, role: text, seniority: text }),
})
export type Person = z.infer<typeof Person>

const Round = z
  .object({
    ...{ date: text, announcedOn: text, announced_on: text },
    ...{ round: text, name: text, series: text, type: text, amount },
  })
  .nullable()
  .catch(null)

export const Company = z.object({
  name: z.string().nullable(),
  ...{ legalName: text, domain: text, description: text, location: text, phone: text, type: text },
  site: part({ phoneNumbers: texts }),
  category: part({ industry: text, sector: text }),
  ...{ tags: texts, tech: texts, foundedYear: amount, geo, linkedin: handle },
  metrics: part({
    ...{ employees: amount, employeesRange: text, raised: amount },
    ...{ annualRevenue: amount, estimatedAnnualRevenue: text },
  }),
  parent: part({ domain: text }),
  fundingRounds: z.array(Round).nullish().catch(null),
})
export type Company = z.infer<typeof Company>

export const PERSON_FIELDS = [
  ...['full_name', 'first_name', 'last_name', 'title', 'seniority', 'department', 'phone'],
  ...['linkedin_url', 'twitter_url', 'city', 'state', 'country', 'company', 'domain'],
]

export const COMPANY_FIELDS = [
  ...['company', 'domain', 'company_phone', 'company_linkedin_url', 'industry', 'employees', 'revenue'],
  ...['founded_year', 'technologies', 'country', 'custom.headquarters'],
  ...['custom.legal_name', 'custom.description', 'custom.keywords', 'custom.company_type'],
  ...['custom.funding_total', 'custom.parent_domain'],
]

export const personFields = ({
  name,
  employment,
  geo: place,
  linkedin,
  twitter,
  phone,
}: Person): Record<string, Cell> => ({
  ...nameFields({ full: name?.fullName, first: name?.givenName, last: name?.familyName }),
  title: employment?.title,
  seniority: seniorityOf(employment?.seniority),
  department: departmentOf(employment?.role),
  phone,
  linkedin_url: profile(linkedin?.handle, 'in'),
  twitter_url: twitter?.handle && `https://x.com/${twitter.handle.replace(/^@/, '')}`,
  city: place?.city,
  state: place?.state,
  country: place?.countryCode ?? place?.country,
  company: employment?.name,
  domain: employment?.domain,
})

export const personEvidence = ({ employment, fuzzy }: Person): Evidence => ({
  ...(employment?.seniority && { seniority: employment.seniority }),
  ...(employment?.role && { role: employment.role }),
  // Matched by name and company rather than by the address.
  ...(fuzzy === true && { fuzzy: true }),
})

/** A handle as `in/ann-lee`, as `ann-lee` or as a whole address. */
const profile = (told: string | null | undefined, kind: 'in' | 'company'): string | null => {
  if (!told) return null
  if (/^https?:/i.test(told)) return told
  return `https://www.linkedin.com/${told.includes('/') ? told.replace(/^\//, '') : `${kind}/${told}`}`
}

export const companyFields = (company: Company): Record<string, Cell> => {
  const { metrics, geo: place } = company
  return {
    company: company.name,
    domain: company.domain,
    company_phone: company.phone ?? company.site?.phoneNumbers?.[0],
    company_linkedin_url: profile(company.linkedin?.handle, 'company'),
    industry: company.category?.industry ?? company.category?.sector,
    employees: metrics?.employees ?? metrics?.employeesRange,
    revenue: metrics?.annualRevenue ?? metrics?.estimatedAnnualRevenue,
    founded_year: company.foundedYear,
    technologies: company.tech,
    country: place?.countryCode ?? place?.country,
    'custom.headquarters': addressOf(
      [place?.streetNumber, place?.streetName].filter(Boolean).join(' '),
      [place?.postalCode, place?.city].filter(Boolean).join(' '),
      place?.state,
    ),
    'custom.legal_name': company.legalName,
    'custom.description': company.description,
    'custom.keywords': company.tags,
    'custom.company_type': company.type,
    'custom.funding_total': metrics?.raised,
    'custom.parent_domain': company.parent?.domain,
  }
}

/** Rounds of funding of the year before `at`. */
export const companySignals = ({ fundingRounds }: Company, at: number): FoundSignal[] =>
  (fundingRounds ?? []).flatMap((round) => {
    const on = recentDay(round?.date ?? round?.announcedOn ?? round?.announced_on, at)
    if (round === null || on === null) return []
    const what = round.round ?? round.name ?? round.series ?? round.type
    const sum = typeof round.amount === 'number' ? round.amount.toLocaleString('en-US') : round.amount
    const detail = [what, sum].filter(Boolean).join(', ') || null
    return [{ of: 'company', kind: 'funding', on, detail, url: null }]
  })
