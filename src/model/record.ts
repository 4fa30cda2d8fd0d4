import type { CustomField, Field } from './fields.ts'

/**
 * What one record says, after normalising. A field that is absent is unknown; `null` clears the value on purpose
 * (an edit by hand, or a list's clear marker). `false` and `0` are values.
 */
export type RecordFields = Partial<Record<Field | CustomField, string | number | boolean | null>>

/** What the rows of a list may do to a person who is known already. */
export const ON_MATCH = ['fill', 'overwrite', 'refresh', 'skip'] as const

/** `hand` is an edit by hand, which always wins. */
export type OnMatch = (typeof ON_MATCH)[number] | 'hand'

/**
 * What a list is about. Customers are known, and are not leads any more; companies come without people; signals and
 * events are dated facts about people and companies; suppressions are addresses never to be written to.
 */
export const BATCH_KINDS = ['people', 'companies', 'signals', 'events', 'suppressions', 'customers'] as const

export type BatchKind = (typeof BATCH_KINDS)[number]

/** An active record as derivation sees it. */
export interface ActiveRecord {
  id: number
  fields: RecordFields
  on_match: OnMatch
  /** The batch that decides its rank: see `core/derive/survivorship.ts`. */
  batch_id: number
  kind: BatchKind
  source: string
  /** Position of its source in the order of trust; smaller is more trusted. */
  trust: number
  /** ISO date of the observation, where the list gives one. */
  observed_at: string | null
  /** ISO date on which it was read: the clock of the run of that batch. */
  read_on: string
  /** Its values derived from others (title → seniority …) may be used. */
  enriched: boolean
  company_key: string | null
  /** How many fields it has, where not all of them are at hand. */
  size?: number
}
