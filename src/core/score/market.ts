/**
 * The accounts that are in the market now. Who buys every five years looks around for about a quarter of a year before:
 * at any time 5 % of the accounts. So no more than that are named, those with most intent × fit; where many more show
 * signs, the signs are weak.
 */
import { SIGNAL_LIFETIMES } from '../../model/data/signal-lifetimes.ts'
import type { SignalKind } from '../../model/fact-kinds.ts'
import type { MarketCandidate, MarketRow } from '../../store/market.ts'
import type { Config } from '../config/config.ts'
import { dayOf, type Deps } from '../derive/run.ts'
import { dayBefore } from '../judge/fading.ts'
import { marketShare } from '../judge/market-share.ts'

export interface Market {
  /** Companies that are no customers and have people in the file. */
  accounts: number
  /** How many of them can be in the market at a time. */
  quota: number
  /** How many show intent and fit at all. */
  qualified: number
  in_market: number
}

/** Writes who is in the market; nobody where the config does not ask. Inside a write. */
export const judgeMarket = (
  { file, asOf }: Pick<Deps, 'file' | 'asOf'>,
  { in_market, model }: Config,
): Market | null => {
  if (in_market === null) {
    file.market.clear()
    return null
  }
  const accounts = file.market.accounts()
  const quota = Math.round(accounts * marketShare(in_market.purchase_cycle))
  const day = dayOf({ asOf })
  const { qualified, best } = file.market.candidates(Math.min(...Object.values(model.fit)), quota)
  file.market.replace(best.map((candidate, i): MarketRow => ({ ...standing(candidate, day), place: i + 1 })))
  return { accounts, quota, qualified, in_market: best.length }
}

/** What nobody has dated holds for a quarter. */
const UNDATED = 91

const standing = (
  { company_id, fit, intent, letter, signals }: MarketCandidate,
  day: string,
): Omit<MarketRow, 'place'> => {
  const alive = signals
    .map(({ kind, on }) => ({ kind, on, until: dayBefore(on, -SIGNAL_LIFETIMES[kind as SignalKind]) }))
    .filter(({ until, on }) => until >= day && on <= day)
  const until = alive.reduce((latest, one) => (one.until > latest ? one.until : latest), '')
  const told = alive.map(({ kind, on }) => `${kind.replaceAll('_', ' ')} on ${on}`)
  return {
    ...{ company_id, fit, intent, since: day },
    because: [...new Set(told), `intent ${intent}`, `fit ${letter} (${fit})`].join(', '),
    until: until === '' ? dayBefore(day, -UNDATED) : until,
  }
}
