/**
 * Companies with the engine for tables: name by the words it shares, domain, phone, address, town and country. Two places
 * of one organisation are two branches until somebody says otherwise: never joined by themselves, always for review.
 */
import { fold } from '../../lib/text.ts'
import { createDistances } from './distances.ts'
import { matchTable, type TableMatch } from './table/match-table.ts'
import type { CompareColumn } from './table/compare-spec.ts'
import type { TableModel } from './table/model.ts'
import type { CompanyFacts, PairEvidence, Refusal } from './types.ts'

export interface MatchCompaniesOptions {
  /** Fitted before; without one a model is fitted to these companies. */
  model?: TableModel
  /** Ids of companies that are decided to be one. */
  must?: Iterable<readonly [number, number]>
  /** Why two companies, by their ids, may not be one; null where they may. */
  cannot?: (a: number, b: number) => Refusal | null
}

export interface CompanyMatch extends Omit<TableMatch, 'explain'> {
  /** Of each unit its id; everything else speaks of units by their numbers in this list. */
  ids: number[]
  /** Takes numbers of units; the evidence names their ids. */
  explain: (a: number, b: number) => PairEvidence
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

/** Finds companies that stand in the file more than once. The order of the units plays no part. */
export const matchCompanies = (
  units: Iterable<CompanyFacts>,
  { model, must = [], cannot }: MatchCompaniesOptions = {},
): CompanyMatch => {
  const all = [...units]
  const ids = all.map(({ id }) => id)
  const numberOf = new Map(ids.map((id, number) => [id, number]))
  const isElsewhere = otherPlace()
  const found = matchTable(all.map(cellsOf), {
    compare: COMPARE,
    ...(model === undefined ? {} : { model }),
    must: [...must].flatMap(([a, b]) => {
      const [one, other] = [numberOf.get(a), numberOf.get(b)]
      return one === undefined || other === undefined ? [] : [[one, other] as const]
    }),
    cannot: (a, b) => cannot?.(ids[a]!, ids[b]!) ?? (isElsewhere(all[a]!, all[b]!) ? 'branches' : null),
  })
  const branches = sameDomain(all, found.cluster)
    .filter(([a, b]) => isElsewhere(all[a]!, all[b]!) && (cannot?.(ids[a]!, ids[b]!) ?? null) === null)
    .map(([a, b]) => ({ a, b, weight: found.explain(a, b).total, reason: 'branches' as const }))
  const told = new Set(branches.map(({ a, b }) => `${String(a)}:${String(b)}`))
  const others = found.refused.filter(
    ({ a, b }) => !told.has(`${String(Math.min(a, b))}:${String(Math.max(a, b))}`),
  )
  return {
    ...found,
    refused: [...others, ...branches],
    ids,
    explain: (a, b) => ({ ...found.explain(a, b), a: ids[a]!, b: ids[b]! }),
  }
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
