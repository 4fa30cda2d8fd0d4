/**
 * From clusters to decisions: which links are to be made so that each cluster is one person, and which automatic links
 * no longer hold. Links by hand always stand. As few as possible: a tree over each cluster, not all of its pairs.
 */
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
  const up = new Map<number, number>()
  const find = (unit: number): number => {
    let root = unit
    for (let next = up.get(root); next !== undefined; next = up.get(root)) root = next
    for (let at = unit; at !== root;) {
      const next = up.get(at)!
      up.set(at, root)
      at = next
    }
    return root
  }
  const unite = (a: number, b: number): boolean => {
    const [x, y] = [find(a), find(b)]
    if (x === y) return false
    up.set(Math.max(x, y), Math.min(x, y))
    return true
  }
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
