/** Records of a declared API: what of them is read, and what is sent of them. */
import { parseJson, type Json } from '../../lib/table/json-flatten.ts'
import type { EntityKind, ServiceReply } from '../contract.ts'
import { hostsIn } from '../hosts-in.ts'
import { jsonOf, said, statusTrouble } from '../reading.ts'
import type { Lookup, RemoteRecord, RemoteValue, RemoteValues, TargetWrite } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { partAt, parsePath, plainAt, put } from './path.ts'
import { bodyOf } from './request.ts'
import { parseKeyTemplate, type DeclaredKind, type FieldPlace } from './target-schema.ts'

/** A field goes by the place where it is written. */
export const placesOf = ({ fields, prm_id }: DeclaredKind): Map<string, FieldPlace> =>
  new Map([...Object.values(fields), prm_id].map((place) => [place.write, place]))

const within = (prefix: string | undefined, path: string): string =>
  prefix === undefined ? path : path.startsWith('[') ? `${prefix}${path}` : `${prefix}.${path}`

/** What stands at a field's place in a record. */
export const readValues = (kind: DeclaredKind, record: Json, place: FieldPlace): RemoteValue[] =>
  plainAt(record, parsePath(within(kind.read_in, place.read))).filter((value) => value !== '')

export const idOf = (kind: DeclaredKind, record: Json): string | null => {
  const [id] = plainAt(record, parsePath(kind.id))
  return id === undefined || id === '' ? null : String(id)
}

const lower = (value: RemoteValue): string => String(value).trim().toLowerCase()

/** Whether it is the one that was asked for: an API that does not know a filter answers with everybody. */
export const isIt = (
  kind: DeclaredKind,
  record: Json,
  by: 'id' | 'prm_id' | 'email' | 'domain',
  wanted: string,
): boolean => {
  switch (by) {
    case 'id':
      return idOf(kind, record) === wanted
    case 'prm_id':
      return readValues(kind, record, kind.prm_id).some((value) => String(value) === wanted)
    case 'email':
      return readValues(kind, record, kind.fields.email!).some((value) => lower(value) === lower(wanted))
    case 'domain':
      return readValues(kind, record, kind.fields.domain!).some((value) =>
        hostsIn(String(value)).includes(lower(wanted)),
      )
  }
}

export const remoteRecord = (kind: DeclaredKind, record: Json, names: readonly string[]): RemoteRecord => {
  const places = placesOf(kind)
  const first = (place: FieldPlace): RemoteValue => readValues(kind, record, place)[0] ?? null
  const prm_id = first(kind.prm_id)
  const [url] = kind.link === undefined ? [] : plainAt(record, parsePath(kind.link))
  return {
    id: idOf(kind, record) ?? '',
    prm_id: prm_id === null ? null : String(prm_id),
    values: Object.fromEntries(
      names.map((name) => [name, first(places.get(name) ?? { write: name, read: name })]),
    ),
    modified_at: null,
    url: url === undefined ? null : String(url),
  }
}

/** What a lookup can be asked by, the surest first, each with what it says. */
export const waysOf = ({ id, prm_id, emails = [], domain }: Lookup) =>
  [
    { by: 'id', values: id === undefined ? [] : [id] },
    { by: 'prm_id', values: [prm_id] },
    { by: 'email', values: emails },
    { by: 'domain', values: domain === undefined ? [] : [domain] },
  ] as const

const memberOf = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? ''

/** Members that the API replaces as a whole: what stands in them is sent along. */
export const completed = (kind: DeclaredKind, values: RemoteValues, record: Json | null): RemoteValues => {
  const touched = new Set(
    Object.keys(values)
      .map(memberOf)
      .filter((member) => kind.whole.includes(member)),
  )
  if (record === null || touched.size === 0) return values
  const places = [...placesOf(kind).values()].filter(({ write }) => touched.has(memberOf(write)))
  const before = remoteRecord(
    kind,
    record,
    places.map(({ write }) => write),
  ).values
  const kept = Object.entries(before).filter(([, value]) => value !== null)
  return { ...Object.fromEntries(kept), ...values }
}

/** Whether an update needs the record as it is. */
export const needsRecord = (kind: DeclaredKind, values: RemoteValues): boolean =>
  Object.keys(values).some((name) => kind.whole.includes(memberOf(name)))

export const sentBody = (
  kind: DeclaredKind,
  { prm_id, company }: Pick<TargetWrite, 'prm_id' | 'company'>,
  values: RemoteValues,
  beside: Json | undefined,
): Json => {
  const all: RemoteValues = { ...values, [kind.prm_id.write]: prm_id }
  let sent: Json = {}
  for (const [name, value] of Object.entries(all)) sent = put(sent, parsePath(name), value)
  if (company !== null && kind.company !== undefined) {
    const filled = bodyOf(kind.company.value, { known: { id: company }, secrets: {} }, parseKeyTemplate)
    sent = put(sent, parsePath(kind.company.at), filled ?? null)
  }
  const whole = kind.sent_in === undefined ? sent : put({}, parsePath(kind.sent_in), sent)
  return beside === undefined ? whole : merged(beside, whole)
}

const merged = (under: Json, over: Json): Json => {
  const isMap = (value: Json): value is Record<string, Json> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isMap(under) || !isMap(over)) return over
  const names = [...new Set([...Object.keys(under), ...Object.keys(over)])]
  return Object.fromEntries(
    names.map((name) => [
      name,
      under[name] === undefined
        ? over[name]!
        : over[name] === undefined
          ? under[name]
          : merged(under[name], over[name]),
    ]),
  )
}

/** What a refusal says, in its body or beside it. */
const reasonOf = ({ headers, text }: ServiceReply): string => {
  const reason = headers['x-status-reason'] ?? ''
  const words = text.trimStart().startsWith('<') ? '' : said(text)
  return [reason, words].filter((part) => part !== '').join(' ')
}

/** Codes that mean something to a push: `gone`, `duplicate`; else the status. */
export const troubleOf = (title: string, reply: ServiceReply): ServiceTrouble | null => {
  const { status } = reply
  const trouble = statusTrouble(title, reply)
  if (trouble?.kind !== 'refused') return trouble
  const reason = reasonOf(reply)
  const isDuplicate = status === 409 || (status < 500 && /duplicate|already exists/i.test(reason))
  const code = status === 404 || status === 410 ? 'gone' : isDuplicate ? 'duplicate' : String(status)
  return new ServiceTrouble('refused', `${title} refuses it${reason === '' ? '' : `: ${reason}`}`, { code })
}

/** The reply as JSON. @throws ServiceTrouble */
export const readReply = (title: string, reply: ServiceReply): Json => {
  const trouble = troubleOf(title, reply)
  if (trouble !== null) throw trouble
  jsonOf(title, reply)
  return parseJson(reply.text)
}

/** Records in a reply: a list of them, one alone, or none. */
export const recordsIn = (title: string, json: Json, path: string | undefined): Json[] => {
  const there = path === undefined ? json : partAt(json, parsePath(path))
  if (Array.isArray(there)) return there
  if (there === null) return []
  // Without what the config says of it, the reply says nothing about who is there.
  if (typeof there !== 'object')
    throw new ServiceTrouble('malformed', `${title} answered in another form than the config says`)
  return [there]
}

export type Kinds = Readonly<Partial<Record<EntityKind, DeclaredKind>>>
