/** What a person is recognised by in texts: their addresses, and their name where nobody else bears it. */
import { emailKey, extractEmails } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import type { ErasedRecord } from '../../store/erasure.ts'
import { OWN_PHONES } from '../derive/erased.ts'
import { recordName } from '../derive/identity.ts'

/** All that the records of a person tell of who they are. */
export interface Identity {
  emails: string[]
  phones: string[]
  profiles: string[]
  names: string[]
  /** Every text in their rows. */
  values: string[]
}

const EMAILS = ['email', 'email2', 'email3'] as const
const PROFILES = ['linkedin_url', 'twitter_url'] as const

const textsIn = (json: string): string[] => {
  const found: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value)
    else if (typeof value === 'number') found.push(String(value))
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) walk(one)
  }
  walk(JSON.parse(json))
  return found
}

export const identityOf = (records: readonly ErasedRecord[]): Identity => {
  const sets = {
    emails: new Set<string>(),
    phones: new Set<string>(),
    profiles: new Set<string>(),
    names: new Set<string>(),
    values: new Set<string>(),
  }
  for (const { cells, fields: json } of records) {
    const fields = JSON.parse(json) as RecordFields
    const texts = (names: readonly (keyof RecordFields)[]): string[] =>
      names.map((name) => fields[name]).filter((value) => typeof value === 'string')
    for (const address of texts(EMAILS)) sets.emails.add(address)
    for (const number of texts(OWN_PHONES)) sets.phones.add(number)
    for (const url of texts(PROFILES)) sets.profiles.add(url)
    const { full_name, first_name, last_name } = recordName(fields) ?? {}
    for (const name of [full_name, [first_name, last_name].join(' ')])
      if (name !== undefined && /\S\s+\S/.test(name.trim())) sets.names.add(name.trim())
    const cellTexts = textsIn(cells)
    // As it was written, too.
    const keys = new Set(texts(EMAILS).map(emailKey))
    for (const cell of cellTexts)
      for (const address of extractEmails(cell)) if (keys.has(emailKey(address))) sets.emails.add(address)
    for (const text of [...cellTexts, ...textsIn(json)]) if (text.trim() !== '') sets.values.add(text)
  }
  const lists = Object.entries(sets).map(([name, set]) => [name, [...set]])
  return Object.fromEntries(lists) as Identity
}
