/**
 * Finding. By id, by prm_id and by the e-mail address of a contact it reads (`batch/read`): at once, and what was written a
 * moment ago is there. A company's domain is unique to nobody: it has to be searched for, which is slower, and a new record
 * takes a while to be found.
 */
import type { Call, EntityKind, Outcome } from '../contract.ts'
import type { Lookup, RemoteRecord } from '../target.ts'
import { askFor, isRefused, OBJECTS, TYPES } from './client.ts'
import { PRM_ID } from './fields.ts'
import { withOwner } from './owners.ts'
import { Batch, Page, type Row } from './schema.ts'

/** Inputs of one request, and values of one filter. */
const MOST = 100
/** Characters of a search: more are refused. */
const MOST_CHARACTERS = 3000
const SEARCH_PAGE = 200

/** Where two records were made one, the old ids lead to the one that is left. */
const MERGED = 'hs_merged_object_ids'
const OTHER_EMAILS = 'hs_additional_emails'

/** Rows by whatever they can be asked by. */
type Found = Map<string, Row[]>

const listed = (value: string | null | undefined): string[] => (value ?? '').split(';').filter(Boolean)

const keysOf = (row: Row, by: 'id' | 'prm_id' | 'email' | 'domain'): string[] => {
  const values = row.properties ?? {}
  if (by === 'id') return [row.id, ...listed(values[MERGED])]
  if (by === 'email') return [...listed(values.email), ...listed(values[OTHER_EMAILS])].map(lower)
  return listed(values[by]).map(by === 'domain' ? lower : (value) => value)
}

const lower = (text: string): string => text.trim().toLowerCase()

const add = (found: Found, rows: readonly Row[], by: 'id' | 'prm_id' | 'email' | 'domain'): void => {
  for (const row of rows)
    for (const key of new Set(keysOf(row, by))) found.set(key, [...(found.get(key) ?? []), row])
}

const chunks = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most))

const read = async (
  kind: EntityKind,
  by: 'id' | 'prm_id' | 'email',
  keys: readonly string[],
  properties: readonly string[],
  call: Call,
): Promise<Found> => {
  const found: Found = new Map()
  for (const some of chunks([...new Set(keys)], MOST)) {
    const inputs = some.map((id) => ({ id }))
    const json = { ...(by !== 'id' && { idProperty: by }), inputs, properties }
    try {
      const path = `${OBJECTS}/${TYPES[kind]}/batch/read`
      add(found, (await askFor(call, { path, json }, Batch)).results, by)
    } catch (error) {
      // An account that was never set up has no such property, and so nobody who carries it.
      if (by === 'prm_id' && isRefused(error) && error.message.includes(PRM_ID)) return found
      throw error
    }
  }
  return found
}

/** As many values as fit into one search. */
const searches = (domains: readonly string[], room: number): string[][] => {
  const all: string[][] = []
  let left = 0
  for (const domain of domains) {
    const size = domain.length + 3
    if (size > left || all.at(-1)!.length === MOST) {
      all.push([])
      left = room
    }
    all.at(-1)!.push(domain)
    left -= size
  }
  return all
}

const searchDomains = async (
  domains: readonly string[],
  properties: readonly string[],
  call: Call,
): Promise<Found> => {
  const found: Found = new Map()
  const bodyOf = (values: readonly string[], after?: string) => ({
    filterGroups: [{ filters: [{ propertyName: 'domain', operator: 'IN', values }] }],
    ...{ properties, limit: SEARCH_PAGE, ...(after !== undefined && { after }) },
  })
  const room = MOST_CHARACTERS - JSON.stringify(bodyOf([], '10000')).length
  for (const values of searches([...new Set(domains)], room)) {
    let after: string | undefined
    do {
      const path = `${OBJECTS}/companies/search`
      const page = await askFor(call, { path, json: bodyOf(values, after), lane: 'search' }, Page)
      add(found, page.results, 'domain')
      after = page.paging?.next?.after
    } while (after !== undefined)
  }
  return found
}

const recordOf = async (row: Row, names: readonly string[], call: Call): Promise<RemoteRecord> => {
  const { id, properties, updatedAt, url } = row
  const all = properties ?? {}
  return {
    ...{ id, prm_id: all[PRM_ID] || null, modified_at: updatedAt ?? null, url: url ?? null },
    values: await withOwner(Object.fromEntries(names.map((name) => [name, all[name] ?? null])), call),
  }
}

const findKind = async (
  kind: EntityKind,
  lookups: readonly Lookup[],
  names: readonly string[],
  call: Call,
): Promise<Outcome<readonly RemoteRecord[]>[]> => {
  const keys = [PRM_ID, MERGED, ...(kind === 'person' ? ['email', OTHER_EMAILS] : ['domain'])]
  const properties = [...new Set([...keys, ...names])]
  const rows = new Map<Lookup, readonly Row[]>()
  /** Those that no surer key has found. */
  const open = (): Lookup[] => lookups.filter((lookup) => !rows.has(lookup))
  const take = (found: Found, keysOfLookup: (lookup: Lookup) => readonly string[]): void => {
    for (const lookup of open()) {
      const all = keysOfLookup(lookup).flatMap((key) => found.get(key) ?? [])
      const distinct = [...new Map(all.map((row) => [row.id, row])).values()]
      if (distinct.length > 0) rows.set(lookup, distinct)
    }
  }
  const ways = [
    ['id', ({ id }: Lookup) => (id === undefined ? [] : [id])],
    [PRM_ID, ({ prm_id }: Lookup) => [prm_id]],
    ['email', ({ emails = [] }: Lookup) => (kind === 'person' ? emails.map(lower) : [])],
  ] as const
  for (const [by, keysOfLookup] of ways)
    take(await read(kind, by, open().flatMap(keysOfLookup), properties, call), keysOfLookup)
  const domainOf = ({ domain }: Lookup): string[] =>
    kind === 'company' && domain !== undefined ? [lower(domain)] : []
  take(await searchDomains(open().flatMap(domainOf), properties, call), domainOf)
  return Promise.all(
    lookups.map(async (lookup): Promise<Outcome<readonly RemoteRecord[]>> => {
      const found = rows.get(lookup)
      if (found === undefined) return { kind: 'none', charged: false }
      const answer = await Promise.all(found.map((row) => recordOf(row, names, call)))
      return { kind: 'answer', answer, charged: false }
    }),
  )
}

export const find = async (
  lookups: readonly Lookup[],
  names: readonly string[],
  call: Call,
): Promise<readonly Outcome<readonly RemoteRecord[]>[]> => {
  const found = new Map<Lookup, Outcome<readonly RemoteRecord[]>>()
  for (const kind of ['company', 'person'] as const) {
    const some = lookups.filter((lookup) => lookup.kind === kind)
    const outcomes = some.length === 0 ? [] : await findKind(kind, some, names, call)
    for (const [i, lookup] of some.entries()) found.set(lookup, outcomes[i]!)
  }
  return lookups.map((lookup) => found.get(lookup)!)
}
