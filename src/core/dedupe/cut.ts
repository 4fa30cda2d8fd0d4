/** From which odds on prm merges by itself. */
import type { Answer } from '../../store/matching.ts'

/**
 * A model takes its comparisons to be more independent of each other than life is: of the pairs that it holds to be one
 * in a thousand wrong, one in two hundred was (measured on a hundred thousand and a million invented people).
 */
const OPTIMISM = 5

export const DEFAULT_PRECISION = 0.995

/** How many times as often as it says the model is wrong: as measured, and the more answers there are, as they tell. */
const optimismOf = (answers: readonly Answer[]): number => {
  const asked = answers.filter(({ bits }) => bits >= 0)
  const expected = asked.reduce((sum, { bits }) => sum + 1 - probabilityOf(bits), 0)
  const wrong = asked.filter(({ kind }) => kind === 'cannot_link').length
  return Math.min(50, Math.max(1, (wrong + OPTIMISM) / (expected + 1)))
}

/**
 * The least bits (log2 of the odds) of a pair that is merged without asking, for this share of right merges. In halves,
 * so that not every answer moves it.
 */
export const cutOf = (precision: number, answers: readonly Answer[] = []): number => {
  const wrong = (1 - precision) / optimismOf(answers)
  return Math.round(Math.log2((1 - wrong) / wrong) * 2) / 2
}

/** 0 … 1 */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)
