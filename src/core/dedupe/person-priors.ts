/**
 * What the product knows before it has seen a file: how the levels are spread among pairs of the same person, of
 * strangers and of colleagues. Fitted on large invented lists and rounded; small files live by it, large ones outgrow it.
 * Index 0 ("cannot be told") never counts.
 */
import { normalised } from './mixture.ts'

export const MATCH: readonly Float64Array[] = [
  normalised([0, 0.005, 0.01, 0.01, 0.02, 0.02, 0.02, 0.04, 0.04, 0.06, 0.1, 0.7]),
  normalised([0, 0.1, 0.3, 0.05, 0.1, 0.45]),
  normalised([0, 0.45, 0.05, 0.05, 0.45]),
  normalised([0, 0.05, 0.95]),
  normalised([0, 0.05, 0.02, 0.2, 0.25, 0.08, 0.15, 0.3]),
  normalised([0, 0.3, 0.1, 0.6]),
]

export const STRANGERS: readonly Float64Array[] = [
  normalised([0, 0.985, 5e-4, 1.5e-3, 1e-2, 1e-5, 1e-5, 2e-5, 1e-5, 1e-5, 1e-5, 8e-6]),
  normalised([0, 1e-3, 0.999, 1e-6, 1e-4, 1e-6]),
  normalised([0, 0.999, 1e-4, 1e-6, 1e-6]),
  normalised([0, 1, 1e-6]),
  normalised([0, 0.75, 0.02, 0.2, 0.02, 2e-3, 1e-3, 1e-3]),
  normalised([0, 0.92, 0.04, 0.04]),
]

export const COLLEAGUES: readonly Float64Array[] = [
  normalised([0, 0.985, 5e-4, 1.5e-3, 1e-2, 1e-5, 1e-5, 2e-5, 1e-5, 1e-5, 1e-5, 8e-6]),
  normalised([0, 0.96, 0.03, 5e-3, 2e-3, 1e-3]),
  normalised([0, 0.8, 0.18, 0.015, 0.005]),
  normalised([0, 1, 1e-6]),
  normalised([0, 0.01, 0.01, 0.01, 0.01, 0.06, 0.3, 0.6]),
  normalised([0, 0.92, 0.04, 0.04]),
]

/**
 * Mailboxes of two people of one name are alike far more often than those of strangers: firms make them of names, by a few
 * patterns.
 */
export const NAMESAKES_MAILBOX = normalised([0, 0.03, 0.92, 1e-3, 0.05, 1e-6])

/** Matches per unit, where nothing is known: one in five has a double. */
export const MATCHES_PER_UNIT = 0.2
/** Pairs of colleagues per unit. */
export const COLLEAGUES_PER_UNIT = 2
