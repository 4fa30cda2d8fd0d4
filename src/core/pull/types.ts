/** The words of a pull. */

/** What can come home. */
export const CAME = [
  'customer',
  'prospect',
  'disqualified',
  'former_customer',
  'owner',
  'won',
  'lost',
  'meeting',
  'replied',
  'opted_out',
  'bounced',
  'deleted',
] as const

export type CameKind = (typeof CAME)[number]

export interface Came {
  kind: CameKind
  /** ISO day. */
  on: string
  /** The owner, the address that bounced; null where the kind says all. */
  detail: string | null
}

/** Somebody of whom something came. */
export interface Pulled {
  type: 'person' | 'company'
  id: string
  name: string | null
  /** Of a person. */
  company: string | null
  came: Came[]
}

/**
 * `read`: changes that the CRM told of, which are `news`, `known` or `not_ours` (about nobody who is in this file). `people`
 * and `companies`: of whom something came.
 */
export type PullCounts = Record<
  'read' | 'news' | 'known' | 'not_ours' | 'people' | 'companies' | CameKind,
  number
>
