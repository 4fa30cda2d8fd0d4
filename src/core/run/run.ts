/**
 * The pipeline: import, dedupe, enrich, validate, dedupe again (enriching brings new keys), stages, score, owners, push to a
 * local file and to the CRM that the config names. One parent run holds the steps, so that it is undone as one. Ends with a funnel whose numbers add up.
 */
import type { OnProgress } from '../../model/progress.ts'
import { assignOwners, type AssignResult } from '../assign/assign.ts'
import type { Config } from '../config/config.ts'
import { readMailLists } from '../config/mail-lists.ts'
import { dedupePeople, type DedupeResult } from '../dedupe/dedupe.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { enrichPeople, type EnrichInput, type EnrichResult } from '../enrich/enrich.ts'
import {
  importLists,
  type FileResult,
  type ImportFile,
  type ImportInput,
  type ImportResult,
} from '../import/import.ts'
import { openLists } from '../import/open-lists.ts'
import { reasonsOf } from '../push/plan.ts'
import { OTHER_ROUTE } from '../push/route.ts'
import { pushPeople, type FileTarget, type PushResult } from '../push/push.ts'
import { pushToCrm, type CrmStep, type RunCrm } from './crm.ts'
import { scorePeople, type ScoreResult } from '../score/score.ts'
import { applyStageRules, type StageRulesResult } from '../stage/stage-rules.ts'
import { validateAddresses, type ValidateResult } from '../validate/validate.ts'
import { closeParent, openParent } from './parent.ts'

export interface RunInput {
  files: ImportFile[]
  /** Present customers, when the config names a list of them. */
  customers: ImportFile | null
  import: Omit<ImportInput, 'files' | 'kind' | 'dry_run'>
  config: Config
  /** Services that complete people and companies, and limits; without it, only what follows from what is known is filled in. */
  enrich?: Pick<EnrichInput, 'services' | 'max_cost' | 'max_cost_each' | 'clock'> | undefined
  /** Called once the lists are in the file, and in a dry run once they would be. */
  imported?: ((lists: readonly FileResult[]) => void) | undefined
  /** Null: nothing is written into a file. */
  target: FileTarget | null
  /** The CRM that the config names for runs; the file is connected to it. */
  crm?: RunCrm | null
  dry_run?: boolean
}

/** From rows to qualified people; each line is the one before less what is named. */
export interface Funnel {
  rows: { read: number; rejected: number; repeats: number; known: number; new: number }
  people: { before: number; new: number; duplicates: number; total: number }
  /** `total` people: held back for the first of their reasons, or qualified. */
  gate: { total: number; held_back: Record<string, number>; qualified: number }
}

export interface BestPerson {
  id: string
  full_name: string | null
  title: string | null
  company: string | null
  score: number
  grade: string
  /** The rules that gave most. */
  because: string
  /** What keeps this person from being qualified; empty for those who are. */
  missing: string[]
}

export interface RunResult extends Result {
  counts: ImportResult['counts'] & { people: number; companies: number; qualified: number }
  steps: {
    import: ImportResult | null
    customers: ImportResult | null
    dedupe: DedupeResult
    enrich: EnrichResult
    validate: ValidateResult
    dedupe_again: DedupeResult
    /** Null where the config has no rules for stages. */
    stages: StageRulesResult | null
    score: ScoreResult
    /** Null where the config names no team. */
    assign: AssignResult | null
    push: PushResult | null
    /** Null where the config names no CRM. */
    crm: CrmStep | null
  }
  funnel: Funnel
  best: BestPerson[]
  /** The gate of the push: requirement → its condition. */
  requirements: Record<string, string>
  unmeasured: string[]
  built_in_model: boolean
  dry_run: boolean
}

/** Runs the pipeline over these lists, or over what the file holds when there are none. */
export const runPipeline = async (
  deps: Deps,
  given: RunInput,
  on: OnProgress = () => undefined,
): Promise<RunResult> => {
  // All lists are opened before the first is read: where one cannot be, nothing is written.
  const open = (files: ImportFile[], kind: ImportInput['kind']): Promise<ImportFile[]> =>
    openLists({ ...given.import, files, kind })
  const [customers = null] = given.customers ? await open([given.customers], 'customers') : []
  const input = { ...given, customers, files: await open(given.files, 'people') }
  if (!input.dry_run) return pipeline(deps, input, on)
  return deps.file.rehearse(async () => ({ ...(await pipeline(deps, input, on)), run: null }))
}

const pipeline = async (outer: Deps, input: RunInput, on: OnProgress): Promise<RunResult> => {
  const { file } = outer
  const { config } = input
  const parent = file.write(() => openParent(outer, 'run', { files: input.files.map(({ name }) => name) }))
  const deps: Deps = { ...outer, parent }
  const before = file.people.count()
  try {
    const lists = async (files: ImportFile[], kind: ImportInput['kind']): Promise<ImportResult | null> =>
      // What was paid, was paid for the list of prospects.
      files.length === 0
        ? null
        : importLists(
            deps,
            { ...input.import, ...(kind === 'people' ? {} : { cost: undefined }), files, kind },
            on,
          )
    const customers = await lists(input.customers ? [input.customers] : [], 'customers')
    const imported = await lists(input.files, 'people')
    input.imported?.(imported?.files ?? [])
    const grown = file.people.count()
    const dedupe = await dedupePeople(deps, {}, on)
    const enrich = await complete(deps, input, on)
    const { extra_tlds, max_age } = config.validate
    const validate = await validateAddresses(
      deps,
      { ...readMailLists(config), extra_tlds, max_age, country: input.import.country },
      on,
    )
    const dedupe_again = await dedupePeople(deps, {}, on)
    const stages = config.stages.length === 0 ? null : await applyStageRules(deps, { config }, on)
    const score = await scorePeople(deps, { config }, on)
    const assign = config.team.length === 0 ? null : await assignOwners(deps, { config }, on)
    const { gate, route, columns } = config.push
    // In a rehearsal the plan is made, but no file is touched.
    const push = input.target
      ? await pushPeople(deps, {
          target: input.target,
          ...{ gate, route, columns },
          config,
          dry_run: input.dry_run ?? false,
        })
      : null
    const crm = input.crm ? await pushToCrm(deps, { ...input.crm, config, dry_run: input.dry_run }, on) : null
    const steps = {
      import: imported,
      customers,
      dedupe,
      enrich,
      validate,
      dedupe_again,
      stages,
      score,
      assign,
      push,
      crm,
    }
    const people = {
      before,
      new: grown - before,
      duplicates: dedupe.counts.merged + dedupe_again.counts.merged,
    }
    const funnel = funnelOf(deps, steps, { ...people, total: file.people.count() })
    const counts = {
      ...(imported?.counts ?? { read: 0, created: 0, updated: 0, unchanged: 0, repeats: 0, rejected: 0 }),
      people: file.people.count(),
      companies: file.companies.count(),
      qualified: funnel.gate.qualified,
    }
    const run = closeParent(deps, parent, 'done', counts)
    const best = bestPeople(deps, config)
    const requirements = Object.fromEntries((config.gates[gate] ?? []).map(({ name, when }) => [name, when]))
    return {
      schemaVersion: SCHEMA_VERSION,
      run,
      counts,
      steps,
      funnel,
      best,
      requirements,
      unmeasured: push?.unmeasured ?? score.unmeasured,
      built_in_model: config.builtIn,
      dry_run: input.dry_run ?? false,
    }
  } catch (error) {
    closeParent(deps, parent, deps.signal.aborted ? 'interrupted' : 'failed', {})
    throw error
  }
}

/** Completes people and companies. In a rehearsal nobody is asked, and what asking would cost is told. */
const complete = async (
  deps: Deps,
  { config, import: { country }, enrich: given, dry_run }: RunInput,
  on: OnProgress,
): Promise<EnrichResult> => {
  if (given?.services === undefined) return enrichPeople(deps, {}, on)
  const { need, older_than, not_found, stop_if } = config.enrich
  const input: EnrichInput = {
    ...{ ...given, country, older_than, not_found, stop_if, trusted: config.import.sources },
    need: need.length === 0 ? undefined : need,
  }
  if (dry_run !== true) return enrichPeople(deps, input, on)
  const { plan } = await enrichPeople(deps, { ...input, dry_run })
  return { ...(await enrichPeople(deps, {}, on)), plan }
}

const funnelOf = (deps: Deps, steps: RunResult['steps'], people: Funnel['people']): Funnel => {
  const counts = steps.import?.counts
  const held: Record<string, number> = {}
  let [total, qualified] = [0, 0]
  const count = (missing: string[]): void => {
    total++
    const [first] = missing
    if (first === undefined) qualified++
    else held[first] = (held[first] ?? 0) + 1
  }
  if (steps.push) {
    for (const { reasons } of steps.push.people) count(reasons)
    // The plan of a route does not name the people of others.
    for (let i = total; i < people.total; i++) count([OTHER_ROUTE])
  } else for (const { missing } of deps.file.scores.allLatest()) count(missing?.split(',') ?? [])
  return {
    rows: {
      read: counts?.read ?? 0,
      rejected: counts?.rejected ?? 0,
      repeats: counts?.repeats ?? 0,
      known: (counts?.updated ?? 0) + (counts?.unchanged ?? 0),
      new: counts?.created ?? 0,
    },
    people,
    gate: { total, held_back: held, qualified },
  }
}

const BEST = 10

/** The ten to call first; where nobody is qualified, those who come nearest, with what they lack. */
const bestPeople = (deps: Deps, config: Config): BestPerson[] => {
  const columns = ['id', 'full_name', 'title', 'company', 'score', 'grade'].map((name) => ({
    name,
    sql: `lead.${name}`,
  }))
  const orderBy = 'lead.score DESC'
  const qualified = deps.file.leads.select({ columns, where: 'lead.mvl = 1', orderBy, limit: BEST })
  const rows =
    qualified.length > 0
      ? qualified
      : deps.file.leads.select({
          columns,
          where: "lead.suppressed = 0 AND lead.lifecycle <> 'customer'",
          orderBy,
          limit: BEST,
        })
  const because = reasonsOf(
    deps,
    config,
    rows.map((row) => String(row.id)),
    { withEvidence: true },
  )
  return rows.map((row) => {
    const id = String(row.id)
    return {
      ...(row as unknown as Omit<BestPerson, 'because' | 'missing'>),
      because: because.get(id) ?? '',
      missing: deps.file.scores.latest(id)?.missing?.split(',') ?? [],
    }
  })
}
