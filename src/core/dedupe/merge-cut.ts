/**
 * From which weight on pairs are merged without asking. Weights claim too much: fields are not as independent as the
 * model takes them to be, and some pairs cannot be told apart by anybody (father and son of one name at one firm).
 * On invented lists of 20 000 to a million contacts, hard ones among them, .995 aimed at is .997 and more reached, which
 * leaves something for lists that are worse; .999 is .998.
 */

/** So many bits of weight are worth one of evidence. */
const CLAIM = 1.8
/** With fewer pairs than this their weights say little: the cut is one that longer lists come to. */
const ENOUGH = 1000
export const DEFAULT_PRECISION = 0.995
const USUAL = { precision: DEFAULT_PRECISION, bits: 7.5 }
const LEAST = 5
const MOST = 24

/** 0 … 1, as the weights claim it. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)

/** What somebody said of a pair, and what it weighed. */
export interface Asked {
  same: boolean
  bits: number
}

/** Wrong pairs that are expected without any answer, and right ones: how much a few answers move. */
const BEFORE = 20

/**
 * The cut of a model for another precision than the usual one, corrected by answers: where people found more pairs wrong
 * than the weights say, it rises. In halves of a bit, so that not every answer moves it.
 *
 * @param usual the model's own cut
 */
export const cutOf = (usual: number, precision: number, answers: readonly Asked[] = []): number => {
  const expected = answers.reduce((sum, { bits }) => sum + doubtOf(bits), 0)
  const wrong = answers.filter(({ same }) => !same).length
  const surprise = (wrong + BEFORE) / (expected + BEFORE)
  const bits = usual + CLAIM * Math.log2(((1 - USUAL.precision) / (1 - precision)) * surprise)
  return Math.round(Math.min(MOST, Math.max(LEAST, bits)) * 2) / 2
}

/** The chance that a pair of this weight is two people after all, claims discounted. */
export const doubtOf = (bits: number): number => 1 / (1 + 2 ** (bits / CLAIM))

const atLeast = (weights: ArrayLike<number>, least: number): Float64Array => {
  let count = 0
  const { length } = weights
  for (let e = 0; e < length; e++) if (weights[e]! >= least) count++
  const found = new Float64Array(count)
  for (let e = 0, at = 0; e < length; e++) if (weights[e]! >= least) found[at++] = weights[e]!
  return found
}

/**
 * The lowest cut, in bits, above which the mean doubt stays within `1 - precision`.
 *
 * @param weights of the candidate pairs, in any order
 * @param precision the share of merges that must be right, 0.5 to 1
 */
export const mergeCut = (weights: ArrayLike<number>, precision: number = USUAL.precision): number => {
  const likely = atLeast(weights, LEAST)
  likely.sort().reverse()
  if (likely.length < ENOUGH) {
    const bits = USUAL.bits + CLAIM * Math.log2((1 - USUAL.precision) / (1 - precision))
    return Math.min(MOST, Math.max(LEAST, bits))
  }
  let [doubt, kept] = [0, 0]
  while (kept < likely.length) {
    doubt += doubtOf(likely[kept]!)
    if (doubt / (kept + 1) > 1 - precision) break
    kept++
  }
  return kept === 0 ? MOST : Math.min(MOST, likely[kept - 1]!)
}
