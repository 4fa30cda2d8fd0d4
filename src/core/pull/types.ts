/** The words of a pull. */

/** What can come home, and by what name it is counted. */
export const CAME = {
  won: 'won',
  customer: 'customers',
  former_customer: 'former_customers',
  lost: 'lost',
  disqualified: 'disqualified',
  prospect: 'prospects',
  meeting: 'meetings',
  replied: 'replies',
  owner: 'owners',
  opted_out: 'opt_outs',
  bounced: 'bounces',
  deleted: 'deleted',
} as const

export type CameKind = keyof typeof CAME

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
  'read' | 'news' | 'known' | 'not_ours' | 'people' | 'companies' | (typeof CAME)[CameKind],
  number
>
