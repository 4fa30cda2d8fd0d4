/** Writes leads and accounts: created by their external id, so that a second time finds the first; changed by their id. */
import type { Call, EntityKind, Outcome, ServiceReply } from '../contract.ts'
import { jsonOf, shaped } from '../reading.ts'
import type { RemoteValues, TargetWrite } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { TITLE, withToken } from './auth.ts'
import { DATA, faultOf, send, sendJson, troubleOf } from './client.ts'
import { ID_FIELD, OBJECTS } from './fields.ts'
import { faultOutcome, isDuplicate, NO_ANSWER, resultOutcome, type Wrote } from './result.ts'
import { readied } from './rows.ts'
import { Result, Results } from './schema.ts'

/** Rows of one request; Salesforce takes no more. */
export const BATCH = 200
/** Duplicates of one request that are asked about one by one: which record it is, only that tells. */
const ASKED_ABOUT = 25

interface Sent {
  write: TargetWrite
  values: RemoteValues
}

const isCreation = ({ write }: Sent): boolean => write.id === null

const ofOthers = (values: RemoteValues): RemoteValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== ID_FIELD))

/** The same row by itself: its refusal names the records that it is taken for. */
const sendOne = async (call: Call, { write, values }: Sent): Promise<Wrote | null> => {
  const place = `/sobjects/${OBJECTS[write.kind]}`
  const path =
    write.id === null ? `${place}/${ID_FIELD}/${encodeURIComponent(write.prm_id)}` : `${place}/${write.id}`
  const json = write.id === null ? ofOthers(values) : values
  const read = (reply: ServiceReply): Wrote | null => {
    if (reply.status === 204 && write.id !== null)
      return { kind: 'answer', answer: { id: write.id, created: false }, charged: false }
    if (reply.status >= 200 && reply.status < 300)
      return resultOutcome(call, shaped(TITLE, Result, jsonOf(TITLE, reply)))
    const fault = faultOf(reply)
    return fault !== null && isDuplicate(fault) ? faultOutcome(call, fault) : null
  }
  try {
    return await withToken(call, { method: 'PATCH', path: `${DATA}${path}`, json, paid: false }, (reply) => {
      const outcome = reply.status === 401 ? null : read(reply)
      const trouble = outcome === null ? troubleOf(reply) : null
      if (trouble !== null) throw trouble
      return outcome
    })
  } catch (error) {
    // What is known of the row stands: this was only to know more.
    if (error instanceof ServiceTrouble) return null
    throw error
  }
}

/** Of those that are duplicates, which records they are taken for. */
export const namedDuplicates = async (
  call: Call,
  rows: readonly { sent: Sent; outcome: Wrote }[],
): Promise<Wrote[]> => {
  let left = ASKED_ABOUT
  const outcomes: Wrote[] = []
  for (const { sent, outcome } of rows) {
    const isNameless =
      outcome.kind === 'failed' && outcome.code === 'duplicate' && !outcome.message.includes('://')
    outcomes.push(isNameless && left-- > 0 ? ((await sendOne(call, sent)) ?? outcome) : outcome)
  }
  return outcomes
}

const sendAll = async (call: Call, kind: EntityKind, all: readonly Sent[]): Promise<Wrote[]> => {
  if (all.length === 0) return []
  const type = OBJECTS[kind]
  const isNew = isCreation(all[0]!)
  const records = all.map(({ write, values }) => ({
    ...{ attributes: { type }, ...(!isNew && { id: write.id }), ...values },
  }))
  const path = `/composite/sobjects${isNew ? `/${type}/${ID_FIELD}` : ''}`
  const results = await send(call, { method: 'PATCH', path, json: { allOrNone: false, records } }, (reply) =>
    shaped(TITLE, Results, jsonOf(TITLE, reply)),
  )
  // They come in order; where one is missing nobody knows whose it is.
  const isWhole = results.length === all.length
  const rows = all.map((sent, i) => ({
    sent,
    outcome: isWhole ? resultOutcome(call, results[i]!) : NO_ANSWER,
  }))
  return namedDuplicates(call, rows)
}

export const write = async (writes: readonly TargetWrite[], call: Call): Promise<readonly Wrote[]> => {
  const ready = await readied(writes, call)
  const sent = writes.map((one, i): Sent | null => {
    const { values } = ready[i] as { values?: RemoteValues }
    return values === undefined ? null : { write: one, values }
  })
  const found = new Map<Sent, Wrote>()
  for (const isNew of [true, false]) {
    const part = sent.filter((one) => one !== null).filter((one) => isCreation(one) === isNew)
    const outcomes = await sendAll(call, writes[0]!.kind, part)
    part.forEach((one, i) => found.set(one, outcomes[i]!))
  }
  return ready.map((one, i) => ('outcome' in one ? one.outcome : found.get(sent[i]!)!))
}

type Archived = Outcome<{ archived: boolean }>

/** Into the recycle bin, where Salesforce keeps them for fifteen days. What is there already, is archived. */
export const archive = async (
  _kind: EntityKind,
  ids: readonly string[],
  call: Call,
): Promise<readonly Archived[]> => {
  const query = { ids: ids.join(','), allOrNone: 'false' }
  const results = shaped(
    TITLE,
    Results,
    await sendJson(call, { method: 'DELETE', path: '/composite/sobjects', query }),
  )
  if (results.length !== ids.length) return ids.map(() => NO_ANSWER as Archived)
  return results.map((result): Archived => {
    const outcome = resultOutcome(call, result)
    if (outcome.kind === 'answer' || (outcome.kind === 'failed' && outcome.code === 'gone'))
      return { kind: 'answer', answer: { archived: true }, charged: false }
    return outcome
  })
}
