/**
 * Everything that was changed since a moment, page by page. A search gives 10 000 results at most, and what is changed
 * meanwhile moves behind the others: so no page is asked for by its number, but by the time of the last record of the page
 * before, and records of one and the same time by their ids. What was changed just now takes a while to be found: each pull
 * looks a minute back again, and leaves out what it has told.
 */
import type { Call } from '../contract.ts'
import { askFor, OBJECTS } from './client.ts'
import { timeOf } from './changes.ts'
import { Page, type Row } from './schema.ts'

/** Where one object type has got to. Times in milliseconds since 1970. */
export interface Mark {
  from: number
  /** What lies in the last minute and was told: `id@time`. */
  told: readonly string[]
}

/** Where its next page begins. */
export interface Place {
  from: number
  /** Of records changed at exactly that time only those with higher ids; null: all that were changed from then on. */
  after: string | null
  /** What was read in this pull near its end so far. */
  latest: readonly string[]
}

export const START: Mark = { from: 0, told: [] }

/** Milliseconds that a change may take to be found. */
const LAG = 60_000
const PAGE = 200
/** Of those told in the last minute, no more are remembered: the rest would be told twice, which changes nothing. */
const MOST_TOLD = 2000

export interface Changed {
  row: Row
  at: number
}

export interface Search {
  type: 'contacts' | 'companies' | 'deals'
  properties: readonly string[]
  filters?: readonly { propertyName: string; operator: string; value: string }[]
}

/** What each type calls the time of its last change. */
const timeName = (type: Search['type']): string =>
  type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'

const keyOf = ({ row, at }: Changed): string => `${row.id}@${at}`

const read = async (search: Search, { from, after }: Place, call: Call): Promise<Changed[]> => {
  const { type, properties, filters = [] } = search
  const name = timeName(type)
  const own =
    after === null
      ? [{ propertyName: name, operator: 'GTE', value: String(from) }]
      : [
          { propertyName: name, operator: 'EQ', value: String(from) },
          { propertyName: 'hs_object_id', operator: 'GT', value: after },
        ]
  const json = {
    filterGroups: [{ filters: [...own, ...filters] }],
    sorts: [{ propertyName: after === null ? name : 'hs_object_id', direction: 'ASCENDING' }],
    ...{ properties: [...properties, name], limit: PAGE },
  }
  const path = `${OBJECTS}/${type}/search`
  const { results } = await askFor(call, { path, json, lane: 'search' }, Page)
  return results.map((row) => ({ row, at: timeOf(row.properties?.[name]) ?? timeOf(row.updatedAt) ?? from }))
}

/** The last minute of what was read. */
const lateOnes = (all: readonly string[]): string[] => {
  const timed = all.map((key) => [key, Number(key.slice(key.lastIndexOf('@') + 1))] as const)
  const end = timed.reduce((latest, [, at]) => Math.max(latest, at), 0)
  return [...new Set(timed.filter(([, at]) => at >= end - LAG).map(([key]) => key))].slice(-MOST_TOLD)
}

/**
 * One page.
 *
 * @param place null: the first page of this pull
 * @returns what was changed and not told yet; `place`: where the next page begins; null: that was all, and `mark` is where
 *   the next pull begins
 */
export const nextPage = async (
  search: Search,
  mark: Mark,
  place: Place | null,
  call: Call,
): Promise<{ changed: readonly Changed[]; place: Place | null; mark: Mark }> => {
  const here = place ?? { from: mark.from, after: null, latest: mark.told }
  const rows = await read(search, here, call)
  const isFull = rows.length === PAGE
  const last = rows.at(-1)
  const told = new Set(mark.told)
  const give = (given: readonly Changed[]) => {
    const latest = lateOnes([...here.latest, ...given.map(keyOf)])
    return { changed: given.filter((one) => !told.has(keyOf(one))), latest }
  }
  if (here.after !== null) {
    const { changed, latest } = give(rows)
    const next = isFull ? { from: here.from, after: last!.row.id } : { from: here.from + 1, after: null }
    return { changed, mark, place: { ...next, latest } }
  }
  if (!isFull) {
    const { changed, latest } = give(rows)
    const end = Math.max(mark.from + LAG, here.from, last?.at ?? 0)
    return { changed, mark: { from: Math.max(0, end - LAG), told: latest }, place: null }
  }
  // The last ones may have others of the same time behind them: they belong to the next page.
  const { changed, latest } = give(rows.filter(({ at }) => at < last!.at))
  const isOneTime = rows[0]!.at === last!.at
  return { changed, mark, place: { from: last!.at, after: isOneTime ? '0' : null, latest } }
}
