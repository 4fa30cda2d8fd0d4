/** Days for which somebody looks around before buying. */
const LOOKING = 365 / 4

/** A quarter of the purchase cycle's quarters: the share of accounts in the market at a time, 0 to 1. */
export const marketShare = (purchase_cycle: number): number => Math.min(1, LOOKING / purchase_cycle)
