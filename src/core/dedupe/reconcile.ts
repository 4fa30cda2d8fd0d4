/**
 * From clusters to decisions: which links are to be made so that each cluster is one person, and which automatic links
 * no longer hold. Links by hand always stand. As few as possible: a tree over each cluster, not all of its pairs.
 */
import { disjointSets, isSmaller } from '../../lib/disjoint-sets.ts'
import type { UnitLink } from '../../store/decisions.ts'

export interface NewLink {
  a: number
  b: number
}

export interface Reconciled {
  added: NewLink[]
  /** Automatic links that hold no longer. */
  ended: UnitLink[]
}

const pairOf = ({ a, b }: NewLink): string => (a < b ? `${a}:${b}` : `${b}:${a}`)

/**
 * @param clusterOf of a unit in scope a number that it shares with those it is one person with
 * @param links all links that hold between units in scope
 * @param unions the edges along which clusters grew, the units as in `links`
 */
export const reconcile = (
  clusterOf: (unit: number) => number,
  links: readonly UnitLink[],
  unions: readonly NewLink[],
): Reconciled => {
  const { unite } = disjointSets(isSmaller)
  // A link that gives way to what was said of the same two by hand rests: where that is undone, it holds again.
  const apart = new Set(links.filter(({ kind }) => kind === 'cannot_link').map(pairOf))
  const ended: UnitLink[] = []
  for (const link of links) {
    if (link.kind !== 'must_link') continue
    if (clusterOf(link.a) === clusterOf(link.b)) unite(link.a, link.b)
    else if (link.automatic === 1 && !apart.has(pairOf(link))) ended.push(link)
  }
  const added = unions.filter(({ a, b }) => unite(a, b))
  return { added, ended }
}
