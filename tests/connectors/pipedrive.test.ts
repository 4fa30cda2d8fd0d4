import { describe, expect, test } from 'vitest'
import { startPipedrive, type PipedriveFake } from '../../src/connectors/pipedrive/fake.ts'
import type { RemoteValues, TargetWrite } from '../../src/connectors/target.ts'
import { targetStage, type TargetStage } from '../contract/target-kit.ts'

const stage = async () => {
  const s = await targetStage('pipedrive')
  return { ...s, store: (s.crm as PipedriveFake).store }
}

const ann = (values: RemoteValues, more: Partial<TargetWrite> = {}): TargetWrite => ({
  ...{ kind: 'person', prm_id: 'p_ann', id: null, company: null, ...more },
  values: { name: 'Ann Lee', email: 'ann@acme.example', ...values },
})

const push = async ({ target, call }: TargetStage, write: TargetWrite): Promise<string> => {
  const [outcome] = await target.write([write], call)
  if (outcome?.kind !== 'answer') throw new Error(JSON.stringify(outcome))
  return outcome.answer.id
}

const look = async ({ target, call }: TargetStage, id: string, names: string[]) => {
  const [outcome] = await target.find!([{ kind: 'person', prm_id: 'other', id }], names, call)
  return outcome?.kind === 'answer' ? outcome.answer[0] : undefined
}

describe('the Leads Inbox', () => {
  test('a Minimum Viable Lead becomes one lead, however often they are pushed', async () => {
    const s = await stage()
    const [company] = await s.target.write(
      [{ kind: 'company', prm_id: 'c_acme', id: null, company: null, values: { name: 'Acme' } }],
      s.call,
    )
    const org = company?.kind === 'answer' ? company.answer.id : ''
    const id = await push(s, ann({ lead: true }, { company: org }))
    await push(s, ann({ lead: true }, { id }))
    await push(s, ann({ lead: 1, prm_score: 80 }))
    expect(s.store.leads).toEqual([
      expect.objectContaining({
        ...{ title: 'Ann Lee', person_id: Number(id), organization_id: Number(org), origin_id: 'p_ann' },
      }),
    ])
    expect(await look(s, id, ['lead'])).toMatchObject({ values: { lead: true } })
  })

  test.each([
    ['no', false],
    ['none', null],
    ['zero', 0],
  ])('%s lead where they are none', async (_, lead) => {
    const s = await stage()
    const id = await push(s, ann({ lead }))
    expect(s.store.leads).toEqual([])
    expect(await look(s, id, ['lead'])).toMatchObject({ values: { lead: null } })
  })

  test('a push that was cut off before the lead was made: the next one makes it, and one only', async () => {
    const s = await stage()
    s.store.fill('person', s.store.newRecord('person'), {
      name: 'Ann Lee',
      email: 'ann@acme.example',
      prm_id: 'p_ann',
    })
    expect((await look(s, '1', ['lead']))?.values).toEqual({ lead: null })
    await push(s, ann({ lead: true }))
    await push(s, ann({ lead: true }))
    expect(s.store.leads.length).toBe(1)
    expect(s.store.records.person.length).toBe(1)
  })

  test('an archived lead and a deal count: nobody is put there again', async () => {
    const s = await stage()
    const [first, second] = [await push(s, ann({ lead: true })), await push(s, ann({}, { prm_id: 'p_bob' }))]
    s.store.leads[0]!.is_archived = true
    s.store.deals.push({
      id: 1,
      update_time: '2026-11-20T00:00:00Z',
      person_id: Number(second),
      status: 'open',
    })
    expect((await look(s, first, ['lead']))?.values.lead).toBe(true)
    expect((await look(s, second, ['lead']))?.values.lead).toBe(true)
    await push(s, ann({ lead: true }, { id: first }))
    expect(s.store.leads.length).toBe(1)
  })

  test('archiving somebody archives the lead that prm made, and no other', async () => {
    const s = await stage()
    const id = await push(s, ann({ lead: true }))
    const own = { id: 'by-hand', title: 'Webinar', person_id: Number(id), organization_id: null }
    s.store.leads.push({ ...own, origin_id: null, is_archived: false })
    await s.target.archive!('person', [id], s.call)
    expect(s.store.leads.map(({ is_archived }) => is_archived)).toEqual([true, false])
  })
})

describe('addresses', () => {
  test('a new one becomes the first; what people added stays', async () => {
    const s = await stage()
    const id = await push(s, ann({}))
    s.store.records.person[0]!.emails!.push({ value: 'ann@home.example', primary: false, label: 'home' })
    await push(s, ann({ email: 'ann@new.example' }, { id }))
    expect(s.store.records.person[0]!.emails).toEqual([
      { value: 'ann@new.example', primary: true, label: 'work' },
      { value: 'ann@home.example', primary: false, label: 'home' },
    ])
    await push(s, { ...ann({}), id, values: { email: null } })
    expect(s.store.records.person[0]!.emails).toEqual([
      { value: 'ann@home.example', primary: false, label: 'home' },
    ])
  })

  test('several people with one address are all told', async () => {
    const s = await stage()
    for (const name of ['Ann Lee', 'A. Lee']) s.crm.add('person', { name, email: 'Ann@Acme.example' })
    const [outcome] = await s.target.find!(
      [{ kind: 'person', prm_id: 'p_ann', emails: ['ann@acme.example'] }],
      ['name'],
      s.call,
    )
    const records = outcome?.kind === 'answer' ? outcome.answer : []
    expect(records.map(({ values }) => values.name)).toEqual(['Ann Lee', 'A. Lee'])
    expect(records[0]).toMatchObject({ prm_id: null, url: 'https://seller.pipedrive.com/person/1' })
  })
})

test.each([
  ['a home page', { Homepage: 'https://www.acme.example/about' }, true],
  ['two domains', { prm_domain: 'acme.example; acme.test' }, true],
  ['a longer domain', { Homepage: 'https://notacme.example' }, false],
  ['a host below another', { Homepage: 'https://acme.example.net' }, false],
])('a company is found by its domain: %s', async (_, values, isFound) => {
  const s = await stage()
  s.crm.add('company', { name: 'Acme', ...values })
  const [outcome] = await s.target.find!(
    [{ kind: 'company', prm_id: 'c_acme', domain: 'acme.example' }],
    [],
    s.call,
  )
  expect(outcome?.kind).toBe(isFound ? 'answer' : 'none')
})

test('a choice goes by its word, the owner by the address or name', async () => {
  const s = await stage()
  const id = await push(s, ann({ Rating: 'Hot', owner: 'Alex Rep' }))
  const [rating] = [s.store.codeOf('person', 'Rating')!]
  expect(s.store.records.person[0]).toMatchObject({ owner_id: 8, custom_fields: { [rating]: 41 } })
  expect((await look(s, id, ['Rating', 'owner']))?.values).toEqual({
    ...{ Rating: 'Hot', owner: 'alex@seller.example' },
  })
})

test('hashes of own fields are looked up once for a run', async () => {
  const s = await stage()
  const call = s.another()
  for (const i of [0, 1, 2]) await push({ ...s, call }, ann({ prm_score: i }))
  const asked = s.crm.requests.filter(({ path }) => path === '/api/v2/personFields')
  expect(asked.length).toBe(1)
})

test('a field that setup makes can be written in the same run', async () => {
  const s = await stage()
  s.store.fields.person = s.store.fields.person.filter(({ field_name }) => !field_name.startsWith('prm_'))
  const call = s.another()
  const fields = [{ name: 'prm_tier', label: 'prm_tier', type: 'choice', choices: ['gold'] } as const]
  const made = await s.target.setup!(
    'person',
    fields.map((field) => ({ ...field, isWritable: true, isUnique: false })),
    call,
  )
  expect(made).toEqual(['prm_id', 'prm_tier'])
  await push({ ...s, call }, ann({ prm_tier: 'gold' }))
  expect(s.crm.held('person')[0]?.prm_id).toBe('p_ann')
})

test('what changed within the second of the last pull is told', async () => {
  const s = await stage()
  await push(s, ann({}))
  const { next } = await s.pull(null)
  const [record] = s.store.records.person
  Object.assign(record!, { marketing_status: 'unsubscribed' })
  const { changes } = await s.pull(next)
  expect(changes).toEqual([expect.objectContaining({ id: '1', prm_id: 'p_ann', opted_out: true })])
})

test('pulled in several pages, each change comes once', async () => {
  const s = await stage()
  for (let i = 0; i < 450; i++) s.crm.add('person', { name: `P ${i}`, email: `p${i}@acme.example` })
  const { changes, next } = await s.pull(null)
  expect(new Set(changes.map(({ id }) => id)).size).toBe(450)
  expect(changes.length).toBe(450)
  expect((await s.pull(next)).changes).toEqual([])
})

test('the fake refuses a lead of nobody', async () => {
  const crm = await startPipedrive()
  const reply = await fetch(`${crm.url}/v1/leads`, {
    ...{ method: 'POST', headers: { 'x-api-token': crm.key } },
    body: JSON.stringify({ title: 'Nobody' }),
  })
  expect(reply.status).toBe(400)
  await crm.close()
})
