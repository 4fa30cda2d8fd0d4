/** What a row asks for: not to be written to, not to be called. */
import type { OptOut } from '../derive/opt-out.ts'
import type { BatchKind, RecordFields } from '../../model/record.ts'
import { rejection, type NormalisedRow } from './normalise.ts'
import { PERSON_PHONES } from './says.ts'

export interface RowOptOut {
  reason: OptOut
  emails: string[]
  phones: string[]
}

const EMAILS = ['email', 'email2', 'email3'] as const

/**
 * The addresses and numbers of a row that are to be suppressed; null for none.
 *
 * Numbers that are not to be called leave the fields, so that nobody calls them while their owner may be written to;
 * they stay where nothing else would tell who the row is about. An opt-out without an address is one of the numbers.
 *
 * @param listWide everybody in the list has opted out, for this reason
 */
export const rowOptOuts = (
  { fields, bounced, do_not_call }: NormalisedRow,
  kind: BatchKind,
  listWide: OptOut | null,
): RowOptOut[] | null => {
  const optedOut = fields.unsubscribed === true ? 'unsubscribed' : listWide
  if (optedOut === null && !bounced && do_not_call === null) return null
  const found: RowOptOut[] = []
  const texts = (names: readonly (keyof typeof fields)[]): string[] =>
    names.map((name) => fields[name]).filter((value) => typeof value === 'string')
  if (optedOut !== null) {
    const emails = texts(EMAILS)
    found.push({ reason: optedOut, emails, phones: emails.length > 0 ? [] : texts(PERSON_PHONES) })
  }
  if (bounced && optedOut !== 'bounced')
    found.push({ reason: 'bounced', emails: texts(['email']), phones: [] })
  if (do_not_call !== null) {
    const phones = texts([...do_not_call])
    if (phones.length > 0) found.push({ reason: 'do_not_call', emails: [], phones })
    withhold(fields, kind, phones)
  }
  return found
}

const withhold = (fields: RecordFields, kind: BatchKind, phones: readonly string[]): void => {
  const isOne = (name: string): boolean =>
    PERSON_PHONES.some((slot) => slot === name) && phones.includes(String(fields[name as 'phone']))
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !isOne(name)))
  if (rejection(rest, kind) !== null) return
  for (const name of Object.keys(fields)) if (isOne(name)) Reflect.deleteProperty(fields, name)
}
