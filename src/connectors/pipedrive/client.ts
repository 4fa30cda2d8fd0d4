/** Requests to both versions of the API, and what its replies say went wrong. */
import type { z } from 'zod'
import type { Call, ServiceReply, ServiceRequest } from '../contract.ts'
import { jsonOf, shaped, statusTrouble, waitOf } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { Envelope, Failure, Me, Users } from './schema.ts'

export const TITLE = 'Pipedrive'

/** Persons, organisations, fields. */
export const V2 = '/api/v2'
/** Leads and users exist there only. */
export const V1 = '/v1'

const saidOf = (reply: ServiceReply): string => {
  try {
    return Failure.parse(jsonOf(TITLE, reply)).error ?? ''
  } catch {
    return ''
  }
}

/** Seconds until the short window is over. */
const resetOf = ({ headers }: ServiceReply): number | null => {
  const seconds = Number(headers['x-ratelimit-reset'] ?? NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : null
}

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const { status, headers } = reply
  const code = String(status)
  if (status === 429) {
    if (headers['x-daily-requests-left'] === '0')
      return new ServiceTrouble('quota', `${TITLE} has no requests left for today`, { code })
    return new ServiceTrouble('rate', `${TITLE} is asked too often`, {
      ...{ wait: waitOf(reply) ?? resetOf(reply), code },
    })
  }
  // A key whose user may not do this one thing opens the account all the same.
  if (status === 403)
    return new ServiceTrouble('refused', `${TITLE} does not allow it to the user of this key`, { code })
  if (status === 404) return new ServiceTrouble('refused', `${TITLE} has no such record`, { code: 'gone' })
  if (status === 400 || status === 422) {
    const said = saidOf(reply)
    return new ServiceTrouble('refused', `${TITLE} refuses it${said === '' ? '' : `: ${said}`}`, { code })
  }
  return statusTrouble(TITLE, reply)
}

type Asked = Pick<ServiceRequest, 'method' | 'path' | 'query' | 'json' | 'lane'> & { paid?: boolean }

/** Sends with the key. @param schema of the whole reply, envelope included */
export const ask = <T>(call: Call, request: Asked, schema: z.ZodType<T>): Promise<T> =>
  call.send({ paid: false, ...request, headers: { 'x-api-token': call.key } }, (reply) => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
    const json = jsonOf(TITLE, reply)
    const { success } = shaped(TITLE, Envelope, json)
    if (!success) throw new ServiceTrouble('refused', `${TITLE} refuses it: ${saidOf(reply)}`)
    return shaped(TITLE, schema, json)
  })

/** The account of the key. */
export const accountOf = (call: Call) =>
  call.once('account', async () => {
    const { data } = await ask(call, { method: 'GET', path: `${V1}/users/me` }, Me)
    return { id: data.company_id, title: data.company_name, domain: data.company_domain ?? null }
  })

export interface User {
  id: number
  name: string
  email: string
}

export const usersOf = (call: Call): Promise<User[]> =>
  call.once('users', async () => {
    const { data } = await ask(call, { method: 'GET', path: `${V1}/users` }, Users)
    return (data ?? []).map(({ id, name, email }) => ({ id, name: name ?? '', email: email ?? '' }))
  })

/** Addresses in a list of query parameters: at most so many ids in one request. */
export const MOST_IDS = 100
