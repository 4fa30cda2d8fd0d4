/** Population stability index: how far the shares of the bins have moved since training. */

/** From here on a column is no longer what it was: the rule of thumb of credit scoring. */
export const PSI_ALARM = 0.2

/**
 * Σ (now − then) · ln(now / then) over the bins.
 *
 * @param then how many rows each bin held in training
 * @param now how many it holds now; half a row more in each keeps empty bins finite
 */
export const psi = (then: readonly number[], now: readonly number[]): number => {
  const shares = (counts: readonly number[]): number[] => {
    const all = counts.reduce((a, b) => a + b, 0) + counts.length / 2
    return counts.map((count) => (count + 0.5) / all)
  }
  const [before, after] = [shares(then), shares(now)]
  return before.reduce((sum, share, i) => sum + (after[i]! - share) * Math.log(after[i]! / share), 0)
}
