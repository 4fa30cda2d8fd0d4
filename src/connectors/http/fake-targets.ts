/** Three CRMs as their own APIs are, for what a config declares of them: Attio, Twenty and EspoCRM. */
import { parseJson, isObject, type Json } from '../../lib/table/json-flatten.ts'
import { realClock, type Clock } from '../../lib/clock.ts'
import type { EntityKind } from '../contract.ts'
import {
  startServer,
  type FakeCrm,
  type FakeReply,
  type FakeRequest,
  type Manner,
  type TargetFake,
} from '../fake.ts'
import type { RemoteValue, RemoteValues } from '../target.ts'
import { parsePath, plainAt, put } from './path.ts'
import { ATTIO, ESPOCRM, TWENTY } from './fake-shapes.ts'
import type { DeclaredKind, HttpTargetDeclaration } from './target-schema.ts'

type Data = Record<string, Json>

export interface Row {
  id: string
  data: Data
}

type Tables = Record<EntityKind, Row[]>

interface Api {
  declared: HttpTargetDeclaration
  variable: string
  isKey(headers: FakeRequest['headers'], key: string): boolean
  refuseKey: FakeReply
  answer(request: FakeRequest, tables: Tables, create: (kind: EntityKind, data: Data) => Row): FakeReply
  /** What was sent, as the API keeps it, and so gives it back. */
  kept(kind: EntityKind, sent: Data): Data
  /** Requests in so many seconds. */
  most: { calls: number; seconds: number }
  hasty: FakeReply
  idOf(n: number): string
}

const kindAt = (path: string, kinds: Readonly<Record<string, EntityKind>>): EntityKind | undefined =>
  Object.entries(kinds).find(([name]) => path.includes(name))?.[1]

const lastPart = (path: string): string => path.split('/').at(-1) ?? ''
const without = (rows: Row[], row: Row): void => void rows.splice(rows.indexOf(row), 1)
const objectIn = (text: string): Data => {
  const json = text === '' ? null : parseJson(text)
  return isObject(json) ? json : {}
}

const attioNames: Readonly<Record<string, string>> = { email_addresses: 'email_address', domains: 'domain' }

const attio: Api = {
  declared: ATTIO,
  variable: 'PRM_HTTP_ATTIO_KEY',
  isKey: ({ authorization }, key) => authorization === `Bearer ${key}`,
  refuseKey: {
    status: 401,
    body: { status_code: 401, type: 'auth_error', code: 'unauthorized', message: 'Unauthorized' },
  },
  most: { calls: 25, seconds: 1 },
  // The next second.
  hasty: {
    status: 429,
    headers: { date: 'Sat, 21 Nov 2026 09:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2026 09:00:04 GMT' },
    body: { status_code: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  },
  idOf: (n) => `bf071e1f-6035-429d-b874-${String(n).padStart(12, '0')}`,
  // Every value is a list there, of objects.
  kept: (_, sent) =>
    Object.fromEntries(
      Object.entries(sent).map(([name, values]) => [
        name,
        (Array.isArray(values) ? values : [values]).map((value): Json =>
          isObject(value) ? value : { [attioNames[name] ?? 'value']: value },
        ),
      ]),
    ),
  answer: ({ method, path, text }, tables, create) => {
    if (path === '/v2/self') return { body: { active: true, workspace_id: 'w-1', workspace_name: 'Seller' } }
    const kind = kindAt(path, { '/people/': 'person', '/companies/': 'company' })!
    const shown = ({ id, data }: Row) => ({
      ...{ id: { workspace_id: 'w-1', object_id: 'o-1', record_id: id }, values: data },
      web_url: `https://app.attio.com/record/${id}`,
    })
    const given = objectIn(text)
    if (path.endsWith('/query')) {
      const [[slug, wanted] = ['', '']] = Object.entries(given.filter as Record<string, string>)
      const hits = tables[kind].filter(({ data }) =>
        (Array.isArray(data[slug]) ? data[slug] : []).some(
          (value) => isObject(value) && Object.values(value).includes(wanted),
        ),
      )
      return { body: { data: hits.map(shown) } }
    }
    const sent = ((given.data ?? {}) as Record<string, Data>).values ?? {}
    const unknown = Object.keys(sent).find((name) => /[^a-z_]/.test(name))
    if (unknown !== undefined)
      return {
        status: 400,
        body: {
          status_code: 400,
          type: 'invalid_request_error',
          code: 'value_not_found',
          message: `Cannot find attribute with slug "${unknown}"`,
        },
      }
    const values = attio.kept(kind, sent)
    if (method === 'POST') {
      const name = values.name
      if (kind === 'person' && Array.isArray(name) && isObject(name[0]) && Object.keys(name[0]).length < 3)
        return {
          status: 400,
          body: { status_code: 400, code: 'validation_type', message: 'all parts of a name are needed' },
        }
      return { body: { data: shown(create(kind, values)) } }
    }
    const row = tables[kind].find(({ id }) => id === lastPart(path))
    if (row === undefined)
      return { status: 404, body: { status_code: 404, code: 'not_found', message: 'Record not found' } }
    if (method === 'DELETE') {
      without(tables[kind], row)
      return { body: {} }
    }
    if (method !== 'GET') Object.assign(row.data, values)
    return { body: { data: shown(row) } }
  },
}

const composite = (before: Data, sent: Data): Data =>
  Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      isObject(value) && isObject(before[name]) ? { ...before[name], ...value } : value,
    ]),
  )

const twenty: Api = {
  declared: TWENTY,
  variable: 'PRM_HTTP_TWENTY_KEY',
  isKey: ({ authorization }, key) => authorization === `Bearer ${key}`,
  refuseKey: {
    status: 401,
    body: { statusCode: 401, error: 'UnauthorizedException', messages: ['Token invalid.'] },
  },
  most: { calls: 100, seconds: 60 },
  hasty: { status: 429, body: { statusCode: 429, error: 'TooManyRequests', messages: ['Limit reached'] } },
  idOf: (n) => `20202020-0000-4000-8000-${String(n).padStart(12, '0')}`,
  kept: (_, sent) => sent,
  answer: ({ method, path, query, text }, tables, create) => {
    const kind = kindAt(path, { '/people': 'person', '/companies': 'company' })!
    const [one, many] =
      kind === 'person' ? (['Person', 'people'] as const) : (['Company', 'companies'] as const)
    const shown = ({ id, data }: Row) => ({ id, ...data })
    const rows = tables[kind]
    const fail = (status: number, message: string): FakeReply => ({
      ...{ status, body: { statusCode: status, error: 'BadRequestException', messages: [message] } },
    })
    const given = objectIn(text)
    if (/\/(people|companies)$/.test(path)) {
      if (method === 'GET') {
        const [, field = '', wanted = ''] = /^([\w.]+)\[eq\]:(.*)$/.exec(query.get('filter') ?? '') ?? []
        const hits = rows.filter(
          ({ data }) => field === '' || plainAt(data, parsePath(field)).includes(wanted),
        )
        return { body: { data: { [many]: hits.slice(0, 60).map(shown) }, totalCount: hits.length } }
      }
      const unknown = Object.keys(given).find((name) => name.includes('_'))
      if (unknown !== undefined) return fail(400, `Object has no field ${unknown}`)
      const [email] = plainAt(given, parsePath('emails.primaryEmail'))
      if (
        email !== undefined &&
        rows.some(({ data }) => plainAt(data, parsePath('emails.primaryEmail')).includes(email))
      )
        return fail(400, 'A duplicate entry was detected')
      return { status: 201, body: { data: { [`create${one}`]: shown(create(kind, given)) } } }
    }
    const row = rows.find(({ id }) => id === lastPart(path))
    if (row === undefined) return fail(404, 'Record not found')
    if (method === 'DELETE') {
      without(rows, row)
      return { body: { data: { [`delete${one}`]: { id: row.id } } } }
    }
    if (method === 'GET') return { body: { data: { [one.toLowerCase()]: shown(row) } } }
    const unknown = Object.keys(given).find((name) => name.includes('_'))
    if (unknown !== undefined) return fail(400, `Object has no field ${unknown}`)
    Object.assign(row.data, composite(row.data, given))
    return { body: { data: { [`update${one}`]: shown(row) } } }
  },
}

const espocrm: Api = {
  declared: ESPOCRM,
  variable: 'PRM_HTTP_ESPOCRM_KEY',
  isKey: (headers, key) => headers['x-api-key'] === key,
  refuseKey: { status: 401, headers: { 'x-status-reason': 'unauthorized' }, body: '' },
  most: { calls: 1000, seconds: 1 },
  hasty: { status: 429, headers: { 'retry-after': '1' }, body: '' },
  idOf: (n) => `6a${String(n).padStart(15, '0')}`,
  kept: (_, sent) => sent,
  answer: ({ method, path, query, text }, tables, create) => {
    if (path === '/api/v1/App/user') return { body: { user: { id: 'u1', name: 'prm' } } }
    const rows = tables.person
    const shown = ({ id, data }: Row) => ({ id, ...data })
    if (path === '/api/v1/Lead' && method === 'GET') {
      const [field, wanted] = [query.get('where[0][attribute]') ?? '', query.get('where[0][value]')]
      const hits = rows.filter(({ data }) => data[field] === wanted)
      return { body: { total: -1, list: hits.map(shown) } }
    }
    const given = objectIn(text)
    if (given.lastName === '')
      return { status: 400, headers: { 'x-status-reason': 'Field lastName is required' }, body: '' }
    if (path === '/api/v1/Lead') {
      const same = rows.filter(({ data }) => data.emailAddress === given.emailAddress)
      if (same.length > 0)
        return { status: 409, headers: { 'x-status-reason': 'duplicate' }, body: same.map(shown) }
      return { body: shown(create('person', given)) }
    }
    const row = rows.find(({ id }) => id === lastPart(path))
    if (row === undefined) return { status: 404, headers: { 'x-status-reason': 'Not found' }, body: '' }
    if (method === 'DELETE') {
      without(rows, row)
      return { body: 'true' }
    }
    Object.assign(row.data, given)
    return { body: shown(row) }
  },
}

export interface DeclaredCrm extends FakeCrm {
  tables: Tables
}

/** By the places where they are written. */
const valuesIn = (kind: DeclaredKind, data: Data): [string, RemoteValue][] =>
  Object.values(kind.fields).flatMap(({ write, read }): [string, RemoteValue][] => {
    const [value] = plainAt(data, parsePath(read))
    return value === undefined ? [] : [[write, value]]
  })

const companyIn = ({ company }: DeclaredKind, data: Data): string | null => {
  if (company === undefined) return null
  const [id] = plainAt(
    data,
    parsePath(company.value === '{id}' ? company.at : `${company.at}[0].target_record_id`),
  )
  return id === undefined ? null : String(id)
}

const startApi = async (api: Api, clock: Clock): Promise<DeclaredCrm> => {
  const key = 'ht-9876543210&abc=def'
  let manner: Manner = 'good'
  let isExpired = false
  let made = 0
  let times: number[] = []
  const tables: Tables = { person: [], company: [] }
  const declaredOf = (kind: EntityKind): DeclaredKind => api.declared.target[kind]!
  const create = (kind: EntityKind, data: Data): Row => {
    const row = { id: api.idOf(++made), data }
    tables[kind].push(row)
    return row
  }
  const dataOf = (kind: EntityKind, values: RemoteValues): Data => {
    let sent: Json = {}
    for (const [name, value] of Object.entries(values)) sent = put(sent, parsePath(name), value)
    return api.kept(kind, sent as Data)
  }
  const server = await startServer((request): FakeReply => {
    if (!api.isKey(request.headers, key) || manner === 'bad_key' || isExpired) return api.refuseKey
    const now = clock.elapsed()
    times = times.filter((time) => time > now - api.most.seconds * 1000)
    if (times.length >= api.most.calls) {
      state.turnedAway++
      return api.hasty
    }
    times.push(now)
    return api.answer(request, tables, create)
  })
  const rowOf = (kind: EntityKind, id: string): Row => tables[kind].find((row) => row.id === id)!
  const state: DeclaredCrm = {
    ...{ ...server, key, charged: 0, turnedAway: 0, tables, keys: { [api.variable]: key } },
    held: (kind) =>
      tables[kind].map(({ id, data }) => {
        const [prm_id] = plainAt(data, parsePath(declaredOf(kind).prm_id.read))
        return {
          ...{ id, prm_id: prm_id === undefined ? null : String(prm_id) },
          values: Object.fromEntries(valuesIn(declaredOf(kind), data)),
          company: companyIn(declaredOf(kind), data),
        }
      }),
    add: (kind, values) => create(kind, dataOf(kind, values)).id,
    change: (kind, id, values) => void Object.assign(rowOf(kind, id).data, dataOf(kind, values)),
    remove: (kind, id) => without(tables[kind], rowOf(kind, id)),
    expire: () => {
      isExpired = true
    },
    behave: (now) => {
      manner = now
    },
  }
  return state
}

const fakeOf = (api: Api, more: Omit<TargetFake, 'start' | 'known' | 'renews' | 'kinds'>): TargetFake => ({
  start: (clock = realClock) => startApi(api, clock),
  kinds: api.declared.target.company === undefined ? ['person'] : ['person', 'company'],
  known: (kind, i) =>
    kind === 'person' ? { emails: [`person${i}@acme.example`] } : { domain: `company${i}.example` },
  renews: false,
  ...more,
})

export const SHAPES: Readonly<Record<string, { declared: HttpTargetDeclaration; fake: TargetFake }>> = {
  attio: {
    declared: ATTIO,
    fake: fakeOf(attio, {
      values: (kind, i) =>
        kind === 'person'
          ? {
              'email_addresses[0]': `person${i}@acme.example`,
              ...{
                'name[0].first_name': 'Person',
                'name[0].last_name': `No ${i}`,
                'name[0].full_name': `Person No ${i}`,
              },
              'job_title[0]': `Title ${i}`,
            }
          : { 'domains[0]': `company${i}.example`, 'name[0]': `Company ${i}` },
      text: { person: 'job_title[0]', company: 'name[0]' },
      refused: [
        {
          title: 'an attribute that is not there',
          kind: 'person',
          write: { values: { 'Other[0]': 'x' } },
          code: '400',
        },
        { title: 'a record that is gone', kind: 'company', write: { id: 'bf071e1f-none' }, code: 'gone' },
      ],
      unique: [],
      haste: [{ title: 'until a time', reply: attio.hasty, then: { wait: 3000 } }],
    }),
  },
  twenty: {
    declared: TWENTY,
    fake: fakeOf(twenty, {
      values: (kind, i) =>
        kind === 'person'
          ? {
              'emails.primaryEmail': `person${i}@acme.example`,
              ...{ 'name.firstName': 'Person', 'name.lastName': `No ${i}`, jobTitle: `Title ${i}` },
            }
          : { name: `Company ${i}`, prmDomain: `company${i}.example`, employees: i + 1 },
      text: { person: 'name.lastName', company: 'name' },
      refused: [
        {
          title: 'a field that is not there',
          kind: 'person',
          write: { values: { no_field: 'x' } },
          code: '400',
        },
        { title: 'a record that is gone', kind: 'person', write: { id: '20202020-none' }, code: 'gone' },
      ],
      unique: [],
      haste: [{ title: 'without saying for how long', reply: twenty.hasty, then: { wait: 1000 } }],
    }),
  },
  espocrm: {
    declared: ESPOCRM,
    fake: fakeOf(espocrm, {
      values: (_, i) => ({
        ...{ emailAddress: `person${i}@acme.example`, firstName: 'Person', lastName: `No ${i}` },
        ...{ accountName: 'Acme', title: `Title ${i}` },
      }),
      text: { person: 'title', company: 'name' },
      refused: [
        { title: 'no last name', kind: 'person', write: { values: { lastName: '' } }, code: '400' },
        { title: 'a record that is gone', kind: 'person', write: { id: '6anone' }, code: 'gone' },
      ],
      unique: ['person'],
      haste: [{ title: 'for a second', reply: espocrm.hasty, then: { wait: 1000 } }],
    }),
  },
}
