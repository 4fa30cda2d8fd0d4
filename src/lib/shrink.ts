/**
 * Shares drawn towards the mean of all, the more the fewer were seen: empirical Bayes for a beta-binomial model.
 *
 * The shares themselves differ by a beta distribution with mean m = Σhits / Σn and strength M, and
 *
 *     shrunk = (hits + M · m) / (n + M)
 *
 * where M = 1/γ − 1, and γ, how alike people of one source are, is estimated by moments (Kleinman 1973, Proportions with
 * extraneous variance, JASA 68, with weights n): with N sources, S = Σ n (share − m)², q = 1 − m, W = Σn − Σn²/Σn,
 *
 *     γ = (S − m q (N − 1)) / (m q (W − (N − 1)))
 *
 * Where they differ no more than chance explains, γ is 0 and every share is the mean. One source alone keeps its own.
 *
 * @returns in their order, between 0 and 1; 0 where nobody was seen at all
 */
export const shrunkShares = (seen: readonly { hits: number; n: number }[]): number[] => {
  const used = seen.filter(({ n }) => n > 0)
  const all = used.reduce((sum, { n }) => sum + n, 0)
  if (all === 0) return seen.map(() => 0)
  const m = used.reduce((sum, { hits }) => sum + hits, 0) / all
  const strength = strengthOf(used, all, m)
  return seen.map(({ hits, n }) => (strength === Infinity ? m : (hits + strength * m) / (n + strength)))
}

const strengthOf = (used: readonly { hits: number; n: number }[], all: number, m: number): number => {
  const chance = m * (1 - m)
  const others = used.length - 1
  const spread = used.reduce((sum, { hits, n }) => sum + n * (hits / n - m) ** 2, 0)
  const weight = all - used.reduce((sum, { n }) => sum + n * n, 0) / all
  const excess = spread - chance * others
  // Of one person each nothing can be told apart: all of the difference may be chance.
  if (chance === 0 || others === 0 || excess <= 0 || weight <= others) return Infinity
  return Math.max(0, 1 / (excess / (chance * (weight - others))) - 1)
}
