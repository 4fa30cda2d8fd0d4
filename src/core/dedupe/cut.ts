/** From which odds on prm merges by itself. */

/**
 * A model takes its comparisons to be more independent of each other than life is: of the pairs that it holds to be one
 * in a thousand wrong, one in two hundred was (measured on a hundred thousand and a million invented people).
 */
const OPTIMISM = 5

export const DEFAULT_PRECISION = 0.995

/** The least bits (log2 of the odds) of a pair that is merged without asking, for this share of right merges. */
export const cutOf = (precision: number): number => {
  const wrong = (1 - precision) / OPTIMISM
  return Math.log2((1 - wrong) / wrong)
}

/** 0 … 1 */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)
