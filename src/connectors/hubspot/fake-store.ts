/** The records of HubSpot's fake: properties as they are defined, unique values, records that are tied to each other. */
import type { Clock } from '../../lib/clock.ts'

export type ObjectType = 'contacts' | 'companies' | 'deals'
export type Values = Record<string, string>

export interface Property {
  name: string
  label: string
  type: string
  fieldType?: string
  groupName?: string
  options?: readonly { label: string; value: string }[]
  hasUniqueValue?: boolean
  modificationMetadata?: { readOnlyValue: boolean }
}

export interface StoredRecord {
  id: string
  /** All of them; what was written by somebody is in `written` too. */
  values: Values
  written: Values
  modified: number
  archived: number | null
}

/** A row, or a request, that is refused. */
export interface Refusal {
  status: number
  category: string
  message: string
  code?: string
  /** Beside where it stands in the batch. */
  context?: Readonly<Record<string, readonly string[]>>
}

const text = (name: string): Property => ({ name, label: name, type: 'string', fieldType: 'text' })
const number = (name: string): Property => ({ name, label: name, type: 'number', fieldType: 'number' })
const moment = (name: string): Property => ({ name, label: name, type: 'datetime', fieldType: 'date' })
const flag = (name: string): Property => ({ name, label: name, type: 'bool', fieldType: 'booleancheckbox' })
const choice = (name: string, ...words: readonly string[]): Property => ({
  ...{ name, label: name, type: 'enumeration', fieldType: 'select' },
  options: words.map((value) => ({ label: value, value })),
})
const fixed = (property: Property): Property => ({
  ...property,
  modificationMetadata: { readOnlyValue: true },
})

const STAGES = ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity']
const SHARED = [
  ...['phone', 'website', 'address', 'city', 'state', 'country', 'zip'].map(text),
  choice('lifecyclestage', ...STAGES, 'customer', 'evangelist', 'other'),
  choice(
    'hs_lead_status',
    'NEW',
    'OPEN',
    'IN_PROGRESS',
    'OPEN_DEAL',
    'UNQUALIFIED',
    'CONNECTED',
    'BAD_TIMING',
  ),
  choice('hubspot_owner_id', '71', '72'),
  ...[fixed(number('hs_object_id')), fixed(moment('createdate')), fixed(text('hs_merged_object_ids'))],
]

const DEFINED: Readonly<Record<ObjectType, readonly Property[]>> = {
  contacts: [
    ...SHARED,
    ...['email', 'firstname', 'lastname', 'mobilephone', 'jobtitle', 'company', 'hs_linkedin_url'].map(text),
    ...[text('hs_additional_emails'), text('hs_email_hard_bounce_reason_enum'), flag('hs_email_optout')],
    ...[flag('hs_email_bad_address'), moment('hs_sales_email_last_replied')],
    ...[moment('hs_email_last_reply_date'), moment('engagements_last_meeting_booked')],
    fixed(moment('lastmodifieddate')),
  ],
  companies: [
    ...SHARED,
    ...['name', 'domain', 'linkedin_company_page', 'founded_year'].map(text),
    ...[number('numberofemployees'), number('annualrevenue'), fixed(moment('hs_lastmodifieddate'))],
    choice('industry', 'COMPUTER_SOFTWARE', 'MACHINERY'),
  ],
  deals: [
    ...['dealname', 'dealstage'].map(text),
    ...[flag('hs_is_closed'), flag('hs_is_closed_won'), moment('closedate')],
    ...[fixed(number('hs_object_id')), fixed(moment('createdate')), fixed(moment('hs_lastmodifieddate'))],
  ],
}

const NAMES = { contacts: 'Contact', companies: 'Company', deals: 'Deal' }

const invalid = (code: string, name: string, message: string): Refusal => ({
  ...{ status: 400, category: 'VALIDATION_ERROR', code },
  message: `Property values were not valid: ${JSON.stringify([{ isValid: false, message, error: code, name }])}`,
})

export const fakeStore = (type: ObjectType, clock: Clock) => {
  const properties = new Map(DEFINED[type].map((property) => [property.name, property]))
  const records = new Map<string, StoredRecord>()
  /** Unique property → value → id. */
  const unique = new Map<string, Map<string, string>>()
  if (type === 'contacts') unique.set('email', new Map())
  const changedAt = type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'
  const start = { contacts: 501, companies: 90_001, deals: 7001 }[type]
  let made = 0

  const living = (id: string): StoredRecord | undefined => {
    const record = records.get(id)
    return record?.archived === null ? record : undefined
  }
  const holderOf = (property: string, value: string): StoredRecord | undefined =>
    living(unique.get(property)?.get(value.toLowerCase()) ?? '')

  /** Why these values cannot stand at this record, or at a new one. */
  const refuse = (values: Values, id: string | null): Refusal | null => {
    for (const [name, value] of Object.entries(values)) {
      const property = properties.get(name)
      if (property === undefined)
        return invalid('PROPERTY_DOESNT_EXIST', name, `Property "${name}" does not exist`)
      if (property.modificationMetadata?.readOnlyValue === true)
        return invalid('READ_ONLY_VALUE', name, `"${name}" is a read only property`)
      if (value === '') continue
      if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(value))
        return invalid('INVALID_EMAIL', name, `Email address ${value} is invalid`)
      if (property.type === 'number' && !/^-?\d+(\.\d+)?$/.test(value))
        return invalid('INVALID_INTEGER', name, `${value} was not a valid number.`)
      if (property.options && !property.options.some((option) => option.value === value))
        return invalid('INVALID_OPTION', name, `${value} was not one of the allowed options`)
      const holder = unique.has(name) ? holderOf(name, value) : undefined
      if (holder !== undefined && holder.id !== id)
        return {
          ...{ status: 409, category: 'CONFLICT' },
          message: `${NAMES[type]} already exists. Existing ID: ${holder.id}`,
        }
    }
    return null
  }
  const touch = (record: StoredRecord): void => {
    record.modified = Math.round(clock.wall())
    record.values[changedAt] = new Date(record.modified).toISOString()
  }
  const set = (record: StoredRecord, values: Values): void => {
    for (const [name, value] of Object.entries(values)) {
      const index = unique.get(name)
      const before = record.values[name]
      if (index !== undefined && before !== undefined) index.delete(before.toLowerCase())
      if (index !== undefined && value !== '') index.set(value.toLowerCase(), record.id)
      record.values[name] = value
      record.written[name] = value
    }
    touch(record)
  }
  const create = (values: Values): StoredRecord => {
    const id = String(start + made++ * 3)
    const createdate = new Date(clock.wall()).toISOString()
    const record: StoredRecord = {
      ...{ id, written: {}, modified: 0, archived: null },
      values: { hs_object_id: id, createdate },
    }
    records.set(id, record)
    set(record, values)
    return record
  }
  return {
    ...{ properties, records, changedAt, living, holderOf, refuse, set, create },
    isUnique: (name: string): boolean => unique.has(name),
    define: (property: Property): void => {
      properties.set(property.name, property)
      if (property.hasUniqueValue === true) unique.set(property.name, new Map())
    },
    archive: (id: string): void => {
      const record = living(id)
      if (record !== undefined) record.archived = Math.round(clock.wall())
    },
    all: (): StoredRecord[] => [...records.values()].filter(({ archived }) => archived === null),
    gone: (): StoredRecord[] => [...records.values()].filter(({ archived }) => archived !== null),
  }
}

export type FakeStore = ReturnType<typeof fakeStore>
