/**
 * How the file is doing, in aggregates: from suspect to customer, how good the scores and the data are, what the lists
 * are worth, what the gate holds back, how far the objectives have come. The same numbers as `prm status` and
 * `prm sources`, for the terminal and for the page.
 */
import { basename } from 'node:path'
import { dayNumber } from '../learn/days.ts'
import { isLearnedRecord } from '../learn/record.ts'
import type { CompanyField } from '../../store/freshness.ts'
import type { AskedField } from '../../store/overview.ts'
import type { Config } from '../config/config.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { unmeasuredWhenScored } from '../judge/file-gate.ts'
import { gradeCounts, heldBack, type HeldBack } from '../look/status.ts'
import { hotAccounts, type HotAccount } from '../measure/hot.ts'
import { measureObjectives, type ObjectiveProgress } from '../measure/objectives.ts'
import { listSegments, type SegmentSummary } from '../measure/segments.ts'
import { measureSourcesBeside } from '../measure/sources-beside.ts'
import type { SourcesResult } from '../measure/sources.ts'

export const FUNNEL = ['suspects', 'prospects', 'qualified', 'pushed', 'replied', 'customers'] as const

export interface FieldReport {
  field: AskedField | CompanyField | 'company'
  of: 'person' | 'company'
  known: number
  total: number
  /** How many of the values are so old; together `known`. */
  ages: Record<'quarter' | 'year' | 'older' | 'undated', number>
  /** Days; null where no value is dated. */
  median_age: number | null
}

export interface Gains {
  outcome: string
  split: 'time' | 'random'
  asked: { rows: number; positives: number }
  auc: number
  /** The share of those with the outcome among the best 0, 10, … 100 %. */
  gains: number[]
}

export interface ReportResult extends Result {
  run: null
  /** As of `prm status`. */
  counts: Record<'people' | 'companies' | 'records' | 'duplicates' | 'suppressed' | 'scored' | 'mvl', number>
  /** The name of the file, without its folder. */
  file: string
  as_of: string
  built_in_model: boolean
  lifecycles: Record<string, number>
  /** In the order of FUNNEL. Somebody counts in each that is true of them. */
  funnel: { stage: (typeof FUNNEL)[number]; people: number; share: number }[]
  /** In steps of five points. */
  scores: { from: number; to: number; people: number }[]
  grades: Record<string, number>
  addresses: Record<'email' | 'phone', Record<string, number>>
  fields: FieldReport[]
  sources: SourcesResult['sources']
  /** Currency → what all sources together have cost. */
  costs: SourcesResult['costs']
  /** What the gate mvl asks, and whom it holds back; what most people lack comes first. */
  gate: (HeldBack & { when: string | null })[]
  /** As of `prm status`. */
  unmeasured: string[]
  segments: SegmentSummary[]
  objectives: ObjectiveProgress[]
  /** Null where the config does not say how often one buys (`in_market`). */
  hot: { accounts: number; shown: HotAccount[] } | null
  /** How well the learned model in force ranks; null where the model is made of rules. */
  gains: Gains | null
}

const STEP = 5
const HOT = 10

/** The two halves of the work are done side by side where the file is large. */
export const makeReport = async (
  deps: Pick<Deps, 'file' | 'asOf'>,
  config: Config,
): Promise<ReportResult> => {
  const came = measureSourcesBeside(deps)
  const [worth, rest] = await Promise.all([came, Promise.resolve().then(() => restOf(deps, config))])
  const { pushed, replied } = worth.counts
  const { people } = rest.counts
  const stages: Record<(typeof FUNNEL)[number], number> = {
    suspects: rest.lifecycles.suspect ?? 0,
    prospects: rest.lifecycles.prospect ?? 0,
    qualified: rest.counts.mvl,
    ...{ pushed, replied },
    customers: rest.lifecycles.customer ?? 0,
  }
  return {
    ...rest,
    funnel: FUNNEL.map((stage) => ({
      stage,
      people: stages[stage],
      share: people === 0 ? 0 : stages[stage] / people,
    })),
    ...{ sources: worth.sources, costs: worth.costs },
  }
}

/** All but what sources are worth. */
const restOf = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  config: Config,
): Omit<ReportResult, 'funnel' | 'sources' | 'costs'> => {
  const { file } = deps
  file.map()
  const everybody = file.overviews.everybody()
  const { people, suppressed, lifecycles, addresses } = everybody
  const { companies, records, duplicates, scored, mvl } = file.leads.totals(0)
  const standings = file.scores.counts()
  const requirements = new Map(config.gates.mvl?.map(({ name, when }) => [name, when]))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null },
    counts: { people, companies, records, duplicates, suppressed, scored, mvl },
    file: basename(file.path),
    as_of: dayOf(deps),
    built_in_model: config.builtIn,
    lifecycles,
    scores: histogram(file.scores.histogram()),
    grades: gradeCounts(standings),
    addresses,
    fields: fieldsOf(deps, people, everybody.known),
    gate: heldBack(standings).map((held) => ({ ...held, when: requirements.get(held.requirement) ?? null })),
    unmeasured: unmeasuredWhenScored(file, config),
    segments: listSegments(deps, config).segments,
    objectives: measureObjectives(deps, config),
    hot: hotOf(deps, config),
    gains: gainsOf(config),
  }
}

/** The last step holds the full score too. */
const histogram = (counts: readonly number[]): ReportResult['scores'] =>
  Array.from({ length: 100 / STEP }, (_, i) => {
    const from = i * STEP
    const to = from + STEP === 100 ? 100 : from + STEP - 1
    return { from, to, people: counts.slice(from, to + 1).reduce((sum, n) => sum + n, 0) }
  })

const fieldsOf = (
  { file, asOf }: Pick<Deps, 'file' | 'asOf'>,
  people: number,
  known: Record<AskedField, number>,
): FieldReport[] => {
  const today = dayNumber(dayOf({ asOf }))
  const { companies, ...companiesKnown } = file.freshness.companiesKnown()
  const days = { person: file.freshness.people(), company: file.freshness.companies() }
  const report = (
    of: FieldReport['of'],
    field: FieldReport['field'],
    n: number,
    total: number,
    dated: ReadonlyMap<string, number>,
  ): FieldReport => ({ field, of, known: n, total, ...agesOf(dated, n, today) })
  return [
    ...(Object.entries(known) as [AskedField, number][]).map(([field, n]) =>
      report('person', field === 'company_id' ? 'company' : field, n, people, days.person[field]),
    ),
    ...(Object.entries(companiesKnown) as [CompanyField, number][]).map(([field, n]) =>
      report('company', field, n, companies, days.company[field]),
    ),
  ]
}

const QUARTER = 91
const YEAR = 365

const agesOf = (
  dated: ReadonlyMap<string, number>,
  known: number,
  today: number,
): Pick<FieldReport, 'ages' | 'median_age'> => {
  const ages = { quarter: 0, year: 0, older: 0, undated: 0 }
  const byAge = [...dated]
    .map(([day, n]): [number, number] => [Math.max(0, today - dayNumber(day)), n])
    .sort((a, b) => a[0] - b[0])
  for (const [age, n] of byAge) ages[age <= QUARTER ? 'quarter' : age <= YEAR ? 'year' : 'older'] += n
  const all = byAge.reduce((sum, [, n]) => sum + n, 0)
  ages.undated = Math.max(0, known - all)
  let half = all / 2
  const median = byAge.find(([, n]) => (half -= n) <= 0)
  return { ages, median_age: median?.[0] ?? null }
}

const hotOf = (deps: Pick<Deps, 'file' | 'asOf'>, config: Config): ReportResult['hot'] => {
  if (config.in_market === null) return null
  const { counts, accounts } = hotAccounts(deps, { config, limit: HOT })
  return { accounts: counts.hot, shown: accounts }
}

/** As it was learned: what the model foretold of those it had not seen. */
const gainsOf = ({ model: { learned } }: Config): Gains | null => {
  if (!isLearnedRecord(learned)) return null
  const found = learned.evaluation.time ?? learned.evaluation.random
  const { split, asked, auc, gains } = found
  return { outcome: learned.outcome, split, asked, auc, gains }
}
