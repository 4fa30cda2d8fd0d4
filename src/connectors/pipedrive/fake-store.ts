/** What a made-up Pipedrive holds: records, leads, deals, activities, and own fields under hashes. */
import type { HeldRecord } from '../fake.ts'
import type { EntityKind } from '../contract.ts'
import type { RemoteValues } from '../target.ts'

export interface StoredField {
  field_name: string
  field_code: string
  field_type: string
  is_custom_field: boolean
  options: { id: number; label: string }[]
}

interface Contact {
  value: string
  primary?: boolean
  label?: string
}

export interface Stored {
  id: number
  name: string
  owner_id: number | null
  org_id?: number | null
  emails?: Contact[]
  phones?: Contact[]
  marketing_status?: string
  custom_fields: Record<string, unknown>
  update_time: string
  is_deleted: boolean
}

export interface StoredLead {
  id: string
  title: string
  person_id: number
  organization_id: number | null
  origin_id: string | null
  is_archived: boolean
}

export interface Happening {
  id: number
  update_time: string
  [more: string]: unknown
}

export const USERS = [
  { id: 7, name: 'Sam Rep', email: 'sam@seller.example' },
  { id: 8, name: 'Alex Rep', email: 'alex@seller.example' },
]

/** Forty letters that say nothing, another one in each account. */
const hashOf = (kind: EntityKind, n: number): string =>
  `${kind === 'person' ? 'a' : 'b'}${String(n).padStart(39, '0')}`

const OWN: Readonly<Record<EntityKind, readonly [string, string][]>> = {
  person: [
    ...([
      ['prm_id', 'varchar'],
      ['prm_title', 'text'],
      ['prm_linkedin_url', 'text'],
    ] as const),
    ...([
      ['prm_score', 'double'],
      ['prm_grade', 'text'],
      ['prm_route', 'text'],
    ] as const),
    ...([
      ['prm_reasons', 'text'],
      ['prm_signals', 'text'],
      ['Rating', 'enum'],
    ] as const),
  ].map(([name, type]) => [name, type]),
  company: [
    ...([
      ['prm_id', 'varchar'],
      ['prm_domain', 'text'],
      ['prm_industry', 'text'],
    ] as const),
    ...([
      ['prm_employees', 'double'],
      ['prm_country', 'text'],
      ['Homepage', 'varchar'],
    ] as const),
  ].map(([name, type]) => [name, type]),
}

const startFields = (kind: EntityKind): StoredField[] => [
  { field_name: 'Name', field_code: 'name', field_type: 'varchar', is_custom_field: false, options: [] },
  ...OWN[kind].map(([field_name, field_type], i) => ({
    ...{ field_name, field_code: hashOf(kind, i), field_type, is_custom_field: true },
    options:
      field_type === 'enum'
        ? [
            { id: 41, label: 'Hot' },
            { id: 42, label: 'Cold' },
          ]
        : [],
  })),
]

/** @param now milliseconds since 1970 */
export const pipedriveStore = (now: () => number) => {
  const fields: Record<EntityKind, StoredField[]> = {
    person: startFields('person'),
    company: startFields('company'),
  }
  const records: Record<EntityKind, Stored[]> = { person: [], company: [] }
  const leads: StoredLead[] = []
  const deals: Happening[] = []
  const activities: Happening[] = []
  const stamp = (): string => `${new Date(now()).toISOString().slice(0, 19)}Z`
  const codeOf = (kind: EntityKind, name: string): string | undefined =>
    fields[kind].find((field) => field.field_name === name && field.is_custom_field)?.field_code

  const fill = (kind: EntityKind, record: Stored, values: RemoteValues): void => {
    for (const [name, value] of Object.entries(values)) {
      if (name === 'email' || name === 'phone')
        record[`${name}s`] = value === null ? [] : [{ value: String(value), primary: true }]
      else if (name === 'owner') record.owner_id = USERS.find(({ email }) => email === value)?.id ?? null
      else if (name === 'name') record.name = String(value)
      else if (name === 'marketing_status') record.marketing_status = String(value)
      else record.custom_fields[codeOf(kind, name)!] = value
    }
    record.update_time = stamp()
  }
  const newRecord = (kind: EntityKind): Stored => {
    const record: Stored = {
      ...{ id: records[kind].length + 1, name: '', owner_id: 7, custom_fields: {} },
      ...{ update_time: stamp(), is_deleted: false },
    }
    records[kind].push(record)
    return record
  }
  const present = (kind: EntityKind, id: string | number): Stored | undefined =>
    records[kind].find((record) => String(record.id) === String(id) && !record.is_deleted)

  /** By the names that prm uses; what is empty is left out. */
  const held = (kind: EntityKind): HeldRecord[] =>
    records[kind]
      .filter(({ is_deleted }) => !is_deleted)
      .map((record) => {
        const own = fields[kind].filter(({ is_custom_field }) => is_custom_field)
        const prm_id = record.custom_fields[codeOf(kind, 'prm_id')!]
        const values: [string, unknown][] = [
          ['name', record.name],
          ['email', record.emails?.find(({ primary }) => primary)?.value],
          ['phone', record.phones?.find(({ primary }) => primary)?.value],
          ...own
            .filter(({ field_name }) => field_name !== 'prm_id')
            .map(
              ({ field_name, field_code }): [string, unknown] =>
                [...[field_name, record.custom_fields[field_code]]] as [string, unknown],
            ),
        ]
        return {
          id: String(record.id),
          prm_id: typeof prm_id === 'string' ? prm_id : null,
          values: Object.fromEntries(
            values.filter(([, value]) => value !== undefined && value !== null),
          ) as RemoteValues,
          company: record.org_id ? String(record.org_id) : null,
        }
      })
  return { fields, records, leads, deals, activities, stamp, codeOf, hashOf, fill, newRecord, present, held }
}

export type PipedriveStore = ReturnType<typeof pipedriveStore>
