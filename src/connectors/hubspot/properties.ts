/** HubSpot's properties: which there are, and making those that are missing. */
import type { Call, EntityKind } from '../contract.ts'
import type { RemoteField } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { ask, askFor, isRefused, PROPERTIES, TITLE, TYPES } from './client.ts'
import { PRM_ID } from './fields.ts'
import { OWNER, owners } from './owners.ts'
import { Properties, type Property } from './schema.ts'

const KINDS: Readonly<Record<string, RemoteField['type']>> = {
  ...{ number: 'number', date: 'date', datetime: 'date' },
  ...{ bool: 'boolean', enumeration: 'choice' },
}

const fieldOf = (property: Property, kind: EntityKind, addresses: readonly string[]): RemoteField => {
  const { name, label, type, options, calculated, hasUniqueValue, modificationMetadata } = property
  const isOwner = name === OWNER
  const field: RemoteField = {
    ...{ name, label: label ?? name },
    type: isOwner ? 'choice' : (KINDS[type ?? ''] ?? 'text'),
    isWritable: calculated !== true && modificationMetadata?.readOnlyValue !== true,
    // Two contacts never have the same address, whatever the property says.
    isUnique: hasUniqueValue === true || (kind === 'person' && name === 'email'),
  }
  if (field.type !== 'choice') return field
  return { ...field, choices: isOwner ? addresses : (options ?? []).flatMap(({ value }) => value ?? []) }
}

const read = async (kind: EntityKind, call: Call): Promise<readonly Property[]> =>
  (await askFor(call, { method: 'GET', path: `${PROPERTIES}/${TYPES[kind]}` }, Properties)).results

export const describe = async (kind: EntityKind, call: Call): Promise<readonly RemoteField[]> => {
  const properties = await read(kind, call)
  const hasOwner = properties.some(({ name }) => name === OWNER)
  const addresses = hasOwner ? [...(await owners(call)).ids.keys()] : []
  return properties.map((property) => fieldOf(property, kind, addresses))
}

const YES_NO = [
  { label: 'Yes', value: 'true' },
  { label: 'No', value: 'false' },
]

const SHAPES: Readonly<Record<RemoteField['type'], { type: string; fieldType: string }>> = {
  text: { type: 'string', fieldType: 'text' },
  number: { type: 'number', fieldType: 'number' },
  date: { type: 'date', fieldType: 'date' },
  boolean: { type: 'bool', fieldType: 'booleancheckbox' },
  choice: { type: 'enumeration', fieldType: 'select' },
}

const definitionOf = ({ name, label, type, isUnique, choices = [] }: RemoteField, kind: EntityKind) => ({
  ...{ name, label, ...SHAPES[type] },
  groupName: kind === 'person' ? 'contactinformation' : 'companyinformation',
  ...(isUnique && { hasUniqueValue: true }),
  ...(type === 'boolean' && { options: YES_NO }),
  ...(type === 'choice' && { options: choices.map((value) => ({ label: value, value })) }),
})

const ID_FIELD: RemoteField = {
  ...{ name: PRM_ID, label: 'prm id', type: 'text', isWritable: true },
  isUnique: true,
}

/** @returns whether it was made; false: somebody else has made it meanwhile */
const make = async (field: RemoteField, kind: EntityKind, call: Call): Promise<boolean> => {
  const request = { path: `${PROPERTIES}/${TYPES[kind]}`, json: definitionOf(field, kind) }
  try {
    return await ask(call, request, () => true)
  } catch (error) {
    if (isRefused(error) && /^(CONFLICT|409|OBJECT_ALREADY_EXISTS)$/.test(error.code ?? '')) return false
    throw error
  }
}

export const setup = async (
  kind: EntityKind,
  fields: readonly RemoteField[],
  call: Call,
): Promise<readonly string[]> => {
  const there = new Map((await read(kind, call)).map((property) => [property.name, property]))
  if (there.has(PRM_ID) && there.get(PRM_ID)!.hasUniqueValue !== true)
    throw new ServiceTrouble(
      'refused',
      `${TITLE} has a property ${PRM_ID} of ${TYPES[kind]} whose values are not unique, and it cannot become so: delete it there`,
      { code: 'not_unique' },
    )
  const made: string[] = []
  for (const field of [ID_FIELD, ...fields.filter(({ name }) => name !== PRM_ID)])
    if (!there.has(field.name) && (await make(field, kind, call))) made.push(field.name)
  return made
}
