/**
 * What each source is worth: whom it brought, who of them was known before, who can be reached, what came of them, and
 * what that cost. Costs of different currencies are never added up.
 */
import { didYouMean } from '../../lib/text.ts'
import { shrunkShares } from '../../lib/shrink.ts'
import { wilson } from '../../lib/wilson.ts'
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import type { Cost } from '../derive/source-cost.ts'
import { standingIn, tallySources, type Tally } from './source-tally.ts'

/** A share that was seen, and what it may be in truth. All of them between 0 and 1. */
export interface Rate {
  hits: number
  of: number
  /** hits / of; 0 where nobody was seen. */
  share: number
  /** Wilson's interval, 95 %; 0 to 1 where nobody was seen. */
  low: number
  high: number
  /** Drawn towards the mean of all sources, the more the fewer were seen. */
  shrunk: number
}

export interface Overlap {
  /** Name of the other source. */
  source: string
  /** People who stand in both. */
  people: number
  /** Share of the people of this source. */
  share: number
}

/** People and what came of them. */
export type Outcomes = Record<'people' | 'qualified' | 'pushed' | 'replied' | 'meeting' | 'won', number>

export const RATES = ['qualified', 'replied', 'meeting', 'won'] as const
export type RateName = (typeof RATES)[number]

export interface SourceQuality extends Outcomes {
  name: string
  /** A service completes people and brings nobody; of a list of customers it is known what came of them. */
  kind: 'list' | 'hand' | 'service' | 'customers'
  /** Rows of its lists: created, updated, unchanged, repeats and rejected. */
  rows: number
  /** Rows that were read before, word for word. */
  repeats: number
  rejected: number
  /** People who stood in another source before. */
  known_before: number
  known_before_share: number
  /** People who also stand in another source that was paid for, where this one was too. */
  paid_twice: number
  paid_twice_share: number
  /** People without an address that could work. */
  unreachable: number
  unreachable_share: number
  /** Unreachable people of whom enough is known to ask a service for an address. */
  enrichable: number
  enrichable_share: number
  rates: Record<RateName, Rate>
  /** Only people whom this source brought first, and who stood in it last, of all lists and what was added by hand. */
  first_touch: Outcomes
  last_touch: Outcomes
  cost: Cost | null
  /** In the currency of the cost; null without a cost, or where there is nobody. */
  cost_per: Record<'person' | 'qualified' | 'meeting' | 'won', number | null>
  /** Most people in common first. */
  overlaps: Overlap[]
}

export interface SourcesResult extends Result {
  run: null
  counts: Record<'sources' | 'people' | 'qualified' | 'pushed' | 'replied' | 'meeting' | 'won', number>
  /** Currency → what all sources together have cost. */
  costs: Record<string, number>
  /** The best first: by the low end of the share of customers, of answers, of qualified people. */
  sources: SourceQuality[]
}

/**
 * Every source, or the one of that name.
 *
 * @throws PrmError `source.unknown`
 */
export const measureSources = (
  { file }: Pick<Deps, 'file'>,
  { name }: { name?: string | undefined } = {},
): SourcesResult => {
  if (name !== undefined) sourceNamed(file, name)
  file.map()
  const { all, total } = tallySources(file)
  const rates = ratesOf(all)
  const measured = all
    .map((tally, i) => qualityOf(tally, rates[i]!, all))
    .sort(byWorth)
    .filter((source) => name === undefined || source.name === name)
  const costs: Record<string, number> = {}
  for (const { cost } of measured)
    if (cost !== null) costs[cost.currency] = (costs[cost.currency] ?? 0) + cost.amount
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null },
    counts: { sources: measured.length, ...total },
    ...{ costs, sources: measured },
  }
}

/** @throws PrmError `source.unknown` */
export const sourceNamed = (file: ProspectFile, name: string) => {
  const found = file.sources.byName(name)
  if (found !== undefined) return found
  const known = file.sources.all().map((source) => source.name)
  const near = didYouMean(name, known)
  throw new PrmError('usage', 'source.unknown', `there is no source "${name}"`, {
    hint:
      known.length === 0
        ? 'prm import LIST.csv --source NAME makes one'
        : near === null
          ? 'prm sources lists them'
          : `did you mean "${near}"?`,
  })
}

/** Leads come from lists and by hand; the mean is theirs alone. */
const bringsLeads = ({ kind, outcomes }: Tally): boolean =>
  (kind === 'list' || kind === 'hand') && outcomes.people > 0

const ratesOf = (all: readonly Tally[]): Record<RateName, Rate>[] => {
  const shrunk = new Map(
    RATES.map((rate): [RateName, Map<Tally, number>] => {
      const pool = all.filter(bringsLeads)
      const shares = shrunkShares(pool.map(({ outcomes }) => ({ hits: outcomes[rate], n: outcomes.people })))
      return [rate, new Map(pool.map((tally, i) => [tally, shares[i]!]))]
    }),
  )
  return all.map((tally) => {
    const rateOf = (name: RateName): Rate => {
      const [hits, of] = [tally.outcomes[name], tally.outcomes.people]
      const [low, high] = wilson(hits, of) ?? [0, 1]
      const share = part(hits, of)
      return { hits, of, share, low, high, shrunk: shrunk.get(name)!.get(tally) ?? share }
    }
    return Object.fromEntries(RATES.map((name) => [name, rateOf(name)])) as Record<RateName, Rate>
  })
}

const part = (some: number, all: number): number => (all === 0 ? 0 : some / all)

const qualityOf = (tally: Tally, rates: Record<RateName, Rate>, all: readonly Tally[]): SourceQuality => {
  const { name, kind, rows, repeats, rejected, cost, outcomes } = tally
  const { people } = outcomes
  const per = (count: number): number | null => (cost === null || count === 0 ? null : cost.amount / count)
  const overlaps = all.flatMap((other): Overlap[] => {
    const both = other === tally ? 0 : standingIn(tally, other)
    return both === 0 ? [] : [{ source: other.name, people: both, share: part(both, people) }]
  })
  return {
    ...{ name, kind, rows, repeats, rejected },
    ...outcomes,
    known_before: tally.known_before,
    known_before_share: part(tally.known_before, people),
    paid_twice: tally.paid_twice,
    paid_twice_share: part(tally.paid_twice, people),
    unreachable: tally.unreachable,
    unreachable_share: part(tally.unreachable, people),
    enrichable: tally.enrichable,
    enrichable_share: part(tally.enrichable, people),
    rates,
    ...{ first_touch: tally.first_touch, last_touch: tally.last_touch },
    cost,
    cost_per: {
      person: per(people),
      qualified: per(outcomes.qualified),
      meeting: per(outcomes.meeting),
      won: per(outcomes.won),
    },
    overlaps: overlaps.sort((a, b) => b.people - a.people || (a.source < b.source ? -1 : 1)),
  }
}

/** By what is sure of each: 90 of 200 come before 1 of 2. */
const byWorth = (a: SourceQuality, b: SourceQuality): number => {
  const place = ({ kind }: SourceQuality): number => (kind === 'list' || kind === 'hand' ? 0 : 1)
  const sure = ({ hits, low }: Rate): number => (hits === 0 ? 0 : low)
  const rate = (['won', 'meeting', 'replied', 'qualified'] as const).find(
    (name) => sure(a.rates[name]) !== sure(b.rates[name]),
  )
  return (
    place(a) - place(b) ||
    (rate === undefined ? 0 : sure(b.rates[rate]) - sure(a.rates[rate])) ||
    b.people - a.people ||
    (a.name < b.name ? -1 : 1)
  )
}
