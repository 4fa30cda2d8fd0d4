/** What goes into completing people and companies, and what comes out. */
import type { Clock } from '../../lib/clock.ts'
import type { Result } from '../derive/run.ts'
import type { EnrichPlan, EnrichSummary, EntityKind, Service, StopIf } from '../engine/index.ts'

export interface EnrichInput {
  /** Asked in this order. Without any, only what follows from what is known is filled in. */
  services?: Readonly<Record<EntityKind, readonly Service[]>> | undefined
  /** Fields worth asking for; by default those of `NEED`, and of services that are free all that they give. */
  need?: readonly string[] | undefined
  /** Asks about everybody of whom nothing was read for `older_than` days, whatever is known; newer answers win. */
  refresh?: boolean | undefined
  /** Days for which an answer serves. */
  older_than?: number | undefined
  /** Days for which "has nothing" does. */
  not_found?: number | undefined
  stop_if?: StopIf | null | undefined
  /** At most so much money, in the currency of the prices. */
  max_cost?: number | undefined
  /** At most so many requests to services. */
  max_calls?: number | undefined
  /** At most so much money for one person or company. */
  max_cost_each?: number | undefined
  /** Only people for whom this condition holds, as SQL over `lead`, and their companies. */
  where?: string | undefined
  /** At most so many people, and so many companies, about whom something has to be asked. */
  limit?: number | undefined
  /** Of phone numbers without one, ISO 3166-1 alpha-2. */
  country?: string | undefined
  /** Names of sources, the most trusted first. */
  trusted?: readonly string[] | undefined
  /** The name of the file that is joined, where it is one. */
  list?: string | undefined
  clock?: Clock | undefined
  dry_run?: boolean
}

/** What is worth paying for, unless told otherwise. */
export const NEED: readonly string[] = ['title', 'email', 'employees', 'industry']

export interface EnrichResult extends Result {
  /**
   * `questions` to services: found + none + unknown + failed + not_asked. `records` looked at for what follows from them;
   * `people` and `companies` in whom `fields` were filled.
   */
  counts: Record<
    | 'records'
    | 'people'
    | 'companies'
    | 'fields'
    | 'signals'
    | 'opted_out'
    | 'questions'
    | 'found'
    | 'none'
    | 'unknown'
    | 'failed'
    | 'not_asked',
    number
  >
  /** How often each field was filled. */
  filled: Record<string, number>
  /** What the services did; null where none was to be asked, and in a dry run. */
  services: EnrichSummary | null
  /** In a dry run: who would be asked what, and what it costs. */
  plan: EnrichPlan | null
  dry_run: boolean
}
