/** Persons and organisations as Pipedrive has them. */
import type { Call, EntityKind } from '../contract.ts'
import type { RemoteRecord, RemoteValue } from '../target.ts'
import { accountOf, ask, MOST_IDS, usersOf, V2 } from './client.ts'
import { fromOwn, ID_FIELD, ownFields } from './fields.ts'
import { PATHS } from './kinds.ts'
import { hasLead } from './leads.ts'
import { HeldRecords, Hits, type Held } from './schema.ts'

const DEALS = 'open_deals_count,closed_deals_count'

/** Those of these ids that are there, in parts of as many as one request takes. */
export const recordsById = async (kind: EntityKind, ids: readonly string[], call: Call): Promise<Held[]> => {
  const wanted = [...new Set(ids)]
  const found: Held[] = []
  for (let i = 0; i < wanted.length; i += MOST_IDS) {
    const query = {
      ...{ ids: wanted.slice(i, i + MOST_IDS).join(','), limit: String(MOST_IDS) },
      ...(kind === 'person' && { include_fields: DEALS }),
    }
    const path = `${V2}/${PATHS[kind].records}`
    const { data } = await ask(call, { method: 'GET', path, query }, HeldRecords)
    found.push(...(data ?? []).filter(({ is_deleted }) => is_deleted !== true))
  }
  return found
}

/** Ids of those that the search finds; who they are must be looked at. */
export const search = async (
  kind: EntityKind,
  what: { term: string; fields: 'email' | 'custom_fields'; exact: boolean },
  call: Call,
): Promise<string[]> => {
  const { term, fields, exact } = what
  const query = { term, fields, ...(exact && { exact_match: 'true' }), limit: '50' }
  const path = `${V2}/${PATHS[kind].records}/search`
  const { data } = await ask(call, { method: 'GET', path, query, lane: 'search' }, Hits)
  return data.items.map(({ item }) => String(item.id))
}

/** The one that counts; without a sign the first. */
export const primary = (list: Held['emails']): string | null =>
  (list?.find((each) => each.primary === true) ?? list?.[0])?.value ?? null

/** What stands in one of its own fields. */
export const ownValue = async (
  kind: EntityKind,
  { custom_fields }: Held,
  name: string,
  call: Call,
): Promise<RemoteValue> => {
  const field = (await ownFields(kind, call)).get(name)
  return field === undefined ? null : fromOwn(custom_fields?.[field.code], field)
}

const valueOf = async (kind: EntityKind, record: Held, name: string, call: Call): Promise<RemoteValue> => {
  switch (name) {
    case 'name':
      return record.name ?? null
    case 'owner':
      return (await usersOf(call)).find(({ id }) => id === record.owner_id)?.email ?? null
    case 'email':
      return primary(record.emails)
    case 'phone':
      return primary(record.phones)
    case 'lead':
      // Who has a deal was a lead once. Nobody has said no where there is none.
      return (record.open_deals_count ?? 0) + (record.closed_deals_count ?? 0) > 0 ||
        (await hasLead(record.id, call))
        ? true
        : null
    default:
      return ownValue(kind, record, name, call)
  }
}

/** ISO time; their times are in UTC, some without saying so. */
export const isoTime = (time: string | null | undefined): string | null => {
  if (!time) return null
  const at = Date.parse(/Z|[+-]\d\d:\d\d$/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** A record with the values of these fields. */
export const remoteRecord = async (
  kind: EntityKind,
  record: Held,
  names: readonly string[],
  call: Call,
): Promise<RemoteRecord> => {
  const [{ domain }, prm_id] = [await accountOf(call), await ownValue(kind, record, ID_FIELD, call)]
  const values: [string, RemoteValue][] = []
  for (const name of names) values.push([name, await valueOf(kind, record, name, call)])
  return {
    id: record.id,
    prm_id: prm_id === null ? null : String(prm_id),
    values: Object.fromEntries(values),
    modified_at: isoTime(record.update_time),
    url: domain === null ? null : `https://${domain}.pipedrive.com/${PATHS[kind].page}/${record.id}`,
  }
}
