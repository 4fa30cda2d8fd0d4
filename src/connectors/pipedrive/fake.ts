/** A Pipedrive on this machine: both versions of its API, its limits, and a search that brings more than one asked for. */
import type { Clock } from '../../lib/clock.ts'
import { realClock } from '../../lib/clock.ts'
import type { EntityKind } from '../contract.ts'
import {
  startServer,
  type FakeCrm,
  type FakeReply,
  type FakeRequest,
  type Manner,
  type TargetFake,
} from '../fake.ts'
import { pipedriveStore, USERS, type PipedriveStore, type Stored } from './fake-store.ts'

const KINDS: Readonly<Record<string, EntityKind>> = { persons: 'person', organizations: 'company' }

const ok = (data: unknown, more: object = {}): FakeReply => ({ body: { success: true, data, ...more } })
const fail = (status: number, error: string): FakeReply => ({
  status,
  body: { success: false, error, error_info: 'see the documentation', data: null },
})
const NOT_THERE = fail(404, 'Record not found')

/** A page from a cursor, which is the place in the list. */
const page = (items: readonly unknown[], query: URLSearchParams): FakeReply => {
  const from = Number(query.get('cursor') ?? 0)
  const to = from + Number(query.get('limit') ?? 100)
  return ok(items.slice(from, to), {
    additional_data: { next_cursor: to < items.length ? String(to) : null },
  })
}

const updatedSince = <T extends { id: number; update_time: string }>(
  items: readonly T[],
  query: URLSearchParams,
): T[] =>
  items
    .filter(({ update_time }) => update_time >= (query.get('updated_since') ?? ''))
    .sort((a, b) => (a.update_time < b.update_time ? -1 : a.update_time > b.update_time ? 1 : a.id - b.id))

const searchTexts = (record: Stored, fields: string | null): string[] =>
  fields === 'email'
    ? (record.emails ?? []).map(({ value }) => value)
    : Object.values(record.custom_fields).filter((value) => typeof value === 'string')

const found = (records: readonly Stored[], query: URLSearchParams): FakeReply => {
  const term = (query.get('term') ?? '').toLowerCase()
  if (term.length < 2) return fail(400, 'term is too short')
  const isExact = query.get('exact_match') === 'true'
  const items = records
    .filter(({ is_deleted }) => !is_deleted)
    .filter((record) =>
      searchTexts(record, query.get('fields'))
        .map((text) => text.toLowerCase())
        .some((text) => (isExact ? text === term : text.includes(term))),
    )
    .map((record) => ({ result_score: 1, item: { id: record.id, type: 'record', name: record.name } }))
  return ok({ items }, { additional_data: { next_cursor: null } })
}

const writeRecord = (
  store: PipedriveStore,
  kind: EntityKind,
  record: Stored | null,
  text: string,
): FakeReply => {
  const { custom_fields = {}, ...given } = JSON.parse(text) as Partial<Stored>
  const unknown = Object.keys(custom_fields).find(
    (code) => !store.fields[kind].some(({ field_code }) => field_code === code),
  )
  if (unknown !== undefined) return fail(400, `unknown custom field ${unknown}`)
  if ((record === null && !given.name) || given.name === '') return fail(400, 'name is required')
  if (given.org_id && store.present('company', given.org_id) === undefined)
    return fail(400, 'organization does not exist')
  const target = record ?? store.newRecord(kind)
  Object.assign(target, given, { update_time: store.stamp() })
  Object.assign(target.custom_fields, custom_fields)
  return { ...ok(target), status: record === null ? 201 : 200 }
}

const answerRecords = (
  store: PipedriveStore,
  kind: EntityKind,
  id: string,
  request: FakeRequest,
): FakeReply => {
  const { method, query, text } = request
  const records = store.records[kind]
  if (id === 'search') return found(records, query)
  if (id === '') {
    if (method === 'POST') return writeRecord(store, kind, null, text)
    const ids = query.get('ids')?.split(',')
    if (ids === undefined) return page(updatedSince(records, query), query)
    if (ids.length > 100) return fail(400, 'too many ids')
    const dealsOf = (person: number): number => store.deals.filter((deal) => deal.person_id === person).length
    return ok(
      records
        .filter((record) => ids.includes(String(record.id)) && !record.is_deleted)
        .map((record) => ({
          ...record,
          ...(query.has('include_fields') && { open_deals_count: 0, closed_deals_count: dealsOf(record.id) }),
        })),
    )
  }
  const record = store.present(kind, id)
  if (record === undefined) return NOT_THERE
  if (method === 'PATCH') return writeRecord(store, kind, record, text)
  Object.assign(record, { is_deleted: true, update_time: store.stamp() })
  return ok({ id: record.id })
}

const answerFields = (
  store: PipedriveStore,
  kind: EntityKind,
  { method, query, text }: FakeRequest,
): FakeReply => {
  const fields = store.fields[kind]
  if (method === 'GET') return page(fields, query)
  const given = JSON.parse(text) as { field_name: string; field_type: string; options?: { label: string }[] }
  const field = {
    ...{ field_name: given.field_name, field_type: given.field_type, is_custom_field: true },
    field_code: store.hashOf(kind, fields.length),
    options: (given.options ?? []).map(({ label }, i) => ({ id: 100 + i, label })),
  }
  fields.push(field)
  return { ...ok(field), status: 201 }
}

const answerLeads = (
  store: PipedriveStore,
  path: string,
  { method, query, text }: FakeRequest,
): FakeReply => {
  if (method === 'GET') {
    const isArchived = path === '/v1/leads/archived'
    const person = query.get('person_id')
    return ok(
      store.leads.filter((lead) => String(lead.person_id) === person && lead.is_archived === isArchived),
    )
  }
  const given = JSON.parse(text) as Record<string, unknown>
  if (method === 'PATCH') {
    const lead = store.leads.find(({ id }) => path === `/v1/leads/${id}`)
    return lead === undefined ? NOT_THERE : ok(Object.assign(lead, given))
  }
  if (!given.person_id && !given.organization_id)
    return fail(400, 'A lead must be linked to a person or an organization')
  const lead = {
    ...{ id: `2b7d0000-0000-4000-8000-${String(store.leads.length + 1).padStart(12, '0')}` },
    ...{ title: '', person_id: 0, organization_id: null, origin_id: null, is_archived: false, ...given },
  }
  store.leads.push(lead)
  return { ...ok(lead), status: 201 }
}

const answer = (store: PipedriveStore, request: FakeRequest): FakeReply => {
  const { path, query } = request
  if (path === '/v1/users/me')
    return ok({ id: 7, company_id: 4711, company_name: 'Seller', company_domain: 'seller' })
  if (path === '/v1/users') return ok(USERS)
  if (path.startsWith('/v1/leads')) return answerLeads(store, path, request)
  if (path === '/api/v2/deals') return page(updatedSince(store.deals, query), query)
  if (path === '/api/v2/activities') return page(updatedSince(store.activities, query), query)
  if (path === '/api/v2/personFields') return answerFields(store, 'person', request)
  if (path === '/api/v2/organizationFields') return answerFields(store, 'company', request)
  const [, name = '', id = ''] = /^\/api\/v2\/(persons|organizations)(?:\/(\w+))?$/.exec(path) ?? []
  const kind = KINDS[name]
  return kind === undefined ? NOT_THERE : answerRecords(store, kind, id, request)
}

/** How many requests of the last two seconds are still counted. */
const limiter = (most: number, clock: Clock) => {
  let times: number[] = []
  return (): boolean => {
    const now = clock.elapsed()
    times = times.filter((time) => time > now - 2000)
    if (times.length >= most) return false
    times.push(now)
    return true
  }
}

export interface PipedriveFake extends FakeCrm {
  store: PipedriveStore
}

export const startPipedrive = async (clock: Clock = realClock): Promise<PipedriveFake> => {
  const key = 'pd-0123456789abcdef0123456789abcdef01234567'
  let manner: Manner = 'good'
  let isExpired = false
  const store = pipedriveStore(() => clock.wall())
  const [allows, allowsSearch] = [limiter(20, clock), limiter(10, clock)]
  const server = await startServer((request): FakeReply => {
    const { path, headers } = request
    if (headers['x-api-token'] !== key || manner === 'bad_key' || isExpired)
      return fail(401, 'unauthorized access')
    if (!allows() || (path.endsWith('/search') && !allowsSearch())) {
      state.turnedAway++
      return { ...fail(429, 'request over limit'), headers: { 'x-ratelimit-reset': '2' } }
    }
    return answer(store, request)
  })
  const state: PipedriveFake = {
    ...{ ...server, key, charged: 0, turnedAway: 0, store },
    held: (kind) => store.held(kind),
    add: (kind, values) => {
      const record = store.newRecord(kind)
      store.fill(kind, record, values)
      return String(record.id)
    },
    change: (kind, id, values) => store.fill(kind, store.present(kind, id)!, values),
    remove: (kind, id) => void Object.assign(store.present(kind, id)!, { is_deleted: true }),
    expire: () => {
      isExpired = true
    },
    behave: (now) => {
      manner = now
    },
  }
  return state
}

const storeOf = (crm: FakeCrm): PipedriveStore => (crm as PipedriveFake).store

export const target: TargetFake = {
  start: startPipedrive,
  kinds: ['person', 'company'],
  values: (kind, i) =>
    kind === 'person'
      ? { name: `Person ${i}`, email: `person${i}@acme.example`, prm_title: `Title ${i}`, prm_score: i }
      : { name: `Company ${i}`, prm_domain: `company${i}.example`, prm_industry: `Industry ${i}` },
  known: (kind, i) =>
    kind === 'person' ? { emails: [`person${i}@acme.example`] } : { domain: `company${i}.example` },
  text: { person: 'prm_title', company: 'prm_industry' },
  field: { name: 'prm_tier', label: 'prm_tier', type: 'number', isWritable: true, isUnique: false },
  refused: [
    {
      title: 'a field that is not there',
      kind: 'person',
      write: { values: { prm_other: 'x' } },
      code: 'field',
    },
    {
      title: 'a user that is not there',
      kind: 'person',
      write: { values: { owner: 'nobody@seller.example' } },
      code: 'owner',
    },
    { title: 'no number', kind: 'person', write: { values: { prm_score: 'high' } }, code: 'field' },
    { title: 'no choice', kind: 'person', write: { values: { Rating: 'Tepid' } }, code: 'field' },
    { title: 'no name', kind: 'company', write: { values: { name: '' } }, code: '400' },
    { title: 'a record that is gone', kind: 'person', write: { id: '9999' }, code: 'gone' },
  ],
  haste: [
    {
      title: 'for so many seconds',
      reply: { status: 429, headers: { 'retry-after': '3' } },
      then: { wait: 3000 },
    },
    {
      title: 'until the window is over',
      reply: { ...fail(429, 'request over limit'), headers: { 'x-ratelimit-reset': '2' } },
      then: { wait: 2000 },
    },
    {
      title: 'nothing left for today',
      reply: { ...fail(429, 'daily limit'), headers: { 'x-daily-requests-left': '0' } },
      then: 'stop',
    },
  ],
  unique: [],
  renews: false,
  moves: [
    {
      title: 'opted out',
      kind: 'person',
      act: (crm, id) => crm.change('person', id, { marketing_status: 'unsubscribed' }),
      expected: { opted_out: true },
    },
    {
      title: 'another owner',
      kind: 'person',
      act: (crm, id) => crm.change('person', id, { owner: 'alex@seller.example' }),
      expected: { owner: 'alex@seller.example' },
    },
    {
      title: 'a deal that was won',
      kind: 'person',
      act: (crm, id) => {
        const { deals, stamp } = storeOf(crm)
        deals.push({
          id: deals.length + 1,
          update_time: stamp(),
          status: 'won',
          person_id: Number(id),
          won_time: stamp(),
        })
      },
      expected: { outcome: 'won', lifecycle: 'customer' },
    },
    {
      title: 'a deal of a company that was lost',
      kind: 'company',
      act: (crm, id) => {
        const { deals, stamp } = storeOf(crm)
        deals.push({
          id: deals.length + 1,
          update_time: stamp(),
          status: 'lost',
          person_id: null,
          org_id: Number(id),
        })
      },
      expected: { outcome: 'lost' },
    },
    {
      title: 'a meeting that was held',
      kind: 'person',
      act: (crm, id) => {
        const { activities, stamp } = storeOf(crm)
        const meeting = { type: 'meeting', done: true, due_date: '2026-11-20', due_time: '14:30:00' }
        activities.push({
          id: activities.length + 1,
          update_time: stamp(),
          person_id: Number(id),
          ...meeting,
        })
      },
      expected: { outcome: 'meeting', at: '2026-11-20T14:30:00.000Z' },
    },
  ],
}
