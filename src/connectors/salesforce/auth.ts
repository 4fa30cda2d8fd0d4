/**
 * From the key to a token. Two keys: of the client credentials flow `client_id:client_secret`; of the JWT bearer flow
 * `jwt:client_id:username:private_key`, the last in base64 (PKCS #8, DER) on one line. Both are exchanged at the org's own
 * address (My Domain), so that the key goes nowhere else.
 */
import { createPrivateKey, sign } from 'node:crypto'
import type { Call, ServiceReply, ServiceRequest } from '../contract.ts'
import { jsonOf, readJson, said, shaped } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { sendingWith } from '../with-token.ts'
import { Refusal, Token } from './schema.ts'

export const TITLE = 'Salesforce'
export const KEY_FORM = 'client_id:client_secret (or jwt:client_id:username:private_key)'
/** Where nobody's org is: the key is not sent there. */
export const LOGIN = 'https://login.salesforce.com'

export type Credentials =
  | { flow: 'client'; client: string; secret: string }
  | { flow: 'jwt'; client: string; username: string; pem: string }

/** @throws ServiceTrouble `credential` */
export const credentials = (key: string): Credentials => {
  const parts = key.split(':')
  const [first = '', second = '', third = '', fourth = ''] = parts
  if (first === 'jwt' && parts.length === 4 && second !== '' && third !== '' && fourth !== '')
    return { flow: 'jwt', client: second, username: third, pem: fourth }
  if (parts.length === 2 && first !== '' && second !== '')
    return { flow: 'client', client: first, secret: second }
  throw new ServiceTrouble('credential', `the key of ${TITLE} is written as ${KEY_FORM}`)
}

/** What of the key is secret by itself. */
export const secretsOf = (key: string): string[] => {
  const parts = key.split(':')
  return parts[0] === 'jwt' ? parts.slice(3) : parts.slice(1)
}

/**
 * The address of the org, without a slash at its end.
 *
 * @throws ServiceTrouble `credential`: none is set, or one at which no org answers
 */
export const orgAddress = ({ hosts }: Pick<Call, 'hosts'>): string => {
  const address = (hosts.default ?? LOGIN).replace(/\/+$/, '')
  if (!/^https?:\/\/(login|test)\.salesforce\.com$/i.test(address)) return address
  throw new ServiceTrouble(
    'credential',
    `${TITLE} answers at the address of your own org: put it in PRM_SALESFORCE_URL, as https://acme.my.salesforce.com ` +
      '(in Salesforce: Setup > My Domain)',
    { code: 'no_address' },
  )
}

/** Those of sandboxes and scratch orgs hold two dashes or say so. */
const isSandbox = (address: string): boolean => /--|\.(sandbox|scratch)\./.test(new URL(address).hostname)

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Proves for three minutes that one has the private key. @param at milliseconds since 1970 */
export const clientAssertion = (
  { client, username, pem }: Extract<Credentials, { flow: 'jwt' }>,
  address: string,
  at: number,
): string => {
  const aud = isSandbox(address) ? 'https://test.salesforce.com' : LOGIN
  const claims = { iss: client, sub: username, aud, exp: Math.floor(at / 1000) + 180 }
  const text = `${base64({ alg: 'RS256', typ: 'JWT' })}.${base64(claims)}`
  try {
    const key = createPrivateKey({ key: Buffer.from(pem, 'base64'), format: 'der', type: 'pkcs8' })
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
  } catch {
    throw new ServiceTrouble('credential', `the private key in the key of ${TITLE} cannot be read`)
  }
}

const refusalOf = (reply: ServiceReply): string => {
  try {
    const { error, error_description } = shaped(TITLE, Refusal, jsonOf(TITLE, reply))
    return [error, error_description].filter(Boolean).join(': ')
  } catch {
    return ''
  }
}

/** A token request that is refused is about the key, unless Salesforce says that it has a bad moment. */
const readToken = (reply: ServiceReply): string => {
  if ([400, 401, 403].includes(reply.status)) {
    const words = refusalOf(reply)
    const message = `${TITLE} refuses the key: ${said(words || `status ${reply.status}`)}`
    if (/retry your request|unknown_error/.test(words)) throw new ServiceTrouble('down', message)
    if (/login rate exceeded|rate_limit/.test(words)) throw new ServiceTrouble('rate', message)
    throw new ServiceTrouble('credential', message, { code: String(reply.status) })
  }
  return readJson(TITLE, Token, reply).access_token
}

const request = (call: Call): ServiceRequest => {
  const of = credentials(call.key)
  const address = orgAddress(call)
  const form =
    of.flow === 'client'
      ? { grant_type: 'client_credentials', client_id: of.client, client_secret: of.secret }
      : {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: clientAssertion(of, address, call.web.now()),
        }
  return {
    ...{ method: 'POST', path: '/services/oauth2/token', paid: false, secret: true, lane: 'auth' },
    form: new URLSearchParams(form),
  }
}

/** A token for the key: the one that is kept, or a new one. @param stale see `Call.token` */
const tokenFor = (call: Call, stale?: string): Promise<string> =>
  // Made inside: what is wrong with the key or the address is an answer, and no fault of ours.
  call.token(async () => call.send(request(call), readToken), stale)

export const withToken = sendingWith(tokenFor)
