/**
 * A person of whom there is one record: the common case of an import, and pure, so that another thread can find out all
 * that the record tells by itself. Equals what survivorship gives for that record (property-tested).
 */
import { emailKey } from '../../model/email.ts'
import { buyingRoleIn } from '../../model/buying-role.ts'
import { functionBit } from '../../model/job-function.ts'
import type { RecordFields } from '../../model/record.ts'
import { normalizeProfileUrl } from '../../model/url.ts'
import { PERSON_COLUMNS, type LonePerson } from '../../store/people.ts'
import { sparse } from '../../store/sparse-insert.ts'
import { startOf } from './career.ts'
import { cell, displayName } from './person-row.ts'
import { SLOTS } from './survivorship.ts'

const COLUMN_AT = new Map<string, number>(PERSON_COLUMNS.map((name, at) => [name, at]))

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const addressesOf = (fields: RecordFields, kind: 'email' | 'phone'): [address: string, slot: string][] => {
  const all: [string, string][] = []
  for (const slot of SLOTS[kind]) {
    const address = fields[slot]
    if (typeof address === 'string') all.push([address, slot])
  }
  if (all.length < 2) return all
  const keys = all.map(([address]) => (kind === 'email' ? emailKey(address) : address))
  return all.filter((_, at) => keys.indexOf(keys[at]!) === at)
}

const profilesOf = (fields: RecordFields): LonePerson['profiles'] => {
  const found: LonePerson['profiles'] = []
  for (const field of ['linkedin_url', 'twitter_url'] as const) {
    const url = textOf(fields[field])
    const profile = url === null ? null : normalizeProfileUrl(url)
    if (profile && !found.some(([known]) => known === profile.url)) found.push([profile.url, profile.network])
  }
  return found
}

const customOf = (fields: RecordFields): string | null => {
  let custom: Record<string, unknown> | null = null
  for (const name of Object.keys(fields)) {
    if (!name.startsWith('custom.')) continue
    const value = fields[name as keyof RecordFields]
    if (value === null) continue
    custom ??= {}
    custom[name.slice('custom.'.length)] = value
  }
  return custom === null ? null : JSON.stringify(custom, Object.keys(custom).sort())
}

/** @param source whence the record comes */
export const lonePerson = (fields: RecordFields, source: string, isCustomer: boolean): LonePerson => {
  const emails = addressesOf(fields, 'email')
  const phones = addressesOf(fields, 'phone')
  const title = textOf(fields.title)
  const slot = (name: string): string | null => phones.find(([, kind]) => kind === name)?.[0] ?? null
  const values = new Array<string | number | null>(PERSON_COLUMNS.length).fill(null)
  const set = (column: string, value: string | number | null): void => {
    const at = COLUMN_AT.get(column)
    if (at !== undefined) values[at] = value
  }
  // Few fields against many columns: so this way round.
  for (const name of Object.keys(fields)) set(name, cell(fields[name as keyof RecordFields]))
  set('full_name', displayName((part) => textOf(fields[part]) ?? undefined) ?? null)
  set('email', emails[0]?.[0] ?? null)
  set('email2', emails[1]?.[0] ?? null)
  set('email3', emails[2]?.[0] ?? null)
  set('phone', (phones.find(([, kind]) => kind !== 'phone_home') ?? phones[0])?.[0] ?? null)
  set('mobile', slot('mobile'))
  set('phone_home', slot('phone_home'))
  set('phone_other', slot('phone_other'))
  set('title', title)
  set('source', source)
  set('custom', customOf(fields))
  set('lifecycle', isCustomer ? 'customer' : null)
  set('suppressed', fields.unsubscribed === true ? 1 : null)
  set('records', 1)
  return {
    row: sparse(values),
    emails: emails.map(([address]) => address),
    phones,
    profiles: profilesOf(fields),
    role: {
      title,
      seniority: textOf(fields.seniority),
      department: textOf(fields.department),
      since: startOf(fields),
      buying_role: buyingRoleIn(fields) ?? null,
    },
    functions: functionBit(fields.department, title),
  }
}
