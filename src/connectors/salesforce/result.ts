/** What Salesforce says of a row, in our words. */
import type { Call, Outcome } from '../contract.ts'
import { said } from '../reading.ts'
import type { Written } from '../target.ts'
import { TITLE } from './auth.ts'
import { pageOf } from './client.ts'
import type { Fault, Result } from './schema.ts'
import { isId } from './soql.ts'

export type Wrote = Outcome<Written>

export const NO_ANSWER: Wrote = { kind: 'unknown', reason: 'no_answer', retry: true, charged: false }

/** Codes of a row that a later push may write. */
const PASSING = new Set([
  ...['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE', 'UNKNOWN_EXCEPTION', 'QUERY_TIMEOUT'],
  ...['REQUEST_LIMIT_EXCEEDED', 'REQUEST_RUNNING_TOO_LONG', 'API_CURRENTLY_DISABLED'],
])

const GONE = new Set(['ENTITY_IS_DELETED', 'NOT_FOUND'])

/** Plainer than Salesforce says it. */
const WORDS: Readonly<Record<string, string>> = {
  CANNOT_UPDATE_CONVERTED_LEAD: 'the lead was converted, and cannot be changed any more',
}

/** Such a reference may be any field's; without one named it is the record's own id. */
const isGone = ({ code, fields }: Fault): boolean =>
  GONE.has(code) ||
  (code === 'INVALID_CROSS_REFERENCE_KEY' && fields.every((name) => name.toLowerCase() === 'id'))

/** The records that a duplicate rule saw in this one. */
const matches = ({ duplicate }: Fault): string[] =>
  (duplicate?.matchResults ?? [])
    .flatMap(({ matchRecords }) => matchRecords ?? [])
    .flatMap(({ record }) => (record.Id ? [record.Id] : []))

/** `duplicate value found: Prm_Id__c duplicates value on record with id: 00Q…` */
const namedId = (message: string): string[] => {
  const id = /\bid: (\w{15,18})\b/.exec(message)?.[1] ?? ''
  return isId(id, '') ? [id] : []
}

const duplicate = (call: Call, fault: Fault, ids: readonly string[]): Wrote => {
  const rule = fault.duplicate?.duplicateRule
  const by = rule ? ` (duplicate rule ${rule})` : ''
  const where = ids.map((id) => pageOf(call, id)).join(', ')
  const words = said(fault.message || 'a duplicate')
  const message =
    where === '' ? `${TITLE} sees a duplicate: ${words}` : `${TITLE} has it already: ${where}${by}`
  return { kind: 'failed', code: 'duplicate', message }
}

export const isDuplicate = ({ code }: Fault): boolean => code === 'DUPLICATES_DETECTED'

export const faultOutcome = (call: Call, fault: Fault): Wrote => {
  const { code, message, fields } = fault
  if (isDuplicate(fault)) return duplicate(call, fault, matches(fault))
  if (code === 'DUPLICATE_VALUE') return duplicate(call, fault, namedId(message))
  if (code === 'UNABLE_TO_LOCK_ROW')
    return { kind: 'unknown', reason: 'record_busy', retry: true, charged: false, evidence: { code } }
  if (PASSING.has(code))
    return { kind: 'unknown', reason: 'service_failed', retry: true, charged: false, evidence: { code } }
  if (isGone(fault)) return { kind: 'failed', code: 'gone', message: 'there is no such record any more' }
  const missing = fields.filter((name) => !message.includes(name))
  const at = missing.length === 0 ? '' : ` (${missing.join(', ')})`
  const words = WORDS[code] ?? `${TITLE} says: ${said(message || code)}${at}`
  return { kind: 'failed', code: code || 'refused', message: words }
}

/** A row that says neither that it was written nor why not is no success. */
export const resultOutcome = (call: Call, { id, success, created, errors }: Result): Wrote => {
  const [fault] = errors ?? []
  if (success === true && id)
    return { kind: 'answer', answer: { id, created: created === true }, charged: false }
  return fault === undefined ? NO_ANSWER : faultOutcome(call, fault)
}
