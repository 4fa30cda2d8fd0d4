/**
 * Writing: creations by `batch/upsert` under prm_id, so that the same one sent twice finds its record; changes by the CRM's
 * own id. A reply may be good for some rows and bad for others (207), or refuse the whole request because of one.
 */
import type { Call, EntityKind, Outcome } from '../contract.ts'
import { inHalves } from '../halves.ts'
import { said } from '../reading.ts'
import type { RemoteValue, TargetWrite, Written } from '../target.ts'
import type { ServiceTrouble } from '../trouble.ts'
import { askFor, isRefused, OBJECTS, TITLE, TYPES, wordsOf } from './client.ts'
import { PRM_ID } from './fields.ts'
import { OWNER, ownerId, owners } from './owners.ts'
import { Batch, type Failure, type Row } from './schema.ts'
import { tieCompanies } from './ties.ts'

interface Writing {
  write: TargetWrite
  properties: Readonly<Record<string, string>>
  /** Its place among the writes: what the reply says of a row comes with it. */
  trace: string
}

/** All of them are texts there; an empty one clears the field. */
const textOf = (value: RemoteValue): string => (value === null ? '' : String(value))

const NO_ANSWER: Outcome<Written> = { kind: 'unknown', reason: 'no_answer', retry: true, charged: false }

/** What HubSpot may have forgotten about by the next push. */
const PASSING = /^(RATE_LIMITS|INTERNAL_ERROR|TIMEOUT|SERVER_ERROR|LOCKED)$/i
const CODES: Readonly<Record<string, string>> = {
  ...{ OBJECT_NOT_FOUND: 'gone', CONFLICT: 'duplicate', CONTACT_EXISTS: 'duplicate' },
  ...{ DUPLICATE_UNIQUE_PROPERTY_VALUE: 'duplicate', NON_UNIQUE_VALUE: 'duplicate' },
}

const refusal = (code: string, words: string): Outcome<Written> => {
  if (PASSING.test(code)) return { kind: 'unknown', reason: 'service_failed', retry: true, charged: false }
  const message = `${TITLE} says: ${words === '' ? code : words}`
  return { kind: 'failed', code: CODES[code] ?? code, message: said(message) }
}

const rowRefusal = (failure: Failure): Outcome<Written> => {
  const { code, words } = wordsOf(failure)
  return refusal(code, words)
}

/** Rows that a failure is about, by whatever it names; none where nobody can tell. */
const blamed = ({ context }: Failure, rows: readonly Writing[]): readonly Writing[] => {
  const named = (key: string): readonly string[] => context?.[key] ?? []
  const traces = new Set(named('objectWriteTraceId'))
  const ids = new Set([...named('ids'), ...named('id')])
  return rows.filter(({ trace, write }) => traces.has(trace) || ids.has(write.id ?? write.prm_id))
}

const belongs = (row: Row, { trace, write }: Writing): boolean => {
  if (row.objectWriteTraceId) return row.objectWriteTraceId === trace
  return write.id === null ? row.properties?.[PRM_ID] === write.prm_id : row.id === write.id
}

const readBatch = async (
  rows: readonly Writing[],
  { results, errors }: Batch,
  again: (row: Writing) => Promise<Outcome<Written>>,
): Promise<Outcome<Written>[]> => {
  const found = new Map<Writing, Outcome<Written>>()
  for (const failure of errors ?? []) {
    const outcome = rowRefusal(failure)
    for (const row of rows.length === 1 ? rows : blamed(failure, rows)) found.set(row, outcome)
  }
  for (const result of results) {
    const row = rows.find((each) => belongs(result, each))
    if (row === undefined) continue
    const created = row.write.id === null && result.new === true
    found.set(row, { kind: 'answer', answer: { id: result.id, created }, charged: false })
  }
  const outcomes: Outcome<Written>[] = []
  const isUntied = (errors ?? []).length > 0
  // Somebody is to blame, and it is not said who: each alone will tell.
  for (const row of rows)
    outcomes.push(found.get(row) ?? (isUntied && rows.length > 1 ? await again(row) : NO_ANSWER))
  return outcomes
}

const send = async (kind: EntityKind, rows: readonly Writing[], call: Call): Promise<Outcome<Written>[]> => {
  const isNew = rows[0]!.write.id === null
  const inputs = rows.map(({ write, properties, trace }) => ({
    ...(isNew ? { idProperty: PRM_ID, id: write.prm_id } : { id: write.id }),
    ...{ properties, objectWriteTraceId: trace },
  }))
  const path = `${OBJECTS}/${TYPES[kind]}/batch/${isNew ? 'upsert' : 'update'}`
  try {
    const batch = await askFor(call, { path, json: { inputs } }, Batch)
    return await readBatch(rows, batch, async (row) => (await sendApart(kind, [row], call))[0]!)
  } catch (error) {
    const isGuilty = unknownProperty(error, rows)
    if (isGuilty === null) throw error
    const others = rows.filter((row) => !isGuilty(row))
    const outcomes = (await sendApart(kind, others, call)).values()
    return rows.map((row) => (isGuilty(row) ? wholeRefusal(error as ServiceTrouble) : outcomes.next().value!))
  }
}

/** Which rows name a property that is not there: mostly all of them, and to try each would take hundreds of requests. */
const unknownProperty = (error: unknown, rows: readonly Writing[]): ((row: Writing) => boolean) | null => {
  if (!isRefused(error) || error.code !== 'PROPERTY_DOESNT_EXIST') return null
  const names = new Set(rows.flatMap(({ properties }) => Object.keys(properties)))
  const missing = [...names].filter((name) => error.message.includes(`"${name}"`))
  const isGuilty = ({ properties }: Writing): boolean =>
    missing.some((name) => Object.hasOwn(properties, name))
  return rows.some(isGuilty) ? isGuilty : null
}

const wholeRefusal = ({ code, message }: ServiceTrouble): Outcome<Written> =>
  refusal(code ?? 'refused', message.replace(/^.*?: /, ''))

const sendApart = (kind: EntityKind, rows: readonly Writing[], call: Call): Promise<Outcome<Written>[]> =>
  inHalves(
    rows,
    (some) => send(kind, some, call),
    isRefused,
    (_, error) => wholeRefusal(error as ServiceTrouble),
  )

/** Rows of one request: no record twice, and of one kind of request. */
const requestsOf = (rows: readonly Writing[]): Writing[][] => {
  const requests: { key: string; ids: Set<string>; rows: Writing[] }[] = []
  for (const row of rows) {
    const { id, prm_id } = row.write
    const key = id === null ? 'upsert' : 'update'
    const open = requests.find((one) => one.key === key && !one.ids.has(id ?? prm_id))
    if (open === undefined) requests.push({ key, ids: new Set([id ?? prm_id]), rows: [row] })
    else {
      open.ids.add(id ?? prm_id)
      open.rows.push(row)
    }
  }
  return requests.map((request) => request.rows)
}

const unchanged = ({ id }: TargetWrite): Outcome<Written> => ({
  ...{ kind: 'answer', charged: false },
  answer: { id: id!, created: false },
})

/** @returns what is to be sent; an outcome where it cannot be */
const prepare = async (
  write: TargetWrite,
  place: number,
  call: Call,
): Promise<Writing | Outcome<Written>> => {
  const properties = Object.fromEntries(
    Object.entries(write.values).map(([name, value]) => [name, textOf(value)]),
  )
  const owner = properties[OWNER]
  if (owner) {
    const id = ownerId(await owners(call), owner)
    if (id === null)
      return { kind: 'failed', code: 'no_owner', message: `${TITLE} has no owner with the address ${owner}` }
    properties[OWNER] = id
  }
  if (write.id === null) properties[PRM_ID] = write.prm_id
  return Object.keys(properties).length === 0 ? unchanged(write) : { write, properties, trace: String(place) }
}

/** Writes up to 100 records of one kind, then ties people to their companies. */
export const write = async (
  writes: readonly TargetWrite[],
  call: Call,
): Promise<readonly Outcome<Written>[]> => {
  const outcomes: Outcome<Written>[] = []
  const rows: Writing[] = []
  for (const [place, each] of writes.entries()) {
    const prepared = await prepare(each, place, call)
    if ('write' in prepared) rows.push(prepared)
    else outcomes[place] = prepared
  }
  for (const some of requestsOf(rows)) {
    const said = await sendApart(some[0]!.write.kind, some, call)
    for (const [i, row] of some.entries()) outcomes[Number(row.trace)] = said[i]!
  }
  return tieCompanies(writes, outcomes, call)
}
