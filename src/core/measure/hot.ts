/** The accounts that are in the market now, with what says so and until when. */
import type { Config } from '../config/config.ts'
import type { Deps, Result } from '../derive/run.ts'

export interface HotEvidence {
  kind: string
  on: string
  /** The last day on which it says something of the present. */
  expires_on: string
  detail: string | null
  /** Of whom it is, where it is not of the account itself. */
  person: { id: string; full_name: string | null } | null
}

export interface HotPerson {
  id: string
  full_name: string | null
  title: string | null
  email: string | null
  phone: string | null
  score: number | null
  grade: string | null
  mvl: boolean
}

export interface HotAccount {
  /** 1 is the most likely. */
  place: number
  company_id: string
  company: string | null
  domain: string | null
  fit: number
  intent: number
  because: string
  /** In the market since, and until, ISO dates. */
  since: string
  until: string
  evidence: HotEvidence[]
  /** Who may be asked there, the highest score first; empty unless asked for. */
  people: HotPerson[]
}

export interface HotResult extends Result {
  run: null
  /** `accounts` that could buy, `quota` of them can be in the market at a time, `hot` are, `shown` of them. */
  counts: Record<'accounts' | 'quota' | 'hot' | 'shown' | 'people', number>
  as_of: string
  /** False: the config does not say how often one buys (`in_market`), so nobody can be named. */
  asked: boolean
  accounts: HotAccount[]
}

export interface HotInput {
  config: Pick<Config, 'in_market'>
  /** Also who may be asked there. */
  people?: boolean | undefined
  limit?: number | undefined
}

/** `hotAccounts(deps, input)`. */
export type HotAccounts = (deps: Pick<Deps, 'file' | 'asOf'>, input: HotInput) => HotResult
export const hotAccounts: HotAccounts = () => { throw new Error('later') }
