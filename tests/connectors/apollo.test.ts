import { describe, expect, test } from 'vitest'
import type { EntityAnswer, EntityKind } from '../../src/connectors/contract.ts'
import type { Fault } from '../../src/connectors/fake.ts'
import { stageOf, type Stage } from '../contract/kit.ts'

const apollo = (kind: EntityKind): Promise<Stage> => stageOf('apollo', kind)
const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  ...{ kind: 'reply', reply: { status, body, headers } },
})
const person = (first_name: string) => ({
  ...{ kind: 'person' as const, wanted: ['email', 'title'] },
  known: { first_name, last_name: 'Lee', full_name: `${first_name} Lee`, company: 'Acme', title: 'CEO' },
})
const answerOf = (outcome: { kind: string; answer?: unknown }): EntityAnswer => outcome.answer as EntityAnswer

describe('people', () => {
  test('ten a request, by what is known of them and nothing else; private addresses are not asked for', async () => {
    const s = await apollo('person')
    await s.ask(s.questions.many(25, 'person'))
    const sizes = s.fake.requests.map(
      ({ text }) => (JSON.parse(text) as { details: unknown[] }).details.length,
    )
    expect(sizes).toEqual([10, 10, 5])
    await s.ask([person('Zoe')])
    const last = s.fake.requests.at(-1)!
    expect(JSON.parse(last.text)).toEqual({
      details: [{ first_name: 'Zoe', last_name: 'Lee', name: 'Zoe Lee', organization_name: 'Acme' }],
    })
    expect(Object.fromEntries(last.query)).toEqual({
      ...{ reveal_personal_emails: 'false', reveal_phone_number: 'false' },
    })
    expect(JSON.stringify([...last.query])).not.toContain(s.fake.key)
  })

  test('nobody in the middle of ten moves nobody', async () => {
    const s = await apollo('person')
    const { checked, summary } = await s.ask(['Ann', 'Nobody', 'Cat', 'Nobody2', 'Eve'].map(person))
    expect(
      checked.map(({ outcome }) => (outcome.kind === 'answer' ? answerOf(outcome).fields.first_name : null)),
    ).toEqual(['Ann', null, 'Cat', null, 'Eve'])
    expect(summary.spent).toBeCloseTo(0.03, 6)
  })

  test('a reply of another length is nobody’s, and may have been charged', async () => {
    const s = await apollo('person')
    s.fake.behave('missing_rows')
    const { checked } = await s.ask(['Ann', 'Bea', 'Cat'].map(person))
    for (const { outcome } of checked)
      expect(outcome).toMatchObject({ kind: 'unknown', reason: 'maybe_charged', retry: true })
    expect(checked.length).toBe(3)
  })

  test('costs what Apollo says that it cost', async () => {
    const s = await apollo('person')
    const matches = [
      { id: 1, name: 'Ann Lee' },
      { id: '2', name: 'Bea Lee' },
    ]
    s.fake.fail(reply(200, { status: 'success', credits_consumed: 1, matches }))
    const { checked, summary } = await s.ask(['Ann', 'Bea'].map(person))
    expect(checked.map(({ outcome }) => outcome.kind)).toEqual(['answer', 'answer'])
    expect(summary.spent).toBeCloseTo(0.01, 6)
  })

  test('an address that is locked is none', async () => {
    const s = await apollo('person')
    const { checked } = await s.ask([person('Locked')])
    const { fields, evidence } = answerOf(checked[0]!.outcome)
    expect(fields.first_name).toBe('Locked')
    expect([fields.email, evidence.email_status]).toEqual([undefined, undefined])
  })

  test('a number that is not to be called is none', async () => {
    const s = await apollo('person')
    const { checked } = await s.ask([person('Known')])
    const { fields } = answerOf(checked[0]!.outcome)
    expect([fields.mobile, fields.phone]).toEqual(['+14155550158', undefined])
  })

  test('the first position of all, and one begun long ago, are no changed job', async () => {
    const s = await apollo('person')
    const current = (start_date: string) => ({
      organization_name: 'Acme',
      title: 'CEO',
      start_date,
      current: true,
    })
    const before = { organization_name: 'Globex', start_date: '2010-01-01', current: false }
    const matches = [
      { id: '1', name: 'First', employment_history: [current('2026-10-01')] },
      { id: '2', name: 'Long', employment_history: [current('2020-10-01'), before] },
      { id: '3', name: 'New', employment_history: [before, current('2026-10-01')] },
    ]
    s.fake.fail(reply(200, { matches }))
    const { checked } = await s.ask(['First', 'Long', 'New'].map(person))
    expect(checked.map(({ outcome }) => answerOf(outcome).signals)).toEqual([
      ...[[], []],
      [{ of: 'person', kind: 'job_change', on: '2026-10-01', detail: 'CEO at Acme', url: null }],
    ])
  })
})

test('what happened to a company that is not known as theirs is not told of the one that is', async () => {
  const s = await apollo('person')
  const organization = {
    name: 'Globex',
    primary_domain: 'globex.example',
    latest_funding_round_date: '2026-10-01',
  }
  s.fake.fail(reply(200, { matches: [{ id: '1', name: 'Ann Lee', organization }] }))
  const { checked } = await s.ask([person('Ann')])
  const { fields, signals } = answerOf(checked[0]!.outcome)
  expect([fields.company, signals]).toEqual(['Globex', []])
})

describe('what it refuses', () => {
  test.each<[string, Fault, string, string]>([
    [
      'a key, in plain text',
      reply(401, 'Invalid API key.'),
      'credential',
      'Apollo refuses the key (status 401)',
    ],
    [
      'an endpoint to this key',
      reply(403, {
        error: 'not accessible with this api_key on a free plan',
        error_code: 'API_INACCESSIBLE',
      }),
      ...(['credential', 'Apollo does not give this to the key or its plan: not accessible'] as const),
    ],
    [
      'more than was paid for',
      reply(422, { error: 'You have insufficient credits' }),
      ...(['quota', 'Apollo says: You have insufficient credits'] as const),
    ],
    [
      'a day’s calls, without saying how long to wait',
      reply(429, { message: 'The maximum number of api calls allowed is 600 times per day.' }),
      ...(['rate', 'Apollo says: The maximum number of api calls allowed is 600 times per day.'] as const),
    ],
  ])('%s: nothing more is sent', async (_, fault, kind, message) => {
    const s = await apollo('person')
    s.fake.fail(fault)
    const { summary, checked } = await s.ask([person('Ann')])
    expect(checked.map(({ outcome }) => outcome.kind)).toEqual(['not_asked'])
    expect(summary.services[0]!.stopped).toMatchObject({ kind })
    expect(summary.services[0]!.stopped!.message).toContain(message)
    expect(s.fake.requests.length).toBe(1)
  })

  test('a minute’s calls: it waits for the next', async () => {
    const s = await apollo('person')
    s.fake.fail(reply(429, { message: 'The maximum number of api calls allowed is 50 times per minute.' }))
    const { checked } = await s.ask([person('Ann')])
    expect(checked.map(({ outcome }) => outcome.kind)).toEqual(['answer'])
    expect(Math.max(...s.clock.slept)).toBeGreaterThanOrEqual(59_000)
  })

  test('an input: failed, in its own words', async () => {
    const s = await apollo('company')
    s.fake.fail(reply(422, { error: "Required parameter 'domain' missing" }))
    const { checked } = await s.ask(s.questions.many(1, 'company'))
    expect(checked[0]!.outcome).toEqual({
      ...{ kind: 'failed', code: '422' },
      message: "Apollo says: Required parameter 'domain' missing",
    })
  })
})
