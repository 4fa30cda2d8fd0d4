/** The fields of a lead and an account: what there is, and how those that prm needs are made and shown to its user. */
import type { Call, EntityKind } from '../contract.ts'
import { jsonOf, shaped } from '../reading.ts'
import type { RemoteField } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { TITLE } from './auth.ts'
import { cell, query, send, sendJson, userOf } from './client.ts'
import { OBJECTS, TIE_FIELD } from './fields.ts'
import { Described, Results } from './schema.ts'
import { literal } from './soql.ts'

const TYPES: Readonly<Record<string, RemoteField['type']>> = {
  ...{ int: 'number', double: 'number', currency: 'number', percent: 'number', long: 'number' },
  ...{ date: 'date', datetime: 'date', boolean: 'boolean' },
}

export const describe = async (kind: EntityKind, call: Call): Promise<readonly RemoteField[]> => {
  const path = `/sobjects/${OBJECTS[kind]}/describe`
  const { fields } = shaped(TITLE, Described, await sendJson(call, { method: 'GET', path }))
  return fields.map((field): RemoteField => {
    const { name, label, type, createable, updateable, unique, restrictedPicklist, picklistValues } = field
    const choices = (picklistValues ?? []).flatMap(({ value, active }) =>
      value && active !== false ? [value] : [],
    )
    // A list of words that takes others too is a text.
    const isChoice = restrictedPicklist === true && choices.length > 0
    return {
      ...{ name, label: label ?? name, type: isChoice ? 'choice' : (TYPES[type ?? ''] ?? 'text') },
      ...{ isWritable: createable === true || updateable === true, isUnique: unique === true },
      ...(isChoice && { choices }),
    }
  })
}

/** Texts that may be longer than the 255 characters of a plain one. */
const LONG = /reasons|signals|notes|technologies/i

const metadataOf = ({ name, label, type, isUnique, choices = [] }: RemoteField): Record<string, unknown> => {
  if (name === TIE_FIELD)
    return {
      ...{ label, type: 'Lookup', referenceTo: 'Account', deleteConstraint: 'SetNull' },
      ...{ relationshipName: 'Prm_Leads', relationshipLabel: 'prm leads' },
    }
  if (isUnique) return { label, type: 'Text', length: 36, externalId: true, unique: true }
  switch (type) {
    case 'number':
      return { label, type: 'Number', precision: 18, scale: 2 }
    case 'date':
      return { label, type: 'Date' }
    case 'boolean':
      return { label, type: 'Checkbox', defaultValue: 'false' }
    case 'choice': {
      const value = choices.map((fullName) => ({ fullName, label: fullName, default: false }))
      return { label, type: 'Picklist', valueSet: { valueSetDefinition: { sorted: false, value } } }
    }
    case 'text':
      return LONG.test(name)
        ? { label, type: 'LongTextArea', length: 32_768, visibleLines: 5 }
        : { label, type: 'Text', length: 255 }
  }
}

const typeWords = (field: RemoteField): string => {
  const { type, length } = metadataOf(field)
  const size = typeof length === 'number' ? `(${length})` : ''
  const more = field.isUnique ? ', Unique and External ID ticked' : type === 'Lookup' ? ' to Account' : ''
  return `${field.name.replace(/__c$/, '')}: ${String(type)}${size}${more}`
}

const byHand = (kind: EntityKind, fields: readonly RemoteField[], why: string): ServiceTrouble =>
  new ServiceTrouble(
    'refused',
    `${TITLE} lets this user make no fields (${why}). Either give it the permission "Customize Application", or have ` +
      `an administrator make them: Setup > Object Manager > ${OBJECTS[kind]} > Fields & Relationships > New, ` +
      `${fields.map(typeWords).join('; ')}; visible and editable for this user`,
    { code: 'no_permission' },
  )

const LACKS = /INSUFFICIENT_ACCESS|NOT_FOUND|INVALID_TYPE|CANNOT_INSERT|FUNCTIONALITY_NOT_ENABLED|^403$|^404$/

const lacksPermission = (error: unknown): error is ServiceTrouble =>
  error instanceof ServiceTrouble &&
  (error.kind === 'refused' || error.code === '403') &&
  LACKS.test(error.code ?? '')

/** @returns false: it was there already, hidden from this user */
const make = async (kind: EntityKind, field: RemoteField, call: Call): Promise<boolean> => {
  if (!/^[a-z]\w*__c$/i.test(field.name))
    throw new ServiceTrouble(
      'refused',
      `${TITLE} names fields that are not its own with __c at the end: ${field.name} cannot be made`,
    )
  const json = { FullName: `${OBJECTS[kind]}.${field.name}`, Metadata: metadataOf(field) }
  try {
    await sendJson(call, { method: 'POST', path: '/tooling/sobjects/CustomField', json })
    return true
  } catch (error) {
    if (error instanceof ServiceTrouble && error.code === 'DUPLICATE_DEVELOPER_NAME') return false
    throw error
  }
}

/** A new field is visible to nobody: this set of permissions shows prm's to the user whose key this is. */
const PERMISSIONS = { Name: 'Prm_Fields', Label: 'prm fields' }

const createOne = (call: Call, object: string, record: Record<string, string>): Promise<string> =>
  send(call, { method: 'POST', path: `/sobjects/${object}`, json: record }, (reply) => {
    const { id } = jsonOf(TITLE, reply) as { id?: unknown }
    return typeof id === 'string' ? id : ''
  })

const idOf = async (call: Call, soql: string): Promise<string | null> => {
  const [row] = await query(call, soql)
  return row === undefined ? null : cell(row, 'Id')
}

const show = async (kind: EntityKind, names: readonly string[], call: Call): Promise<void> => {
  const object = OBJECTS[kind]
  const name = literal(PERMISSIONS.Name)
  const set =
    (await idOf(call, `SELECT Id FROM PermissionSet WHERE Name = ${name}`)) ??
    (await createOne(call, 'PermissionSet', PERMISSIONS))
  const shown = await query(
    call,
    `SELECT Field FROM FieldPermissions WHERE ParentId = ${literal(set)} AND SobjectType = ${literal(object)}`,
  )
  const known = new Set(shown.map((row) => cell(row, 'Field')))
  const records = names
    .map((field) => `${object}.${field}`)
    .filter((Field) => !known.has(Field))
    .map((Field) => ({
      attributes: { type: 'FieldPermissions' },
      ...{ ParentId: set, SobjectType: object, Field, PermissionsRead: true, PermissionsEdit: true },
    }))
  if (records.length > 0) {
    const request = {
      method: 'POST',
      path: '/composite/sobjects',
      json: { allOrNone: false, records },
    } as const
    const results = shaped(TITLE, Results, await sendJson(call, request))
    const fault = results.flatMap(({ errors }) => errors ?? [])[0]
    if (fault !== undefined) throw new ServiceTrouble('refused', fault.message, { code: fault.code })
  }
  const user = await userOf(call)
  const isGiven = await idOf(
    call,
    'SELECT Id FROM PermissionSetAssignment WHERE ' +
      `PermissionSetId = ${literal(set)} AND AssigneeId = ${literal(user)}`,
  )
  if (isGiven === null)
    await createOne(call, 'PermissionSetAssignment', { PermissionSetId: set, AssigneeId: user })
}

const hidden = (kind: EntityKind, names: readonly string[], why: string): ServiceTrouble =>
  new ServiceTrouble(
    'refused',
    `the fields are there, but ${TITLE} hides them from this user (${why}): an administrator has to open Setup > Object ` +
      `Manager > ${OBJECTS[kind]} > Fields & Relationships > ${names.join(', ')} > Set Field-Level Security, and tick ` +
      'Visible for its profile',
    { code: 'hidden' },
  )

const TIE: RemoteField = {
  ...{ name: TIE_FIELD, label: 'prm account', type: 'text', isWritable: true, isUnique: false },
}

export const setup = async (
  kind: EntityKind,
  fields: readonly RemoteField[],
  call: Call,
): Promise<readonly string[]> => {
  const wanted =
    kind === 'person' && !fields.some(({ name }) => name === TIE_FIELD) ? [...fields, TIE] : fields
  const seen = new Set((await describe(kind, call)).map(({ name }) => name.toLowerCase()))
  const missing = wanted.filter(({ name }) => !seen.has(name.toLowerCase()))
  if (missing.length === 0) return []
  const made: string[] = []
  for (const [i, field] of missing.entries()) {
    try {
      if (await make(kind, field, call)) made.push(field.name)
    } catch (error) {
      throw lacksPermission(error) ? byHand(kind, missing.slice(i), error.code ?? '') : error
    }
  }
  const names = missing.map(({ name }) => name)
  try {
    await show(kind, names, call)
  } catch (error) {
    const isRefused = error instanceof ServiceTrouble && (error.kind === 'refused' || error.code === '403')
    throw isRefused ? hidden(kind, names, error.message) : error
  }
  return made
}
