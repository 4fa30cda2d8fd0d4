/** Deals that were closed: won or lost with the people who stand there, or with the company where nobody does. */
import type { Call } from '../contract.ts'
import type { RemoteChange } from '../target.ts'
import { iso, timeOf } from './changes.ts'
import { askFor, ASSOCIATIONS, OBJECTS } from './client.ts'
import type { Changed, Search } from './pages.ts'
import { Batch, Tied, type Row } from './schema.ts'

export const CLOSED_DEALS: Search = {
  type: 'deals',
  properties: ['hs_is_closed_won', 'closedate'],
  filters: [{ propertyName: 'hs_is_closed', operator: 'EQ', value: 'true' }],
}

const MOST = 100

const othersOf = async (
  ids: readonly string[],
  to: 'contacts' | 'companies',
  call: Call,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const others = new Map<string, readonly string[]>()
  for (let from = 0; from < ids.length; from += MOST) {
    const inputs = ids.slice(from, from + MOST).map((id) => ({ id }))
    const path = `${ASSOCIATIONS}/deals/${to}/batch/read`
    const { results } = await askFor(call, { path, json: { inputs } }, Tied)
    for (const one of results)
      others.set(one.from.id, [...new Set(one.to.map(({ toObjectId }) => toObjectId))])
  }
  return others
}

const recordsOf = async (
  ids: readonly string[],
  type: 'contacts' | 'companies',
  call: Call,
): Promise<ReadonlyMap<string, Row>> => {
  const rows = new Map<string, Row>()
  for (let from = 0; from < ids.length; from += MOST) {
    const inputs = ids.slice(from, from + MOST).map((id) => ({ id }))
    const json = { inputs, properties: ['prm_id', 'email'] }
    const { results } = await askFor(call, { path: `${OBJECTS}/${type}/batch/read`, json }, Batch)
    for (const row of results) rows.set(row.id, row)
  }
  return rows
}

/** @param deals as they were found; what is told of each is dated by its day of closing */
export const outcomesOf = async (deals: readonly Changed[], call: Call): Promise<RemoteChange[]> => {
  if (deals.length === 0) return []
  const people = await othersOf(
    deals.map(({ row }) => row.id),
    'contacts',
    call,
  )
  const lonely = deals.map(({ row }) => row.id).filter((id) => (people.get(id) ?? []).length === 0)
  const companies = await othersOf(lonely, 'companies', call)
  const rows = {
    person: await recordsOf([...new Set([...people.values()].flat())], 'contacts', call),
    company: await recordsOf([...new Set([...companies.values()].flat())], 'companies', call),
  }
  return deals.flatMap(({ row: deal, at }) => {
    const outcome = deal.properties?.hs_is_closed_won === 'true' ? 'won' : 'lost'
    const closed = iso(timeOf(deal.properties?.closedate) ?? at)
    const tell =
      (kind: 'person' | 'company') =>
      (id: string): RemoteChange => {
        const { prm_id, email } = rows[kind].get(id)?.properties ?? {}
        return { kind, id, prm_id: prm_id || null, email: email || null, at: closed, outcome }
      }
    const persons = people.get(deal.id) ?? []
    if (persons.length > 0) return persons.map(tell('person'))
    return (companies.get(deal.id) ?? []).map(tell('company'))
  })
}
