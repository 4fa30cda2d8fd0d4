/**
 * Companies with the engine for tables: name by the words it shares, domain, phone, address, town and country. Two places
 * of one organisation are two branches until somebody says otherwise: never joined by themselves, always for review.
 */
import { fold } from '../../lib/text.ts'
import type { Clustering, RefusedUnion } from './cluster.ts'
import { createDistances } from './distances.ts'
import type { CompareColumn } from './table/compare-spec.ts'
import { matchTable, type TableMatcher } from './table/match-table.ts'
import type { TableModel } from './table/model.ts'
import type { CompanyFacts, Refusal } from './types.ts'

export interface MatchCompaniesOptions {
  /** Fitted before: nothing is fitted now. */
  model?: TableModel
}

const COMPARE: readonly CompareColumn[] = [
  { name: 'name', kind: 'company' },
  { name: 'domain', kind: 'exact' },
  { name: 'phone', kind: 'phone' },
  { name: 'address', kind: 'address' },
  { name: 'city', kind: 'text' },
  { name: 'country', kind: 'exact' },
  { name: 'profile', kind: 'exact' },
]

/** Matches companies; speaks of them by their place in the input, as matching of people does. */
export const matchCompanies = (
  units: Iterable<CompanyFacts>,
  { model }: MatchCompaniesOptions = {},
): TableMatcher => {
  const all = [...units]
  const isElsewhere = otherPlace()
  const table = matchTable(all.map(cellsOf), { compare: COMPARE, ...(model === undefined ? {} : { model }) })
  const cannot = (a: number, b: number): Refusal | null => (isElsewhere(all[a]!, all[b]!) ? 'branches' : null)
  return {
    ...table,
    cannot,
    explain: (a, b) => ({ ...table.explain(a, b), a: all[a]!.id, b: all[b]!.id }),
    cluster: ({ cannot: decided, ...rest } = {}) => {
      const both = (a: number, b: number): Refusal | null => decided?.(a, b) ?? cannot(a, b)
      const found = table.cluster({ ...rest, cannot: both })
      return { ...found, refused: withBranches(found, sameDomain(all, found.cluster), both, table.score) }
    },
  }
}

/** Branches wait for review whether or not the rest of the evidence asked for a union. */
const withBranches = (
  { refused }: Clustering,
  pairs: readonly (readonly [number, number])[],
  cannot: (a: number, b: number) => Refusal | null,
  score: (a: number, b: number) => number,
): RefusedUnion[] => {
  const known = new Set(refused.map(({ a, b }) => `${String(Math.min(a, b))}:${String(Math.max(a, b))}`))
  const others = pairs
    .filter(([a, b]) => !known.has(`${String(a)}:${String(b)}`) && cannot(a, b) === 'branches')
    .map(([a, b]) => ({ a, b, weight: score(a, b), reason: 'branches' as const }))
  return [...refused, ...others]
}

/** The first company of each domain with the first of each other cluster that has this domain. */
const sameDomain = (units: readonly CompanyFacts[], clusters: Int32Array): [number, number][] => {
  const first = new Map<string, number>()
  const seen = new Set<string>()
  const pairs: [number, number][] = []
  // By id, so that the order of the list plays no part.
  const inOrder = units.map((_, unit) => unit).sort((a, b) => units[a]!.id - units[b]!.id)
  for (const unit of inOrder) {
    const domain = units[unit]!.domain?.toLowerCase()
    if (domain === undefined) continue
    const key = `${String(clusters[unit])}:${domain}`
    if (seen.has(key)) continue
    seen.add(key)
    const known = first.get(domain)
    if (known === undefined) first.set(domain, unit)
    else pairs.push([Math.min(known, unit), Math.max(known, unit)])
  }
  return pairs
}

const cellsOf = ({
  name,
  domain,
  phones,
  street,
  postal_code,
  city,
  country,
  profiles,
}: CompanyFacts): string[] => [
  name ?? '',
  domain ?? '',
  phones.join(';'),
  street === null ? '' : `${street} ${postal_code ?? ''}`,
  city ?? '',
  country ?? '',
  // Of https://www.linkedin.com/company/acme/ what tells it from others.
  profiles[0]?.replace(/\/+$/, '').split('/').at(-1) ?? '',
]

/** Below this two names of towns are two towns, not two spellings of one. */
const ONE_TOWN = 0.9

const otherPlace = (): ((a: CompanyFacts, b: CompanyFacts) => boolean) => {
  const { textJaroWinkler } = createDistances()
  const differ = (a: string | null, b: string | null, isOne: (x: string, y: string) => boolean): boolean => {
    const [x, y] = [fold(a ?? '').trim(), fold(b ?? '').trim()]
    return x !== '' && y !== '' && x !== y && !isOne(x, y)
  }
  return (a, b) =>
    differ(a.country, b.country, () => false) ||
    differ(a.city, b.city, (x, y) => x.startsWith(y) || y.startsWith(x) || textJaroWinkler(x, y) >= ONE_TOWN)
}
