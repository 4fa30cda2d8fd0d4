/** Money, and the limits that are set to it. */

/** 12.5 USD -> `12.50 USD`, 0.008 -> `0.008 USD` */
export const price = (amount: number, currency: string): string =>
  `${Number.isInteger(amount * 100) || amount >= 1 ? amount.toFixed(2) : String(Number(amount.toPrecision(3)))} ${currency}`

export const CUTS = { max_cost: '--max-cost', max_calls: '--max-calls' } as const
