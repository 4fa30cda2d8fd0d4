/** An API that prm does not know by itself, and how a config declares it. */
import type { EntityQuestion } from '../contract.ts'
import { startServer, type ConnectorFake, type FakeReply, type FakeService, type Manner } from '../fake.ts'
import { HttpDeclaration } from './schema.ts'

export const DECLARED: HttpDeclaration = HttpDeclaration.parse({
  title: 'Made-up API',
  url: 'https://api.made-up.example/v1/company?domain={domain}&name={company}',
  headers: { Authorization: 'Bearer ${PRM_HTTP_KEY}' },
  entity: 'company',
  needs: [['domain'], ['company']],
  fields: {
    employees: 'data.headcount',
    company: 'data.names[0].text',
    technologies: 'data.stack[].name',
    'custom.tier': 'data.tier',
  },
  not_found: { status: [404], empty: 'data' },
  rate: { per_second: 100 },
  test: 'https://api.made-up.example/v1/me',
})

export const startHttp = async (): Promise<FakeService> => {
  const key = 'ht-0123456789&abc=def'
  let manner: Manner = 'good'
  let isWarned = false
  const server = await startServer(({ path, query, headers }): FakeReply => {
    if (headers.authorization !== `Bearer ${key}` || manner === 'bad_key')
      return { status: 401, body: { error: `no such key ${headers.authorization ?? ''}` } }
    if (path === '/v1/me') return { body: { plan: 'free' } }
    if (manner === 'no_credit') return { status: 402, body: { error: 'no credit' } }
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return { status: 429, headers: { 'retry-after': '2' }, body: '' }
    }
    const [name] = (query.get('domain') ?? query.get('name') ?? '').split('.')
    if (name === 'nobody') return { status: 404, body: { error: 'unknown' } }
    if (name === 'nothing' || manner === 'all_unknown') return { body: { data: null } }
    if (name === 'refused') return { status: 422, body: 'not a domain' }
    state.charged++
    if (name === 'other') return { body: { data: { color: 'red' } } }
    const data = {
      ...{ headcount: 120, tier: 'gold', names: [{ text: name === 'a & b' ? 'A & B' : 'Acme' }] },
      stack: [{ name: 'HubSpot' }, { name: 'Stripe' }, {}],
    }
    return { body: { data } }
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

const company = (known: EntityQuestion['known']): EntityQuestion => ({
  kind: 'company',
  known,
  wanted: ['employees'],
})

export const fake: ConnectorFake = {
  start: startHttp,
  manners: ['bad_key', 'no_credit', 'too_fast', 'all_unknown'],
  cases: [
    {
      question: company({ domain: 'acme.example' }),
      expected: {
        ...{ kind: 'answer', charged: true },
        answer: {
          fields: {
            employees: '120',
            company: 'Acme',
            technologies: 'HubSpot; Stripe',
            'custom.tier': 'gold',
          },
          signals: [],
        },
      },
    },
    {
      question: company({ company: 'a & b' }),
      expected: { kind: 'answer', answer: { fields: { company: 'A & B' } } },
    },
    { question: company({ domain: 'nobody.example' }), expected: { kind: 'none', charged: false } },
    { question: company({ domain: 'nothing.example' }), expected: { kind: 'none', charged: false } },
    { question: company({ domain: 'other.example' }), expected: { kind: 'none', charged: true } },
    { question: company({ domain: 'refused.example' }), expected: { kind: 'failed', code: '422' } },
  ],
  many: (count) => Array.from({ length: count }, (_, i) => company({ domain: `company${i}.example` })),
}
