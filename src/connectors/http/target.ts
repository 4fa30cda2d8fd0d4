/** A target made from what a config declares: a record a request, looked up before it is made. */
import type { Json } from '../../lib/table/json-flatten.ts'
import type { Call, EntityKind, Outcome, ServiceRequest } from '../contract.ts'
import type { Lookup, RemoteRecord, Target, TargetWrite, Written } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { partAt, parsePath, plainAt } from './path.ts'
import { bodyOf, headersOf, place } from './request.ts'
import {
  completed,
  idOf,
  isIt,
  needsRecord,
  readReply,
  recordsIn,
  remoteRecord,
  sentBody,
  troubleOf,
  waysOf,
} from './target-records.ts'
import { parseKeyTemplate, type DeclaredKind, type HttpTargetDeclaration, type Key } from './target-schema.ts'
import type { Body } from './schema.ts'

type Known = Partial<Record<Key, string>>

/** What the service refuses is the outcome of this one record; all else ends the request. */
const settled = async <A>(act: () => Promise<Outcome<A>>): Promise<Outcome<A>> => {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof ServiceTrouble) || error.kind !== 'refused') throw error
    return { kind: 'failed', code: error.code ?? 'refused', message: error.message }
  }
}

export const httpTarget = (title: string, declared: HttpTargetDeclaration): Target => {
  const kinds: Partial<Record<EntityKind, DeclaredKind>> = {
    ...(declared.target.person !== undefined && { person: declared.target.person }),
    ...(declared.target.company !== undefined && { company: declared.target.company }),
  }
  const kindOf = (kind: EntityKind): DeclaredKind => {
    const found = kinds[kind]
    if (found !== undefined) return found
    throw new ServiceTrouble('refused', `nothing in the config says how ${title} takes a ${kind}`)
  }

  const request = (
    { method, path, body }: { method: ServiceRequest['method']; path: string; body?: Body | undefined },
    known: Known,
    { secrets }: Call,
  ): Omit<ServiceRequest, 'paid'> => {
    const values = { known: known as Record<string, string>, secrets }
    return {
      ...{ method, ...place(`${declared.url.replace(/\/$/, '')}${path}`, values, parseKeyTemplate) },
      headers: headersOf(declared.headers, values),
      ...(body !== undefined && { json: bodyOf(body, values, parseKeyTemplate) }),
    }
  }

  const findBy = async (kind: EntityKind, by: Key, wanted: string, call: Call): Promise<Json[]> => {
    const own = kindOf(kind)
    const how = own.find[by]
    if (how === undefined) return []
    try {
      const records = await call.send({ ...request(how, { [by]: wanted }, call), paid: false }, (reply) =>
        recordsIn(title, readReply(title, reply), how.records),
      )
      return records.filter((record) => idOf(own, record) !== null && isIt(own, record, by, wanted))
    } catch (error) {
      if (error instanceof ServiceTrouble && error.code === 'gone') return []
      throw error
    }
  }

  const found = async (lookup: Lookup, call: Call): Promise<Json[]> => {
    for (const { by, values } of waysOf(lookup)) {
      const some: Json[] = []
      for (const value of values) some.push(...(await findBy(lookup.kind, by, value, call)))
      const ids = some.map((record) => idOf(kindOf(lookup.kind), record))
      if (some.length > 0) return some.filter((_, i) => ids.indexOf(ids[i]!) === i)
    }
    return []
  }

  const find = (
    lookups: readonly Lookup[],
    names: readonly string[],
    call: Call,
  ): Promise<Outcome<readonly RemoteRecord[]>[]> =>
    Promise.all(
      lookups.map((lookup) =>
        settled(async (): Promise<Outcome<readonly RemoteRecord[]>> => {
          const records = await found(lookup, call)
          if (records.length === 0) return { kind: 'none', charged: false }
          const own = kindOf(lookup.kind)
          const answer = records.map((record) => remoteRecord(own, record, names))
          return { kind: 'answer', answer, charged: false }
        }),
      ),
    )

  const writeOne = async (write: TargetWrite, call: Call): Promise<Outcome<Written>> => {
    const { kind, prm_id, values } = write
    const own = kindOf(kind)
    const [there = null] = write.id === null ? await findBy(kind, 'prm_id', prm_id, call) : []
    const id = write.id ?? (there === null ? null : idOf(own, there))
    const isRead = id !== null && there === null && needsRecord(own, values)
    const [before = there] = isRead ? await findBy(kind, 'id', id, call) : []
    if (isRead && before === null)
      throw new ServiceTrouble('refused', `${title} has no such record`, { code: 'gone' })
    const how = id === null ? own.create : own.update
    const sent: ServiceRequest = {
      ...request({ method: how.method, path: how.path }, id === null ? {} : { id }, call),
      json: sentBody(own, write, completed(own, values, before), how.body),
      // A creation is not sent again on suspicion; a change may be.
      paid: id === null,
    }
    const got = await call.send(sent, (reply) => {
      if (id !== null && reply.status === 204) return id
      const json = readReply(title, reply)
      const record = how.record === undefined ? json : partAt(json, parsePath(how.record))
      return record === undefined ? null : idOf(own, record)
    })
    if (got === null) return { kind: 'unknown', reason: 'no_answer', retry: true, charged: false }
    return { kind: 'answer', answer: { id: got, created: id === null }, charged: false }
  }

  const write = async (writes: readonly TargetWrite[], call: Call): Promise<Outcome<Written>[]> => {
    const outcomes: Outcome<Written>[] = []
    for (const each of writes) outcomes.push(await settled(() => writeOne(each, call)))
    return outcomes
  }

  const archiveOne = async (
    kind: EntityKind,
    id: string,
    call: Call,
  ): Promise<Outcome<{ archived: boolean }>> => {
    const how = kindOf(kind).archive
    if (how === undefined)
      return {
        kind: 'failed',
        code: 'undeclared',
        message: `nothing in the config says how ${title} archives`,
      }
    const archived = await call.send({ ...request(how, { id }, call), paid: false }, (reply) => {
      const trouble = troubleOf(title, reply)
      if (trouble !== null && trouble.code !== 'gone') throw trouble
      return trouble === null
    })
    return { kind: 'answer', answer: { archived }, charged: false }
  }

  const fieldsOf = (kind: EntityKind): Record<string, string> =>
    Object.fromEntries(
      Object.entries(kinds[kind]?.fields ?? {}).map(([column, { write: at }]) => [column, at]),
    )
  const requiredOf = (kind: EntityKind): string[] =>
    (kinds[kind]?.required ?? []).flatMap((column) => fieldsOf(kind)[column] ?? [])

  return {
    fields: { person: fieldsOf('person'), company: fieldsOf('company') },
    required: { person: requiredOf('person'), company: requiredOf('company') },
    idField: {
      ...{ person: kinds.person?.prm_id.write ?? 'prm_id', company: kinds.company?.prm_id.write ?? 'prm_id' },
    },
    batch: { find: 10, write: 1, archive: 1 },
    account: async (call) => {
      const { account } = declared.target
      const { test } = declared
      const host = new URL(declared.url).host
      if (account === undefined || test === undefined) return { id: host, title }
      return call.send({ ...request({ method: 'GET', path: test }, {}, call), paid: false }, (reply) => {
        const json = readReply(title, reply)
        const [id] = plainAt(json, parsePath(account.id))
        if (id === undefined)
          throw new ServiceTrouble('malformed', `${title} does not say whose account it is`)
        const [name = title] = account.title === undefined ? [] : plainAt(json, parsePath(account.title))
        return { id: String(id), title: String(name) }
      })
    },
    ...{ find, write },
    ...(Object.values(kinds).some(({ archive }) => archive !== undefined) && {
      archive: async (kind: EntityKind, ids: readonly string[], call: Call) => {
        const outcomes: Outcome<{ archived: boolean }>[] = []
        for (const id of ids) outcomes.push(await settled(() => archiveOne(kind, id, call)))
        return outcomes
      },
    }),
  }
}
