/** How good clusters are: over pairs, as nearly every publication on the matter counts. */

export interface Scores {
  precision: number
  recall: number
  f1: number
}

/** The harmonic mean; 0 where both are. */
export const scoresOf = (hits: number, found: number, wanted: number): Scores => {
  const precision = found === 0 ? 1 : hits / found
  const recall = wanted === 0 ? 1 : hits / wanted
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1) }
}

/** The number of pairs within groups: a group is all places with one value. */
export const pairsWithin = (groups: Iterable<number | string>): number => {
  const sizes = new Map<number | string, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  let pairs = 0
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2
  return pairs
}

/**
 * Pairwise precision, recall and F1 of final clusters.
 *
 * @param found of each record its cluster
 * @param truth of each record its entity
 * @param source of each record its file: then only pairs across two files count
 */
export const evaluateClusters = (
  found: ArrayLike<number>,
  truth: ArrayLike<number | string>,
  source?: ArrayLike<number | string>,
): Scores => {
  const places = Array.from({ length: truth.length }, (_, i) => i)
  const pairs = (groupOf: (i: number) => string): number => {
    const all = pairsWithin(places.map(groupOf))
    return source === undefined ? all : all - pairsWithin(places.map((i) => `${groupOf(i)}\t${source[i]!}`))
  }
  return scoresOf(
    pairs((i) => `${found[i]!}\t${truth[i]!}`),
    pairs((i) => String(found[i]!)),
    pairs((i) => String(truth[i]!)),
  )
}
