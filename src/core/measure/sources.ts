/**
 * What each source is worth: whom it brought, who of them was known before, who can be reached, what came of them, and
 * what that cost. Costs of different currencies are never added up.
 */
import type { Cost } from '../derive/source-cost.ts'
import type { Deps, Result } from '../derive/run.ts'

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

export interface SourceQuality extends Outcomes {
  name: string
  kind: 'list' | 'hand' | 'service'
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
  rates: Record<'qualified' | 'replied' | 'meeting' | 'won', Rate>
  /** Only people whom this source brought first, and who stood in it last. Services only complete people. */
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
 * `measureSources(deps, { name })`.
 *
 * @throws PrmError `source.unknown`
 */
export type MeasureSources = (
  deps: Pick<Deps, 'file'>,
  input?: { name?: string | undefined },
) => SourcesResult
