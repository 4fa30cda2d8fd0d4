/** Stages by hand: where somebody stands, with evidence and a day. */
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { STAGES, trackOf, type Stage, type StageStep } from '../../model/stages.ts'
import type { StageValue } from '../../store/standings.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { stagesOf } from '../derive/standing.ts'
import { findPerson, recordOf } from '../derive/who.ts'

export interface StageInput {
  who: string
  /** Of the lifecycle or of the buying stages; null: forget what was said by hand. */
  stage: Stage | null
  because?: string | undefined
  /** ISO day; by default the day of the clock. */
  on?: string | undefined
  by?: string | undefined
  dry_run?: boolean
}

export interface Standing {
  lifecycle: string
  buying_stage: string | null
}

export interface StageResult extends Result {
  counts: Record<'changed', number>
  person: { id: string; full_name: string | null }
  stage: Stage | null
  /** Said before, in the same words: nothing is written again. */
  is_known: boolean
  before: Standing
  after: Standing
  /** What holds instead, where what was said has not the last word. */
  held_by: { stage: string; because: string; on: string | null } | null
  dry_run: boolean
}

/** @throws PrmError `stage.unknown` */
export const readStage = (text: string): Stage => {
  const name = text.toLowerCase().replaceAll('-', '_')
  const found = STAGES.find((stage) => stage === name)
  if (found) return found
  const near = didYouMean(name, STAGES)
  throw new PrmError('usage', 'stage.unknown', `there is no stage "${text}"`, {
    hint: near ? `did you mean ${near}?` : `it is one of ${STAGES.join(', ')}`,
  })
}

/**
 * Says where a person stands.
 *
 * @throws PrmError `who.…`, `stage.future`
 */
export const setStage = async (deps: Deps, input: StageInput): Promise<StageResult> => {
  const act = (): StageResult => say(deps, input)
  if (!input.dry_run) return deps.file.write(act)
  return { ...(await deps.file.rehearse(() => Promise.resolve(act()))), run: null, dry_run: true }
}

const shown = (deps: Deps, id: string): Standing => {
  const { lifecycle, buying_stage } = deps.file.leads.get(id)!
  return { lifecycle: String(lifecycle), buying_stage: buying_stage as string | null }
}

const say = (deps: Deps, input: StageInput): StageResult => {
  const { file } = deps
  const id = findPerson(file, input.who)
  const today = deps.asOf.toISOString().slice(0, 10)
  const on = input.on ?? today
  if (on > today) {
    throw new PrmError('usage', 'stage.future', `${on} is yet to come: a stage is said of today or before`, {
      hint: 'plan it with prm log <who> note --next "2026-12-01 what to do"',
    })
  }
  const before = shown(deps, id)
  const result: StageResult = {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, counts: { changed: 0 } },
    person: { id, full_name: file.people.get(id)?.full_name as string | null },
    ...{ stage: input.stage, is_known: isKnown(deps, id, input), before, after: before, held_by: null },
    dry_run: false,
  }
  if (result.is_known) return result
  const { stage, because = null, by = 'hand' } = input
  const run = startRun(deps, 'stage', { who: id, stage: stage ?? 'clear' })
  const value: StageValue = { by: 'hand', stage, on }
  file.decisions.add({
    ...{ run_id: run, kind: 'stage', record_id: recordOf(file, id), other_id: null },
    ...{ value: JSON.stringify(value), because, decided_by: by, decided_at: deps.now().toISOString() },
  })
  const derivation = new Derivation(file, { run_id: run, why: 'hand' })
  derivation.stand(id)
  derivation.flush()
  result.after = shown(deps, id)
  result.counts.changed = Object.entries(before).filter(
    ([name, was]) => was !== result.after[name as keyof Standing],
  ).length
  result.held_by = stage === null ? null : heldBy(deps, id, stage, result.after)
  finishRun(deps, run, 'done', result.counts)
  return { ...result, run }
}

/** The last step of a track is what holds. */
const lastStep = (deps: Deps, id: string, stage: Stage): StageStep | undefined =>
  stagesOf(deps.file, id).steps.findLast(({ track }) => track === trackOf(stage))

const isKnown = (deps: Deps, id: string, { stage, on, because }: StageInput): boolean => {
  if (stage === null) return !stagesOf(deps.file, id).steps.some(({ by }) => by === 'hand')
  const last = lastStep(deps, id, stage)
  return (
    last?.by === 'hand' &&
    last.stage === stage &&
    (on === undefined || last.on === on) &&
    (because === undefined || last.because === because)
  )
}

const heldBy = (deps: Deps, id: string, stage: Stage, after: Standing): StageResult['held_by'] => {
  const now = after[trackOf(stage)]
  if (now === stage || now === null) return null
  const last = lastStep(deps, id, stage)
  return last?.stage === now
    ? { stage: now, because: last.because ?? 'said by hand', on: last.on }
    : { stage: now, because: 'the company stands in a list of customers', on: null }
}
