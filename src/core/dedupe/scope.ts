/** Units that are matched together: the whole file, or the part of it that something new has touched. */
import type { ProspectFile } from '../../store/index.ts'
import type { UnitLink } from '../../store/decisions.ts'
import { cluster, type Edges } from './cluster.ts'
import { DEFAULT_PRECISION } from './merge-cut.ts'
import { decode } from './mixture.ts'
import { K, LEVELS, MAILBOX, ORG, PHONE, PROFILE } from './person-levels.ts'
import type { PeopleMatcher } from './people-matcher.ts'
import { reconcile, type NewLink, type Reconciled } from './reconcile.ts'
import type { Refusal } from './types.ts'

export interface Scope {
  matcher: PeopleMatcher
  /** The unit at each place of the matcher's input. */
  units: ArrayLike<number>
  placeOf: ReadonlyMap<number, number> | ((unit: number) => number | undefined)
}

/** What follows for the units of a scope. */
export interface Decided extends Reconciled {
  /** Pairs that the evidence asked for, and what kept them apart. */
  refused: { a: number; b: number; reason: Refusal }[]
  /** Whether two units are one person now, as far as matching can tell. */
  areOne: (a: number, b: number) => boolean
  /** The two places of the matcher's input that a new link joins. */
  placesOf: (link: NewLink) => readonly [number, number]
}

/**
 * Whether more than the names speaks for one person: how many people have a name is a guess that no small file can check.
 * A like mailbox at another domain is made of the name.
 */
const isBacked = (digits: Uint8Array): boolean =>
  digits[K.mailbox] === MAILBOX.near ||
  digits[K.mailbox] === MAILBOX.equal ||
  digits[K.phone]! >= PHONE.shared ||
  digits[K.profile] === PROFILE.equal ||
  digits[K.org]! >= ORG.onlyCity

/** Whether two units of this pattern may be merged without asking, if the odds are high enough. */
export const isSure = ({ bandOf }: PeopleMatcher, pattern: number): boolean =>
  isBacked(decode(LEVELS, pattern, new Uint8Array(LEVELS.length))) && bandOf(pattern, Infinity) === 'merge'

/** The weights of the edges, those that are not to be followed without asking beneath the cut. */
const sureWeights = (matcher: PeopleMatcher, cut: number): Edges['weight'] => {
  const { weight, pattern } = matcher.edges
  return weight.map((bits, e) => (bits < cut || isSure(matcher, pattern[e]!) ? bits : cut - 1))
}

const pairKey = (a: number, b: number): string => (a < b ? `${a}:${b}` : `${b}:${a}`)

/** Of two people who are not one, the likelier is meant with the precision of automatic merges. */
const CLEARLY = Math.log2(DEFAULT_PRECISION / (1 - DEFAULT_PRECISION))

/**
 * The pairs of units that are torn: each fits two whom a decision keeps apart, and neither clearly better.
 *
 * @param apart pairs that a decision keeps apart
 * @param personOf who the unit at a place is now: whoever is one of the two already stays
 */
const tornBetween = (
  { a, b, weight }: Edges,
  apart: ReadonlySet<string>,
  cut: number,
  personOf: (place: number) => string | null,
): Set<string> => {
  const torn = new Set<string>()
  if (apart.size === 0) return torn
  const pairs = [...apart].map((pair) => pair.split(':').map(Number) as [number, number])
  const near = new Map(pairs.flat().map((unit) => [unit, new Map<number, number>()]))
  for (let e = 0; e < weight.length; e++) {
    if (weight[e]! < cut) continue
    near.get(a[e]!)?.set(b[e]!, weight[e]!)
    near.get(b[e]!)?.set(a[e]!, weight[e]!)
  }
  for (const [x, y] of pairs) {
    for (const [unit, bits] of near.get(x)!) {
      const other = near.get(y)!.get(unit)
      if (other === undefined || Math.abs(bits - other) >= CLEARLY) continue
      const person = personOf(unit)
      if (person === personOf(x) || person === personOf(y)) continue
      torn.add(pairKey(unit, x)).add(pairKey(unit, y))
    }
  }
  return torn
}

/**
 * Clusters a scope and compares that with the links that are there.
 *
 * @param links all links between units of the scope
 * @param cut pairs of fewer bits are not merged
 */
export const decide = (
  { records }: Pick<ProspectFile, 'records'>,
  { matcher, units, placeOf: placing }: Scope,
  links: readonly UnitLink[],
  cut: number,
): Decided => {
  const placeOf = typeof placing === 'function' ? placing : (unit: number) => placing.get(unit)
  const must: [number, number][] = []
  const apart = new Set<string>()
  for (const { kind, a, b, automatic } of links) {
    const [x, y] = [placeOf(a), placeOf(b)]
    if (x === undefined || y === undefined) continue
    if (kind === 'cannot_link') apart.add(pairKey(x, y))
    // Where a later cannot-link holds, they are two people now.
    else if (automatic === 0 && records.personOf(a) === records.personOf(b)) must.push([x, y])
  }
  const edges = { ...matcher.edges, weight: sureWeights(matcher, cut) }
  const torn = tornBetween(edges, apart, cut, (place) => records.personOf(units[place]!))
  const isApart = (a: number, b: number): Refusal | null => {
    if (apart.size === 0) return null
    const pair = pairKey(a, b)
    return apart.has(pair) ? 'decided_apart' : torn.has(pair) ? 'fits_both' : null
  }
  const found = cluster(edges, {
    ...{ units: units.length, must, threshold: cut, score: matcher.score, rank: matcher.table.rowOf },
    cannot: (a, b, edge) => isApart(a, b) ?? matcher.cannot(a, b, edge),
  })
  const unions = found.unions.map(({ a, b }): NewLink => ({ a: units[a]!, b: units[b]! }))
  const clusterOf = (unit: number): number => {
    const place = placeOf(unit)
    return place === undefined ? -unit - 1 : found.cluster[place]!
  }
  return {
    ...reconcile(clusterOf, links, unions),
    refused: found.refused.map(({ a, b, reason }) => {
      const [x, y] = [units[a]!, units[b]!]
      return { a: Math.min(x, y), b: Math.max(x, y), reason }
    }),
    areOne: (a, b) => clusterOf(a) === clusterOf(b),
    placesOf: ({ a, b }) => [placeOf(a)!, placeOf(b)!],
  }
}
