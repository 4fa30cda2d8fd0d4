/** What links by decision make of things that are otherwise apart: people of records, or companies of keys. */
import { disjointSets, type DisjointSets } from '../../lib/disjoint-sets.ts'

/** Links count in the order of deciding. */
export interface DecidedLink<T> {
  /** Of the decision: a higher one is later. */
  id: number
  a: T
  b: T
  /** Of a must-link: nobody but prm said so, and it gives way to everything said by hand. */
  is_automatic?: boolean
}

interface Wall<T> {
  /** Of the decision. */
  id: number
  /** A member on the other side. */
  to: T
}

/** Between which sets a cannot-link stands; each wall is kept at both of its sets. */
const wallsBetween = <T>(sets: DisjointSets<T>) => {
  const walls = new Map<T, Wall<T>[]>()
  const at = (set: T): Wall<T>[] => walls.get(set) ?? []
  const add = (from: T, wall: Wall<T>): void => {
    const known = walls.get(from)
    if (known) known.push(wall)
    else walls.set(from, [wall])
  }
  return {
    add: (id: number, a: T, b: T): void => {
      add(a, { id, to: b })
      add(b, { id, to: a })
    },
    /** @param since decisions up to this one do not count any more */
    stands: (left: T, right: T, since: number): boolean => {
      const [few, other] = at(left).length <= at(right).length ? [left, right] : [right, left]
      return at(few).some(({ id, to }) => id > since && sets.find(to) === other)
    },
    unite: (left: T, right: T): void => {
      const [few, many] = at(left).length <= at(right).length ? [left, right] : [right, left]
      const all = at(many)
      for (const wall of at(few)) all.push(wall)
      sets.unite(left, right)
      if (all.length > 0) walls.set(sets.find(left), all)
    },
  }
}

/**
 * Links by hand first, each of which ends what was said before it; then the automatic ones, as far as nothing that was
 * said by hand stands between.
 *
 * @param isFirst which of two is to speak for both
 * @returns who speaks for each
 */
export const uniteByDecision = <T>(
  must: readonly DecidedLink<T>[],
  cannot: readonly DecidedLink<T>[],
  isFirst: (a: T, b: T) => boolean,
): ((member: T) => T) => {
  const sets = disjointSets(isFirst)
  const walls = wallsBetween(sets)
  for (const { id, a, b } of cannot) walls.add(id, a, b)
  const isByHand = ({ is_automatic }: DecidedLink<T>): boolean => is_automatic !== true
  for (const link of [...must.filter(isByHand), ...must.filter((each) => !isByHand(each))]) {
    const [left, right] = [sets.find(link.a), sets.find(link.b)]
    if (left === right || walls.stands(left, right, isByHand(link) ? link.id : -1)) continue
    walls.unite(left, right)
  }
  return sets.find
}
