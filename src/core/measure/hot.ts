/** The accounts that are in the market now, with what says so and until when. */
import type { Config } from '../config/config.ts'
import { SIGNAL_LIFETIMES } from '../../model/data/signal-lifetimes.ts'
import type { SignalKind } from '../../model/fact-kinds.ts'
import { quoteText } from '../../store/condition.ts'
import type { ProspectFile } from '../../store/index.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { dayBefore } from '../judge/fading.ts'
import { marketShare } from '../judge/market-share.ts'

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

const SHOWN = 20

/** Those in the market on the day of the clock, as the last scoring judged, the most likely first; 20 by default. */
export const hotAccounts = (
  { file, asOf }: Pick<Deps, 'file' | 'asOf'>,
  { config: { in_market }, people = false, limit = SHOWN }: HotInput,
): HotResult => {
  const day = dayOf({ asOf })
  const hot = file.market.list(day)
  const possible = in_market === null ? 0 : file.market.accounts()
  const accounts = hot.slice(0, limit).map(({ company_id, ...row }): HotAccount => ({
    company_id,
    ...row,
    evidence: evidenceOf(file, company_id, day),
    people: people ? peopleAt(file, company_id) : [],
  }))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null },
    counts: {
      accounts: possible,
      quota: in_market === null ? 0 : Math.round(possible * marketShare(in_market.purchase_cycle)),
      hot: hot.length,
      shown: accounts.length,
      people: accounts.reduce((sum, account) => sum + account.people.length, 0),
    },
    ...{ as_of: day, asked: in_market !== null, accounts },
  }
}

/** Signals that still say something; those of the future not yet. */
const evidenceOf = (file: ProspectFile, company: string, day: string): HotEvidence[] =>
  file.market.evidence(company).flatMap(({ kind, on, detail, person_id, full_name }) => {
    const expires_on = dayBefore(on, -SIGNAL_LIFETIMES[kind as SignalKind])
    if (on > day || expires_on < day) return []
    return [
      { kind, on, expires_on, detail, person: person_id === null ? null : { id: person_id, full_name } },
    ]
  })

const COLUMNS = ['id', 'full_name', 'title', 'email', 'phone', 'score', 'grade', 'mvl'] as const

const peopleAt = (file: ProspectFile, company: string): HotPerson[] => {
  const ids = file.market.askable(company)
  if (ids.length === 0) return []
  const rows = file.leads.select({
    columns: COLUMNS.map((name) => ({ name, sql: `lead.${name}` })),
    where: `lead.id IN (${ids.map(quoteText).join(', ')})`,
    orderBy: 'lead.score DESC NULLS LAST, lead.full_name',
  }) as unknown as (Omit<HotPerson, 'mvl'> & { mvl: number | null })[]
  return rows.map((row) => ({ ...row, mvl: row.mvl === 1 }))
}
