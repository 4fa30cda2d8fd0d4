/** What HubSpot's fake does with its records, request by request: batches with good and bad rows, properties, deleted ones. */
import type { FakeReply, FakeRequest } from '../fake.ts'
import type { FakeStore, Property, Refusal, StoredRecord, Values } from './fake-store.ts'

/** How it refuses a row: it says which, it does not, or it refuses the whole request. */
export type Blame = 'told' | 'untold' | 'whole'

export const refuse = ({ status, message, category, code }: Refusal): FakeReply => ({
  status,
  body: {
    ...{ status: 'error', message, category, correlationId: 'aeb5f871-7f07-4993-9211-075dc63e7cbf' },
    ...(code !== undefined && { errors: [{ message, code }] }),
  },
})
const bad = (message: string, code?: string): FakeReply =>
  refuse({ status: 400, category: 'VALIDATION_ERROR', message, ...(code !== undefined && { code }) })

interface Input {
  id: string
  idProperty?: string
  properties: Values
  objectWriteTraceId?: string
}

export const show = (record: StoredRecord, names: readonly string[] = Object.keys(record.values)) => ({
  ...{ id: record.id, createdAt: record.values.createdate, archived: record.archived !== null },
  properties: Object.fromEntries(
    [...names, 'hs_object_id'].map((name) => [name, record.values[name] ?? null]),
  ),
  updatedAt: new Date(record.modified).toISOString(),
  ...(record.archived !== null && { archivedAt: new Date(record.archived).toISOString() }),
  url: `https://app.hubspot.com/contacts/4711/record/${record.id}`,
})

const missing = (id: string): Refusal => ({
  ...{
    status: 404,
    category: 'OBJECT_NOT_FOUND',
    message: 'Could not get some objects, they may be deleted',
  },
  context: { ids: [id] },
})

/** @returns the record that was written, and whether it was made */
const writeRow = (
  store: FakeStore,
  { id, idProperty, properties }: Input,
  isUpsert: boolean,
): { record: StoredRecord; isNew: boolean } | Refusal => {
  const record = isUpsert ? store.holderOf(idProperty!, id) : store.living(id)
  if (record === undefined && !isUpsert) return missing(id)
  const values = isUpsert ? { [idProperty!]: id, ...properties } : properties
  const refusal = store.refuse(values, record?.id ?? null)
  if (refusal !== null) return refusal
  if (record === undefined) return { record: store.create(values), isNew: true }
  store.set(record, values)
  return { record, isNew: false }
}

export const write = (store: FakeStore, text: string, isUpsert: boolean, blame: Blame): FakeReply => {
  const { inputs } = JSON.parse(text) as { inputs: Input[] }
  if (inputs.length > 100) return bad('The maximum number of inputs supported in a batch request is 100')
  const ids = inputs.map(({ id }) => id.toLowerCase())
  if (new Set(ids).size < ids.length) return bad('Duplicate IDs found in batch input', 'DUPLICATE_IDS')
  const by = inputs.find(({ idProperty }) => idProperty === undefined || !store.isUnique(idProperty))
  if (isUpsert && by !== undefined)
    return bad(`Unable to perform update/upsert by non-unique property ${by.idProperty}`)
  for (const name of new Set(inputs.flatMap(({ properties }) => Object.keys(properties))))
    if (!store.properties.has(name)) return bad(`Property "${name}" does not exist`, 'PROPERTY_DOESNT_EXIST')
  if (blame === 'whole')
    for (const { id, idProperty, properties } of inputs) {
      const record = isUpsert ? store.holderOf(idProperty!, id) : store.living(id)
      const refusal =
        isUpsert || record !== undefined ? store.refuse(properties, record?.id ?? null) : missing(id)
      if (refusal !== null) return refuse(refusal)
    }
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const input of inputs) {
    const trace = input.objectWriteTraceId
    const written = writeRow(store, input, isUpsert)
    if ('record' in written) {
      const told = { ...show(written.record, Object.keys(input.properties)), objectWriteTraceId: trace }
      results.unshift(isUpsert ? { ...told, new: written.isNew } : told)
      continue
    }
    const { category, message, context, code } = written
    const told = { ...context, ...(trace !== undefined && { objectWriteTraceId: [trace] }) }
    errors.push({
      ...{ status: 'error', category, message, links: {} },
      ...{
        context: blame === 'told' ? told : {},
        errors: code === undefined ? [] : [{ code, message }],
      },
    })
  }
  const times = { startedAt: '2026-11-21T09:00:00.000Z', completedAt: '2026-11-21T09:00:00.120Z' }
  const all = { status: 'COMPLETE', ...times, results }
  if (errors.length === 0) return { status: 200, body: all }
  return { status: 207, body: { ...all, numErrors: errors.length, errors } }
}

export const read = (store: FakeStore, text: string): FakeReply => {
  const { inputs, idProperty, properties } = JSON.parse(text) as {
    inputs: { id: string }[]
    idProperty?: string
    properties: string[]
  }
  if (inputs.length > 100) return bad('The maximum number of inputs supported in a batch request is 100')
  if (idProperty !== undefined && !store.isUnique(idProperty))
    return bad(`Property "${idProperty}" is no unique property`, 'PROPERTY_DOESNT_EXIST')
  const found = inputs.map(({ id }) =>
    idProperty === undefined ? store.living(id) : store.holderOf(idProperty, id),
  )
  const results = [...new Set(found)].flatMap((record) =>
    record === undefined ? [] : [show(record, properties)],
  )
  const lost = inputs.filter((_, i) => found[i] === undefined).map(({ id }) => id)
  const all = { status: 'COMPLETE', results: results.reverse() }
  if (lost.length === 0) return { body: all }
  const errors = [{ ...missing(''), status: 'error', context: { ids: lost } }]
  return { status: 207, body: { ...all, numErrors: 1, errors } }
}

export const define = (store: FakeStore, text: string): FakeReply => {
  const property = JSON.parse(text) as Property
  if (store.properties.has(property.name))
    return refuse({
      ...{ status: 409, category: 'CONFLICT' },
      message: `A property named '${property.name}' already exists`,
    })
  if (!property.label || !property.groupName || !property.fieldType) return bad('Some fields are missing')
  store.define(property)
  return { status: 201, body: property }
}

export const listDeleted = (store: FakeStore, { query }: FakeRequest): FakeReply => {
  const [from, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit') ?? 10)]
  if (limit > 100) return bad('The maximum page size is 100')
  const gone = store.gone()
  const isMore = from + limit < gone.length
  const results = gone
    .slice(from, from + limit)
    .map((record) => show(record, (query.get('properties') ?? '').split(',')))
  return { body: { results, ...(isMore && { paging: { next: { after: String(from + limit) } } }) } }
}
