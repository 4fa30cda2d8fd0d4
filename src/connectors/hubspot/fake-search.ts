/** How HubSpot's fake searches: filters, one order, 200 results a page and 10 000 in all. */
import type { FakeReply } from '../fake.ts'
import type { FakeStore, StoredRecord } from './fake-store.ts'

interface Filter {
  propertyName: string
  operator: string
  value?: string
  values?: string[]
}

interface SearchBody {
  filterGroups?: { filters: Filter[] }[]
  sorts?: { propertyName: string; direction: string }[]
  properties?: string[]
  limit?: number
  after?: string
}

const failure = (message: string): FakeReply => ({
  status: 400,
  body: { status: 'error', message, correlationId: 'a-b', category: 'VALIDATION_ERROR' },
})

/** Numbers and times as numbers, the rest as text in lower case. */
const comparable = (value: string | undefined): number | string => {
  if (value === undefined || value === '') return ''
  if (/^\d+$/.test(value)) return Number(value)
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value.toLowerCase()
}

const holds = ({ values }: StoredRecord, filter: Filter): boolean => {
  const mine = comparable(values[filter.propertyName])
  const theirs = comparable(filter.value)
  switch (filter.operator) {
    case 'EQ':
      return mine === theirs
    // Texts are kept in lower case there: a value in capitals fits nothing.
    case 'IN':
      return (filter.values ?? []).some((value) => value === String(mine))
    case 'GT':
      return mine !== '' && mine > theirs
    case 'GTE':
      return mine !== '' && mine >= theirs
    default:
      return false
  }
}

/** @param lag milliseconds that a change takes to be found */
export const search = (
  store: FakeStore,
  text: string,
  { now, lag, show }: { now: number; lag: number; show: (record: StoredRecord, names: string[]) => unknown },
): FakeReply => {
  const {
    filterGroups = [],
    sorts = [],
    properties = [],
    limit = 10,
    after = '0',
  } = JSON.parse(text) as SearchBody
  const filters = filterGroups.flatMap((group) => group.filters)
  if (text.length > 3000) return failure('Your request is too long: 3000 characters at most')
  if (filterGroups.length > 5 || filters.length > 18) return failure('Too many filters')
  if (filters.some(({ values = [] }) => values.length > 100)) return failure('Too many values')
  if (limit > 200) return failure('The maximum page size is 200')
  if (sorts.length > 1) return failure('Only one sort is allowed')
  if (Number(after) + limit > 10_000) return failure('Paging through more than 10000 results is not possible')
  const unknown = filters.find(({ propertyName }) => !store.properties.has(propertyName))
  if (unknown !== undefined) return failure(`There was a problem with the request: ${unknown.propertyName}`)
  const found = store
    .all()
    .filter(({ modified }) => modified + lag <= now)
    .filter(
      (record) =>
        filterGroups.length === 0 ||
        filterGroups.some((group) => group.filters.every((filter) => holds(record, filter))),
    )
  const [sort] = sorts
  if (sort !== undefined) {
    const keyed = found.map((record) => ({ record, key: comparable(record.values[sort.propertyName]) }))
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    found.splice(0, found.length, ...keyed.map(({ record }) => record))
  }
  const from = Number(after)
  const page = found.slice(from, from + limit)
  const isMore = from + limit < found.length
  return {
    body: {
      total: found.length,
      results: page.map((record) => show(record, properties)),
      ...(isMore && { paging: { next: { after: String(from + limit) } } }),
    },
  }
}
