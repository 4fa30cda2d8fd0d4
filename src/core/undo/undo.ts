/**
 * Takes a run back: its records, decisions, verdicts and scores stop counting and everything they touched is derived
 * again, so overwritten values come back and merges come apart. Undo is a run itself; undoing it redoes the first.
 */
import { PrmError } from '../../model/errors.ts'
import type { FactTable } from '../../store/facts.ts'
import type { Run } from '../../store/runs.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { undoCost } from '../derive/source-cost.ts'

export interface UndoInput {
  /** By default the last run that can be undone. */
  run?: number | undefined
  dry_run?: boolean
}

export interface UndoResult extends Result {
  /** The run that was taken back (or, for an undo, done again). */
  undone: { id: number; command: string; started_at: string }
  redo: boolean
  counts: Record<
    | 'records'
    | 'people_created'
    | 'people_updated'
    | 'people_removed'
    | 'fields'
    | 'signals'
    | 'events'
    | 'relationships',
    number
  >
  /** Addresses that its lists have suppressed: they stay so. */
  opt_outs: number
  /** What this run has given away: prm cannot call it back from here. */
  pushed: { target: string; people: number }[]
  dry_run: boolean
}

/**
 * The run that `prm undo` without a number would take back.
 *
 * @throws PrmError `undo.nothing`
 */
export const lastUndoable = (deps: Pick<Deps, 'file'>): Run => {
  const run = deps.file.runs.lastUndoable()
  if (!run) {
    throw new PrmError('usage', 'undo.nothing', 'there is nothing to undo', {
      hint: 'prm history lists the runs',
    })
  }
  return run
}

const target = (deps: Deps, id: number | undefined): Run => {
  const run = id === undefined ? lastUndoable(deps) : deps.file.runs.get(id)
  if (!run) {
    throw new PrmError('usage', 'undo.unknown_run', `there is no run ${id}`, {
      hint: 'prm history lists the runs',
    })
  }
  if (run.undone_by !== null) {
    throw new PrmError(
      'usage',
      'undo.already_undone',
      `run ${run.id} (${run.command}) has been undone by run ${run.undone_by}`,
      {
        hint: `prm undo ${run.undone_by} does it again`,
      },
    )
  }
  const undoes = run.undoes === null ? undefined : deps.file.runs.get(run.undoes)
  if (undoes?.undoes != null) {
    throw new PrmError('usage', 'undo.redo', `run ${run.id} did run ${undoes.undoes} again`, {
      hint: `prm undo ${undoes.undoes} takes it back once more`,
    })
  }
  return run
}

/** A run with its steps, for `prm run` is undone as one. */
const withSteps = (deps: Deps, run: Run): Run[] => [
  run,
  ...deps.file.runs.children(run.id).filter((step) => step.undone_by === null),
]

/** @throws PrmError `undo.nothing`, `undo.unknown_run`, `undo.already_undone` */
export const undoRun = async (deps: Deps, input: UndoInput): Promise<UndoResult> => {
  const act = (): UndoResult => deps.file.write(() => undo(deps, input))
  if (input.dry_run) return { ...(await deps.file.rehearse(() => Promise.resolve(act()))), run: null }
  return act()
}

const undo = (deps: Deps, input: UndoInput): UndoResult => {
  const { file } = deps
  const run = target(deps, input.run)
  const redo = run.undoes !== null
  const affected = redo ? file.runs.undoneBy(run.id) : withSteps(deps, run)
  const id = startRun(deps, 'undo', { run: run.id }, run.id)
  let relationships = 0
  for (const step of affected) {
    file.batches.setActive(step.id, redo)
    relationships += file.relationships.setActive(step.id, redo)
    file.decisions.setActive(step.id, redo)
    file.activities.setActive(step.id, redo)
    file.verdicts.setActive(step.id, redo)
    file.scores.setActive(step.id, redo)
    file.segments.setActive(step.id, redo)
    file.runs.setUndone(step.id, redo ? null : id)
    undoCost(file, step.id, redo)
  }
  // An undo that is undone is spent: only a new undo takes the first run back again.
  if (redo) file.runs.setUndone(run.id, id)
  const { records, facts, flushed } = deriveAgain(deps, id, affected)
  const counts = {
    records,
    people_created: flushed.people.created,
    people_updated: flushed.people.updated,
    people_removed: flushed.people.removed,
    fields: flushed.fields,
    signals: facts.signal,
    events: facts.event,
    relationships,
  }
  finishRun(deps, id, 'done', counts)
  const pushed = Map.groupBy(
    affected.flatMap((step) => file.pushes.ofRun(step.id)),
    (push) => push.target,
  )
  return {
    schemaVersion: SCHEMA_VERSION,
    run: id,
    undone: { id: run.id, command: run.command, started_at: run.started_at },
    redo,
    counts,
    opt_outs: affected.reduce((sum, step) => sum + file.suppressions.ofRun(step.id), 0),
    pushed: [...pushed].map(([name, rows]) => ({ target: name, people: rows.length })),
    dry_run: input.dry_run ?? false,
  }
}

const deriveAgain = (deps: Deps, id: number, affected: Run[]) => {
  const { file } = deps
  const seeds = new Set<number>()
  const reconsider = new Set<number>()
  /** Records of whom something was said: nothing but where they stand follows from it. */
  const spoken = new Set<number>()
  const addresses: { kind: 'email' | 'phone'; address: string }[] = []
  const scored = new Set<string>()
  const companies = new Set<string>()
  for (const step of affected) {
    for (const record of file.records.ofRun(step.id)) {
      file.records.refreshActive(record)
      seeds.add(record)
    }
    for (const record of file.activities.recordsOfRun(step.id)) spoken.add(record)
    for (const decision of file.decisions.ofRun(step.id)) {
      if (decision.kind === 'stage') {
        if (decision.record_id !== null) spoken.add(decision.record_id)
        continue
      }
      for (const key of [decision.company_key, decision.other_key]) if (key !== null) companies.add(key)
      for (const record of [decision.record_id, decision.other_id]) if (record !== null) seeds.add(record)
      if (decision.kind !== 'enrich') continue
      const { after, upto } = JSON.parse(decision.value!) as { after: number; upto: number }
      for (const record of file.records.range(after, upto)) reconsider.add(record.id)
    }
    addresses.push(...file.verdicts.addressesOfRun(step.id))
    for (const person of file.scores.personsOfRun(step.id)) scored.add(person)
  }
  const derivation = new Derivation(file, { run_id: id, why: 'undo' })
  if (seeds.size > 0) derivation.refold(seeds)
  if (companies.size > 0) derivation.relink(companies)
  const facts = factsAgain(deps, derivation, affected)
  if (reconsider.size > 0) {
    derivation.reconsiderCompanies(reconsider)
    for (const record of reconsider) {
      const person = file.records.get(record)?.person_id
      if (person) derivation.touch(person)
    }
  }
  for (const { kind, address } of addresses) {
    const found = kind === 'email' ? file.people.idsByAddress(address) : file.people.idsByNumber(address)
    for (const person of found) derivation.touch(person)
  }
  for (const record of spoken) {
    const person = file.records.get(record)?.person_id
    if (person) derivation.stand(person)
  }
  const flushed = derivation.flush()
  for (const person of scored) file.scores.refreshLatest(person)
  return { records: seeds.size, facts, flushed }
}

/** Signals and events of these runs count as long as something else tells of them; their records are known by now. */
const factsAgain = ({ file }: Deps, derivation: Derivation, affected: Run[]): Record<FactTable, number> => {
  const counts = { signal: 0, event: 0 }
  if (!file.facts.any()) return counts
  for (const fact of ['signal', 'event'] as const) {
    for (const id of new Set(affected.flatMap((step) => file.facts[fact].ofRun(step.id)))) {
      const before = file.facts[fact].get(id)?.active
      file.facts[fact].refreshActive(id)
      if (file.facts[fact].get(id)?.active === before) continue
      counts[fact]++
      derivation.tie(fact, id)
    }
  }
  return counts
}
