import { expect, test } from 'vitest'
import { stageOf } from '../contract/kit.ts'
import { testService } from '../../src/core/engine/test-service.ts'

const ann = {
  ...{ kind: 'person' as const, wanted: ['title'] },
  known: {
    ...{ email: 'ann.lee@acme.example', first_name: 'Ann', last_name: 'Lee', company: 'Acme' },
    ...{ domain: 'acme.example', industry: 'Machinery' },
  },
}

test('what is known helps to find the person; the key goes in a header', async () => {
  const s = await stageOf('clearbit', 'person')
  await s.ask([ann])
  const [request] = s.fake.requests
  expect(request!.path).toBe('/v2/people/find')
  expect(Object.fromEntries(request!.query)).toEqual({
    ...{ email: 'ann.lee@acme.example', given_name: 'Ann', family_name: 'Lee', company: 'Acme' },
    company_domain: 'acme.example',
  })
  expect(request!.headers.authorization).toBe(`Bearer ${s.fake.key}`)
})

test('202 and then the answer: asked again, billed once', async () => {
  const s = await stageOf('clearbit', 'person')
  const { checked, summary } = await s.ask([{ ...ann, known: { email: 'patience@acme.example' } }])
  expect(checked[0]!.outcome.kind).toBe('answer')
  expect([s.fake.requests.length, s.fake.charged, summary.spent]).toEqual([3, 1, 0.01])
})

test('202 without end: unknown after a few tries, and answered in a later run', async () => {
  const s = await stageOf('clearbit', 'person')
  const asked = { ...ann, known: { email: 'forever@acme.example' } }
  const { checked, summary } = await s.ask([asked])
  expect(checked[0]!.outcome).toMatchObject({ kind: 'unknown', reason: 'still_working', retry: true })
  expect([s.fake.requests.length, summary.spent]).toEqual([4, 0])
})

test('a company is asked for at its own host', async () => {
  const s = await stageOf('clearbit', 'company')
  const elsewhere = await stageOf('clearbit', 'company', {
    hosts: { ...s.service.hosts, default: 'http://127.0.0.1:1', names: 'http://127.0.0.1:1' },
  })
  const hosts = { ...elsewhere.service.hosts, company: elsewhere.fake.url }
  Object.assign(elsewhere.service, { hosts })
  const { checked } = await elsewhere.ask(elsewhere.questions.many(1, 'company'))
  expect(checked[0]!.outcome.kind).toBe('answer')
  expect(elsewhere.fake.requests.map(({ path }) => path)).toEqual(['/v2/companies/find'])
})

test('its test asks for nobody', async () => {
  const s = await stageOf('clearbit', 'person')
  expect(await testService(s.w.deps, s.service, s.clock)).toEqual({ works: true, message: 'the key is good' })
  expect(Object.fromEntries(s.fake.requests[0]!.query)).toEqual({})
})
