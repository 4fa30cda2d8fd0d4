/** Salesforce's requests: what its errors mean, and questions in SOQL. */
import type { z } from 'zod'
import type { Call, ServiceReply, ServiceRequest } from '../contract.ts'
import { jsonOf, said, shaped, statusTrouble } from '../reading.ts'
import { ServiceTrouble, type TroubleKind } from '../trouble.ts'
import { orgAddress, TITLE, withToken } from './auth.ts'
import { Faults, Found, Resources, type Fault, type Row } from './schema.ts'
import { literal } from './soql.ts'

/** The version of the API that this speaks. */
export const DATA = '/services/data/v62.0'

/** The first error that a reply names; its codes say more than its status. */
export const faultOf = (reply: ServiceReply): Fault | null => {
  try {
    return shaped(TITLE, Faults, jsonOf(TITLE, reply))[0] ?? null
  } catch {
    return null
  }
}

/** Codes of a whole request that a second try may mend, whatever their status. */
const PASSING = new Set(['UNABLE_TO_LOCK_ROW', 'QUERY_TIMEOUT', 'SERVER_UNAVAILABLE', 'UNKNOWN_EXCEPTION'])

/** The limit of a day is over for today; that of requests at the same time is over in a moment. */
const limitKind = ({ message }: Fault): TroubleKind => (/concurrent/i.test(message) ? 'rate' : 'quota')

const kindOf = (fault: Fault): TroubleKind => {
  if (fault.code === 'REQUEST_LIMIT_EXCEEDED') return limitKind(fault)
  if (fault.code === 'API_CURRENTLY_DISABLED' || fault.code === 'API_DISABLED_FOR_ORG') return 'credential'
  return PASSING.has(fault.code) ? 'down' : 'refused'
}

/** A field of ours that is not there, or hidden. */
const setupHint = ({ code, message }: Fault): string =>
  code === 'INVALID_FIELD' && /\bPrm_\w+__c\b/i.test(message)
    ? ' (prm push --to salesforce --setup makes it, and lets its user see it)'
    : ''

/** What a reply says went wrong; null: nothing. */
export const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const trouble = statusTrouble(TITLE, reply)
  if (trouble === null || (trouble.kind !== 'refused' && reply.status !== 403)) return trouble
  const fault = faultOf(reply)
  if (fault === null || fault.code === '') return trouble
  const words = fault.message.replace(/\s+/g, ' ').trim()
  const message = `${TITLE} says: ${said(words || fault.code)}${setupHint(fault)}`
  return new ServiceTrouble(kindOf(fault), message, { code: fault.code })
}

/** Sends with a token, below the data of this version. @throws ServiceTrouble */
export const send = <T>(
  call: Call,
  request: Omit<ServiceRequest, 'paid'>,
  read: (reply: ServiceReply) => T,
): Promise<T> =>
  withToken(call, { ...request, path: `${DATA}${request.path}`, paid: false }, (reply) => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
    return read(reply)
  })

/** A JSON reply of any shape; the shape is for the caller to check. */
export const sendJson = (call: Call, request: Omit<ServiceRequest, 'paid'>): Promise<unknown> =>
  send(call, request, (reply) => (reply.text.trim() === '' ? null : jsonOf(TITLE, reply)))

/** Whether an error says that the user cannot see a thing of this name, or that there is none. */
export const isMissing = (error: unknown, name: string): boolean =>
  error instanceof ServiceTrouble &&
  (error.code === 'INVALID_FIELD' || error.code === 'INVALID_TYPE') &&
  new RegExp(`\\b${name}\\b`, 'i').test(error.message)

/**
 * All rows that a question finds, however many pages they fill.
 *
 * @param all deleted ones too
 */
export const query = async (call: Call, soql: string, all = false): Promise<Row[]> => {
  const rows: Row[] = []
  let request: Omit<ServiceRequest, 'paid'> | null = {
    ...{ method: 'GET', path: all ? '/queryAll' : '/query', query: { q: soql } },
  }
  while (request !== null) {
    const page: z.infer<typeof Found> = shaped(TITLE, Found, await sendJson(call, request))
    rows.push(...page.records)
    const next: string = page.nextRecordsUrl ?? ''
    const path: string = next.startsWith(DATA) ? next.slice(DATA.length) : ''
    if (page.done !== true && path === '')
      throw new ServiceTrouble('malformed', `${TITLE} does not say where the next page is`)
    request = page.done === true ? null : { method: 'GET', path }
  }
  return rows
}

/** A text of a row; empty where it holds none. */
export const cell = (row: Row, name: string): string => {
  const value = row[name]
  return typeof value === 'string' ? value : ''
}

/** What stands in a row under the name of another object: `Owner.Email`. */
export const partOf = (row: Row, name: string): Row => {
  const value = row[name]
  return value !== null && typeof value === 'object' ? (value as Row) : {}
}

/** Where a person can look at a record. */
export const pageOf = (call: Call, id: string): string => `${orgAddress(call)}/${id}`

/** The id and the name of the org. */
export const account = async (call: Call): Promise<{ id: string; title: string }> => {
  const [org] = await query(call, 'SELECT Id, Name, IsSandbox FROM Organization LIMIT 1')
  if (org === undefined || cell(org, 'Id') === '')
    throw new ServiceTrouble('malformed', `${TITLE} does not say which org this is`)
  const name = cell(org, 'Name') || cell(org, 'Id')
  return { id: cell(org, 'Id'), title: org.IsSandbox === true ? `${name} (sandbox)` : name }
}

/** The id of the user whose key this is. */
export const userOf = async (call: Call): Promise<string> => {
  const { identity } = shaped(TITLE, Resources, await sendJson(call, { method: 'GET', path: '' }))
  return identity.split('/').at(-1) ?? ''
}

export const test = async (call: Call): Promise<string> => {
  const { id, title } = await account(call)
  return send(
    call,
    { method: 'GET', path: '/query', query: { q: `SELECT Id FROM Organization WHERE Id = ${literal(id)}` } },
    ({ headers }) => {
      const [, used, limit] = /api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '') ?? []
      const left = used === undefined ? '' : `, ${Number(limit) - Number(used)} requests left today`
      return `org ${title}${left}`
    },
  )
}
