/** A CRM that really holds records, behind a real socket, and the connector to it: what operations on targets are tried on. */
import type { Call, Connector, EntityKind, Outcome } from '../../src/connectors/contract.ts'
import { startServer, type FakeReply, type FakeServer } from '../../src/connectors/fake.ts'
import { readJson } from '../../src/connectors/reading.ts'
import type {
  Lookup,
  RemoteField,
  RemoteRecord,
  RemoteValue,
  TargetTie,
  TargetWrite,
  Written,
} from '../../src/connectors/target.ts'
import type { Service } from '../../src/core/engine/types.ts'
import { z } from 'zod'

export interface CrmRecord {
  id: string
  prm_id: string | null
  values: Record<string, RemoteValue>
  company: string | null
  modified_at: string
}

/** What befalls a row that is written, by its e-mail address or domain. */
export type RowFault = 'refused' | 'once' | 'always_once_more'

export interface MadeUpCrm {
  server: FakeServer
  records: Record<EntityKind, Map<string, CrmRecord>>
  fields: Record<EntityKind, RemoteField[]>
  ties: TargetTie[]
  /** By e-mail address or domain. */
  faults: Map<string, RowFault>
  /** Which account each key opens. */
  accounts: Map<string, { id: string; title: string }>
  /** How many records were made: also those that are archived by now. */
  made: number
  /** A human makes one. */
  add(kind: EntityKind, values: Record<string, RemoteValue>): CrmRecord
  remove(kind: EntityKind, id: string): boolean
  of(kind: EntityKind, by: string): CrmRecord | undefined
}

const text = (name: string, more: Partial<RemoteField> = {}): RemoteField => ({
  ...{ name, label: name, type: 'text', isWritable: true, isUnique: false },
  ...more,
})

export const CRM_FIELDS = {
  person: {
    ...{ email: 'mail', first_name: 'first', last_name: 'last', title: 'job', industry: 'line' },
    ...{ score: 'prm_score', reasons: 'prm_reasons', signals: 'prm_signals', route: 'prm_route' },
  },
  company: { company: 'title', domain: 'site', employees: 'staff' },
} as const

const STANDARD: Record<EntityKind, RemoteField[]> = {
  person: [
    ...['mail', 'first', 'last', 'job'].map((name) => text(name)),
    text('line', { type: 'choice', choices: ['SOFTWARE', 'RETAIL'] }),
  ],
  company: [text('title'), text('site'), text('staff', { type: 'number' })],
}

const KEY_FIELD: Record<EntityKind, string> = { person: 'mail', company: 'site' }

/** As a CRM has it: numbers are texts, addresses small. */
const stored = (name: string, value: RemoteValue): RemoteValue => {
  if (value === null) return null
  return name === 'mail' || name === 'site' ? String(value).toLowerCase() : String(value)
}

type RowReply = { id: string; created: boolean } | { error: string; message: string } | { busy: true } | null

/**
 * @param latency milliseconds that a write takes
 * @param blind makes a record for each creation, also where it has one with that prm_id or address
 */
export const startCrm = async ({ latency = 0, blind = false } = {}): Promise<MadeUpCrm> => {
  let last = 0
  const records: MadeUpCrm['records'] = { person: new Map(), company: new Map() }
  const byPrmId: Record<EntityKind, Map<string, string>> = { person: new Map(), company: new Map() }
  const fields = structuredClone(STANDARD)
  const [ties, faults] = [[] as TargetTie[], new Map<string, RowFault>()]
  const accounts = new Map([['key', { id: 'acc-1', title: 'Acme sandbox' }]])
  const find = (kind: EntityKind, test: (record: CrmRecord) => boolean): CrmRecord[] =>
    [...records[kind].values()].filter(test)
  const make = (kind: EntityKind, prm_id: string | null, values: Record<string, RemoteValue>): CrmRecord => {
    const record = {
      id: `${kind[0]}${++last}`,
      prm_id,
      values: {},
      company: null,
      modified_at: '2026-11-01T00:00:00Z',
    }
    records[kind].set(record.id, record)
    crm.made++
    set(kind, record, values)
    return record
  }
  const set = (kind: EntityKind, record: CrmRecord, values: Record<string, RemoteValue>): void => {
    for (const [name, value] of Object.entries(values)) {
      if (name === 'prm_id') {
        if (record.prm_id !== null) byPrmId[kind].delete(record.prm_id)
        record.prm_id = value as string
      } else record.values[name] = stored(name, value)
    }
    if (record.prm_id !== null) byPrmId[kind].set(record.prm_id, record.id)
  }
  const writeRow = ({ kind, prm_id, id, values, company }: TargetWrite): RowReply => {
    const unknown = Object.keys(values).filter((name) => !fields[kind].some((field) => field.name === name))
    if (unknown.length > 0) return { error: 'unknown_field', message: `there is no ${unknown.join(', ')}` }
    const known = id ?? (blind ? undefined : byPrmId[kind].get(prm_id))
    const record = known === undefined ? undefined : records[kind].get(known)
    const key = String(values[KEY_FIELD[kind]] ?? record?.values[KEY_FIELD[kind]] ?? '').toLowerCase()
    const fault = faults.get(key)
    if (fault === 'refused') return { error: 'invalid', message: `${key} is not wanted` }
    if (fault !== undefined) {
      if (fault === 'once') faults.delete(key)
      else faults.set(key, 'once')
      return fault === 'once' ? { busy: true } : null
    }
    if (id !== null && record === undefined) return { error: 'gone', message: `there is no record ${id}` }
    if (!blind && kind === 'person' && key !== '' && values.mail !== undefined) {
      const [taken] = find(kind, (each) => each.values.mail === key && each !== record)
      if (taken !== undefined) return { error: 'duplicate', message: `${key} is that of ${taken.id}` }
    }
    const written = record ?? make(kind, prm_id, {})
    set(kind, written, { ...values, prm_id })
    if (company !== null) written.company = company
    return { id: written.id, created: record === undefined }
  }
  const findRow = ({ kind, prm_id, id, emails = [], domain }: Lookup): CrmRecord[] => {
    const own = id === undefined ? undefined : records[kind].get(id)
    if (own !== undefined) return [own]
    const ours = byPrmId[kind].get(prm_id)
    if (ours !== undefined) return [records[kind].get(ours)!]
    if (kind === 'company')
      return domain === undefined ? [] : find(kind, ({ values }) => values.site === domain)
    const small = emails.map((email) => email.toLowerCase())
    return small.length === 0 ? [] : find(kind, ({ values }) => small.includes(String(values.mail)))
  }
  const answers: Record<string, (body: never) => unknown> = {
    '/fields': ({ kind }: { kind: EntityKind }) => fields[kind],
    '/make': ({ kind, make: wanted }: { kind: EntityKind; make: RemoteField[] }) => {
      const news = wanted.filter(({ name }) => !fields[kind].some((field) => field.name === name))
      fields[kind].push(...news)
      return news.map(({ name }) => name)
    },
    '/find': ({ lookups }: { lookups: Lookup[] }) =>
      lookups.map((lookup) =>
        findRow(lookup).map((record) => ({ ...record, url: `https://crm.example/${record.id}` })),
      ),
    '/write': ({ writes }: { writes: TargetWrite[] }) => writes.map(writeRow),
    '/archive': ({ kind, ids }: { kind: EntityKind; ids: string[] }) => ids.map((id) => crm.remove(kind, id)),
    '/tie': ({ ties: news }: { ties: TargetTie[] }) => {
      for (const tie of news)
        if (!ties.some((one) => JSON.stringify(one) === JSON.stringify(tie))) ties.push(tie)
      return news.map(() => true)
    },
  }
  const respond = async ({
    path,
    headers,
    text: body,
  }: {
    path: string
    headers: Readonly<Record<string, string | undefined>>
    text: string
  }): Promise<FakeReply> => {
    const account = accounts.get((headers.authorization ?? '').replace('Bearer ', ''))
    if (account === undefined) return { status: 401, body: { error: 'who are you?' } }
    if (path === '/account') return { body: account }
    if (path === '/write' && latency > 0) {
      await new Promise((resolve) => setTimeout(resolve, latency / 2))
      const reply = { body: answers[path]!(JSON.parse(body) as never) }
      await new Promise((resolve) => setTimeout(resolve, latency / 2))
      return reply
    }
    return { body: answers[path]!(JSON.parse(body) as never) }
  }
  const server = await startServer(respond)
  const crm: MadeUpCrm = {
    ...{ server, records, fields, ties, faults, accounts, made: 0 },
    add: (kind, values) => make(kind, null, values),
    remove: (kind, id) => {
      const record = records[kind].get(id)
      if (record?.prm_id) byPrmId[kind].delete(record.prm_id)
      return records[kind].delete(id)
    },
    of: (kind, by) => find(kind, ({ values }) => values[KEY_FIELD[kind]] === by)[0],
  }
  return crm
}

const TITLE = 'Made-up CRM'

const post = <T>(call: Call, path: string, json: unknown, schema: z.ZodType<T>, paid = false): Promise<T> =>
  call.send({ method: 'POST', path, json, paid, headers: { authorization: `Bearer ${call.key}` } }, (reply) =>
    readJson(TITLE, schema, reply),
  )

const Rows = z.array(z.custom<RowReply>())

const writtenOf = (row: RowReply | undefined): Outcome<Written> => {
  if (row === null || row === undefined || 'busy' in row)
    return { kind: 'unknown', reason: 'service_failed', retry: true, charged: false }
  if ('error' in row) return { kind: 'failed', code: row.error, message: row.message }
  return { kind: 'answer', answer: row, charged: false }
}

export const madeUpCrm: Connector = {
  ...{ name: 'crm', title: TITLE, summary: 'made up', key: 'required', paid: false, selfHosted: false },
  ...{
    hosts: { default: 'https://crm.example' },
    lanes: { default: [] },
    concurrency: 4,
    timeout: 10,
    checks: {},
  },
  test: () => Promise.resolve('here'),
  target: {
    fields: CRM_FIELDS,
    required: { person: ['last'] },
    idField: { person: 'prm_id', company: 'prm_id' },
    batch: { find: 50, write: 50, archive: 50 },
    account: (call) => post(call, '/account', {}, z.object({ id: z.string(), title: z.string() })),
    describe: (kind, call) => post(call, '/fields', { kind }, z.array(z.custom<RemoteField>())),
    setup: (kind, make, call) => post(call, '/make', { kind, make }, z.array(z.string())),
    find: async (lookups, names, call) => {
      const found = await post(call, '/find', { lookups }, z.array(z.array(z.custom<RemoteRecord>())))
      return found.map((all) => {
        const answer = all.map((record): RemoteRecord => ({
          ...record,
          values: Object.fromEntries(names.map((name) => [name, record.values[name] ?? null])),
        }))
        return answer.length === 0
          ? { kind: 'none', charged: false }
          : { kind: 'answer', answer, charged: false }
      })
    },
    write: async (writes, call) => {
      const rows = await post(call, '/write', { writes }, Rows, true)
      return writes.map((_, i) => writtenOf(rows[i]))
    },
    archive: async (kind, ids, call) => {
      const rows = await post(call, '/archive', { kind, ids }, z.array(z.boolean()))
      return rows.map((archived) => ({ kind: 'answer', answer: { archived }, charged: false }))
    },
    relate: async (ties, call) => {
      const rows = await post(call, '/tie', { ties }, z.array(z.boolean()))
      return rows.map((tied) => ({ kind: 'answer', answer: { tied }, charged: false }))
    },
  },
}

export const crmService = (url: string, key = 'key', connector: Connector = madeUpCrm): Service => ({
  ...{ connector, key, secrets: {}, hosts: { default: url }, isElsewhere: true },
  ...{ prices: { check: 0, person: 0, company: 0 }, currency: 'USD', lanes: connector.lanes },
  ...{ concurrency: connector.concurrency, timeout: connector.timeout, resolver: [], allowPrivate: false },
})
