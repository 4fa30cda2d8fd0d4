/** Behaves like ZoomInfo: tokens that go stale, up to 25 inputs, a status for each row, and the older API beside it. */
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

export interface FakeZoomInfo extends FakeService {
  /** Keys of the older API. */
  legacyKey: string
  pkiUser: string
  /** Tokens given out so far. */
  tokens: number
  /** The tokens given out so far are taken no more. */
  expire(): void
  /** A field that the contract does not have. */
  ban(field: string): void
}

const failure = (status: number, code: string, detail: string, headers = {}): FakeReply => ({
  ...{ status, headers },
  body: { title: 'Error', errors: [{ id: '1', code, status: String(status), title: code, detail }] },
})
const guide = (status: number, code: string, message: string, headers = {}): FakeReply => ({
  ...{ status, headers },
  body: { error: { code, message, status, requestId: 'r-1', retryable: status === 429 } },
})

/** By the part before the @, or the first name. */
const STATUS: Readonly<Record<string, string>> = {
  nobody: 'NO_MATCH',
  stale: 'NON_MATCH_BY_LAST_UPDATED_DATE',
  optout: 'OPT_OUT',
  invalid: 'INVALID_INPUT',
  broke: 'LIMIT_EXCEEDED',
  companyonly: 'COMPANY_ONLY_MATCH',
}

const CONTACT: Json = {
  ...{ firstName: 'Ann', lastName: 'Lee', email: 'ann.lee@acme.example', phone: '(415) 555-0132' },
  ...{ mobilePhone: '(415) 555-0133', mobilePhoneDoNotCall: false, directPhoneDoNotCall: false },
  ...{
    jobTitle: 'VP Sales',
    managementLevel: ['VP-Level'],
    jobFunction: [{ name: 'Sales', department: 'Sales' }],
  },
  ...{ city: 'San Francisco', state: 'California', country: 'United States', contactAccuracyScore: 95 },
  externalUrls: [{ type: 'linkedin.com', url: 'https://www.linkedin.com/in/ann-lee' }],
}
const EMPLOYER: Json = {
  ...{ id: 71, name: 'Acme', website: 'www.acme.example', employeeCount: 120, revenueNumeric: 12_000_000 },
  industries: ['Manufacturing'],
}
const COMPANY: Json = {
  ...{ name: 'Acme', website: 'www.acme.example', domainList: ['acme.example'], employeeCount: 120 },
  ...{
    revenue: 12_000,
    revenueRange: '$10 mil. - $25 mil.',
    primaryIndustry: ['Manufacturing'],
    foundedYear: '1999',
  },
  ...{
    phone: '(415) 555-0100',
    street: '1 Main St',
    city: 'San Francisco',
    state: 'California',
    zipCode: '94105',
  },
  country: 'United States',
  socialMediaUrls: [{ type: 'LINKED_IN', url: 'https://www.linkedin.com/company/acme', followerCount: '10' }],
}

/** Request names are flat, the answer is not. */
const isAsked = (name: string, outputs: readonly string[]): boolean =>
  name === 'company' ? outputs.some((output) => output.startsWith('company')) : outputs.includes(name)

const nameOf = (input: Record<string, string | undefined>): string =>
  (input.emailAddress ?? input.firstName ?? input.companyWebsite ?? input.companyName ?? '')
    .split(/[@.]/)[0]!
    .toLowerCase()

const isToken = ({ path }: FakeRequest): boolean =>
  path === '/oauth2/default/v1/token' || path === '/authenticate'

export const startZoomInfo = async (): Promise<FakeZoomInfo> => {
  const key = 'client-0123456789:secret-0123456789abcdef'
  const legacyKey = 'jwt:ann@ours.example:pass-0123456789'
  let manner: Manner = 'good'
  let isWarned = false
  let valid = new Set<string>()
  const banned = new Set<string>()

  const give = (): string => {
    state.tokens++
    const token = `token-${state.tokens}-abcdefghij`
    valid.add(token)
    return token
  }
  const gtmToken = ({ text }: FakeRequest): FakeReply => {
    const form = new URLSearchParams(text)
    const isKey = `${form.get('client_id')}:${form.get('client_secret')}` === key
    if (manner === 'bad_key' || !isKey || form.get('grant_type') !== 'client_credentials')
      return {
        status: 401,
        body: { error: 'invalid_client', error_description: `no ${form.get('client_secret')}` },
      }
    return {
      body: { access_token: give(), token_type: 'Bearer', expires_in: 3600, scope: form.get('scope') },
    }
  }
  const legacyToken = ({ text, headers }: FakeRequest): FakeReply => {
    const bearer = headers.authorization?.replace('Bearer ', '') ?? ''
    if (bearer !== '') {
      const [, claims = ''] = bearer.split('.')
      const { username } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Json
      return username === state.pkiUser ? { body: { jwt: give() } } : { status: 401, body: { error: 'no' } }
    }
    const { username, password } = JSON.parse(text) as Json
    if (manner === 'bad_key' || `jwt:${String(username)}:${String(password)}` !== legacyKey)
      return { status: 401, body: { error: 'Invalid credentials' } }
    return { body: { jwt: give() } }
  }

  const found = (of: 'contact' | 'company', input: Json, outputs: readonly string[]): [string, Json] => {
    const name = nameOf(input as Record<string, string | undefined>)
    if (manner === 'new_status') return ['quantum', {}]
    if (manner === 'all_unknown') return ['NO_MATCH', {}]
    if (manner === 'no_credit') return ['LIMIT_EXCEEDED', {}]
    const status = STATUS[name] ?? 'FULL_MATCH'
    if (!status.endsWith('_MATCH') || status === 'NO_MATCH') return [status, {}]
    state.charged++
    const whole =
      of === 'company'
        ? COMPANY
        : {
            ...(status === 'FULL_MATCH' && CONTACT),
            ...(name === 'dnc' && { mobilePhoneDoNotCall: true }),
            company: EMPLOYER,
          }
    return [status, Object.fromEntries(Object.entries(whole).filter(([field]) => isAsked(field, outputs)))]
  }

  const spoil = <T>(rows: T[]): T[] => {
    if (manner === 'missing_rows') return rows.slice(1)
    if (manner === 'duplicate_rows') return [...rows, ...rows.slice(0, 1)]
    return manner === 'reordered_rows' ? [...rows].reverse() : rows
  }

  const enrich = (of: 'contact' | 'company', { text }: FakeRequest, isLegacy: boolean): FakeReply => {
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return guide(429, 'ZI0004', 'Too many requests', {
        'retry-after': '2',
        'x-ratelimit-rejected-bucket': 'second',
      })
    }
    if (manner === 'no_credit' && !isLegacy) return failure(400, 'PFAPI0011', 'Credit limit reached')
    const body = JSON.parse(text) as Json
    const asked = (isLegacy ? body : (body.data as Json).attributes) as Json
    const inputs = asked[of === 'contact' ? 'matchPersonInput' : 'matchCompanyInput'] as Json[]
    const outputs = asked.outputFields as string[]
    if (inputs.length > 25) return failure(400, 'PFAPI0002', 'At most 25 inputs')
    const notOurs = outputs.find((output) => banned.has(output))
    if (notOurs !== undefined) return failure(400, 'PFAPI0009', `Not entitled to the field ${notOurs}`)
    const rows = inputs.map((input, i) => ({ i, input, of: found(of, input, outputs) }))
    if (isLegacy) {
      const result = rows.map(({ input, of: [matchStatus, data] }) => ({
        ...{ input, matchStatus, data: Object.keys(data).length === 0 ? [] : [data] },
      }))
      return { body: { success: true, data: { outputFields: [outputs], result: spoil(result) } } }
    }
    const data = rows.map(({ i, input, of: [matchStatus, attributes] }) =>
      Object.keys(attributes).length === 0
        ? { id: '0', type: 'NoMatch', meta: { matchStatus, input } }
        : { id: String(1000 + i), type: 'Contact', attributes, meta: { matchStatus, input, warnings: [] } },
    )
    return { body: { data: spoil(data) } }
  }

  const server = await startServer((request): FakeReply => {
    const { path, headers } = request
    if (path === '/oauth2/default/v1/token') return gtmToken(request)
    if (path === '/authenticate') return legacyToken(request)
    if (!valid.has(headers.authorization?.replace('Bearer ', '') ?? ''))
      return guide(401, 'ZI0001', `Token ${headers.authorization ?? ''} is not valid`)
    if (path === '/data/v1/users/usage') return { body: { data: [] } }
    if (path === '/data/v1/contacts/enrich') return enrich('contact', request, false)
    if (path === '/data/v1/companies/enrich') return enrich('company', request, false)
    if (path === '/enrich/contact') return enrich('contact', request, true)
    if (path === '/enrich/company') return enrich('company', request, true)
    return { status: 404, body: '' }
  }, isToken)
  const state: FakeZoomInfo = {
    ...{ ...server, key, legacyKey, pkiUser: 'ann@ours.example', charged: 0, tokens: 0 },
    expire: () => {
      valid = new Set()
    },
    ban: (field) => void banned.add(field),
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const person = (known: EntityQuestion['known']): EntityQuestion => ({
  kind: 'person',
  known,
  wanted: ['title'],
})
const company = (domain: string): EntityQuestion => ({
  kind: 'company',
  known: { domain },
  wanted: ['employees'],
})
const none = { kind: 'none', charged: false } as const

export const fake: ConnectorFake = {
  start: startZoomInfo,
  manners: [
    ...(['bad_key', 'no_credit', 'too_fast', 'new_status', 'all_unknown'] as const),
    ...(['missing_rows', 'duplicate_rows', 'reordered_rows'] as const),
  ],
  cases: [
    {
      question: person({ email: 'ann.lee@acme.example' }),
      expected: {
        kind: 'answer',
        charged: true,
        answer: {
          fields: {
            ...{ first_name: 'Ann', last_name: 'Lee', email: 'ann.lee@acme.example', title: 'VP Sales' },
            ...{
              phone: '(415) 555-0132',
              mobile: '(415) 555-0133',
              seniority: 'VP-Level',
              department: 'Sales',
            },
            ...{
              linkedin_url: 'https://www.linkedin.com/in/ann-lee',
              city: 'San Francisco',
              state: 'California',
            },
            ...{ country: 'United States', company: 'Acme', website: 'www.acme.example', employees: '120' },
            ...{ revenue: '12000000', industry: 'Manufacturing' },
          },
          opted_out: false,
          evidence: { status: 'FULL_MATCH', id: '1000', score: '95' },
        },
      },
    },
    {
      question: person({ first_name: 'Ann', last_name: 'Lee', company: 'Acme' }),
      expected: { kind: 'answer', answer: { fields: { email: 'ann.lee@acme.example' } } },
    },
    {
      question: person({ email: 'dnc@acme.example' }),
      expected: { kind: 'answer', answer: { evidence: { do_not_call: true } } },
    },
    {
      question: person({ email: 'companyonly@acme.example' }),
      expected: { kind: 'answer', charged: true, answer: { fields: { company: 'Acme', employees: '120' } } },
    },
    { question: person({ email: 'nobody@acme.example' }), expected: none },
    { question: person({ email: 'stale@acme.example' }), expected: none },
    {
      question: person({ email: 'optout@acme.example' }),
      expected: { kind: 'answer', charged: false, answer: { fields: {}, opted_out: true } },
    },
    {
      question: person({ email: 'invalid@acme.example' }),
      expected: { kind: 'failed', code: 'INVALID_INPUT' },
    },
    {
      question: company('acme.example'),
      expected: {
        kind: 'answer',
        charged: true,
        answer: {
          fields: {
            ...{ company: 'Acme', website: 'www.acme.example', domain: 'acme.example', employees: '120' },
            ...{ revenue: '$10 mil. - $25 mil.', industry: 'Manufacturing', founded_year: '1999' },
            ...{ company_phone: '(415) 555-0100', street: '1 Main St', postal_code: '94105' },
            company_linkedin_url: 'https://www.linkedin.com/company/acme',
          },
        },
      },
    },
    { question: company('nobody.example'), expected: none },
  ],
  many: (count, kind) =>
    Array.from({ length: count }, (_, i) =>
      kind === 'company' ? company(`company${i}.example`) : person({ email: `person${i}@acme.example` }),
    ),
}
