/** What goes into checking the addresses of a file, and what comes out. */
import type { Level } from '../../model/verdict.ts'
import type { AddressKind } from '../../store/verdicts.ts'
import type { Result } from '../derive/run.ts'
import type { CheckPlan, CheckSummary, Service } from '../engine/index.ts'
import type { CheckSettings } from './check-job.ts'
import type { Outcome, VerdictCounts } from './outcomes.ts'

export type { AddressKind } from '../../store/verdicts.ts'

export interface ValidateInput extends Partial<CheckSettings> {
  only?: AddressKind | undefined
  /** Default country for numbers without one. */
  country?: string | undefined
  /** Days after which a verdict of that level has aged out, and is given anew. */
  max_age?: Partial<Record<Level, number>> | undefined
  /** Only addresses that were not checked within so many days, all of them anew. */
  stale?: number | undefined
  /** Only addresses of people for whom this condition holds, as SQL over `lead`. */
  where?: string | undefined
  /** At most so many addresses, of those that no verdict holds for. */
  limit?: number | undefined
  /** Asks the DNS whether the domains take mail. */
  online?: boolean
  /** DNS servers, `127.0.0.1:5353`; by default those of the system. */
  resolver?: readonly string[]
  /** Asked about what the free checks did not settle, cheapest first. */
  services?: readonly Service[]
  /** At most so much money, in the currency of the prices. */
  max_cost?: number | undefined
  /** At most so many requests to services. */
  max_calls?: number | undefined
  dry_run?: boolean
}

export interface ValidateResult extends Result {
  /** `checked` addresses; `new` of them have a verdict they did not have before. */
  counts: Record<'checked' | 'new', number> & VerdictCounts
  /** Per kind: each verdict, and each reason, with its number of addresses. */
  email: { verdicts: VerdictCounts; reasons: Record<string, number> }
  phone: { verdicts: VerdictCounts; reasons: Record<string, number> }
  /** How many addresses there are of the chosen kind and people, checked or not (`--limit` is the most it says). */
  there: number
  /** Each outcome with its number of addresses; they add up to `checked`. */
  outcomes: Outcome[]
  /** Addresses whose owners probably meant another. */
  suggestions: { address: string; suggestion: string }[]
  /** Null where the DNS was not to be asked. */
  dns: {
    /** How many domains it was asked about; in a dry run, how many it would be. */
    domains: number
    /** How many addresses stayed unknown because it gave no answer. */
    unanswered: number
  } | null
  /** What the services did; null where none was to be asked, and in a dry run. */
  services:
    | (CheckSummary & {
        /** Addresses that a service would not take, or about which its answer was lost. */
        failed: number
        /** Addresses that would have been asked about, had nothing stopped it: a limit, or the service. */
        not_asked: number
      })
    | null
  /** In a dry run: who would be asked what, and what it costs. */
  plan: CheckPlan | null
  dry_run: boolean
}
