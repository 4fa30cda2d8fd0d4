/**
 * The fields of an account. Own ones are known by a hash that differs from account to account: here they go by the names
 * that people read, and the hashes are looked up once for a run.
 */
import type { Call, EntityKind } from '../contract.ts'
import type { RemoteField, RemoteValue } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { ask, TITLE, usersOf, V2 } from './client.ts'
import { PATHS } from './kinds.ts'
import { Fields, MadeField, type Field } from './schema.ts'

/** The field that carries the id of prm. */
export const ID_FIELD = 'prm_id'

/** An own field: its hash, and of a choice the ids of its words. */
export interface OwnField {
  code: string
  type: RemoteField['type']
  isWritable: boolean
  choices: ReadonlyMap<string, number>
}

const TYPES: Readonly<Record<string, RemoteField['type']>> = {
  ...{ varchar: 'text', varchar_auto: 'text', text: 'text', phone: 'text' },
  ...{ double: 'number', int: 'number', date: 'date', enum: 'choice' },
}

const ownField = ({ field_code, field_type, options }: Field): OwnField => ({
  code: field_code,
  type: TYPES[field_type] ?? 'text',
  // Sums of money, periods, addresses and the like are more than one value.
  isWritable: Object.hasOwn(TYPES, field_type),
  choices: new Map((options ?? []).map(({ id, label }) => [label, id])),
})

/** Own fields by name. Where two have the same name, the older one. */
export const ownFields = (kind: EntityKind, call: Call): Promise<Map<string, OwnField>> =>
  call.once(`fields of ${kind}`, async () => {
    const found = new Map<string, OwnField>()
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: Record<string, string> = { limit: '500', ...(cursor !== '' && { cursor }) }
      const path = `${V2}/${PATHS[kind].fields}`
      const page: Fields = await ask(call, { method: 'GET', path, query }, Fields)
      for (const field of page.data)
        if (field.is_custom_field === true && !found.has(field.field_name))
          found.set(field.field_name, ownField(field))
      cursor = page.additional_data?.next_cursor ?? null
    }
    return found
  })

/** Those that every account has, as they are called here. */
export const STANDARD: Readonly<Record<EntityKind, Readonly<Record<string, string>>>> = {
  person: { name: 'Name', email: 'E-mail', phone: 'Phone', owner: 'Owner', lead: 'In the Leads Inbox' },
  company: { name: 'Name', owner: 'Owner' },
}

export const describe = async (kind: EntityKind, call: Call): Promise<RemoteField[]> => {
  const [own, users] = [await ownFields(kind, call), await usersOf(call)]
  const standard = Object.entries(STANDARD[kind]).map(([name, label]): RemoteField => ({
    ...{ name, label, isWritable: true, isUnique: false },
    ...(name === 'owner'
      ? { type: 'choice', choices: users.map(({ email }) => email) }
      : { type: name === 'lead' ? 'boolean' : 'text' }),
  }))
  return [
    ...standard,
    ...[...own].map(([name, { type, isWritable, choices }]): RemoteField => ({
      // Kept single by looking before writing.
      ...{ name, label: name, type, isWritable, isUnique: name === ID_FIELD },
      ...(type === 'choice' && { choices: [...choices.keys()] }),
    })),
  ]
}

/** A short text is cut after 255 letters, and the id is no longer than that. */
const newType = ({ type, isUnique }: RemoteField): string => {
  if (type === 'number') return 'double'
  if (type === 'date') return 'date'
  if (type === 'choice') return 'enum'
  return isUnique ? 'varchar' : 'text'
}

const ID: RemoteField = { name: ID_FIELD, label: ID_FIELD, type: 'text', isWritable: true, isUnique: true }

/** Makes the own fields that are missing. */
export const setup = async (
  kind: EntityKind,
  fields: readonly RemoteField[],
  call: Call,
): Promise<string[]> => {
  const own = await ownFields(kind, call)
  const wanted = [ID, ...fields.filter(({ name }) => name !== ID_FIELD)]
  const missing = wanted.filter(({ name }) => !own.has(name) && !Object.hasOwn(STANDARD[kind], name))
  for (const field of missing) {
    const json = {
      ...{ field_name: field.name, field_type: newType(field) },
      ...(field.type === 'choice' && { options: (field.choices ?? []).map((label) => ({ label })) }),
    }
    const path = `${V2}/${PATHS[kind].fields}`
    const { data } = await ask(call, { method: 'POST', path, json, paid: true }, MadeField)
    own.set(field.name, ownField(data))
  }
  return missing.map(({ name }) => name)
}

/** @throws ServiceTrouble `refused`, `field` */
export const toOwn = (name: string, value: RemoteValue, field: OwnField): RemoteValue => {
  if (value === null) return null
  if (field.type === 'number') {
    const number = Number(value)
    if (!Number.isFinite(number))
      throw new ServiceTrouble('refused', `${name} takes a number, not "${String(value)}"`, { code: 'field' })
    return number
  }
  if (field.type !== 'choice') return String(value)
  const option = field.choices.get(String(value))
  if (option !== undefined) return option
  const message = `${name} of ${TITLE} has no choice "${String(value)}"`
  throw new ServiceTrouble('refused', message, { code: 'field' })
}

/** Plain, as prm compares it: the word of a choice, the day of a date. */
export const fromOwn = (value: unknown, { type, choices }: OwnField): RemoteValue => {
  if (value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null
  if (type !== 'choice') return value
  const [label] = [...choices].find(([, id]) => String(id) === String(value)) ?? []
  return label ?? String(value)
}
