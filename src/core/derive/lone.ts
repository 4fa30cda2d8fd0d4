/**
 * A person of whom there is one record: the common case of an import, and pure, so that another thread can find out all
 * that the record tells by itself. Equals what survivorship gives for that record (property-tested).
 */
import { emailKey } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import { normalizeProfileUrl } from '../../model/url.ts'
import { PERSON_COLUMNS, type LonePerson, type PersonRow } from '../../store/people.ts'
import { sparse } from '../../store/sparse-insert.ts'
import { cell, displayName } from './person-row.ts'
import { PERSON_FIELDS, SLOTS } from './survivorship.ts'

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
  for (const name in fields) {
    const value = fields[name as keyof RecordFields]
    if (!name.startsWith('custom.') || value === null) continue
    custom ??= {}
    custom[name.slice('custom.'.length)] = value
  }
  return custom === null ? null : JSON.stringify(custom, Object.keys(custom).sort())
}

/** @param source whence the record comes */
export const lonePerson = (fields: RecordFields, source: string, isCustomer: boolean): LonePerson => {
  const row = Object.fromEntries(PERSON_COLUMNS.map((name) => [name, null])) as PersonRow
  for (const field of PERSON_FIELDS) {
    if (field in row) row[field as keyof PersonRow] = cell(fields[field])
  }
  const emails = addressesOf(fields, 'email')
  const phones = addressesOf(fields, 'phone')
  SLOTS.email.forEach((slot, i) => (row[slot] = emails[i]?.[0] ?? null))
  for (const [number, slot] of phones) row[slot as keyof PersonRow] ??= number
  const best = phones.find(([, slot]) => slot !== 'phone_home') ?? phones[0]
  if (best) row.phone = best[0]
  const title = textOf(fields.title)
  row.title = title
  row.full_name = displayName((part) => textOf(fields[part]) ?? undefined) ?? null
  row.source = source
  row.custom = customOf(fields)
  row.suppressed = fields.unsubscribed === true ? 1 : null
  row.lifecycle = isCustomer ? 'customer' : null
  row.records = 1
  return {
    row: sparse(PERSON_COLUMNS, row),
    emails: emails.map(([address]) => address),
    phones,
    profiles: profilesOf(fields),
    role: { title, seniority: textOf(fields.seniority), department: textOf(fields.department) },
  }
}
