/** HubSpot's own ways, over real sockets: what it says of rows, of requests, of fields and of whom it finds. */
import { describe, expect, test } from 'vitest'
import type { FakeHubSpot } from '../../src/connectors/hubspot/fake.ts'
import type { TargetWrite } from '../../src/connectors/target.ts'
import { ServiceTrouble } from '../../src/connectors/trouble.ts'
import { idOf, targetStage, type TargetStage } from '../contract/target-kit.ts'

interface HubStage extends TargetStage {
  crm: FakeHubSpot
}
const stage = async (): Promise<HubStage> => (await targetStage('hubspot')) as HubStage
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

describe('rows that it refuses', () => {
  const bad: Record<number, Partial<TargetWrite>> = {
    2: { values: { email: 'no-address' } },
    3: { values: { prm_score: 'many' } },
    7: { values: { lifecyclestage: 'friend' } },
    // The same address as number 1.
    9: { values: { email: 'ann.lee1@acme.example' } },
  }
  const expected: Record<number, string> = {
    ...{ 2: 'INVALID_EMAIL', 3: 'INVALID_INTEGER', 7: 'INVALID_OPTION', 9: 'duplicate' },
  }
  const score = {
    name: 'prm_score',
    label: 'Score',
    type: 'number',
    isWritable: true,
    isUnique: false,
  } as const

  test.each(['told', 'untold', 'whole'] as const)('how they are told does not matter: %s', async (blame) => {
    const s = await stage()
    await s.target.setup!('person', [score], s.call)
    s.crm.blame = blame
    const outcomes = await s.send(range(12).map((i) => s.write('person', i, bad[i])))
    for (const [i, outcome] of outcomes.entries()) {
      const code = expected[i]
      expect([i, outcome]).toMatchObject([
        i,
        code === undefined ? { kind: 'answer', answer: { created: true } } : { kind: 'failed', code },
      ])
    }
    const good = range(12).filter((i) => expected[i] === undefined)
    const held = s.crm.held('person')
    expect(held.map(({ prm_id }) => prm_id)).toEqual(good.map((i) => idOf('person', i)))
    expect(outcomes[9]).toMatchObject({
      message: `HubSpot says: Contact already exists. Existing ID: ${held[1]!.id}`,
    })
    expect(outcomes[2]).toMatchObject({ message: 'HubSpot says: email: Email address no-address is invalid' })
  })

  test('one that is to blame costs few requests, also where it is not said which', async () => {
    const s = await stage()
    s.crm.blame = 'whole'
    const outcomes = await s.send(range(100).map((i) => s.write('person', i, i === 61 ? bad[2]! : {})))
    expect(outcomes.filter(({ kind }) => kind === 'answer').length).toBe(99)
    expect(outcomes[61]).toMatchObject({ kind: 'failed', code: 'INVALID_EMAIL' })
    expect(s.crm.requests.length).toBeLessThanOrEqual(15)
  })

  test('a field that HubSpot lacks is named, and costs one request however many rows have it', async () => {
    const s = await stage()
    const writes = range(100).map((i) =>
      s.write('person', i, i < 90 ? { values: { favourite_colour: 'red' } } : {}),
    )
    const outcomes = await s.send(writes)
    expect(outcomes.slice(0, 90).every(({ kind }) => kind === 'failed')).toBe(true)
    expect(outcomes[0]).toMatchObject({
      ...{ kind: 'failed', code: 'PROPERTY_DOESNT_EXIST' },
      message: 'HubSpot says: Property "favourite_colour" does not exist',
    })
    expect(outcomes.slice(90).every(({ kind }) => kind === 'answer')).toBe(true)
    expect(s.crm.requests.length).toBe(2)
  })

  test.each([
    [
      'prm_id is not unique there',
      { category: 'VALIDATION_ERROR', message: 'by non-unique 0-1 property prm_id' },
      400,
    ],
    ['there is no such path', '<html>Not found</html>', 404],
  ])('%s: the rows are not to blame, and not sent one by one', async (_, body, status) => {
    const s = await stage()
    s.crm.fail({ kind: 'reply', reply: { status, body } })
    const error: unknown = await s
      .send(range(50).map((i) => s.write('person', i)))
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ kind: 'refused' })
    expect(s.crm.requests.length).toBe(1)
  })

  test('the same person twice in one request is one record', async () => {
    const s = await stage()
    const outcomes = await s.send([s.write('person', 0), s.write('person', 0), s.write('person', 1)])
    expect(outcomes.map((outcome) => outcome.kind === 'answer' && outcome.answer.created)).toEqual([
      ...[true, false, true],
    ])
    expect(s.crm.held('person').length).toBe(2)
  })

  test('rows of a reply that are missing are not taken for written', async () => {
    const s = await stage()
    const results = [{ id: '9', new: true, properties: { prm_id: idOf('person', 1) } }]
    s.crm.fail({ kind: 'reply', reply: { status: 200, body: { status: 'COMPLETE', results } } })
    const outcomes = await s.send([s.write('person', 0), s.write('person', 1)])
    expect(outcomes).toEqual([
      { kind: 'unknown', reason: 'no_answer', retry: true, charged: false },
      { kind: 'answer', answer: { id: '9', created: true }, charged: false },
    ])
    expect(s.crm.requests.length).toBe(1)
  })

  test('a fault of its own in one row: a later push may try again', async () => {
    const s = await stage()
    const errors = [
      {
        ...{ status: 'error', category: 'INTERNAL_ERROR', message: 'internal error' },
        context: { objectWriteTraceId: ['0'] },
      },
    ]
    s.crm.fail({ kind: 'reply', reply: { status: 207, body: { results: [], numErrors: 1, errors } } })
    expect(await s.send([s.write('person', 0)])).toMatchObject([
      { kind: 'unknown', retry: true, evidence: { message: 'HubSpot says: internal error' } },
    ])
  })
})

describe('values', () => {
  test('nothing clears a field; yes, no and numbers are texts there', async () => {
    const s = await stage()
    const [first] = await s.send([s.write('person', 0, { values: { hs_email_bad_address: true } })])
    const id = first!.kind === 'answer' ? first!.answer.id : ''
    expect(s.crm.held('person')[0]!.values).toMatchObject({ hs_email_bad_address: 'true', city: 'Berlin' })
    await s.send([{ ...s.write('person', 0), id, values: { city: null, hs_email_bad_address: false } }])
    expect(s.crm.held('person')[0]!.values).toMatchObject({ hs_email_bad_address: 'false', city: '' })
    const found = await s.find([s.lookup('person', 0, 'prm_id')], ['city', 'never_heard'])
    expect(found[0]).toMatchObject({ answer: [{ values: { city: '', never_heard: null } }] })
  })

  test('an owner is a number there, an address here, and they are asked for once in a run', async () => {
    const s = await stage()
    const owner = { hubspot_owner_id: 'Bo.Fox@ours.example' }
    await s.send([s.write('person', 0, { values: owner })])
    await s.send([
      s.write('person', 1, { values: owner }),
      s.write('person', 2, { values: { hubspot_owner_id: '' } }),
    ])
    expect(s.crm.held('person').map(({ values }) => values.hubspot_owner_id)).toEqual(['72', '72', ''])
    const [found] = await s.find([s.lookup('person', 0, 'prm_id')], ['hubspot_owner_id'])
    expect(found).toMatchObject({ answer: [{ values: { hubspot_owner_id: 'bo.fox@ours.example' } }] })
    const fields = await s.target.describe!('person', s.call)
    expect(fields.find(({ name }) => name === 'hubspot_owner_id')).toMatchObject({
      ...{ type: 'choice', choices: ['ann.lee@ours.example', 'bo.fox@ours.example'] },
    })
    expect(s.crm.requests.filter(({ path }) => path === '/crm/v3/owners').length).toBe(1)
  })
})

describe('ties', () => {
  test('a company that is not there: the person is written, and told as not tied', async () => {
    const s = await stage()
    const company = s.crm.add('company', { name: 'Acme' })
    const outcomes = await s.send([
      s.write('person', 0, { company }),
      s.write('person', 1, { company: '123' }),
      s.write('person', 2),
    ])
    expect(outcomes).toMatchObject([
      { kind: 'answer' },
      {
        ...{ kind: 'unknown', reason: 'not_tied', retry: true },
        evidence: {
          message: 'written to HubSpot, but not tied to company 123: No companies with ID 123 exists',
        },
      },
      { kind: 'answer' },
    ])
    expect(s.crm.held('person').map((held) => held.company)).toEqual([company, null, null])
  })

  test('one whose fields are as they were is tied all the same', async () => {
    const s = await stage()
    const company = s.crm.add('company', { name: 'Acme' })
    const id = s.crm.add('person', { email: 'ann.lee@acme.example' })
    const outcomes = await s.send([{ kind: 'person', prm_id: 'p', id, values: {}, company }])
    expect(outcomes).toMatchObject([{ kind: 'answer', answer: { id, created: false } }])
    expect(s.crm.held('person')[0]!.company).toBe(company)
  })

  test('people to each other: by a label of the same words, else without one, and twice is once', async () => {
    const s = await stage()
    s.crm.label('Reports to', 37)
    const [a, b, c] = range(3).map((i) => s.crm.add('person', { email: `p${i}@acme.example` }))
    const ties = [
      { from: a!, to: b!, relationship: 'reports_to' },
      { from: a!, to: c!, relationship: 'introduced_by' },
      { from: a!, to: '999', relationship: 'reports_to' },
    ]
    for (let times = 0; times < 2; times++) {
      const outcomes = await s.target.relate!(ties, s.call)
      expect(outcomes).toMatchObject([
        { kind: 'answer' },
        { kind: 'answer' },
        { kind: 'failed', code: 'not_tied' },
      ])
      expect(s.crm.tiesOf(a!)).toEqual([
        [b, [37]],
        [c, [449]],
      ])
    }
  })
})

describe('finding', () => {
  test('what was written a moment ago is found by prm_id and address; by domain once the search has it', async () => {
    const s = await stage()
    s.crm.lag = 60_000
    await s.send([s.write('company', 0)])
    await s.send([s.write('person', 0)])
    const kinds = async () =>
      (
        await s.find([
          s.lookup('person', 0, 'prm_id'),
          s.lookup('person', 0, 'known'),
          s.lookup('company', 0, 'prm_id'),
          s.lookup('company', 0, 'known'),
        ])
      ).map(({ kind }) => kind)
    expect(await kinds()).toEqual(['answer', 'answer', 'answer', 'none'])
    await s.clock.sleep(61_000)
    expect(await kinds()).toEqual(['answer', 'answer', 'answer', 'answer'])
  })

  test('several companies with one domain are all told', async () => {
    const s = await stage()
    const ids = range(3).map((i) => s.crm.add('company', { name: `Acme ${i}`, domain: 'acme.example' }))
    const [found, other] = await s.find([
      { kind: 'company', prm_id: 'c1', domain: 'ACME.example' },
      { kind: 'company', prm_id: 'c2', domain: 'globex.example' },
    ])
    expect(found).toMatchObject({ answer: ids.map((id) => ({ id, prm_id: null })) })
    expect(other).toMatchObject({ kind: 'none' })
  })

  test('two hundred records of one domain are on a second page', async () => {
    const s = await stage()
    for (const i of range(250)) s.crm.add('company', { name: `Acme ${i}`, domain: 'acme.example' })
    const [found] = await s.find([{ kind: 'company', prm_id: 'c1', domain: 'acme.example' }])
    expect(found!.kind === 'answer' && found!.answer.length).toBe(250)
  })

  test('long domains are asked for in as many searches as it takes', async () => {
    const s = await stage()
    const domainOf = (i: number): string => `${'very-long-name-'.repeat(4)}${i}.example`
    for (const i of range(100)) s.crm.add('company', { domain: domainOf(i) })
    const outcomes = await s.find(
      range(100).map((i) => ({ kind: 'company', prm_id: `c${i}`, domain: domainOf(i) })),
      ['name', 'phone'],
    )
    expect(outcomes.every(({ kind }) => kind === 'answer')).toBe(true)
    const searches = s.crm.requests.filter(({ path }) => path.endsWith('/search'))
    expect(searches.length).toBeGreaterThan(1)
    expect(searches.every(({ text }) => text.length <= 3000)).toBe(true)
  })

  test('the surest key that fits any decides', async () => {
    const s = await stage()
    await s.send([s.write('person', 0)])
    const [mine] = s.crm.held('person')
    const other = s.crm.add('person', { email: 'other@acme.example' })
    const emails = ['other@acme.example']
    const found = await s.find([
      { kind: 'person', prm_id: idOf('person', 0), emails },
      { kind: 'person', prm_id: 'nobody', emails },
      { kind: 'person', prm_id: idOf('person', 0), id: other },
      { kind: 'person', prm_id: 'nobody', emails: ['ann.lee0@acme.example', ...emails] },
    ])
    expect(found.map((one) => (one.kind === 'answer' ? one.answer.map(({ id }) => id) : []))).toEqual([
      ...[[mine!.id], [other], [other]],
      [mine!.id, other],
    ])
  })

  test('the old id of a record that was merged leads to the one that is left', async () => {
    const s = await stage()
    const row = { id: '900', properties: { prm_id: 'p1', hs_merged_object_ids: '777;778' } }
    s.crm.fail({ kind: 'reply', reply: { body: { status: 'COMPLETE', results: [row] } } })
    const [found] = await s.find([{ kind: 'person', prm_id: 'p1', id: '777' }])
    expect(found).toMatchObject({ answer: [{ id: '900', prm_id: 'p1' }] })
  })
})

describe('fields', () => {
  test('an account that was never set up: nobody carries prm_id, people are found by address', async () => {
    const { startHubSpot } = await import('../../src/connectors/hubspot/fake.ts')
    const s = await stage()
    const bare = await startHubSpot()
    const { serviceAt } = await import('../contract/kit.ts')
    const { openLine } = await import('../../src/core/engine/call.ts')
    const service = await serviceAt('hubspot', bare)
    const { signal } = new AbortController()
    const call = openLine(service, { clock: s.clock, chance: () => 0, signal, version: '0' }).call(() => true)
    const id = bare.add('person', { email: 'ann.lee0@acme.example' })
    const found = await s.target.find!(
      [s.lookup('person', 0, 'both'), s.lookup('person', 1, 'both')],
      [],
      call,
    )
    expect(found).toMatchObject([{ answer: [{ id, prm_id: null }] }, { kind: 'none' }])
    await bare.close()
  })

  test('kinds of fields, made and told', async () => {
    const s = await stage()
    const own = { isWritable: true, isUnique: false }
    const fields = [
      { name: 'prm_a', label: 'A', type: 'number', ...own },
      { name: 'prm_b', label: 'B', type: 'boolean', ...own },
      { name: 'prm_c', label: 'C', type: 'date', ...own },
      { name: 'prm_d', label: 'D', type: 'choice', choices: ['x', 'y'], ...own },
      { name: 'prm_e', label: 'E', type: 'text', ...own },
    ] as const
    expect(await s.target.setup!('company', fields, s.call)).toEqual(fields.map(({ name }) => name))
    const told = new Map((await s.target.describe!('company', s.call)).map((field) => [field.name, field]))
    for (const field of fields) expect(told.get(field.name)).toEqual(field)
    expect(told.get('hs_object_id')).toMatchObject({ isWritable: false })
    expect(told.get('domain')).toMatchObject({ isUnique: false })
  })

  test('a prm_id without unique values is no good, and cannot be mended', async () => {
    const s = await stage()
    const results = [{ name: 'prm_id', label: 'prm', type: 'string', hasUniqueValue: false }]
    s.crm.fail({ kind: 'reply', reply: { body: { results } } })
    await expect(s.target.setup!('person', [], s.call)).rejects.toThrow(/not unique.*delete it there/)
  })

  test('one that somebody else makes at the same moment is not ours', async () => {
    const s = await stage()
    const field = { name: 'prm_a', label: 'A', type: 'text', isWritable: true, isUnique: false } as const
    s.crm.fail({ kind: 'reply', reply: { body: { results: [{ name: 'prm_id', hasUniqueValue: true }] } } })
    await s.target.setup!('person', [field], s.call)
    s.crm.fail({ kind: 'reply', reply: { body: { results: [{ name: 'prm_id', hasUniqueValue: true }] } } })
    expect(await s.target.setup!('person', [field], s.call)).toEqual([])
  })
})

describe('what its refusals mean', () => {
  const cases = [
    [
      'a scope that is missing',
      {
        status: 403,
        body: { category: 'MISSING_SCOPES', message: 'One or more of: [crm.objects.owners.read]' },
      },
      { kind: 'credential', message: expect.stringContaining('crm.objects.owners.read') as string },
    ],
    [
      'an expired token',
      { status: 401, body: { category: 'EXPIRED_AUTHENTICATION', message: 'The OAuth token expired' } },
      { kind: 'credential', code: 'EXPIRED_AUTHENTICATION' },
    ],
    ['a web page at 403', { status: 403, body: '<html>Forbidden</html>' }, { kind: 'credential' }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { kind: 'malformed' }],
    [
      'no such path',
      { status: 404, body: { category: 'OBJECT_NOT_FOUND', message: 'gone' } },
      { kind: 'refused' },
    ],
  ] as const
  test.each(cases)('%s', async (_, reply, expected) => {
    const s = await stage()
    s.crm.fail({ kind: 'reply', reply })
    const error: unknown = await s.target.account(s.call).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ServiceTrouble)
    expect(error).toMatchObject(expected)
    expect(s.crm.requests.length).toBe(1)
  })

  test('locked for a moment: it waits, and goes on', async () => {
    const s = await stage()
    s.crm.fail({ kind: 'reply', reply: { status: 423, body: { category: 'LOCKED', message: 'locked' } } })
    expect(await s.target.account(s.call)).toEqual({
      ...{ id: '4711', title: '4711 at app-eu1.hubspot.com' },
    })
  })
})

describe('the fake itself', () => {
  const ask = async (s: HubStage, path: string, json: unknown) => {
    const headers = { authorization: `Bearer ${s.crm.key}`, 'content-type': 'application/json' }
    const reply = await fetch(`${s.crm.url}${path}`, { method: 'POST', headers, body: JSON.stringify(json) })
    return { status: reply.status, text: await reply.text() }
  }
  const inputs = (count: number, idProperty: string) =>
    range(count).map((i) => ({ idProperty, id: `x${i}`, properties: {} }))

  test.each([
    ['more than 100 rows', 'contacts/batch/upsert', { inputs: inputs(101, 'prm_id') }, 400, 'maximum number'],
    ['a domain as the key', 'companies/batch/upsert', { inputs: inputs(1, 'domain') }, 400, 'non-unique'],
    [
      'the same row twice',
      'contacts/batch/upsert',
      { inputs: [...inputs(1, 'prm_id'), ...inputs(1, 'prm_id')] },
      400,
      'Duplicate',
    ],
    ['a page beyond 10 000', 'contacts/search', { limit: 100, after: '9950' }, 400, '10000'],
    ['a page of 201', 'contacts/search', { limit: 201 }, 400, 'page size'],
  ])('%s', async (_, path, json, status, words) => {
    const s = await stage()
    const reply = await ask(s, `/crm/v3/objects/${path}`, json)
    expect(reply.status).toBe(status)
    expect(reply.text).toContain(words)
  })

  test('lets nobody over its limits, and counts those it turned away', async () => {
    const s = await stage()
    const burst = await Promise.all(
      range(120).map(() => ask(s, '/crm/v3/objects/contacts/batch/read', { inputs: [], properties: [] })),
    )
    const turned = burst.filter(({ status }) => status === 429)
    // Setting up took some of the hundred.
    expect(turned.length).toBeGreaterThanOrEqual(20)
    expect(turned[0]!.text).toContain('TEN_SECONDLY_ROLLING')
    const searches = await Promise.all(range(7).map(() => ask(s, '/crm/v3/objects/contacts/search', {})))
    expect(searches.filter(({ status }) => status === 429).length).toBe(2)
    expect(s.crm.turnedAway).toBe(turned.length + 2)
  })
})
