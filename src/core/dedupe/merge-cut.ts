/**
 * From which weight on pairs are merged without asking. Weights claim too much: fields are not as independent as the
 * model takes them to be, and some pairs cannot be told apart by anybody (father and son of one name at one firm).
 * On invented lists of 100 000 and a million contacts, somewhat less than half of the bits hold.
 */

/** So many bits of weight are worth one of evidence. */
const CLAIM = 2.1
/** With fewer pairs than this their weights say little; the usual cut stands. */
const ENOUGH = 1000
const USUAL = { precision: 0.995, bits: Math.log2(999) }
const LEAST = 7
const MOST = 24

/** The chance that a pair of this weight is two people after all, claims discounted. */
export const doubtOf = (bits: number): number => 1 / (1 + 2 ** (bits / CLAIM))

/**
 * The lowest cut, in bits, above which the mean doubt stays within `1 - precision`.
 *
 * @param weights of the candidate pairs, in any order
 * @param precision the share of merges that must be right, 0.5 to 1
 */
export const mergeCut = (weights: ArrayLike<number>, precision: number = USUAL.precision): number => {
  const likely = Float64Array.from(weights).filter((bits) => bits >= LEAST)
  likely.sort().reverse()
  const usual = USUAL.bits + CLAIM * Math.log2((1 - USUAL.precision) / (1 - precision))
  if (likely.length < ENOUGH) return Math.min(MOST, Math.max(LEAST, usual))
  let [doubt, kept] = [0, 0]
  for (const bits of likely) {
    doubt += doubtOf(bits)
    if (doubt / (kept + 1) > 1 - precision) break
    kept++
  }
  return kept === 0 ? MOST : Math.min(MOST, likely[kept - 1]!)
}
