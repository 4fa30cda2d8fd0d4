import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/connectors/fake.ts'
import { stageOf } from '../contract/kit.ts'

const person = (known: Record<string, string>) => ({ kind: 'person' as const, known, wanted: ['email'] })
const reply = (status: number, body: unknown): Fault => ({ kind: 'reply', reply: { status, body } })
const errors = (id: string, details: string) => ({ errors: [{ id, code: 429, details }] })

describe('somebody is looked for', () => {
  test.each<[string, Record<string, string>, string, Record<string, string>]>([
    [
      'by address, where it is known',
      { email: 'ann.lee@acme.example', first_name: 'Ann', last_name: 'Lee', domain: 'acme.example' },
      ...(['/people/find', { email: 'ann.lee@acme.example' }] as const),
    ],
    [
      'by name and domain',
      { full_name: 'Ann Lee', first_name: 'Ann', last_name: 'Lee', domain: 'acme.example', company: 'Acme' },
      ...(['/email-finder', { domain: 'acme.example', first_name: 'Ann', last_name: 'Lee' }] as const),
    ],
    [
      'by name and company, where no domain is known',
      { full_name: 'Ann Lee', company: 'Acme' },
      ...(['/email-finder', { company: 'Acme', full_name: 'Ann Lee' }] as const),
    ],
    [
      'by LinkedIn page, where nothing else is known',
      { linkedin_url: 'https://www.linkedin.com/in/ann-lee/?trk=x', full_name: 'Ann Lee' },
      ...(['/email-finder', { linkedin_handle: 'ann-lee' }] as const),
    ],
  ])('%s', async (_, known, path, query) => {
    const s = await stageOf('hunter', 'person')
    const { checked } = await s.ask([person(known)])
    expect(checked[0]!.outcome.kind).toBe('answer')
    expect(s.fake.requests.map((request) => [request.path, Object.fromEntries(request.query)])).toEqual([
      [path, query],
    ])
  })
})

test('an opt-out is an answer: nothing of the person, no cost, and not asked twice', async () => {
  const s = await stageOf('hunter', 'person')
  const claimed = person({ email: 'claimed@acme.example' })
  const { checked, summary } = await s.ask([claimed])
  expect(checked[0]!.outcome).toMatchObject({ kind: 'answer', answer: { fields: {}, opted_out: true } })
  expect(summary.spent).toBe(0)
  await s.ask([claimed])
  expect(s.fake.requests.length).toBe(1)
})

describe('429 without words that tell', () => {
  test('with searches left in the account: haste', async () => {
    const s = await stageOf('hunter', 'person')
    s.fake.fail(reply(429, errors('limit_reached', 'You have reached it')))
    const { summary } = await s.ask([person({ email: 'ann.lee@acme.example' })])
    expect(s.fake.requests.map(({ path }) => path)).toEqual(['/people/find', '/account'])
    expect(summary.services[0]!.stopped).toMatchObject({ kind: 'rate' })
  })
  test('with none left: a spent quota', async () => {
    const s = await stageOf('hunter', 'person')
    s.fake.behave('no_credit')
    const { summary } = await s.ask([person({ email: 'ann.lee@acme.example' })])
    expect(summary.services[0]!.stopped).toMatchObject({ kind: 'quota' })
  })
  test('the verifier has its own count', async () => {
    const s = await stageOf('hunter', 'email')
    const left = { verifications: { used: 50, available: 50 }, searches: { used: 0, available: 50 } }
    s.fake.fail(
      reply(429, errors('limit_reached', 'You have reached it')),
      reply(200, { data: { requests: left } }),
    )
    const { summary } = await s.ask(s.questions.many(1, 'email'))
    expect(summary.services[0]!.stopped).toMatchObject({ kind: 'quota' })
  })
})
