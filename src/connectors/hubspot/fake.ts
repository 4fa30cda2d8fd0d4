/**
 * Behaves like HubSpot, and really holds records: contacts, companies and deals, their properties and ties. Batches of up to
 * 100 with good and bad rows (207), unique values (409), properties nobody knows (400), limits of rate that it enforces.
 */
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
import type { RemoteValues } from '../target.ts'
import { limits, tooOften } from './fake-limits.ts'
import { search } from './fake-search.ts'
import {
  fakeStore,
  type FakeStore,
  type ObjectType,
  type Property,
  type Refusal,
  type StoredRecord,
  type Values,
} from './fake-store.ts'
import { fakeTies } from './fake-ties.ts'

export interface FakeHubSpot extends FakeCrm {
  /** A deal that was closed, with these contacts and companies. */
  closeDeal(deal: {
    won: boolean
    /** ISO time. */
    on: string
    contacts?: readonly string[]
    companies?: readonly string[]
  }): string
  /** A label for ties between contacts, which the account has made. */
  label(words: string, typeId: number): void
  tiesOf(contact: string): [string, number[]][]
  /** How it refuses a row: it says which (`told`), it does not (`untold`), or it refuses the whole request (`whole`). */
  blame: 'told' | 'untold' | 'whole'
  /** Milliseconds until a search finds what was changed. */
  lag: number
}

const KINDS: Readonly<Record<EntityKind, 'contacts' | 'companies'>> = {
  person: 'contacts',
  company: 'companies',
}
const OWNERS = [
  { id: '71', email: 'ann.lee@ours.example', firstName: 'Ann', lastName: 'Lee', archived: false },
  { id: '72', email: 'bo.fox@ours.example', firstName: 'Bo', lastName: 'Fox', archived: false },
]

const refuse = ({ status, message, category, code }: Refusal): FakeReply => ({
  status,
  body: {
    ...{ status: 'error', message, category, correlationId: 'aeb5f871-7f07-4993-9211-075dc63e7cbf' },
    ...(code !== undefined && { errors: [{ message, code }] }),
  },
})
const bad = (message: string, code?: string): FakeReply =>
  refuse({ status: 400, category: 'VALIDATION_ERROR', message, ...(code !== undefined && { code }) })

interface Input {
  id: string
  idProperty?: string
  properties: Values
  objectWriteTraceId?: string
}

const show = (record: StoredRecord, names: readonly string[] = Object.keys(record.values)) => ({
  ...{ id: record.id, createdAt: record.values.createdate, archived: record.archived !== null },
  properties: Object.fromEntries(
    [...names, 'hs_object_id'].map((name) => [name, record.values[name] ?? null]),
  ),
  updatedAt: new Date(record.modified).toISOString(),
  ...(record.archived !== null && { archivedAt: new Date(record.archived).toISOString() }),
  url: `https://app.hubspot.com/contacts/4711/record/${record.id}`,
})

const missing = (id: string): Refusal => ({
  ...{
    status: 404,
    category: 'OBJECT_NOT_FOUND',
    message: 'Could not get some objects, they may be deleted',
  },
  context: { ids: [id] },
})

export const startHubSpot = async (clock = realClock): Promise<FakeHubSpot> => {
  const key = 'pat-eu1-0123456789-abcdef'
  let manner: Manner = 'good'
  let isExpired = false
  const stores: Record<ObjectType, FakeStore> = {
    ...{ contacts: fakeStore('contacts', clock), companies: fakeStore('companies', clock) },
    deals: fakeStore('deals', clock),
  }
  const ties = fakeTies(stores)
  const labels: { category: string; typeId: number; label: string | null }[] = [
    { category: 'HUBSPOT_DEFINED', typeId: 449, label: null },
  ]
  const broken = limits(clock)

  /** @returns the record that was written, and whether it was made */
  const writeRow = (
    store: FakeStore,
    { id, idProperty, properties }: Input,
    isUpsert: boolean,
  ): { record: StoredRecord; isNew: boolean } | Refusal => {
    const record = isUpsert ? store.holderOf(idProperty!, id) : store.living(id)
    if (record === undefined && !isUpsert) return missing(id)
    const values = isUpsert ? { [idProperty!]: id, ...properties } : properties
    const refusal = store.refuse(values, record?.id ?? null)
    if (refusal !== null) return refusal
    if (record === undefined) return { record: store.create(values), isNew: true }
    store.set(record, values)
    return { record, isNew: false }
  }
  const write = (store: FakeStore, text: string, isUpsert: boolean): FakeReply => {
    const { inputs } = JSON.parse(text) as { inputs: Input[] }
    if (inputs.length > 100) return bad('The maximum number of inputs supported in a batch request is 100')
    const ids = inputs.map(({ id }) => id.toLowerCase())
    if (new Set(ids).size < ids.length) return bad('Duplicate IDs found in batch input', 'DUPLICATE_IDS')
    const by = inputs.find(({ idProperty }) => idProperty === undefined || !store.isUnique(idProperty))
    if (isUpsert && by !== undefined)
      return bad(`Unable to perform update/upsert by non-unique property ${by.idProperty}`)
    for (const name of new Set(inputs.flatMap(({ properties }) => Object.keys(properties))))
      if (!store.properties.has(name))
        return bad(`Property "${name}" does not exist`, 'PROPERTY_DOESNT_EXIST')
    if (state.blame === 'whole')
      for (const { id, idProperty, properties } of inputs) {
        const record = isUpsert ? store.holderOf(idProperty!, id) : store.living(id)
        const refusal =
          isUpsert || record !== undefined ? store.refuse(properties, record?.id ?? null) : missing(id)
        if (refusal !== null) return refuse(refusal)
      }
    const results: unknown[] = []
    const errors: unknown[] = []
    for (const input of inputs) {
      const trace = input.objectWriteTraceId
      const written = writeRow(store, input, isUpsert)
      if ('record' in written) {
        const told = { ...show(written.record, Object.keys(input.properties)), objectWriteTraceId: trace }
        results.unshift(isUpsert ? { ...told, new: written.isNew } : told)
        continue
      }
      const { category, message, context, code } = written
      const told = { ...context, ...(trace !== undefined && { objectWriteTraceId: [trace] }) }
      errors.push({
        ...{ status: 'error', category, message, links: {} },
        ...{
          context: state.blame === 'told' ? told : {},
          errors: code === undefined ? [] : [{ code, message }],
        },
      })
    }
    const times = { startedAt: '2026-11-21T09:00:00.000Z', completedAt: '2026-11-21T09:00:00.120Z' }
    const all = { status: 'COMPLETE', ...times, results }
    if (errors.length === 0) return { status: 200, body: all }
    return { status: 207, body: { ...all, numErrors: errors.length, errors } }
  }
  const read = (store: FakeStore, text: string): FakeReply => {
    const { inputs, idProperty, properties } = JSON.parse(text) as {
      inputs: { id: string }[]
      idProperty?: string
      properties: string[]
    }
    if (inputs.length > 100) return bad('The maximum number of inputs supported in a batch request is 100')
    if (idProperty !== undefined && !store.isUnique(idProperty))
      return bad(`Property "${idProperty}" is no unique property`, 'PROPERTY_DOESNT_EXIST')
    const found = inputs.map(({ id }) =>
      idProperty === undefined ? store.living(id) : store.holderOf(idProperty, id),
    )
    const results = [...new Set(found)].flatMap((record) =>
      record === undefined ? [] : [show(record, properties)],
    )
    const lost = inputs.filter((_, i) => found[i] === undefined).map(({ id }) => id)
    const all = { status: 'COMPLETE', results: results.reverse() }
    if (lost.length === 0) return { body: all }
    const errors = [{ ...missing(''), status: 'error', context: { ids: lost } }]
    return { status: 207, body: { ...all, numErrors: 1, errors } }
  }
  const define = (store: FakeStore, text: string): FakeReply => {
    const property = JSON.parse(text) as Property
    if (store.properties.has(property.name))
      return refuse({
        ...{ status: 409, category: 'CONFLICT' },
        message: `A property named '${property.name}' already exists`,
      })
    if (!property.label || !property.groupName || !property.fieldType) return bad('Some fields are missing')
    store.define(property)
    return { status: 201, body: property }
  }
  const listDeleted = (store: FakeStore, { query }: FakeRequest): FakeReply => {
    const [from, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit') ?? 10)]
    if (limit > 100) return bad('The maximum page size is 100')
    const gone = store.gone()
    const isMore = from + limit < gone.length
    const results = gone
      .slice(from, from + limit)
      .map((record) => show(record, (query.get('properties') ?? '').split(',')))
    return { body: { results, ...(isMore && { paging: { next: { after: String(from + limit) } } }) } }
  }
  const objects = (type: ObjectType, what: string, request: FakeRequest): FakeReply => {
    const store = stores[type]
    const { text } = request
    switch (what) {
      case '/batch/upsert':
        return write(store, text, true)
      case '/batch/update':
        return write(store, text, false)
      case '/batch/read':
        return read(store, text)
      case '/batch/archive':
        for (const { id } of (JSON.parse(text) as { inputs: { id: string }[] }).inputs) store.archive(id)
        return { status: 204 }
      case '/search':
        return search(store, text, { now: clock.wall(), lag: state.lag, show })
      default:
        return what === '' && request.query.get('archived') === 'true'
          ? listDeleted(store, request)
          : { status: 404, body: '' }
    }
  }
  const respond = (request: FakeRequest): FakeReply => {
    const { method, path, headers, text } = request
    const policy = broken(path.endsWith('/search'))
    if (policy !== null) {
      state.turnedAway++
      return tooOften(policy)
    }
    const isKnown = headers.authorization === `Bearer ${key}` && manner !== 'bad_key'
    if (!isKnown || isExpired) {
      const category = isExpired ? 'EXPIRED_AUTHENTICATION' : 'INVALID_AUTHENTICATION'
      const message = `Authentication credentials not found: ${headers.authorization ?? ''}`
      return refuse({ status: 401, category, message })
    }
    if (path === '/account-info/v3/details')
      return { body: { portalId: 4711, uiDomain: 'app-eu1.hubspot.com', accountType: 'STANDARD' } }
    if (path === '/crm/v3/owners') return { body: { results: OWNERS } }
    const [, properties] = /^\/crm\/v3\/properties\/(contacts|companies|deals)$/.exec(path) ?? []
    if (properties !== undefined) {
      const store = stores[properties as ObjectType]
      return method === 'POST' ? define(store, text) : { body: { results: [...store.properties.values()] } }
    }
    const [, type, what] = /^\/crm\/v3\/objects\/(contacts|companies|deals)(.*)$/.exec(path) ?? []
    if (type !== undefined) return objects(type as ObjectType, what!, request)
    const [, from, to, act] = /^\/crm\/v4\/associations\/(\w+)\/(\w+)\/(.*)$/.exec(path) ?? []
    if (act === 'batch/create') return ties.create(from as ObjectType, to as ObjectType, text)
    if (act === 'batch/read') return ties.read(from as ObjectType, to as ObjectType, text)
    return act === 'labels' ? { body: { results: labels } } : { status: 404, body: '' }
  }
  const server = await startServer(respond)
  const setValues = (kind: EntityKind, id: string, values: Values): void => {
    const store = stores[KINDS[kind]]
    store.set(store.living(id)!, values)
  }
  const texts = (values: RemoteValues): Values =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]))
  const state: FakeHubSpot = {
    ...{ ...server, key, charged: 0, turnedAway: 0, blame: 'told', lag: 0 },
    behave: (now) => {
      manner = now
    },
    expire: () => {
      isExpired = true
    },
    held: (kind) =>
      stores[KINDS[kind]].all().map(({ id, values, written }) => {
        const { prm_id = null, ...rest } = written
        return {
          ...{ id, prm_id: prm_id === null ? null : (values.prm_id ?? null), values: rest },
          company: kind === 'person' ? ties.companyOf(id) : null,
        }
      }),
    add: (kind, values) => stores[KINDS[kind]].create(texts(values)).id,
    change: (kind, id, values) => setValues(kind, id, texts(values)),
    remove: (kind, id) => stores[KINDS[kind]].archive(id),
    closeDeal: ({ won, on, contacts = [], companies = [] }) => {
      const values = {
        dealname: 'Anvils',
        hs_is_closed: 'true',
        hs_is_closed_won: String(won),
        closedate: on,
      }
      const { id } = stores.deals.create(values)
      for (const contact of contacts) ties.tie('deals', id, 'contacts', contact, 3)
      for (const company of companies) ties.tie('deals', id, 'companies', company, 5)
      return id
    },
    label: (label, typeId) => void labels.push({ category: 'USER_DEFINED', typeId, label }),
    tiesOf: ties.contactsOf,
  }
  return state
}

const person = (i: number): RemoteValues => ({
  ...{ firstname: 'Ann', lastname: `Lee${i}`, email: `ann.lee${i}@acme.example` },
  ...{ jobtitle: `VP Sales ${i}`, city: 'Berlin' },
})
const company = (i: number): RemoteValues => ({
  ...{ name: `Acme ${i}`, domain: `acme${i}.example`, numberofemployees: String(20 + i) },
})
const hub = (crm: FakeCrm): FakeHubSpot => crm as FakeHubSpot

export const target: TargetFake = {
  start: startHubSpot,
  kinds: ['company', 'person'],
  values: (kind, i) => (kind === 'person' ? person(i) : company(i)),
  known: (kind, i) =>
    kind === 'person' ? { emails: [`Ann.Lee${i}@acme.example`] } : { domain: `acme${i}.example` },
  text: { person: 'jobtitle', company: 'name' },
  field: { name: 'prm_extra', label: 'Extra', type: 'text', isWritable: true, isUnique: false },
  refused: [
    {
      ...{ title: 'an address that is none', kind: 'person', code: 'INVALID_EMAIL' },
      write: { values: { email: 'not-an-address' } },
    },
    {
      ...{ title: 'a word that is no choice', kind: 'company', code: 'INVALID_OPTION' },
      write: { values: { industry: 'Anvils' } },
    },
    {
      ...{ title: 'a field that is not there', kind: 'person', code: 'PROPERTY_DOESNT_EXIST' },
      write: { values: { favourite_colour: 'red' } },
    },
    {
      ...{ title: 'an owner who is none', kind: 'person', code: 'no_owner' },
      write: { values: { hubspot_owner_id: 'nobody@ours.example' } },
    },
  ],
  unique: ['person'],
  haste: [
    { title: 'ten seconds', reply: tooOften('TEN_SECONDLY_ROLLING'), then: { wait: 10_000 } },
    { title: 'one second', reply: tooOften('SECONDLY'), then: { wait: 1000 } },
    { title: 'the day', reply: tooOften('DAILY'), then: 'stop' },
  ],
  renews: false,
  moves: [
    {
      ...{ title: 'a customer', kind: 'person', expected: { lifecycle: 'customer' } },
      act: (crm, id) => crm.change('person', id, { lifecyclestage: 'customer' }),
    },
    {
      ...{ title: 'an owner', kind: 'person', expected: { owner: 'bo.fox@ours.example' } },
      act: (crm, id) => crm.change('person', id, { hubspot_owner_id: '72' }),
    },
    {
      ...{
        title: 'an opt-out',
        kind: 'person',
        expected: { opted_out: true, email: 'ann.lee1@acme.example' },
      },
      act: (crm, id) => crm.change('person', id, { hs_email_optout: true }),
    },
    {
      ...{ title: 'a hard bounce', kind: 'person', expected: { bounced: true } },
      act: (crm, id) => crm.change('person', id, { hs_email_hard_bounce_reason_enum: 'UNKNOWN_USER' }),
    },
    {
      ...{ title: 'a deal that was won', kind: 'person' },
      act: (crm, id) => hub(crm).closeDeal({ won: true, on: '2026-11-20T10:00:00Z', contacts: [id] }),
      expected: { outcome: 'won', at: '2026-11-20T10:00:00.000Z', prm_id: 'person_00001' },
    },
    {
      ...{ title: 'a deal that was lost, with nobody but the company', kind: 'company' },
      act: (crm, id) => hub(crm).closeDeal({ won: false, on: '2026-11-20T10:00:00Z', companies: [id] }),
      expected: { outcome: 'lost', prm_id: 'company_00001' },
    },
    {
      ...{ title: 'a record that was deleted', kind: 'person' },
      act: (crm, id) => crm.remove('person', id),
      expected: { deleted: true, prm_id: 'person_00001', email: 'ann.lee1@acme.example' },
    },
    {
      ...{ title: 'a company that became a customer', kind: 'company', expected: { lifecycle: 'customer' } },
      act: (crm, id) => crm.change('company', id, { lifecyclestage: 'customer' }),
    },
  ],
}
