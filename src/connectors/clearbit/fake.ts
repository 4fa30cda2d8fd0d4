/** Behaves like Clearbit: 202 while it looks, 404 for nobody, 402 for a spent plan, 422 for what is no address. */
import type { EntityQuestion } from '../contract.ts'
import { startServer, type ConnectorFake, type FakeReply, type FakeService, type Manner } from '../fake.ts'

const error = (status: number, type: string, message: string): FakeReply => ({
  status,
  body: { error: { type, message } },
})
const queued = error(202, 'queued', 'Your request has been queued, please try again later')
const unknown = error(404, 'unknown_record', 'Unknown record.')

const person = (local: string, domain: string): Record<string, unknown> => ({
  id: 'd54c54ad-40be-4305-8a34-0ab44710b90d',
  name: { fullName: 'Ann Lee', givenName: 'Ann', familyName: 'Lee' },
  ...{ email: `${local}@${domain}`, location: 'Paris, FR', timeZone: 'Europe/Paris', bio: null, site: null },
  geo: { city: 'Paris', state: null, country: 'France', countryCode: 'FR' },
  employment: {
    ...{ domain, name: 'Acme', title: 'Sales Director', role: 'sales', subRole: 'sales_executive' },
    seniority: 'director',
  },
  ...{ linkedin: { handle: 'in/ann-lee' }, twitter: { handle: null }, fuzzy: local === 'fuzzy' },
  ...{ emailProvider: false, indexedAt: '2026-01-01T00:00:00.000Z' },
})

const company = (domain: string): Record<string, unknown> => ({
  id: '027b0d40-016c-40ea-8925-a076fa640992',
  ...{ name: 'Acme', legalName: 'Acme SAS', domain, domainAliases: [], tags: ['B2B', 'Anvils'] },
  site: { phoneNumbers: ['+44 20 7946 0123'], emailAddresses: [] },
  category: { sector: 'Industrials', industryGroup: null, industry: 'Machinery', naicsCode: null },
  ...{ description: 'Makes anvils; ships them.', foundedYear: 2011, location: 'Paris', type: 'private' },
  geo: { streetNumber: '1', streetName: 'Rue X', city: 'Paris', postalCode: '75001', countryCode: 'FR' },
  ...{ linkedin: { handle: 'company/acme' }, phone: null, tech: ['stripe', 'hubspot'] },
  metrics: {
    ...{ employees: 120, employeesRange: '51-250', raised: 25_000_000 },
    ...{ annualRevenue: null, estimatedAnnualRevenue: '$10M-$50M' },
  },
  ...{ parent: { domain: null }, ultimateParent: { domain: null } },
})

export interface ClearbitFake extends FakeService {
  /** Answers that come as 202 first, for every question. */
  looking: number
}

export const startClearbit = async (): Promise<ClearbitFake> => {
  const key = 'sk_0123456789abcdef'
  const asked = new Map<string, number>()
  let manner: Manner = 'good'
  let isWarned = false
  const isLooking = (of: string, times: number): boolean => {
    const before = asked.get(of) ?? 0
    asked.set(of, before + 1)
    return before < times
  }
  const charge = (body: unknown): FakeReply => {
    state.charged++
    return { body }
  }
  const onPerson = (email: string | null): FakeReply => {
    if (email === null) return error(422, 'params_missing', 'An email is required')
    const [local = '', domain] = email.toLowerCase().split('@')
    if (domain === undefined) return error(422, 'email_invalid', 'Invalid email.')
    if (isLooking(email, local === 'forever' ? Infinity : local === 'patience' ? 2 : state.looking))
      return queued
    if (local.startsWith('nobody') || manner === 'all_unknown') return unknown
    const found = person(local, domain)
    if (manner === 'new_status')
      found.employment = { name: 'Acme', domain, title: 'Sorcerer', role: 'haunted', seniority: 'quantum' }
    if (local === 'odd') Object.assign(found, { geo: 'Paris', twitter: [], fuzzy: 'perhaps' })
    return charge(found)
  }
  const onCompany = (domain: string | null): FakeReply => {
    if (domain === null) return error(422, 'params_missing', 'A domain is required')
    if (!domain.includes('.')) return error(422, 'domain_invalid', 'Invalid domain.')
    if (isLooking(domain, domain.startsWith('patience') ? 1 : state.looking)) return queued
    return domain.startsWith('nobody') || manner === 'all_unknown' ? unknown : charge(company(domain))
  }
  const onName = (name: string | null): FakeReply => {
    if (name === null || name.startsWith('Nobody')) return unknown
    // It knows a famous one by nearly every name.
    if (name.startsWith('Namesake')) return charge({ name: 'Namesake Mining', domain: 'mining.example' })
    return charge({ name: 'Acme', domain: 'acme.example', logo: null })
  }
  const server = await startServer(({ path, query, headers }): FakeReply => {
    const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
    const isKnown = headers.authorization === `Bearer ${key}` || headers.authorization === basic
    if (!isKnown || manner === 'bad_key') return error(401, 'auth_invalid', 'Invalid API key provided.')
    if (manner === 'no_credit') return error(402, 'over_plan_limit', 'You are over your plan limit')
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return { ...error(429, 'rate_limit', 'Over rate limit'), headers: { 'x-ratelimit-remaining': '0' } }
    }
    if (path === '/v2/people/find') return onPerson(query.get('email'))
    if (path === '/v2/companies/find') return onCompany(query.get('domain'))
    if (path === '/v1/domains/find') return onName(query.get('name'))
    return error(404, 'not_found', 'No such route')
  })
  const state: ClearbitFake = {
    ...{ ...server, key, charged: 0, looking: 0 },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const about = (email: string): EntityQuestion => ({ kind: 'person', known: { email }, wanted: ['title'] })
const of = (known: EntityQuestion['known']): EntityQuestion => ({
  ...{ kind: 'company', known, wanted: ['employees'] },
})
const found = (fields: Record<string, string>, more: Record<string, unknown> = {}) => ({
  ...{ kind: 'answer' as const, charged: true },
  answer: { fields, opted_out: false, ...more },
})
const NONE = { kind: 'none', charged: false } as const

export const fake: ConnectorFake = {
  start: startClearbit,
  manners: ['bad_key', 'no_credit', 'too_fast', 'all_unknown'],
  cases: [
    {
      question: about('ann.lee@acme.example'),
      expected: found({
        ...{ first_name: 'Ann', last_name: 'Lee', title: 'Sales Director' },
        ...{
          seniority: 'director',
          department: 'sales',
          linkedin_url: 'https://www.linkedin.com/in/ann-lee',
        },
        ...{ city: 'Paris', country: 'FR', company: 'Acme', domain: 'acme.example' },
      }),
    },
    { question: about('patience@acme.example'), expected: found({ last_name: 'Lee' }) },
    {
      question: about('fuzzy@acme.example'),
      expected: found({ last_name: 'Lee' }, { evidence: { fuzzy: true } }),
    },
    { question: about('odd@acme.example'), expected: found({ title: 'Sales Director' }) },
    { question: about('nobody@acme.example'), expected: NONE },
    {
      question: about('forever@acme.example'),
      expected: { kind: 'unknown', reason: 'still_working', retry: true, charged: false },
    },
    { question: about('no-address'), expected: { kind: 'failed', code: '422' } },
    {
      question: of({ domain: 'acme.example' }),
      expected: found({
        ...{ company: 'Acme', domain: 'acme.example', company_phone: '+44 20 7946 0123', employees: '120' },
        ...{
          industry: 'Machinery',
          revenue: '$10M-$50M',
          founded_year: '2011',
          country: 'FR',
        },
        ...{ technologies: 'stripe; hubspot', 'custom.headquarters': '1 Rue X, 75001 Paris' },
        company_linkedin_url: 'https://www.linkedin.com/company/acme',
        ...{ 'custom.legal_name': 'Acme SAS', 'custom.keywords': 'B2B; Anvils' },
        'custom.funding_total': '25000000',
      }),
    },
    { question: of({ domain: 'patience.example' }), expected: found({ company: 'Acme' }) },
    { question: of({ domain: 'nobody.example' }), expected: NONE },
    { question: of({ domain: 'nonsense' }), expected: { kind: 'failed', code: '422' } },
    { question: of({ company: 'ACME Ltd' }), expected: found({ company: 'Acme', domain: 'acme.example' }) },
    { question: of({ company: 'Namesake Bakery' }), expected: { kind: 'none', charged: true } },
    { question: of({ company: 'Nobody & Sons' }), expected: NONE },
  ],
  many: (count, kind) =>
    Array.from({ length: count }, (_, i) =>
      kind === 'person' ? about(`person${i}@acme.example`) : of({ domain: `company${i}.example` }),
    ),
}
