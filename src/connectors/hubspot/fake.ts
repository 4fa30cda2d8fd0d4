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
import { define, listDeleted, read, refuse, show, write, type Blame } from './fake-batch.ts'
import { limits, tooOften } from './fake-limits.ts'
import { search } from './fake-search.ts'
import { fakeStore, type FakeStore, type ObjectType, type Values } from './fake-store.ts'
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
  blame: Blame
  /** Milliseconds until a search finds what was changed, at most. */
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

  const objects = (type: ObjectType, what: string, request: FakeRequest): FakeReply => {
    const store = stores[type]
    const { text } = request
    switch (what) {
      case '/batch/upsert':
        return write(store, text, true, state.blame)
      case '/batch/update':
        return write(store, text, false, state.blame)
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
