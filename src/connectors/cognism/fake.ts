/** Behaves like Cognism: previews without addresses, redeeming up to 20, and a list of those who opted out. */
import type { EntityQuestion } from '../contract.ts'
import {
  startServer,
  type ConnectorFake,
  type FakeReply,
  type FakeRequest,
  type FakeService,
  type Manner,
} from '../fake.ts'

type Json = Record<string, unknown>
type Query = Record<string, string | undefined>

const error = (status: number, code: number, message: string, headers = {}): FakeReply => ({
  ...{ status, headers },
  body: { errors: [{ code, message }] },
})

/** Everybody's name is the part before the @, or of the profile's or domain's name. */
const nameOf = (query: Query): string => {
  const { email, linkedinUrl, firstName, domain, website, name } = query
  const told = email ?? linkedinUrl ?? firstName ?? domain ?? website ?? name ?? ''
  return told
    .toLowerCase()
    .replace(/^.*\/in\//, '')
    .split(/[@.]/)[0]!
}

const contact = (name: string): Json => ({
  ...{
    id: `id-${name}`,
    redeemId: `redeem-${name}`,
    firstName: 'Ann',
    lastName: 'Lee',
    jobTitle: 'VP Sales',
  },
  email: name === 'plain' ? 'ann.lee@acme.example' : { address: `${name}@acme.example`, quality: 'HIGH' },
  linkedinUrl: `https://www.linkedin.com/in/${name}`,
  mobilePhoneNumbers: [
    { number: '(415) 555-0134', label: 'DIRECT_DIAL', dnc: true },
    { number: '(415) 555-0133', label: 'DIRECT_DIAL', dnc: false },
  ],
  directPhoneNumbers: null,
  ...{
    managementLevel: 'VP-Level',
    jobFunction: ['SALES'],
    country: 'United States',
    privacyNotificationSent: true,
  },
  jobJoinEvent: [{ date: '01.09.2026', from: { name: 'Globex' }, to: { name: 'Acme', title: 'VP Sales' } }],
  account: {
    id: 'a-1',
    name: 'Acme',
    domain: 'acme.example',
    industry: ['Manufacturing'],
    sizeFrom: 51,
    sizeTo: 200,
  },
})

const account = (name: string): Json => ({
  ...{ id: `id-${name}`, name: 'Acme', domain: 'acme.example', website: 'www.acme.example', founded: 1999 },
  ...{
    headcount: 120,
    revenue: 12_000_000,
    industries: ['Manufacturing'],
    technologies: ['HubSpot', 'Stripe'],
  },
  linkedinUrl: 'https://www.linkedin.com/company/acme',
  officePhoneNumbers: [{ number: '(415) 555-0100', dnc: false, label: 'COMPANY_SWITCHBOARD' }],
  locations: [
    { type: 'office', country: 'Germany', city: 'Mainz' },
    { type: 'hq', country: 'United States', state: 'California', city: 'San Francisco', street: '1 Main St' },
  ],
  companyHiring: [
    { jobTitle: 'Account Executive', jobDate: '2026-10-05', url: 'https://acme.example/jobs/1' },
    { jobTitle: 'Undated' },
  ],
})

const isAside = ({ path }: FakeRequest): boolean =>
  !path.endsWith('/redeem') && !path.includes('/entitlement/')

export interface FakeCognism extends FakeService {
  /** Previews and looks at the list of those who opted out. */
  aside: string[]
}

export const startCognism = async (): Promise<FakeCognism> => {
  const key = 'co-0123456789abcdef'
  let manner: Manner = 'good'
  let isWarned = false
  const redeemed = new Set<string>()

  const spoil = (rows: Json[]): Json[] => {
    if (manner === 'missing_rows') return rows.slice(1)
    if (manner === 'duplicate_rows') return [...rows, ...rows.slice(0, 1)]
    return manner === 'reordered_rows' ? [...rows].reverse() : rows
  }

  const preview = (of: string, query: Query): FakeReply => {
    if (manner === 'no_credit')
      return error(429, 88, 'Rate limit exceeded', { 'x-rate-result-limit-remaining': '0' })
    const name = nameOf(query)
    if (name === '' || name === 'refused') return error(400, 32, 'The query is not understood')
    if (name === 'nobody' || manner === 'all_unknown') return { body: { matchScore: 12, results: [] } }
    const shared = { id: `id-${name}`, hasLinkedinUrl: true }
    const row =
      of === 'account'
        ? { ...shared, name: 'Acme', hasDomain: true }
        : {
            ...{
              ...shared,
              redeemId: `redeem-${name}`,
              firstName: 'Ann',
              lastName: 'Lee',
              jobTitle: 'VP Sales',
            },
            ...{ account: { id: 'a-1', name: 'Acme' }, hasEmail: name !== 'nomail' },
            ...{ hasMobilePhoneNumbers: name !== 'nomail', hasDirectPhoneNumbers: false },
          }
    return { body: { matchScore: 42, results: [row] } }
  }

  const redeem = (of: string, { redeemIds }: { redeemIds: string[] }): FakeReply => {
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return error(429, 88, 'Rate limit exceeded', { 'x-rate-limit-reset': '3' })
    }
    if (redeemIds.length > 20) return error(400, 32, 'At most 20 ids')
    const fresh = redeemIds.filter((id) => !redeemed.has(id))
    for (const id of fresh) redeemed.add(id)
    if (of === 'contact') state.charged += fresh.length
    const rows = redeemIds.map((id) =>
      (of === 'account' ? account : contact)(id.replace(/^(redeem|id)-/, '')),
    )
    // The list has been seen under both names.
    return { body: of === 'account' ? { total: rows.length, result: spoil(rows) } : { results: spoil(rows) } }
  }

  const server = await startServer(({ path, headers, text }): FakeReply => {
    if (isAside({ path } as FakeRequest)) state.aside.push(path)
    if (headers.authorization !== `Bearer ${key}` || manner === 'bad_key')
      return error(401, 99, `Bad key ${headers.authorization ?? ''}`)
    const [, , , of = '', what = '', by = '', value = ''] = path.split('/')
    if (of === 'entitlement') return { body: { entitlements: [] } }
    if (what === 'optOut') {
      const isOut = /^(id-)?optout/.test(decodeURIComponent(value)) || (by === 'id' && value === 'id-hidden')
      return isOut ? { body: { id: value } } : { status: 404, body: '' }
    }
    const query = JSON.parse(text) as Query
    if (what === 'enrich') return preview(of, query)
    if (what === 'redeem') return redeem(of, JSON.parse(text) as { redeemIds: string[] })
    return { status: 404, body: '' }
  }, isAside)
  const state: FakeCognism = {
    ...{ ...server, key, charged: 0, aside: [] },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const person = (known: EntityQuestion['known'], wanted = ['email']): EntityQuestion => ({
  ...{ kind: 'person', known, wanted },
})
const company = (domain: string): EntityQuestion => ({
  kind: 'company',
  known: { domain },
  wanted: ['employees'],
})
const email = (name: string): { email: string } => ({ email: `${name}@acme.example` })
const optedOut = { kind: 'answer', charged: false, answer: { fields: {}, opted_out: true } } as const

export const fake: ConnectorFake = {
  start: startCognism,
  manners: {
    person: [
      ...(['bad_key', 'no_credit', 'too_fast', 'all_unknown'] as const),
      ...(['missing_rows', 'duplicate_rows', 'reordered_rows'] as const),
    ],
    company: ['bad_key', 'no_credit', 'too_fast', 'all_unknown', 'reordered_rows'],
  },
  isSafe: true,
  cases: [
    {
      question: person(email('ann')),
      expected: {
        kind: 'answer',
        charged: true,
        answer: {
          fields: {
            ...{ first_name: 'Ann', last_name: 'Lee', title: 'VP Sales', email: 'ann@acme.example' },
            ...{ mobile: '(415) 555-0133', seniority: 'VP-Level', country: 'United States' },
            linkedin_url: 'https://www.linkedin.com/in/ann',
            ...{ company: 'Acme', domain: 'acme.example', employees: '51', industry: 'Manufacturing' },
          },
          signals: [
            { of: 'person', kind: 'job_change', on: '2026-09-01', detail: 'VP Sales, Acme', url: null },
          ],
          evidence: { id: 'id-ann', email_quality: 'HIGH' },
        },
      },
    },
    {
      question: person({ linkedin_url: 'https://www.linkedin.com/in/plain' }),
      expected: { kind: 'answer', charged: true, answer: { fields: { email: 'ann.lee@acme.example' } } },
    },
    // No address and no number in it: what the preview shows is free.
    {
      question: person(email('nomail'), ['email', 'mobile']),
      expected: {
        ...{ kind: 'answer', charged: false },
        answer: { fields: { title: 'VP Sales', company: 'Acme' }, evidence: { preview: true } },
      },
    },
    { question: person(email('nobody')), expected: { kind: 'none', charged: false } },
    { question: person(email('refused')), expected: { kind: 'failed', code: '400' } },
    { question: person(email('optout')), expected: optedOut },
    { question: person({ linkedin_url: 'https://www.linkedin.com/in/hidden' }), expected: optedOut },
    {
      question: company('acme.example'),
      expected: {
        ...{ kind: 'answer', charged: false },
        answer: {
          fields: {
            ...{ company: 'Acme', domain: 'acme.example', website: 'www.acme.example', employees: '120' },
            ...{ founded_year: '1999', revenue: '12000000', technologies: 'HubSpot; Stripe' },
            ...{ company_phone: '(415) 555-0100', city: 'San Francisco', country: 'United States' },
          },
          signals: [
            {
              ...{ of: 'company', kind: 'job_posting', on: '2026-10-05', detail: 'Account Executive' },
              url: 'https://acme.example/jobs/1',
            },
          ],
        },
      },
    },
    { question: company('nobody.example'), expected: { kind: 'none', charged: false } },
  ],
  many: (count, kind) =>
    Array.from({ length: count }, (_, i) =>
      kind === 'company' ? company(`company${i}.example`) : person(email(`person${i}`)),
    ),
}
