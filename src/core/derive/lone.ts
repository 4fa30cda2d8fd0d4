/**
 * A person of whom there is one record: the common case of an import, and pure, so that another thread can find out all
 * that the record tells by itself. Equals what survivorship gives for that record (property-tested).
 */
import { emailKey } from '../../model/email.ts'
import { buyingRoleIn } from '../../model/buying-role.ts'
import { functionBit } from '../../model/job-function.ts'
import type { RecordFields } from '../../model/record.ts'
import { normalizeProfileUrl } from '../../model/url.ts'
import { PERSON_COLUMNS, type LonePerson, type PersonColumn } from '../../store/people.ts'
import { sparse } from '../../store/sparse-insert.ts'
import { startOf } from './career.ts'
import { cell, displayName } from './person-row.ts'
import { SLOTS } from './survivorship.ts'

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const addressesOf = (fields: RecordFields, kind: 'email' | 'phone'): [address: string, slot: string][] => {
  const found: [string, string][] = []
  const keys: string[] = []
  for (const slot of SLOTS[kind]) {
    const address = fields[slot]
    if (typeof address !== 'string') continue
    const key = kind === 'email' ? emailKey(address) : address
    if (keys.includes(key)) continue
    keys.push(key)
    found.push([address, slot])
  }
  return found
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
  const special: Partial<Record<PersonColumn, () => string | number | null>> = {
    full_name: () => displayName((part) => textOf(fields[part]) ?? undefined) ?? null,
    email: () => emails[0]?.[0] ?? null,
    email2: () => emails[1]?.[0] ?? null,
    email3: () => emails[2]?.[0] ?? null,
    phone: () => (phones.find(([, kind]) => kind !== 'phone_home') ?? phones[0])?.[0] ?? null,
    mobile: () => slot('mobile'),
    phone_home: () => slot('phone_home'),
    phone_other: () => slot('phone_other'),
    title: () => title,
    source: () => source,
    custom: () => customOf(fields),
    lifecycle: () => (isCustomer ? 'customer' : null),
    suppressed: () => (fields.unsubscribed === true ? 1 : null),
    records: () => 1,
  }
  return {
    row: sparse(PERSON_COLUMNS, (name) => {
      const find = special[name]
      return find ? find() : cell(fields[name as keyof RecordFields])
    }),
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
