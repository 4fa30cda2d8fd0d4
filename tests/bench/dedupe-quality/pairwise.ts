/** How well clusters agree with the truth: over all pairs of records, one formula for every engine. */

export interface Agreement {
  /** Of the pairs put together, the share that belong together. */
  precision: number
  /** Of the pairs that belong together, the share put together. */
  recall: number
  f1: number
}

/**
 * @param clusters of each record its cluster
 * @param truth of each record its entity
 * @param lists of each record its list, when two lists are linked: only pairs across them count then
 */
export const pairwise = (
  clusters: ArrayLike<number | string>,
  truth: ArrayLike<number | string>,
  lists?: ArrayLike<number>,
): Agreement => {
  const [together, found, real] = [
    new Map<string, number[]>(),
    new Map<string, number[]>(),
    new Map<string, number[]>(),
  ]
  for (let i = 0; i < truth.length; i++) {
    const [cluster, entity, list] = [String(clusters[i]), String(truth[i]), lists?.[i] ?? 0]
    for (const [of, key] of [
      [together, JSON.stringify([cluster, entity])],
      [found, cluster],
      [real, entity],
    ] as const) {
      const sizes = of.get(key) ?? []
      sizes[list] = (sizes[list] ?? 0) + 1
      of.set(key, sizes)
    }
  }
  const pairs = (of: Map<string, number[]>): number => {
    let sum = 0
    for (const sizes of of.values()) {
      const [one = 0, other = 0] = sizes
      sum += lists === undefined ? (one * (one - 1)) / 2 : one * other
    }
    return sum
  }
  const [hits, put, belong] = [pairs(together), pairs(found), pairs(real)]
  return { precision: hits / put, recall: hits / belong, f1: (2 * hits) / (put + belong) }
}
