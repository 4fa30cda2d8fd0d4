/**
 * Money and calls. What an answer may cost is set aside before it is asked for, so that the limits hold also while
 * several requests are under way; what turned out to be free is given back.
 */

export type Cut = 'max_cost' | 'max_calls'

export interface Budget {
  /** Sets aside a call for so many units at this price. `units`: how many of them may be asked; below that, `cut` says why. */
  take: (units: number, price: number | null) => { units: number; cut: Cut | null }
  /** One more request for something already set aside. @returns whether it may be sent */
  again: () => boolean
  /** Gives back what was not charged. */
  giveBack: (units: number, price: number | null) => void
}

/** What adding up prices can be wrong by. */
const ROUNDING = 1e-9

export const budget = (limits: { max_cost?: number | undefined; max_calls?: number | undefined }): Budget => {
  const { max_cost = Infinity, max_calls = Infinity } = limits
  let [spent, calls] = [0, 0]
  return {
    take: (wanted, price) => {
      if (calls >= max_calls) return { units: 0, cut: 'max_calls' }
      const each = price ?? 0
      const fits = each === 0 ? wanted : Math.floor((max_cost - spent) / each + ROUNDING)
      const units = Math.max(0, Math.min(wanted, fits))
      if (units > 0) calls++
      spent += units * each
      return { units, cut: units < wanted ? 'max_cost' : null }
    },
    again: () => {
      if (calls >= max_calls) return false
      calls++
      return true
    },
    giveBack: (units, price) => {
      spent -= units * (price ?? 0)
    },
  }
}
