import { generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Call, EntityKind } from '../../src/connectors/contract.ts'
import { clientAssertion, credentials, orgAddress } from '../../src/connectors/salesforce/auth.ts'
import { startSalesforce, type FakeSalesforce } from '../../src/connectors/salesforce/fake-server.ts'
import { FIELDS, ID_FIELD, TIE_FIELD } from '../../src/connectors/salesforce/fields.ts'
import { anywhere, fitting, isId, literal } from '../../src/connectors/salesforce/soql.ts'
import type {
  RemoteChange,
  RemoteField,
  RemoteValues,
  Target,
  TargetWrite,
} from '../../src/connectors/target.ts'
import { openLine } from '../../src/core/engine/call.ts'
import { openServices } from '../../src/core/engine/services.ts'
import { testService } from '../../src/core/engine/test-service.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { fastClock, serviceAt, type FastClock } from '../contract/kit.ts'
import { world } from '../support/world.ts'

interface Stage {
  crm: FakeSalesforce
  clock: FastClock
  target: Target & Required<Pick<Target, 'find' | 'describe' | 'setup' | 'bulk' | 'pull'>>
  call: Call
  another(): Call
}

const staged = async ({ isSetUp = true, key }: { isSetUp?: boolean; key?: string } = {}): Promise<Stage> => {
  const clock = fastClock()
  const crm = await startSalesforce(clock, { isSetUp })
  onTestFinished(() => crm.close())
  const service = await serviceAt('salesforce', { ...crm, key: key ?? crm.key })
  const another = (): Call =>
    openLine(service, {
      clock,
      chance: () => 0.5,
      signal: new AbortController().signal,
      version: '0.0.0',
    }).call(() => true)
  return { crm, clock, another, call: another(), target: service.connector.target as Stage['target'] }
}

const lead = (i: number, values: RemoteValues = {}, more: Partial<TargetWrite> = {}): TargetWrite => ({
  ...{ kind: 'person', prm_id: `p${i}`, id: null, company: null },
  values: { LastName: `Lee ${i}`, Company: 'Acme', Email: `ann${i}@acme.example`, ...values },
  ...more,
})
const account = (i: number, values: RemoteValues = {}): TargetWrite => ({
  ...{ kind: 'company', prm_id: `c${i}`, id: null, company: null },
  values: { Name: `Acme ${i}`, ...values },
})
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no trouble',
    (error: unknown) => (error as Error).message,
  )
const unauthorised = {
  kind: 'reply',
  reply: { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] },
} as const

describe('the key', () => {
  test.each([
    ['3MVG9.id:secret', { flow: 'client', client: '3MVG9.id', secret: 'secret' }],
    [
      'jwt:3MVG9.id:prm@ours.example:AAAA',
      { flow: 'jwt', client: '3MVG9.id', username: 'prm@ours.example', pem: 'AAAA' },
    ],
  ])('%s', (key, expected) => {
    expect(credentials(key)).toEqual(expected)
  })
  test.each(['', 'alone', ':secret', 'id:', 'a:b:c', 'jwt:a:b', 'jwt:a::c'])('%j is no key', (key) => {
    expect(() => credentials(key)).toThrow('is written as client_id:client_secret')
  })
  test.each([
    ['https://acme.my.salesforce.com', 'https://login.salesforce.com'],
    ['https://acme--dev.sandbox.my.salesforce.com', 'https://test.salesforce.com'],
    ['https://acme-dev.scratch.my.salesforce.com', 'https://test.salesforce.com'],
  ])('the assertion for %s is signed, for %s, and good for three minutes', (address, aud) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    const of = { flow: 'jwt', client: 'id', username: 'prm@ours.example', pem } as const
    const [head, claims, signature] = clientAssertion(of, address, 1000_000).split('.')
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toEqual({
      ...{ iss: 'id', sub: 'prm@ours.example', aud, exp: 1180 },
    })
    const text = Buffer.from(`${head}.${claims}`)
    expect(verify('sha256', text, publicKey, Buffer.from(signature!, 'base64url'))).toBe(true)
  })
  test('a private key is exchanged for a token', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    const { target, call, crm } = await staged({ key: `jwt:3MVG9.id:prm@ours.example:${pem}` })
    expect(await target.account(call)).toMatchObject({ title: 'Ours Ltd' })
    expect(crm.assertion.split('.').length).toBe(3)
    const broken = await staged({ key: 'jwt:3MVG9.id:prm@ours.example:nonsense' })
    expect(await messageOf(broken.target.account(broken.call))).toBe(
      'the private key in the key of Salesforce cannot be read',
    )
  })
  test.each(['https://login.salesforce.com', 'https://test.salesforce.com/'])(
    'is not sent to %s',
    (address) => {
      expect(() => orgAddress({ hosts: { default: address } })).toThrow('put it in PRM_SALESFORCE_URL')
    },
  )
  test('without the address of the org nothing is sent, and the variable is named', async () => {
    const w = world()
    onTestFinished(() => w.file.close())
    const surroundings = {
      config: DEFAULT_CONFIG,
      keys: { PRM_SALESFORCE_KEY: 'id-0123:secret-0123' },
      env: {},
    }
    const [service] = await openServices(['salesforce'], surroundings)
    const tested = await testService(w.deps, service!, fastClock())
    expect(tested).toMatchObject({ works: false, trouble: 'credential' })
    expect(tested.message).toContain('PRM_SALESFORCE_URL, as https://acme.my.salesforce.com')
  })
  test('that is refused: the reason is told, and no part of the key', async () => {
    const { target, call, crm } = await staged({ key: '3MVG9.other_0123456789:secret-other-0123' })
    const said = await messageOf(target.account(call))
    expect(said).toBe('Salesforce refuses the key: invalid_client: invalid client credentials ‹key›')
    expect(crm.tokens).toBe(0)
  })
})

describe('the token', () => {
  test('is asked for once, and again once where all that are under way are refused', async () => {
    const { target, call, crm } = await staged()
    await target.account(call)
    expect(crm.tokens).toBe(1)
    crm.expire()
    const ended = await Promise.all([1, 2, 3].map((i) => target.write([lead(i)], call)))
    expect(ended.flat().map(({ kind }) => kind)).toEqual(['answer', 'answer', 'answer'])
    expect(crm.tokens).toBe(2)
  })
  test('that is refused again ends it: no third one', async () => {
    const { target, call, crm } = await staged()
    crm.fail(unauthorised, unauthorised)
    expect(await messageOf(target.write([lead(1)], call))).toContain('refuses the key (status 401)')
    expect([crm.tokens, crm.requests.length]).toEqual([2, 2])
  })
})

test('its test tells the org and what is left of the day', async () => {
  const { crm } = await staged()
  const w = world()
  onTestFinished(() => w.file.close())
  const tested = await testService(w.deps, await serviceAt('salesforce', crm), fastClock())
  expect(tested).toEqual({ works: true, message: 'org Ours Ltd, 14998 requests left today' })
})

describe('questions', () => {
  test.each([
    ["O'Brien", "'O\\'Brien'"],
    ['back\\slash', "'back\\\\slash'"],
    ['"two"\nlines', '\'\\"two\\"\\nlines\''],
    ["' OR Name != '", "'\\' OR Name != \\''"],
  ])('%j is quoted', (text, expected) => {
    expect(literal(text)).toBe(expected)
  })
  test('wildcards are letters', () => {
    expect(anywhere('a_b%.example')).toBe("'%a\\_b\\%.example%'")
  })
  test('are cut so that each fits into an address', () => {
    const parts = fitting(range(1000), (i) => `ann${i}@acme.example`)
    expect(parts.flat()).toEqual(range(1000))
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts)
      expect(encodeURIComponent(part.map((i) => `ann${i}@acme.example`).join()).length).toBeLessThan(10_000)
    expect(fitting(['x'.repeat(20_000)], (text) => text)).toEqual([['x'.repeat(20_000)]])
  })
  test.each([
    ['00Q5e0000000001AAA', true],
    ['00Q5e0000000001', true],
    ['0015e0000000001AAA', false],
    ["00Q5e0000000001' OR", false],
    ['00Q', false],
  ])('%s is an id of a lead: %s', (text, expected) => {
    expect(isId(text, '00Q')).toBe(expected)
  })
})

describe('finding', () => {
  test('an address that holds quotes finds its own record and no other', async () => {
    const { target, call, crm } = await staged()
    const id = crm.add('person', { LastName: "O'Brien", Email: "o'brien@acme.example" })
    crm.add('person', { LastName: 'Other', Email: 'other@acme.example' })
    const [found, none] = await target.find(
      [
        { kind: 'person', prm_id: 'p1', emails: ["O'Brien@acme.example"] },
        { kind: 'person', prm_id: "p2' OR LastName != '", emails: ["' OR Email != '"] },
      ],
      ['LastName'],
      call,
    )
    expect(found).toMatchObject({
      kind: 'answer',
      answer: [{ id, prm_id: null, url: `${crm.url}/${id}`, values: { LastName: "O'Brien" } }],
    })
    expect(none).toEqual({ kind: 'none', charged: false })
  })
  test('several of one address are all told', async () => {
    const { target, call, crm } = await staged()
    const ids = [1, 2].map(() => crm.add('person', { LastName: 'Lee', Email: 'ann@acme.example' }))
    const [found] = await target.find(
      [{ kind: 'person', prm_id: 'p1', emails: ['ann@acme.example'] }],
      [],
      call,
    )
    expect(found).toMatchObject({ kind: 'answer', answer: ids.map((id) => ({ id })) })
  })
  test.each([
    ['https://www.acme.example/en', true],
    ['ACME.example', true],
    ['http://acme.example', true],
    ['https://notacme.example', false],
    ['https://acme.example.org', false],
    ['https://shop.acme.example', false],
  ])('the company acme.example has the website %s: %s', async (website, isIt) => {
    const { target, call, crm } = await staged()
    crm.add('company', { Name: 'Acme', Website: website })
    const [found] = await target.find([{ kind: 'company', prm_id: 'c1', domain: 'acme.example' }], [], call)
    expect(found!.kind).toBe(isIt ? 'answer' : 'none')
  })
  test('whoever is a contact already, or a converted lead, is told as such', async () => {
    const { target, call, crm } = await staged()
    const contact = crm.contact({ Email: 'ann@acme.example' })
    const id = crm.add('person', { LastName: 'Bo', Email: 'bo@acme.example' })
    crm.convert(id)
    const lookups = ['ann', 'bo', 'cy'].map((name) => ({
      ...{ kind: 'person' as const, prm_id: name, emails: [`${name}@acme.example`] },
    }))
    expect(await target.find(lookups, [], call)).toEqual([
      {
        ...{ kind: 'failed', code: 'contact' },
        message: `is a contact there already, and no lead: ${crm.url}/${contact}`,
      },
      {
        ...{ kind: 'failed', code: 'converted' },
        message: `is a lead there that was converted: ${crm.url}/${id}`,
      },
      { kind: 'none', charged: false },
    ])
    crm.deny('contacts')
    expect((await target.find(lookups, [], call)).map(({ kind }) => kind)).toEqual(['none', 'failed', 'none'])
  })
  test('a field that is missing names what makes it', async () => {
    const { target, call } = await staged({ isSetUp: false })
    const said = await messageOf(target.find([{ kind: 'person', prm_id: 'p1' }], [], call))
    expect(said).toContain("No such column 'Prm_Id__c'")
    expect(said).toContain('prm push --to salesforce --setup')
  })
})

describe('writing', () => {
  test('more than 200 in one request are refused there: the batch is 200', async () => {
    const { target, call } = await staged()
    const said = await messageOf(
      target.write(
        range(201).map((i) => lead(i)),
        call,
      ),
    )
    expect(said).toContain('cannot submit more than 200')
    expect(target.batch.write).toBe(200)
  })
  test('a duplicate names the record that it is taken for, and the rule', async () => {
    const { target, call, crm } = await staged()
    const id = crm.add('person', { LastName: 'Lee', Email: 'ANN1@acme.example' })
    const outcomes = await target.write([lead(0), lead(1), lead(2)], call)
    expect(outcomes).toMatchObject([
      { kind: 'answer' },
      {
        ...{ kind: 'failed', code: 'duplicate' },
        message: `Salesforce has it already: ${crm.url}/${id} (duplicate rule Standard_Lead_Duplicate_Rule)`,
      },
      { kind: 'answer' },
    ])
    expect(crm.held('person').length).toBe(3)
  })
  test('of very many duplicates only some are asked about, and all are told', async () => {
    const { target, call, crm } = await staged()
    for (const i of range(40)) crm.add('person', { LastName: 'Lee', Email: `ann${i}@acme.example` })
    const outcomes = await target.write(
      range(40).map((i) => lead(i)),
      call,
    )
    expect(outcomes.map((outcome) => outcome.kind === 'failed' && outcome.code)).toEqual(
      range(40).map(() => 'duplicate'),
    )
    expect(crm.requests.length).toBe(26)
    expect(outcomes[39]).toMatchObject({ message: 'Salesforce sees a duplicate: Use one of these records?' })
  })
  test('an external id that another record has names that record', async () => {
    const { target, call, crm } = await staged()
    await target.write([lead(1)], call)
    const other = crm.add('person', { LastName: 'Bo' })
    const [outcome] = await target.write([lead(1, {}, { id: other })], call)
    const [first] = crm.held('person')
    expect(outcome).toMatchObject({
      code: 'duplicate',
      message: expect.stringContaining(first!.id) as string,
    })
  })
  test('a record that a human made gets its prm_id with the first change', async () => {
    const { target, call, crm } = await staged()
    const id = crm.add('person', { LastName: 'Lee', Company: 'Acme', Email: 'ann@acme.example' })
    await target.write([{ ...lead(7), id, values: { Title: 'CEO' } }], call)
    expect(crm.held('person')).toEqual([
      {
        ...{ id, prm_id: 'p7', company: null },
        values: { LastName: 'Lee', Company: 'Acme', Email: 'ann@acme.example', Title: 'CEO' },
      },
    ])
  })
  test.each([
    ['deleted', 'gone', 'there is no such record any more'],
    ['converted', 'CANNOT_UPDATE_CONVERTED_LEAD', 'the lead was converted, and cannot be changed any more'],
  ])('one that was %s since', async (what, code, message) => {
    const { target, call, crm } = await staged()
    const id = crm.add('person', { LastName: 'Lee', Company: 'Acme' })
    if (what === 'deleted') crm.remove('person', id)
    else crm.convert(id)
    expect(await target.write([{ ...lead(1), id }], call)).toEqual([{ kind: 'failed', code, message }])
  })
  test.each([
    [{ Company: 'Acme' }, 'Acme'],
    [{ Company: null, Website: 'https://www.acme.example' }, 'acme.example'],
    [{ Company: null }, '[not provided]'],
  ])('of a new lead %j the company is %s', async (values, expected) => {
    const { target, call, crm } = await staged()
    await target.write([lead(1, values)], call)
    expect(crm.held('person')[0]!.values.Company).toBe(expected)
  })
  test('a change empties a field, but none that must not be empty', async () => {
    const { target, call, crm } = await staged()
    const [outcome] = await target.write([lead(1, { Title: 'CTO', Phone: '(415) 555-0132' })], call)
    const { id } = (outcome as { answer: { id: string } }).answer
    await target.write([{ ...lead(1), id, values: { Title: null, Company: null } }], call)
    const { values } = crm.held('person')[0]!
    expect([values.Title, values.Company, values.Phone]).toEqual([undefined, 'Acme', '(415) 555-0132'])
  })
  test.each([
    ['ann@ours.example.crm', 'Ann Lee'],
    ['ANN@ours.example', 'Ann Lee'],
    ['Ann Lee', 'Ann Lee'],
    ['old@ours.example', null],
    ['nobody', null],
  ])('the owner %s is the user %s', async (owner, expected) => {
    const { target, call, crm } = await staged()
    const outcomes = await target.write([lead(1, { OwnerId: owner }), lead(2)], call)
    const names = new Map([...crm.org.rowsOf('User').values()].map(({ Id, Name }) => [Id, Name]))
    const [held] = crm.org.rows('Lead', false)
    expect(outcomes[1]!.kind).toBe('answer')
    if (expected === null) expect(outcomes[0]).toMatchObject({ kind: 'failed', code: 'owner_unknown' })
    else expect(names.get(held!.OwnerId)).toBe(expected)
    if (expected === null) return
    const [found] = await target.find([{ kind: 'person', prm_id: 'p1' }], ['OwnerId'], call)
    expect(found).toMatchObject({ answer: [{ values: { OwnerId: 'ann@ours.example' } }] })
  })
})

describe('accounts', () => {
  test('are not made where no lead could be tied to them; leads go without', async () => {
    const { target, call, crm } = await staged()
    crm.org.hidden.add(`Lead.${TIE_FIELD}`)
    const there = crm.add('company', { Name: 'Acme' })
    const outcomes = await target.write([account(1), account(2)], call)
    expect(outcomes).toMatchObject([
      { kind: 'failed', code: 'no_tie' },
      { kind: 'failed', code: 'no_tie' },
    ])
    expect(await target.write([{ ...account(1), id: there }], call)).toMatchObject([{ kind: 'answer' }])
    expect(await target.write([lead(1, {}, { company: there })], call)).toMatchObject([{ kind: 'answer' }])
    expect([crm.held('company').length, crm.held('person')[0]!.company]).toEqual([1, null])
  })
})

const finished = async ({ target, call }: Stage, writes: readonly TargetWrite[]) => {
  const { bulk } = target
  const job = await bulk.submit(writes, call)
  for (let looks = 0; looks < 10; looks++) {
    const now = await bulk.state(job, call)
    if (now.state !== 'running') return { job, now, outcomes: await bulk.collect(job, writes, call) }
  }
  throw new Error('the job never ends')
}

describe('a job', () => {
  test('creates and finds again, each with its own outcome, in their order', async () => {
    const s = await staged()
    s.crm.add('person', { LastName: 'Twin', Email: 'ann3@acme.example' })
    const writes = range(2500).map((i) =>
      lead(i, { ...(i === 5 && { LastName: 'x'.repeat(81) }), ...(i === 6 && { LastName: 'Locked' }) }),
    )
    writes[7] = lead(7, { OwnerId: 'nobody' })
    writes[8] = lead(8, { LastName: 'O"Brien, the\nsecond', NumberOfEmployees: 12 })
    const { outcomes } = await finished(s, writes)
    expect(outcomes.length).toBe(2500)
    expect(outcomes.slice(3, 9)).toMatchObject([
      { kind: 'failed', code: 'duplicate' },
      { kind: 'answer', answer: { created: true } },
      { kind: 'failed', code: 'STRING_TOO_LONG' },
      { kind: 'unknown', reason: 'record_busy', retry: true },
      { kind: 'failed', code: 'owner_unknown' },
      { kind: 'answer' },
    ])
    const held = new Map(s.crm.held('person').map((record) => [record.prm_id, record]))
    expect(held.get('p8')!.values.LastName).toBe('O"Brien, the\nsecond')
    expect(outcomes.filter(({ kind }) => kind === 'answer').length).toBe(2496)
    for (const [i, outcome] of outcomes.entries())
      if (outcome.kind === 'answer') expect(outcome.answer.id).toBe(held.get(`p${i}`)!.id)
    const again = await finished(s, writes)
    expect(again.outcomes.filter((one) => one.kind === 'answer' && one.answer.created)).toEqual([])
    expect(s.crm.held('person').length).toBe(2497)
  })
  test('changes what it is told, empties what is null, and leaves the rest', async () => {
    const s = await staged()
    await finished(s, [lead(1, { Title: 'CTO', Phone: '(415) 555-0132' }), lead(2)])
    const [one, two] = s.crm.held('person')
    const { outcomes } = await finished(s, [
      { ...lead(1), id: one!.id, values: { Title: null } },
      { ...lead(2), id: two!.id, values: { Phone: '(415) 555-0133' } },
    ])
    expect(outcomes).toEqual(
      [one, two].map((held) => ({
        kind: 'answer',
        answer: { id: held!.id, created: false },
        charged: false,
      })),
    )
    expect(s.crm.held('person').map(({ values }) => [values.Title, values.Phone])).toEqual([
      [undefined, '(415) 555-0132'],
      [undefined, '(415) 555-0133'],
    ])
  })
  test('rows that it left unprocessed are written by a later push', async () => {
    const s = await staged()
    s.crm.jobs.leave(2)
    const { outcomes } = await finished(
      s,
      range(5).map((i) => lead(i)),
    )
    expect(outcomes.map((one) => one.kind === 'unknown' && one.retry)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
  })
  test('that fails says why', async () => {
    const s = await staged()
    s.crm.jobs.failNext()
    const job = await s.target.bulk.submit([lead(1)], s.call)
    const states = []
    for (let i = 0; i < 4; i++) states.push(await s.target.bulk.state(job, s.call))
    expect(states.slice(1, 3)).toEqual([
      { state: 'running', share: null },
      { state: 'failed', message: 'InvalidBatch : Field name not found : Nope__c' },
    ])
  })
  test('whose file is not taken is taken back, and nothing stands open', async () => {
    const s = await staged()
    await s.target.account(s.call)
    const proper = { kind: 'slow', milliseconds: 0 } as const
    s.crm.fail(proper, {
      kind: 'reply',
      reply: { status: 400, body: [{ errorCode: 'NO', message: 'no file' }] },
    })
    expect(await messageOf(s.target.bulk.submit([lead(1)], s.call))).toBe('Salesforce says: no file')
    expect(s.crm.jobs.all).toEqual([])
  })
  test('is for more than 2,000', () => {
    return staged().then(({ target }) => expect(target.bulk.from).toBe(2001))
  })
})

const field = (name: string, type: RemoteField['type'] = 'text'): RemoteField => ({
  ...{ name, label: name, type, isWritable: true, isUnique: name === ID_FIELD },
})
const ours = (kind: EntityKind): RemoteField[] => [
  field(ID_FIELD),
  ...Object.values(FIELDS[kind])
    .filter((name) => name.endsWith('__c'))
    .map((name) => field(name, name.includes('Score') ? 'number' : 'text')),
]

describe('setup', () => {
  test('makes what is missing and shows it to its user; a second time there is nothing to do', async () => {
    const s = await staged({ isSetUp: false })
    const { target, call, crm } = s
    const names = ours('person').map(({ name }) => name)
    expect(await target.setup('person', ours('person'), call)).toEqual([...names, TIE_FIELD])
    const seen = new Map((await target.describe('person', call)).map((one) => [one.name, one]))
    expect(names.filter((name) => seen.get(name)?.isWritable !== true)).toEqual([])
    const { length } = crm.requests
    expect(await target.setup('person', ours('person'), call)).toEqual([])
    expect(crm.requests.length).toBe(length + 1)
    await target.setup('company', ours('company'), call)
    expect(await target.write([lead(1)], s.another())).toMatchObject([{ kind: 'answer' }])
    expect([...crm.org.rowsOf('PermissionSet').values()].length).toBe(1)
    expect([...crm.org.rowsOf('PermissionSetAssignment').values()]).toMatchObject([
      { AssigneeId: crm.org.user() },
    ])
  })
  test('the external id is unique, long texts are long, a number is a number', async () => {
    const { target, call, crm } = await staged({ isSetUp: false })
    await target.setup('person', ours('person'), call)
    const made = crm.requests
      .filter(({ path }) => path.endsWith('/CustomField'))
      .map(({ text }) => JSON.parse(text) as { FullName: string; Metadata: Record<string, unknown> })
    const of = (name: string) => made.find(({ FullName }) => FullName === `Lead.${name}`)!.Metadata
    expect(of(ID_FIELD)).toMatchObject({ type: 'Text', externalId: true, unique: true })
    expect(of('Prm_Reasons__c').type).toBe('LongTextArea')
    expect(of('Prm_Score__c').type).toBe('Number')
    expect(of(TIE_FIELD)).toMatchObject({ type: 'Lookup', referenceTo: 'Account' })
  })
  test('without the permission it says what to click', async () => {
    const { target, call, crm } = await staged({ isSetUp: false })
    crm.deny('fields')
    const said = await messageOf(target.setup('company', ours('company'), call))
    expect(said).toBe(
      'Salesforce lets this user make no fields (INSUFFICIENT_ACCESS). Either give it the permission "Customize ' +
        'Application", or have an administrator make them: Setup > Object Manager > Account > Fields & Relationships > ' +
        'New, Prm_Id: Text(36), Unique and External ID ticked; Prm_LinkedIn: Text(255); visible and editable for this user',
    )
  })
  test('fields that are there and hidden: shown where that is allowed, else said', async () => {
    const { target, call, crm } = await staged({ isSetUp: false })
    crm.deny('permissions')
    const said = await messageOf(target.setup('company', ours('company'), call))
    expect(said).toContain('the fields are there, but Salesforce hides them from this user')
    expect(said).toContain('Set Field-Level Security')
  })
  test('hidden ones are shown without being made again', async () => {
    const { target, call, crm } = await staged()
    crm.org.hidden.add(`Lead.${ID_FIELD}`)
    expect(await target.setup('person', ours('person'), call)).toEqual([])
    expect(await target.write([lead(1)], call)).toMatchObject([{ kind: 'answer' }])
  })
  test('a name that Salesforce could not give is refused', async () => {
    const { target, call } = await staged()
    expect(await messageOf(target.setup('person', [field('score')], call))).toContain('__c at the end: score')
  })
})

describe('pulling', () => {
  const all = async ({ target, call }: Stage, since: string | null) => {
    const changes: RemoteChange[] = []
    let [next, pages] = [since, 0]
    for (;;) {
      const page = await target.pull(next, call)
      pages++
      changes.push(...page.changes)
      next = page.next
      if (page.isOver) return { changes, next, pages }
    }
  }
  test('many records of one second come once each, whatever the page', async () => {
    const s = await staged()
    const ids = range(2500).map((i) => s.crm.add('person', { LastName: `Lee ${i}` }))
    const { changes, next } = await all(s, null)
    expect(changes.map(({ id }) => id).sort()).toEqual(ids)
    expect((await all(s, next)).changes).toEqual([])
  })
  test('what changes in the second that was read last is not lost', async () => {
    const s = await staged()
    const ids = range(3).map((i) => s.crm.add('person', { LastName: `Lee ${i}` }))
    const [first, , last] = ids
    await s.clock.sleep(5000)
    const second = Math.floor(s.clock.wall() / 1000)
    s.crm.change('person', last!, { Status: 'Contacted' })
    const { next } = await all(s, null)
    s.crm.change('person', first!, { Status: 'Unqualified' })
    const { changes } = await all(s, next)
    // Otherwise this has tried nothing.
    if (Math.floor(s.clock.wall() / 1000) === second) expect(changes.length).toBe(1)
    expect(changes).toMatchObject([{ id: first, lifecycle: 'disqualified' }])
  })
  test('a deal that is won long after the lead was converted is told then', async () => {
    const s = await staged()
    const id = s.crm.add('person', { LastName: 'Lee', Email: 'ann@acme.example' })
    const deal = s.crm.convert(id)
    const first = await all(s, null)
    expect(first.changes).toMatchObject([{ id, lifecycle: 'prospect' }])
    await s.clock.sleep(60_000)
    s.crm.decide(deal, true)
    const { changes } = await all(s, first.next)
    expect(changes).toMatchObject([{ id, lifecycle: 'customer', outcome: 'won', email: 'ann@acme.example' }])
  })
  test('the owner is told once it is somebody else than the user whose key this is', async () => {
    const s = await staged()
    await s.target.write([lead(1), lead(2, { OwnerId: 'ann@ours.example' })], s.call)
    const { changes } = await all(s, null)
    expect(Object.fromEntries(changes.map(({ prm_id, owner }) => [prm_id, owner]))).toEqual({
      p1: undefined,
      p2: 'ann@ours.example',
    })
  })
  test('contacts tell their opt-outs and bounces', async () => {
    const s = await staged()
    s.crm.contact({ Email: 'ann@acme.example', HasOptedOutOfEmail: true })
    s.crm.contact({ Email: 'bo@acme.example', EmailBouncedDate: '2026-11-20T09:00:00.000+0000' })
    s.crm.contact({ Email: 'cy@acme.example' })
    const { changes } = await all(s, null)
    expect(changes).toMatchObject([
      { email: 'ann@acme.example', opted_out: true, prm_id: null },
      { email: 'bo@acme.example', bounced: true },
    ])
  })
  test('what the user may not see is left out, and the rest is read', async () => {
    const s = await staged()
    s.crm.add('person', { LastName: 'Lee', Status: 'Contacted', HasOptedOutOfEmail: true })
    s.crm.org.hidden.add('Lead.HasOptedOutOfEmail')
    s.crm.deny('contacts')
    const { changes } = await all(s, null)
    expect(changes).toMatchObject([{ lifecycle: 'prospect' }])
    expect(changes[0]).not.toHaveProperty('opted_out')
  })
  test.each([
    '',
    'nonsense',
    '{"stream":"leads","at":{"leads":{"at":"2026-11-20T09:00:00Z OR","ids":["x"]}}}',
  ])('a place to go on from that cannot be read: %j', async (since) => {
    const { target, call } = await staged()
    expect(await messageOf(target.pull(since, call))).toContain('cannot be read')
  })
})
