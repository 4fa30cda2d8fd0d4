/**
 * From the key to a token. Three keys, told apart by how they begin: of the GTM API `client_id:client_secret`; of the older
 * API `jwt:username:password` or `pki:username:client_id:private_key`, the last in base64 (PKCS #8, DER) on one line.
 */
import { createPrivateKey, sign } from 'node:crypto'
import type { Call, ServiceReply, ServiceRequest } from '../contract.ts'
import { readJson } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { sendingWith } from '../with-token.ts'
import { Jwt, Token } from './schema.ts'

export const TITLE = 'ZoomInfo'
export const KEY_FORM = 'client_id:client_secret (or, of the older API, jwt:username:password)'

export type Credentials =
  | { api: 'gtm'; client: string; secret: string }
  | { api: 'legacy'; username: string; password: string }
  | { api: 'pki'; username: string; client: string; pem: string }

/** @throws ServiceTrouble `credential` */
export const credentials = (key: string): Credentials => {
  const parts = key.split(':')
  const [first = '', second = '', third = ''] = parts
  if (first === 'jwt' && parts.length >= 3 && second !== '')
    return { api: 'legacy', username: second, password: parts.slice(2).join(':') }
  if (first === 'pki' && parts.length === 4)
    return { api: 'pki', username: second, client: third, pem: parts[3]! }
  if (parts.length === 2 && first !== '' && second !== '')
    return { api: 'gtm', client: first, secret: second }
  throw new ServiceTrouble('credential', `the key of ${TITLE} is written as ${KEY_FORM}`)
}

/** What of the key is secret by itself. */
export const secretsOf = (key: string): string[] => key.split(':').slice(1)

const SCOPES = 'api:data:contact api:data:company'

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Proves for five minutes that one has the private key. @param at milliseconds since 1970 */
export const clientAssertion = (
  { username, client, pem }: Extract<Credentials, { api: 'pki' }>,
  at: number,
): string => {
  const now = Math.floor(at / 1000)
  const claims = {
    ...{ aud: 'enterprise_api', iss: 'api-client@zoominfo.com', username, client_id: client },
    ...{ iat: now, exp: now + 300 },
  }
  const text = `${base64({ alg: 'RS256', typ: 'JWT' })}.${base64(claims)}`
  try {
    const key = createPrivateKey({ key: Buffer.from(pem, 'base64'), format: 'der', type: 'pkcs8' })
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
  } catch {
    throw new ServiceTrouble('credential', `the private key in the key of ${TITLE} cannot be read`)
  }
}

const SECRET = { method: 'POST', paid: false, secret: true, lane: 'auth' } as const

/** A token request that is refused is about the key, whatever its status. */
const reading =
  <T>(read: (reply: ServiceReply) => T) =>
  (reply: ServiceReply): T => {
    if (reply.status === 400 || reply.status === 401 || reply.status === 403)
      throw new ServiceTrouble('credential', `${TITLE} refuses the key (status ${reply.status})`, {
        code: String(reply.status),
      })
    return read(reply)
  }

const request = (of: Credentials, at: number): ServiceRequest => {
  if (of.api === 'gtm') {
    const { client: client_id, secret: client_secret } = of
    const form = new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id, client_secret, scope: SCOPES },
    })
    return { ...SECRET, host: 'auth', path: '/oauth2/default/v1/token', form }
  }
  const place = { ...SECRET, host: 'legacy', path: '/authenticate' }
  if (of.api === 'legacy') return { ...place, json: { username: of.username, password: of.password } }
  return { ...place, headers: { authorization: `Bearer ${clientAssertion(of, at)}` } }
}

/** A token for the key: the one that is kept, or a new one. @param stale see `Call.token` */
export const tokenFor = (call: Call, stale?: string): Promise<string> => {
  const of = credentials(call.key)
  return call.token(
    () =>
      call.send(
        request(of, Date.now()),
        reading((reply) =>
          of.api === 'gtm' ? readJson(TITLE, Token, reply).access_token : readJson(TITLE, Jwt, reply).jwt,
        ),
      ),
    stale,
  )
}

export const withToken = sendingWith(tokenFor)
