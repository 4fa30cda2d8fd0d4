/** Sets that can be united (union–find with shorter ways as they are walked). */

export interface DisjointSets<T> {
  /** The member that speaks for the set of this one; itself until it was united with another. */
  find: (member: T) => T
  /** @returns false where both were in one set already */
  unite: (a: T, b: T) => boolean
}

/** @param isFirst which of two members is to speak for both */
export const disjointSets = <T>(isFirst: (a: T, b: T) => boolean): DisjointSets<T> => {
  const up = new Map<T, T>()
  const find = (member: T): T => {
    let root = member
    for (let next = up.get(root); next !== undefined; next = up.get(root)) root = next
    for (let at = member; at !== root;) {
      const next = up.get(at)!
      up.set(at, root)
      at = next
    }
    return root
  }
  return {
    find,
    unite: (a, b) => {
      const [x, y] = [find(a), find(b)]
      if (x === y) return false
      if (isFirst(x, y)) up.set(y, x)
      else up.set(x, y)
      return true
    },
  }
}

/** Of two numbers the smaller. */
export const isSmaller = (a: number, b: number): boolean => a < b
