/**
 * In which order pairs are put to a person: first what teaches most. A pair in the middle of the scale teaches more than a
 * sure one, a pattern that many pairs share more than a rare one, and a bridge decides over all pairs of two clusters. Of
 * each pattern one pair is asked before a second one: the next would mostly hear the same answer.
 */

export interface Teaching {
  /** Bits of the pair: log2 of its odds. */
  bits: number
  /** What the comparisons found, in any form that is equal for equal findings. */
  pattern: string | number
  /** Of a refused union how many pairs of members hang on it. */
  bridges?: number
}

/**
 * @returns the numbers of the cases in the order of asking; equal ones stay as they come, so that the caller's order by
 *   content is kept
 */
export const teachingOrder = (cases: readonly Teaching[]): number[] => {
  const alike = new Map<string | number, number>()
  for (const { pattern } of cases) alike.set(pattern, (alike.get(pattern) ?? 0) + 1)
  const gains = cases.map(
    ({ bits, pattern, bridges = 0 }) => doubt(bits) * (Math.sqrt(alike.get(pattern)!) + bridges),
  )
  const byGain = cases.map((_, at) => at).sort((x, y) => gains[y]! - gains[x]! || x - y)
  const asked = new Map<string | number, number>()
  const turns = byGain.map((at) => {
    const turn = asked.get(cases[at]!.pattern) ?? 0
    asked.set(cases[at]!.pattern, turn + 1)
    return { at, gain: gains[at]! / 2 ** turn }
  })
  return turns.sort((x, y) => y.gain - x.gain).map(({ at }) => at)
}

/** The variance of the answer, 1 where it is open. */
const doubt = (bits: number): number => {
  const p = 1 / (1 + 2 ** -bits)
  return 4 * p * (1 - p)
}
