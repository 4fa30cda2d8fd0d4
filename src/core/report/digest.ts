/**
 * What a mail on Monday should say: what the runs since the last one have brought, what is overdue, what it has cost.
 * Where there is nothing of all that, `is_empty`.
 */
import { isDay } from '../../lib/day.ts'
import { PrmError } from '../../model/errors.ts'
import type { DigestRange, DigestRun, LostRow, QualifiedRow, SignalRow } from '../../store/digest.ts'
import type { Config } from '../config/config.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { costsSetBy } from '../derive/source-cost.ts'
import { dayBefore } from '../judge/fading.ts'
import { shownStep, type AgendaStep } from '../log/agenda.ts'
import { measureObjectives, type ObjectiveProgress } from '../measure/objectives.ts'
import { reasonsOf } from '../push/plan.ts'

export interface DigestInput {
  config: Config
  /** `last` (the last digest that was printed), a day, or the number of a run. */
  since: string
  /** At most so many names in each part; 10 by default. */
  limit?: number | undefined
}

export interface NewlyQualified extends Omit<QualifiedRow, 'was_scored' | 'lacked'> {
  /** What gives them most points. */
  because: string
  /** The requirements that they did not meet before; null: they had no score before. */
  lacked: string[] | null
}

export interface Moved {
  id: string
  full_name: string | null
  email: string | null
  title: string | null
  on: string
  /** Companies; `old` is null where only a list says so, in `detail`. */
  old: string | null
  new: string | null
  detail: string | null
}

export interface SignalledAccount {
  id: string
  company: string | null
  domain: string | null
  /** Of the one there who fits best. */
  fit: string
  /** The highest there. */
  score: number
  in_market: boolean
  /** How many are new. */
  signals: number
  /** The latest of them. */
  latest: Omit<SignalRow, 'company_id'>[]
}

export interface Money {
  currency: string
  /** What services charged. */
  services: number
  /** What lists have cost. */
  sources: number
}

export interface DigestResult extends Result {
  run: null
  counts: Record<
    | 'runs'
    | 'qualified'
    | 'moved'
    | 'accounts'
    | 'signals'
    | 'bounced'
    | 'unsubscribed'
    | 'overdue'
    | 'slipping',
    number
  >
  is_empty: boolean
  since: { what: 'beginning' | 'digest' | 'day' | 'run'; run: number | null; at: string | null }
  /** Where the next one goes on. */
  until: { run: number; at: string }
  /** The whole file, as `prm status` has it. */
  totals: Record<'people' | 'companies' | 'scored' | 'mvl' | 'unpushed', number>
  /** Of those newly qualified: requirement that they lacked, or `new`, → people. Who lacked several counts in each. */
  qualified_because: Record<string, number>
  /** The best first. */
  qualified: NewlyQualified[]
  moved: Moved[]
  accounts: SignalledAccount[]
  lost: LostRow[]
  overdue: AgendaStep[]
  spent: Money[]
  slipping: ObjectiveProgress[]
}

const NAMES = 10
const SIGNALS = 3
const KEY = 'digest'

/** What is remembered of a digest: the last run that there was, and when it was made. */
interface Mark {
  run: number
  at: string
}

/**
 * @throws PrmError `digest.since`, `digest.unknown_run`
 */
export const makeDigest = (deps: Deps, input: DigestInput): DigestResult => {
  const { file } = deps
  const { config, limit = NAMES } = input
  file.map()
  const today = dayOf(deps)
  const at = deps.now().toISOString()
  const until = { run: file.digests.lastRun(), at }
  const { since, range } = rangeOf(deps, input.since)
  const runs = file.digests.choose(range)
  const { lacked, best } = file.digests.qualified(limit)
  const moved = file.digests.moved(limit)
  const signalled = file.digests.signalled(today, limit)
  const { bounced, unsubscribed, people: lost } = file.digests.lost(limit)
  const overdue = file.activities.openSteps(dayBefore(today, 1)).map(shownStep)
  const slipping = measureObjectives(deps, config).filter(
    ({ state }) => state === 'slipping' || state === 'missed',
  )
  const spent = moneyOf(deps, runs)
  const counts = {
    runs: runs.length,
    qualified: lacked.reduce((sum, { people }) => sum + people, 0),
    moved: moved.people,
    accounts: signalled.accounts,
    signals: signalled.signals,
    ...{ bounced, unsubscribed, overdue: overdue.length, slipping: slipping.length },
  }
  const { scored, mvl, unpushed, companies } = file.leads.totals(0)
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, counts, since, until },
    is_empty: spent.length === 0 && Object.entries(counts).every(([name, n]) => name === 'runs' || n === 0),
    totals: { people: file.people.count(), companies, scored, mvl, unpushed },
    qualified_because: becauseOf(lacked),
    qualified: withReasons(deps, config, best),
    moved: moved.latest.map(movedOf),
    accounts: signalled.best.map(({ in_market, ...account }) => ({
      ...account,
      in_market: in_market === 1,
      latest: signalled.told
        .filter(({ company_id }) => company_id === account.id)
        .slice(0, SIGNALS)
        .map(({ kind, on, detail }) => ({ kind, on, detail })),
    })),
    ...{ lost, overdue: overdue.slice(0, limit), spent, slipping },
  }
}

/** So that the next one goes on from here. To be called once the digest has been printed. */
export const rememberDigest = ({ file }: Pick<Deps, 'file'>, { until }: Pick<DigestResult, 'until'>): void =>
  file.write(() => file.meta.set(KEY, JSON.stringify(until satisfies Mark)))

const rangeOf = (
  { file }: Pick<Deps, 'file'>,
  since: string,
): { since: DigestResult['since']; range: DigestRange } => {
  if (since === 'last') {
    const kept = file.meta.get(KEY)
    if (kept === undefined)
      return { since: { what: 'beginning', run: null, at: null }, range: { run: 0, at: null } }
    const mark = JSON.parse(kept) as Mark
    return { since: { what: 'digest', ...mark }, range: mark }
  }
  if (isDay(since)) {
    // Its first moment: a run that ended then belongs to the day.
    const range = { run: file.digests.lastRun(), at: `${dayBefore(since, 1)}T23:59:59.999Z` }
    return { since: { what: 'day', run: null, at: since }, range }
  }
  if (!/^[1-9]\d{0,14}$/.test(since)) {
    throw new PrmError(
      'usage',
      'digest.since',
      `--since takes last, a date or the number of a run, not '${since}'`,
      {
        hint: 'prm digest --since 2026-11-16',
      },
    )
  }
  const run = Number(since)
  if (file.runs.get(run) === undefined) {
    throw new PrmError('usage', 'digest.unknown_run', `there is no run ${run}`, {
      hint: 'prm history lists the runs',
    })
  }
  return { since: { what: 'run', run, at: null }, range: { run, at: null } }
}

const becauseOf = (
  groups: readonly { was_scored: 0 | 1; lacked: string | null; people: number }[],
): Record<string, number> => {
  const found: Record<string, number> = {}
  for (const { was_scored, lacked, people } of groups) {
    const names = was_scored === 0 ? ['new'] : (lacked ?? 'nothing').split(',')
    for (const name of names) found[name] = (found[name] ?? 0) + people
  }
  return found
}

const withReasons = (deps: Deps, config: Config, best: readonly QualifiedRow[]): NewlyQualified[] => {
  if (best.length === 0) return []
  const reasons = reasonsOf(
    deps,
    config,
    best.map(({ id }) => id),
    { withEvidence: true },
  )
  return best.map(({ was_scored, lacked, ...person }) => ({
    ...person,
    because: reasons.get(person.id) ?? '',
    lacked: was_scored === 0 ? null : (lacked?.split(',') ?? []),
  }))
}

type MovedRow = ReturnType<Deps['file']['digests']['moved']>['latest'][number]

/** What we saw ourselves says `from A to B`, and B is where they are now; what a list says is said of where they are. */
const movedOf = ({ detail, is_derived, company, ...person }: MovedRow): Moved => {
  const told = is_derived === 1 ? /^from (.*) to (.*)$/s.exec(detail ?? '') : null
  const end = ` to ${company ?? ''}`
  const old =
    is_derived === 1 && detail?.startsWith('from ') && detail.endsWith(end) && company !== null
      ? detail.slice('from '.length, -end.length)
      : (told?.[1] ?? null)
  return { ...person, old, new: company ?? told?.[2] ?? null, detail }
}

/** What each run charged, without those that only add up their steps. */
const moneyOf = ({ file }: Pick<Deps, 'file'>, runs: readonly DigestRun[]): Money[] => {
  const found = new Map<string, Money>()
  const of = (currency: string): Money => {
    const money = found.get(currency) ?? { currency, services: 0, sources: 0 }
    found.set(currency, money)
    return money
  }
  const parents = new Set(runs.map(({ parent_id }) => parent_id))
  for (const { id, counts } of runs) {
    if (parents.has(id)) continue
    for (const [name, n] of Object.entries(JSON.parse(counts) as Record<string, number>)) {
      const currency = /^([A-Z]{3})_spent$/.exec(name)?.[1]
      if (currency !== undefined && n !== 0) of(currency).services += n
    }
  }
  const ids = runs.map(({ id }) => id)
  for (const { amount, currency } of costsSetBy(file, ids)) of(currency).sources += amount
  return [...found.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
