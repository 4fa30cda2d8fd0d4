/**
 * Finds people who are in the file twice and merges the sure ones by linking their records: survivorship then derives
 * the one person, and undo takes the links away again. Only what is new or has changed is matched, with the model that
 * was fitted before; `full` matches everything anew with it (the outcome is the same), `refit` fits another.
 */
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import { inSteps } from '../../lib/steps.ts'
import { breathe, finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import type { Foresight } from '../derive/foresee.ts'
import { applyLinks, foreseeLinks, MERGING, type Applied, type Planned } from './apply-links.ts'
import { withReasons } from './because.ts'
import { dedupeCompanies, type CompaniesDeduped } from './dedupe-companies.ts'
import { countCases } from './case-count.ts'
import { fileModel, hasOutgrown, isFittedAnew, keepModel, type FileModel } from './file-model.ts'
import { learnedModel } from './learn-file.ts'
import { decideAll, keepMatches, matchFile } from './match-file.ts'
import { readAhead, type ReadingAhead } from './read-units.ts'
import { matchNews } from './match-news.ts'
import { cutOf, DEFAULT_PRECISION } from './merge-cut.ts'
import type { PeopleModel } from './people-model.ts'
import { noteMerges, noteParts, type Merge, type Part } from './report.ts'
import type { Decided, Scope } from './scope.ts'

export type { Merge, Part } from './report.ts'
export type { PersonBrief as MergedPerson } from './brief.ts'

export interface DedupeInput {
  /** The share of automatic merges that are to be right; 0.995 where it is not told. */
  precision?: number | undefined
  /** Match everything anew, with the model that is there. */
  full?: boolean
  /** Fit the model anew. */
  refit?: boolean
  dry_run?: boolean
  /** Links that are written in one transaction; beside memory, nothing depends on it. */
  portion?: number
  /** So many merges are listed; all where it is not told. */
  listed?: number
}

/** A block of people who were too many to compare all with all. */
export interface OversizedBlock {
  rule: string
  size: number
  /** What it was parted by. */
  by: string[]
  /** People who were compared with none of the block. */
  left_out: number
}

export interface DedupeResult extends Result {
  /** `people` before − `merged` into another + `parted` from one = `left`; `review` pairs wait for an answer. */
  counts: Record<'people' | 'merged' | 'parted' | 'left' | 'review', number>
  /**
   * How the people were compared: nothing new, the new ones with all, or all with all; `taught`: with weights that the
   * answers given since have changed.
   */
  matched: {
    what: 'nothing' | 'news' | 'all'
    units: number
    pairs: number
    fitted: boolean
    taught: boolean
  }
  merges: Merge[]
  /** Who was merged by an earlier dedupe and is several people now. */
  parts: Part[]
  companies: CompaniesDeduped
  splits: OversizedBlock[]
  /** Units when the model was fitted and now, where a new fit is due. */
  outgrown: { fitted: number; now: number } | null
  dry_run: boolean
}

/** From this share of the file on, matching all of it is quicker than matching what is new. */
const MOST_NEWS = 0.3

/**
 * @throws PrmError `dedupe.precision`
 */
export const dedupePeople = async (
  deps: Deps,
  input: DedupeInput = {},
  on: OnProgress = () => undefined,
): Promise<DedupeResult> => {
  const { precision = DEFAULT_PRECISION } = input
  if (!(precision >= 0.5 && precision < 1)) {
    throw new PrmError(
      'usage',
      'dedupe.precision',
      `a precision of ${precision} is not one that can be aimed at`,
      {
        hint: 'give the share of merges that are to be right, from 0.5 to 0.9999',
      },
    )
  }
  // A rehearsal of more than this may have written what nobody else sees.
  const isCommitted = !deps.file.isWriting && deps.file.path !== ':memory:'
  const act = async (): Promise<DedupeResult> => {
    on({ kind: 'start', label: MERGING })
    await breathe(deps, AGAIN)
    // While companies are compared the second core begins to read people: what it reads does not change with those.
    const isAll = isWhole(input) || deps.file.matching.state() === undefined
    const ahead = isAll && isCommitted ? readAhead(deps.file) : null
    const beside: Beside = { isCommitted, ahead, foresight: null }
    try {
      const result = await dedupe(deps, { ...input, precision }, beside, on)
      on({ kind: 'done', label: MERGING, done: result.counts.merged, unit: 'merged' })
      return result
    } finally {
      for (const work of [beside.ahead, beside.foresight]) work?.stop()
    }
  }
  if (!input.dry_run) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

/** What the second core does meanwhile. */
interface Beside {
  /** All that this connection wrote is committed, and seen by others. */
  isCommitted: boolean
  ahead: ReadingAhead | null
  foresight: Foresight | null
}

const AGAIN = 'run prm dedupe again'

/** What follows from matching, ready to be written. What was matched is not held by it: memory for the pages of the file. */
interface Plan {
  decided: Planned
  splits: OversizedBlock[]
  matched: DedupeResult['matched']
  /** The model's number, once it is in the file. */
  model: number
  cut: number
  /** The units that were looked at; all where it is missing. */
  touched?: ReadonlySet<number>
}

/** The run of a dedupe, opened once there is something to write. */
interface OwnRun {
  id: number | null
  begin: () => number
}

const dedupe = async (
  deps: Deps,
  input: DedupeInput & { precision: number },
  beside: Beside,
  on: OnProgress,
): Promise<DedupeResult> => {
  const { file } = deps
  const run: OwnRun = {
    id: null,
    begin: () => (run.id ??= startRun(deps, 'dedupe', inputOf(input))),
  }
  try {
    return await dedupeWithin(deps, input, run, beside, on)
  } catch (error) {
    // What was merged is kept; the next run goes on. A run that was begun in what was taken back is not there.
    const own = run.id === null ? undefined : file.runs.get(run.id)
    const status = deps.signal.aborted ? 'interrupted' : 'failed'
    if (own?.status === 'running' && own.pid === deps.pid)
      file.write(() => finishRun(deps, own.id, status, {}))
    throw error
  }
}

const dedupeWithin = async (
  deps: Deps,
  input: DedupeInput & { precision: number },
  run: OwnRun,
  beside: Beside,
  on: OnProgress,
): Promise<DedupeResult> => {
  const { file } = deps
  const isFull = isWhole(input)
  // News are few beside those whom they may be, who lie all over the file.
  if (!isFull && file.matching.state() !== undefined) file.map()
  const people = file.people.count()
  on({ kind: 'progress', label: 'comparing companies', done: file.companies.count() })
  const companies = dedupeCompanies(deps, { precision: input.precision, isFull }, run.begin)
  await breathe(deps, AGAIN)
  const answers = file.matching.answers()
  const asked = answers.flatMap(({ same, bits }) => (bits === null ? [] : [{ same, bits }]))
  // Weights that have learnt from the answers are not corrected by them once more.
  const cutBy = ({ thresholds, learnt }: PeopleModel): number =>
    cutOf(thresholds.merge, input.precision, learnt === undefined ? asked : [])
  const known = input.refit === true ? undefined : fileModel(file)
  const units = unitsNow(deps, people, known?.units)
  const model = known !== undefined && isFittedAnew(units, known.units) ? undefined : known
  const learned = model === undefined ? null : learnedModel(file, model, answers)
  const plan =
    input.full === true || model === undefined || learned !== null
      ? null
      : planNews(deps, model, cutBy(model.head), on)
  const upto = file.records.lastId()
  const {
    decided,
    matched,
    splits,
    model: number,
    cut,
    touched,
  } = plan ??
  (await file.writeAcross(async () => {
    // Where another process has come between, what was read may be out of date.
    if (beside.isCommitted && beside.ahead?.version !== file.dataVersion()) {
      beside.ahead?.stop()
      beside.ahead = readAhead(file)
    }
    const foreseeing = (decided: Decided): void => {
      if (beside.isCommitted) beside.foresight = foreseeLinks(deps, decided, input.portion)
    }
    return planAll(deps, { known: model, learned, cutBy, ahead: beside.ahead, foreseeing }, run, on)
  }))
  const most = input.listed ?? Infinity
  const merges = noteMerges(file, decided.added.slice(0, most))
  const parts = noteParts(file, decided.ended.slice(0, most))
  const countsOf = ({ merged, parted }: Applied) => {
    // Another process may have merged people since this one began.
    const left = file.people.count()
    return { people: left + merged - parted, merged, parted, left, review: countCases(file, touched) }
  }
  const finish = (applied: Applied): DedupeResult['counts'] => {
    if (matched.what !== 'nothing') {
      file.matching.setState({ model_id: number, upto, cut })
      file.matching.clearDue()
    }
    const counts = countsOf(applied)
    if (run.id !== null) finishRun(deps, run.id, 'done', counts)
    return counts
  }
  let counts: DedupeResult['counts'] | null = null
  if (decided.added.length + decided.ended.length === 0) {
    if (learned !== null) file.write(run.begin)
    counts = file.write(() => finish({ merged: 0, parted: 0 }))
  } else {
    const id = file.write(run.begin)
    on({ kind: 'progress', label: MERGING, done: 0, share: 0, unit: 'merged' })
    const last = (applied: Applied): void => void (counts = finish(applied))
    await applyLinks(deps, id, decided, last, on, {
      portion: input.portion,
      foresight: beside.foresight,
    })
  }
  const fitted = matched.fitted ? units : (known?.units ?? units)
  return {
    schemaVersion: SCHEMA_VERSION,
    ...{ run: run.id, counts: counts!, matched, merges: merges(), parts: parts(), companies },
    splits,
    outgrown: hasOutgrown(units, fitted) ? { fitted, now: units } : null,
    dry_run: false,
  }
}

const isWhole = ({ full, refit }: DedupeInput): boolean => full === true || refit === true

const inputOf = ({ precision, full, refit }: DedupeInput): unknown => ({
  precision,
  ...(full === true && { full }),
  ...(refit === true && { refit }),
})

/**
 * A person is one unit and one more for each link.
 *
 * @param known in the file when the model was fitted: where it cannot have outgrown that, so many are told without counting
 */
const unitsNow = ({ file }: Deps, people: number, known = 0): number =>
  hasOutgrown(file.records.lastId(), known) ? people + file.decisions.countLinks() : known

/** Null where everything has to be matched. */
const planNews = (deps: Deps, model: FileModel, cut: number, on: OnProgress): Plan | null => {
  const { file } = deps
  const { id } = model
  const state = file.matching.state()
  if (state?.model_id !== id || state.cut !== cut) return null
  if (!file.matching.hasDue(state.upto)) {
    const matched = { what: 'nothing' as const, units: 0, pairs: 0, fitted: false, taught: false }
    const decided = { added: [], ended: [] }
    return { decided, splits: [], matched, model: id, cut, touched: new Set() }
  }
  const due = file.matching.dueUnits(state.upto).length
  if (due > file.records.lastId() * MOST_NEWS && due > 100) return null
  on({ kind: 'progress', label: 'comparing people', done: due })
  return file.write(() => {
    const { scope, decided, units, candidates, touched } = matchNews(file, model, state, cut)
    const matched = { what: 'news' as const, units, pairs: candidates, fitted: false, taught: false }
    return { ...planOf(scope, decided), matched, model: id, cut, touched }
  })
}

interface Models {
  known: FileModel | undefined
  /** The known one with what answers have taught since; null where they teach nothing new. */
  learned: PeopleModel | null
  cutBy: (model: PeopleModel) => number
  /** What the second core has begun to read. */
  ahead: ReadingAhead | null
  /** Told what is decided before it is written. */
  foreseeing: (decided: Decided) => void
}

/** Call inside a write. */
const planAll = async (
  deps: Deps,
  { known, learned, cutBy, ahead, foreseeing }: Models,
  { begin }: OwnRun,
  on: OnProgress,
): Promise<Plan> => {
  const { file } = deps
  const scope = await inSteps(
    matchFile(deps, learned ?? known?.whole(), ahead ?? undefined),
    async ({ people, share }) => {
      const label = share < 1 ? 'reading people' : 'comparing people'
      on({ kind: 'progress', label, done: people, ...(share < 1 && { share }) })
      await breathe(deps, AGAIN)
    },
  )
  await breathe(deps, AGAIN)
  const { matcher } = scope
  const cut = cutBy(matcher.model)
  const decided = decideAll(deps, scope, cut)
  foreseeing(decided)
  await breathe(deps, AGAIN)
  // Until the last link is made, a run that is cut short has to begin again.
  file.matching.dropState()
  keepMatches(deps, scope, decided)
  await breathe(deps, AGAIN)
  const hasLinks = decided.added.length + decided.ended.length > 0
  const model =
    (learned === null ? known?.id : undefined) ??
    keepModel(
      file,
      {
        // What answers have taught goes with the run; a fit that merged nobody stays.
        run_id: hasLinks || learned !== null ? begin() : null,
        ...{ units: known?.units ?? matcher.units, fitted_at: deps.now().toISOString() },
      },
      matcher.model,
    )
  const matched = {
    ...{ what: 'all' as const, units: matcher.units },
    ...{ pairs: matcher.candidates, fitted: known === undefined, taught: learned !== null },
  }
  return { ...planOf(scope, decided), matched, model, cut }
}

const planOf = ({ matcher }: Scope, decided: Decided): Pick<Plan, 'decided' | 'splits'> => ({
  decided: { added: withReasons(matcher, decided), ended: decided.ended },
  splits: matcher.splits.map(({ rule, size, by, left_out }) => ({ rule, size, by, left_out })),
})
