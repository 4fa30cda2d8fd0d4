/** Behaves like Apollo: people by their places with null for nobody, a refused key in plain text, windows that are full. */
import type { EntityQuestion } from '../contract.ts'
import {
  startServer,
  type ConnectorFake,
  type FakeReply,
  type FakeRequest,
  type FakeService,
  type Manner,
} from '../fake.ts'

type Detail = Record<string, string | undefined>

const organization = (domain: string): Record<string, unknown> => ({
  ...{ id: '5e66b6381e05b4008c8331b8', name: 'Acme', website_url: 'http://www.acme.example' },
  ...{
    primary_domain: domain,
    linkedin_url: 'http://www.linkedin.com/company/acme',
    phone: '+1 415-555-0199',
  },
  primary_phone: { number: '+1 415-555-0132', source: 'Owler' },
  ...{ industry: 'machinery', industries: ['machinery'], keywords: ['anvils', 'b2b'], founded_year: 2011 },
  ...{ estimated_num_employees: 160, annual_revenue: 12_500_000, annual_revenue_printed: '12.5M' },
  ...{ total_funding: 25_000_000, latest_funding_stage: 'Series B' },
  latest_funding_round_date: '2026-09-01T00:00:00.000+00:00',
  ...{ technology_names: ['Stripe', 'HubSpot'], short_description: 'Makes anvils.' },
  ...{ street_address: '1 Main St', city: 'San Francisco', state: 'California', postal_code: '94105' },
  country: 'United States',
})

const person = (first: string, last: string, domain: string): Record<string, unknown> => ({
  ...{ id: '64a7ff0cc4dfae00013df1a5', first_name: first, last_name: last, name: `${first} ${last}` },
  ...{ linkedin_url: 'http://www.linkedin.com/in/ann-lee', title: 'CEO', headline: 'Makes things happen' },
  ...{ email: `${first.toLowerCase()}.lee@${domain}`, email_status: 'verified', photo_url: null },
  ...{ city: 'San Francisco', state: 'California', country: 'United States', twitter_url: null },
  ...{ departments: ['c_suite'], subdepartments: ['founder'], functions: [], seniority: 'founder' },
  employment_history: [
    { organization_name: 'Acme', title: 'CEO', start_date: '2026-06-01', end_date: null, current: true },
    { organization_name: 'Globex', title: 'VP', start_date: '2019-01-01', end_date: '2026-05-01' },
  ],
  organization: organization(domain),
})

/** By first name, what is different. */
const OTHERS: Readonly<Record<string, Record<string, unknown>>> = {
  Locked: { email: 'email_not_unlocked@domain.com', email_status: null },
  Settled: { employment_history: [{ organization_name: 'Acme', start_date: '2010-01-01', current: true }] },
  Known: {
    contact: {
      phone_numbers: [
        { raw_number: '(415) 555-0158', sanitized_number: '+14155550158', type: 'mobile', dnc_status: null },
        { raw_number: '(415) 555-0159', sanitized_number: '+14155550159', type: 'work', dnc_status: 'dnc' },
      ],
    },
  },
  Odd: { organization: 'Acme', departments: 'c_suite', employment_history: {}, seniority: 7 },
}

export const startApollo = async (): Promise<FakeService> => {
  const key = 'ap-0123456789abcdef'
  let manner: Manner = 'good'
  let isWarned = false

  const match = (detail: Detail): Record<string, unknown> | null => {
    const [local = '', at] = (detail.email ?? '').split('@')
    const first = detail.first_name ?? (local === '' ? 'Ann' : local[0]!.toUpperCase() + local.slice(1))
    if (first.startsWith('Nobody') || manner === 'all_unknown') return null
    const found = {
      ...person(first, detail.last_name ?? 'Lee', detail.domain ?? at ?? 'acme.example'),
      ...OTHERS[first],
    }
    return manner === 'new_status'
      ? { ...found, email_status: 'haunted', seniority: 'quantum', departments: ['perhaps'] }
      : found
  }
  const people = ({ text }: FakeRequest): FakeReply => {
    const { details } = JSON.parse(text) as { details?: Detail[] }
    if (details === undefined) return { status: 422, body: { error: "Required parameter 'details' missing" } }
    const most = 'You can enrich up to 10 people'
    if (details.length > 10)
      return {
        status: 400,
        body: { status: 'failed', error_code: 'RECORD_LIMIT_EXCEEDED', error_message: most },
      }
    const matches = details.map(match)
    const found = matches.filter((one) => one !== null).length
    state.charged += found
    const all = { total_requested_enrichments: details.length, unique_enriched_records: found }
    const rest = { missing_records: details.length - found, credits_consumed: found }
    const given = manner === 'missing_rows' ? matches.slice(1) : matches
    const body = JSON.stringify({ status: 'success', error_code: null, ...all, ...rest, matches: given })
    return {
      headers: { 'content-type': 'application/json', 'x-rate-limit-minute': '50' },
      // The number is beyond what JSON.parse keeps.
      body: `${body.slice(0, -1)},"request_id":1039995589705121900}`,
    }
  }
  const company = ({ query }: FakeRequest): FakeReply => {
    const [given] = ['domain', 'website', 'linkedin_url', 'name'].flatMap((name) => query.get(name) ?? [])
    if (given === undefined) return { status: 422, body: { error: "Required parameter 'domain' missing" } }
    if (/nobody/i.test(given) || manner === 'all_unknown') return { body: { organization: null } }
    state.charged++
    const found = organization(/^[\w-]+\.example$/.test(given) ? given : 'acme.example')
    return { body: { organization: found } }
  }
  const server = await startServer((request): FakeReply => {
    const { method, path, headers } = request
    const isKnown = headers['x-api-key'] === key && manner !== 'bad_key'
    if (path === '/auth/health') return { body: { healthy: true, is_logged_in: isKnown } }
    if (!isKnown) return { status: 401, body: 'Invalid API key. Please check your API key.' }
    if (manner === 'no_credit')
      return { status: 422, body: { error: 'You have insufficient credits. Please upgrade your plan.' } }
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      const message = `The maximum number of api calls allowed for ${path} is 50 times per minute.`
      return { status: 429, body: { message }, headers: { 'retry-after': '12' } }
    }
    if (method === 'POST' && path === '/people/bulk_match') return people(request)
    if (method === 'GET' && path === '/organizations/enrich') return company(request)
    return { status: 403, body: { error: `${path} is not accessible`, error_code: 'API_INACCESSIBLE' } }
  })
  const state: FakeService = {
    ...{ ...server, key, charged: 0 },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const about = (known: EntityQuestion['known']): EntityQuestion => ({
  ...{ kind: 'person', known, wanted: ['email', 'title'] },
})
const named = (first_name: string): EntityQuestion =>
  about({ first_name, last_name: 'Lee', domain: 'acme.example' })
const of = (known: EntityQuestion['known']): EntityQuestion => ({
  ...{ kind: 'company', known, wanted: ['employees'] },
})
const found = (fields: Record<string, string>, more: Record<string, unknown> = {}) => ({
  ...{ kind: 'answer' as const, charged: true },
  answer: { fields, opted_out: false, ...more },
})
const NONE = { kind: 'none', charged: false } as const
const FUNDING = { of: 'company', kind: 'funding', on: '2026-09-01', detail: 'Series B', url: null }
const NEW_JOB = { of: 'person', kind: 'job_change', on: '2026-06-01', detail: 'CEO at Acme', url: null }

export const fake: ConnectorFake = {
  start: startApollo,
  manners: ['bad_key', 'no_credit', 'too_fast', 'all_unknown'],
  cases: [
    {
      question: named('Ann'),
      expected: found(
        {
          ...{ first_name: 'Ann', email: 'ann.lee@acme.example', title: 'CEO', seniority: 'c_level' },
          ...{ department: 'executive', city: 'San Francisco', country: 'United States' },
          ...{ company: 'Acme', domain: 'acme.example', employees: '160', revenue: '12500000' },
          ...{ company_phone: '+1 415-555-0132', technologies: 'Stripe; HubSpot', founded_year: '2011' },
        },
        { signals: [NEW_JOB, FUNDING], evidence: { email_status: 'verified' } },
      ),
    },
    {
      question: about({ email: 'bea@acme.example' }),
      expected: found({ first_name: 'Bea', last_name: 'Lee' }),
    },
    { question: named('Settled'), expected: found({ title: 'CEO' }, { signals: [FUNDING] }) },
    { question: named('Known'), expected: found({ mobile: '+14155550158' }) },
    { question: named('Odd'), expected: found({ title: 'CEO' }) },
    { question: named('Locked'), expected: found({ first_name: 'Locked' }) },
    { question: named('Nobody'), expected: NONE },
    {
      question: of({ domain: 'acme.example' }),
      expected: found(
        {
          ...{
            company: 'Acme',
            domain: 'acme.example',
            website: 'http://www.acme.example',
            employees: '160',
          },
          ...{ 'custom.headquarters': '1 Main St, 94105 San Francisco, California' },
          ...{ 'custom.funding_stage': 'Series B', 'custom.funding_total': '25000000' },
          ...{ country: 'United States', industry: 'machinery', 'custom.keywords': 'anvils; b2b' },
        },
        { signals: [FUNDING] },
      ),
    },
    {
      question: of({ company_linkedin_url: 'https://www.linkedin.com/company/acme' }),
      expected: found({ company: 'Acme' }),
    },
    { question: of({ company: 'ACME, Inc.' }), expected: found({ domain: 'acme.example' }) },
    { question: of({ company: 'Namesake Bakery' }), expected: { kind: 'none', charged: true } },
    { question: of({ domain: 'nobody.example' }), expected: NONE },
  ],
  many: (count, kind) =>
    Array.from({ length: count }, (_, i) =>
      kind === 'person' ? about({ email: `person${i}@acme.example` }) : of({ domain: `company${i}.example` }),
    ),
}
