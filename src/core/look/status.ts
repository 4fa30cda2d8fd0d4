/** What the file holds, what holds its people back, and the next sensible step. Quick: a few counts, no rules. */
import { plural } from '../../lib/text.ts'
import type { Totals } from '../../store/leads.ts'
import type { Overview } from '../../store/overview.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { unmeasuredWhenScored } from '../judge/file-gate.ts'
import { measureObjectives, type ObjectiveProgress } from '../measure/objectives.ts'
import { qualifyCosts, type QualifyCost } from './qualify-cost.ts'
import { runSummary, type RunSummary } from './runs.ts'

export interface HeldBack {
  /** A requirement of the gate, or `suppressed`, `customer`, `disqualified`. */
  requirement: string
  /** How many scored people do not meet it. */
  people: number
  /** How many of them lack nothing else. */
  alone: number
}

export interface NextStep {
  command: string
  because: string
}

export interface StatusResult extends Result {
  run: null
  counts: Record<'people' | 'companies' | 'records' | 'duplicates' | 'suppressed' | 'scored' | 'mvl', number>
  /** Absolute. */
  file: string
  /** Size in bytes; null for a file in memory. */
  bytes: number | null
  /** The number of the schema. */
  schema: number
  sources: { name: string; kind: string; people: number; cost: number | null; currency: string | null }[]
  /** People by the standing of their main address: verdict or `unchecked` → people. */
  addresses: Record<'email' | 'phone', Record<string, number>>
  /** Lifecycle → people: suspects, who made no contact yet, apart from prospects. */
  lifecycles: Record<string, number>
  /** Grade → people. */
  grades: Record<string, number>
  /** The day by which the scores were given. */
  scored_as_of: string | null
  /** What most people lack comes first. */
  held_back: HeldBack[]
  /** Requirements of the gate that nothing in the file could answer; skipped unless the config is strict. */
  unmeasured: string[]
  /** What it would cost to qualify those who lack one requirement alone; none where no price is known. */
  qualify: QualifyCost[]
  /** Those of the config, in its order. */
  objectives: ObjectiveProgress[]
  /** The last few, latest first. */
  runs: RunSummary[]
  next: NextStep
}

const LAST_RUNS = 5

/** The state of the file. */
export const fileStatus = ({ file }: Pick<Deps, 'file'>): StatusResult => {
  file.map()
  const enriched = Math.max(0, ...file.decisions.enrichedRanges().map(({ upto }) => upto))
  const totals = file.leads.totals(enriched)
  const { companies, records, duplicates, scored, mvl } = totals
  const everybody = file.overviews.everybody()
  const { people, suppressed, addresses, lifecycles } = everybody
  const standings = file.scores.counts()
  const runs = file.runs.top(LAST_RUNS).map((run) => runSummary(file, run))
  const held_back = heldBack(standings)
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { people, companies, records, duplicates, suppressed, scored, mvl },
    file: file.path,
    bytes: file.path === ':memory:' ? null : file.leads.bytes(),
    schema: file.leads.schema(),
    sources: file.batches.sources().map(({ name, kind, people: known, cost, currency }) => ({
      name,
      kind,
      people: known,
      cost,
      currency,
    })),
    addresses,
    lifecycles,
    grades: gradeCounts(standings),
    scored_as_of: file.scores.asOf(),
    held_back,
    unmeasured: [],
    qualify: [],
    objectives: [],
    runs,
    next: nextStep(totals, everybody, runs, held_back),
  }
}

/** As `fileStatus`, with what only the config tells: what cannot be judged, what it would cost to qualify more, objectives. */
export const fileStatusWithCosts = async (
  deps: Pick<Deps, 'file' | 'asOf'>,
  config: Parameters<typeof qualifyCosts>[1] &
    Parameters<typeof measureObjectives>[1] &
    Parameters<typeof unmeasuredWhenScored>[1],
): Promise<StatusResult> => {
  const status = fileStatus(deps)
  return {
    ...status,
    unmeasured: unmeasuredWhenScored(deps.file, config),
    qualify: await qualifyCosts(status.held_back, config),
    objectives: measureObjectives(deps, config),
  }
}

type Standings = readonly { grade: string; missing: string | null; people: number }[]

export const gradeCounts = (standings: Standings): Record<string, number> => {
  const grades: Record<string, number> = {}
  for (const { grade, people } of standings) grades[grade] = (grades[grade] ?? 0) + people
  return grades
}

export const heldBack = (standings: Standings): HeldBack[] => {
  const found = new Map<string, HeldBack>()
  for (const { missing, people } of standings) {
    const requirements = missing?.split(',') ?? []
    for (const requirement of requirements) {
      const held = found.get(requirement) ?? { requirement, people: 0, alone: 0 }
      held.people += people
      if (requirements.length === 1) held.alone += people
      found.set(requirement, held)
    }
  }
  return [...found.values()].sort((a, b) => b.people - a.people || (a.requirement < b.requirement ? -1 : 1))
}

/** The first of the steps from a list to leads that is still to do, as far as the file tells. */
const nextStep = (
  totals: Totals,
  { people, addresses }: Overview,
  runs: readonly RunSummary[],
  [most]: readonly HeldBack[],
): NextStep => {
  const { unenriched, scored, mvl, unpushed, duplicates } = totals
  const unchecked = (addresses.email.unchecked ?? 0) + (addresses.phone.unchecked ?? 0)
  const [last] = runs
  if (last?.status === 'interrupted' || last?.status === 'failed') {
    const command = `prm ${last.command}${last.input === '' ? '' : ` ${last.input}`}`
    return { command, because: `run ${last.id} did not finish; the same command goes on with it` }
  }
  if (people === 0) return { command: 'prm import LIST.csv', because: 'there is nobody here yet' }
  if (unenriched > 0)
    return {
      command: 'prm enrich',
      because: `${plural(unenriched, 'record', 'records')} can be completed at no cost`,
    }
  if (unchecked > 0)
    return {
      command: 'prm validate',
      because: `${plural(unchecked, 'address is', 'addresses are')} not checked yet`,
    }
  if (scored < people)
    return {
      command: 'prm score',
      because: `${plural(people - scored, 'person has', 'people have')} no score yet`,
    }
  if (unpushed > 0) {
    return {
      command: 'prm push --to csv:qualified.csv',
      because: `${plural(unpushed, 'qualified person was', 'qualified people were')} not given on yet`,
    }
  }
  if (mvl > 0)
    return {
      command: 'prm list --where mvl --sort -score',
      because: `${plural(mvl, 'person is', 'people are')} worth calling`,
    }
  // After those worth calling: a pair that only a person can judge may stay for ever.
  if (duplicates > 0)
    return {
      command: 'prm dedupe',
      because: `${plural(duplicates, 'pair', 'pairs')} may be the same person`,
    }
  const reason =
    most === undefined ? '' : `: ${most.people} ${most.people === 1 ? 'lacks' : 'lack'} "${most.requirement}"`
  return { command: 'prm list --sort -score --limit 10', because: `nobody qualifies yet${reason}` }
}
