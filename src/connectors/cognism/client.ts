/**
 * Cognism's requests. A preview costs nothing and says only what there is; redeeming it costs a credit the first time, so
 * that it may be sent again. Before that each contact is looked up among those who asked not to be processed.
 */
import type { Call, EntityAnswer, EntityQuestion, Outcome, ServiceReply } from '../contract.ts'
import { jsonOf, readJson, said, shaped, statusTrouble } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import {
  accountFields,
  accountQuery,
  accountSignals,
  contactFields,
  contactQuery,
  contactSignals,
  isWorth,
  previewFields,
} from './fields.ts'
import { Account, Contact, Failure, Preview, Redeemed } from './schema.ts'

export const TITLE = 'Cognism'
/** Contacts that are redeemed at once. */
export const BATCH = 20

type Answered = Outcome<EntityAnswer>

const words = (reply: ServiceReply): string => {
  try {
    const { errors, message } = shaped(TITLE, Failure, jsonOf(TITLE, reply))
    return errors?.[0]?.message ?? message ?? ''
  } catch {
    return ''
  }
}

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const trouble = statusTrouble(TITLE, reply)
  if (trouble === null) return null
  const { kind, wait, code } = trouble
  const shared = { code: code ?? String(reply.status) }
  if (kind === 'credential')
    return new ServiceTrouble(
      kind,
      `${TITLE} refuses the key: a key ends after six months, or has no entitlement`,
      shared,
    )
  if (kind === 'rate') {
    if (reply.headers['x-rate-result-limit-remaining'] === '0')
      return new ServiceTrouble('quota', `${TITLE} has no previews left in the contract`, shared)
    const reset = Number(reply.headers['x-rate-limit-reset'])
    return new ServiceTrouble('rate', trouble.message, {
      ...shared,
      wait: wait ?? (reset > 0 ? reset * 1000 : null),
    })
  }
  if (kind !== 'refused') return trouble
  const told = words(reply)
  const isSpent = reply.status === 400 && /credit/i.test(told)
  return new ServiceTrouble(
    isSpent ? 'quota' : kind,
    `${TITLE} says: ${said(told || `status ${reply.status}`)}`,
    shared,
  )
}

const reading =
  <T>(read: (reply: ServiceReply) => T) =>
  (reply: ServiceReply): T => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
    return read(reply)
  }

const headers = ({ key }: Call): Record<string, string> => ({ authorization: `Bearer ${key}` })

const post = <T>(call: Call, path: string, json: unknown, read: (reply: ServiceReply) => T): Promise<T> =>
  call.send({ method: 'POST', path, json, headers: headers(call), paid: false }, reading(read))

/** 200: they asked not to be processed; 404: they did not. */
const isOptedOut = (call: Call, by: 'email' | 'id', value: string): Promise<boolean> =>
  call.send(
    {
      ...{ method: 'GET', headers: headers(call), paid: false },
      path: `/api/search/contact/optOut/${by}/${encodeURIComponent(value)}`,
    },
    (reply) => {
      if (reply.status === 404) return false
      const trouble = troubleOf(reply)
      if (trouble !== null) throw trouble
      return true
    },
  )

const OPTED_OUT: Answered = {
  kind: 'answer',
  answer: { fields: {}, signals: [], opted_out: true, evidence: { opted_out: true } },
  charged: false,
}
const NONE: Answered = { kind: 'none', charged: false }

type Found = { preview: Preview; id: string } | { outcome: Answered }

/** Trouble with one of a batch that is about this one alone. */
const orRefused = async (look: () => Promise<Found>): Promise<Found> => {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof ServiceTrouble) || error.kind !== 'refused') throw error
    return { outcome: { kind: 'failed', code: error.code ?? 'refused', message: error.message } }
  }
}

type Of = 'contact' | 'account'

const preview = async (call: Call, of: Of, query: Record<string, string>): Promise<Preview | null> => {
  const { results } = await post(call, `/api/search/${of}/enrich`, query, (reply) =>
    readJson(TITLE, Preview, reply),
  )
  return results?.[0] ?? null
}

const findContact = async (call: Call, question: EntityQuestion): Promise<Found> => {
  const { email } = question.known
  if (email && (await isOptedOut(call, 'email', email))) return { outcome: OPTED_OUT }
  const found = await preview(call, 'contact', contactQuery(question))
  if (found === null) return { outcome: NONE }
  if (found.id && (await isOptedOut(call, 'id', found.id))) return { outcome: OPTED_OUT }
  const id = found.redeemId ?? found.id
  if (!id) return { outcome: NONE }
  if (isWorth(found, question.wanted)) return { preview: found, id }
  const answer = { fields: previewFields(found), signals: [], opted_out: false, evidence: { preview: true } }
  return { outcome: { kind: 'answer', answer, charged: false } }
}

const findAccount = async (call: Call, question: EntityQuestion): Promise<Found> => {
  const found = await preview(call, 'account', accountQuery(question))
  const id = found?.redeemId ?? found?.id
  return found !== null && id ? { preview: found, id } : { outcome: NONE }
}

/** The whole records, by the id that was redeemed and by their own. */
const redeem = async <T extends { id?: string | null | undefined; redeemId?: string | null | undefined }>(
  call: Call,
  of: Of,
  ids: readonly string[],
  shape: (row: unknown) => T,
): Promise<Map<string, T>> => {
  if (ids.length === 0) return new Map()
  const rows = await post(call, `/api/search/${of}/redeem`, { redeemIds: ids }, (reply) =>
    readJson(TITLE, Redeemed, reply).map(shape),
  )
  return new Map(rows.flatMap((row) => [row.redeemId, row.id].flatMap((id) => (id ? [[id, row]] : []))))
}

const NO_ANSWER: Answered = { kind: 'unknown', reason: 'no_answer', retry: true, charged: false }

const asker =
  <T extends { id?: string | null | undefined; redeemId?: string | null | undefined }>(
    of: Of,
    find: (call: Call, question: EntityQuestion) => Promise<Found>,
    shape: (row: unknown) => T,
    answerOf: (row: T) => Pick<EntityAnswer, 'fields' | 'signals' | 'evidence'>,
  ) =>
  async (questions: readonly EntityQuestion[], call: Call): Promise<Answered[]> => {
    const [first, ...others] = questions.map((question) => () => orRefused(() => find(call, question)))
    // One alone first: where the service does not answer, the others need not find that out too.
    const found = [await first!()]
    found.push(...(await Promise.all(others.map((look) => look()))))
    const ids = found.flatMap((each) => ('id' in each ? [each.id] : []))
    const rows = await redeem(call, of, [...new Set(ids)], shape)
    return found.map((each): Answered => {
      if ('outcome' in each) return each.outcome
      const row = rows.get(each.id) ?? rows.get(each.preview.id ?? '')
      if (row === undefined) return NO_ANSWER
      return { kind: 'answer', answer: { ...answerOf(row), opted_out: false }, charged: of === 'contact' }
    })
  }

export const askPeople = asker(
  'contact',
  findContact,
  (row) => shaped(TITLE, Contact, row),
  (row) => ({
    ...{ fields: contactFields(row), signals: contactSignals(row) },
    evidence: {
      ...(row.id && { id: row.id }),
      ...(typeof row.email === 'object' && row.email?.quality && { email_quality: row.email.quality }),
    },
  }),
)

export const askCompanies = asker(
  'account',
  findAccount,
  (row) => shaped(TITLE, Account, row),
  (row) => ({
    fields: accountFields(row),
    signals: accountSignals(row),
    evidence: { ...(row.id && { id: row.id }) },
  }),
)

export const test = (call: Call): Promise<string> =>
  call.send(
    {
      ...{ method: 'GET', headers: headers(call), paid: false },
      path: '/api/search/entitlement/contactEntitlementSubscription',
    },
    reading(() => 'it takes the key'),
  )
