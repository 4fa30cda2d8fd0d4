/** HubSpot's requests, and what its refusals mean. */
import type { z } from 'zod'
import type { Call, EntityKind, ServiceReply } from '../contract.ts'
import { jsonOf, readJson, said, shaped, statusTrouble, waitOf } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { Account, Failure } from './schema.ts'

export const TITLE = 'HubSpot'

/** Newer editions of the same paths carry a date. */
export const OBJECTS = '/crm/v3/objects'
export const PROPERTIES = '/crm/v3/properties'
export const ASSOCIATIONS = '/crm/v4/associations'

export const TYPES: Readonly<Record<EntityKind, string>> = { person: 'contacts', company: 'companies' }

/** Nobody waits that long: the service is given up for now. */
const DAY = 86_400_000

/** How long each policy's window lasts, in milliseconds: no header tells. */
const windowOf = (policy: string): number => (/^secondly/i.test(policy) ? 1000 : 10_000)

const failureOf = (reply: ServiceReply): Failure | null => {
  try {
    return shaped(TITLE, Failure, jsonOf(TITLE, reply))
  } catch {
    return null
  }
}

/** Values that it does not like are told as JSON at the end of a sentence: `Property values were not valid: [{…}]`. */
const VALUES = /\[\s*\{.*\}\s*\]/s

/** The innermost code and sentence of a failure. */
export const wordsOf = ({ message, category, errors }: Failure): { code: string; words: string } => {
  const [inner] = errors ?? []
  const found = { code: inner?.code ?? category ?? 'refused', words: inner?.message ?? message ?? '' }
  const listed = VALUES.exec(message ?? '')
  if (listed === null) return { ...found, words: said(found.words) }
  try {
    const [first] = JSON.parse(listed[0]) as { error?: unknown; message?: unknown; name?: unknown }[]
    const told = [first?.name, first?.message].filter((part) => typeof part === 'string').join(': ')
    return {
      code: typeof first?.error === 'string' ? first.error : found.code,
      words: said(told === '' ? found.words : told),
    }
  } catch {
    return { ...found, words: said(found.words) }
  }
}

const tooOften = (reply: ServiceReply, failure: Failure | null): ServiceTrouble => {
  const policy = failure?.policyName ?? ''
  if (/^daily/i.test(policy) || /daily limit/i.test(failure?.message ?? ''))
    return new ServiceTrouble('rate', `${TITLE} takes no more requests today`, { wait: DAY, code: 'DAILY' })
  const isSecond = /secondly limit/i.test(failure?.message ?? '') && !/ten.?secondly/i.test(policy)
  const wait = waitOf({ ...reply, text: '' }) ?? windowOf(isSecond ? 'SECONDLY' : policy)
  return new ServiceTrouble('rate', `${TITLE} is asked too often`, { wait, code: policy || '429' })
}

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const { status } = reply
  if (status < 300) return statusTrouble(TITLE, reply)
  const failure = failureOf(reply)
  if (status === 429) return tooOften(reply, failure)
  // Locked for a moment, or the account is being moved.
  if (status === 423 || status === 477)
    return new ServiceTrouble('down', `${TITLE} asks to try again`, {
      wait: waitOf({ ...reply, text: '' }) ?? 2000,
      code: String(status),
    })
  if (failure === null || failure.category === null) return statusTrouble(TITLE, reply)
  const { code, words } = wordsOf(failure)
  if (status === 401) return new ServiceTrouble('credential', `${TITLE} refuses the key: ${words}`, { code })
  if (status === 403)
    return new ServiceTrouble('credential', `${TITLE} does not give this to the key: ${words}`, { code })
  if (status >= 400 && status < 500)
    return new ServiceTrouble('refused', `${TITLE} refuses the request: ${words}`, { code })
  return statusTrouble(TITLE, reply)
}

export interface HubSpotRequest {
  method?: 'GET' | 'POST'
  path: string
  query?: Readonly<Record<string, string>>
  json?: unknown
  lane?: 'search'
}

/** Nothing costs, and whatever is sent twice finds what it made the first time. */
export const ask = <T>(call: Call, request: HubSpotRequest, read: (reply: ServiceReply) => T): Promise<T> =>
  call.send(
    {
      ...{ method: 'POST', ...request, paid: false },
      headers: { authorization: `Bearer ${call.key}` },
    },
    (reply) => {
      const trouble = troubleOf(reply)
      if (trouble !== null) throw trouble
      return read(reply)
    },
  )

export const askFor = <T>(call: Call, request: HubSpotRequest, schema: z.ZodType<T>): Promise<T> =>
  ask(call, request, (reply) => readJson(TITLE, schema, reply))

/** Whether it turned the request away, and not only for now. */
export const isRefused = (error: unknown): error is ServiceTrouble =>
  error instanceof ServiceTrouble && error.kind === 'refused'

export const account = async (call: Call): Promise<{ id: string; title: string }> => {
  const request = { method: 'GET', path: '/account-info/v3/details' } as const
  const { portalId, uiDomain } = await askFor(call, request, Account)
  return { id: String(portalId), title: `${portalId} at ${uiDomain ?? 'app.hubspot.com'}` }
}

export const test = async (call: Call): Promise<string> => (await account(call)).title
