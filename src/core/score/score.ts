/**
 * Scores everyone by the model in force and judges the gate `mvl`. What is given is kept as history, written only where
 * it changed, so that scoring twice is scoring once.
 */
import type { OnProgress } from '../../model/progress.ts'
import type { Row } from '../../store/leads.ts'
import type { ScoreRow } from '../../store/scores.ts'
import { DIMENSIONS, type Config } from '../config/config.ts'
import { breathe, finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { fileGate } from '../judge/file-gate.ts'
import { compileGate } from '../judge/gate.ts'
import { compileModel, GATE_PREFIX, scoreSql } from '../judge/model.ts'

export interface ScoreInput {
  config: Config
  dry_run?: boolean
}

export interface ScoreResult extends Result {
  counts: Record<'people' | 'changed' | 'mvl', number>
  grades: Record<string, number>
  routes: Record<string, number>
  /** Fit × heat: `A1` → people. */
  matrix: Record<string, number>
  /** Requirements of the gate mvl: how many people lack each, and how many lack it alone. */
  missing: Record<string, { people: number; alone: number }>
  unmeasured: string[]
  /** The gate: requirement → its condition. */
  requirements: Record<string, string>
  built_in_model: boolean
  dry_run: boolean
}

/** @throws PrmError `condition.…` where a rule does not compile */
export const scorePeople = async (
  deps: Deps,
  input: ScoreInput,
  on: OnProgress = () => undefined,
): Promise<ScoreResult> => {
  const act = (): Promise<ScoreResult> => score(deps, input, on)
  if (!input.dry_run) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

const count = (counts: Record<string, number>, key: string): void =>
  void (counts[key] = (counts[key] ?? 0) + 1)

const score = async (deps: Deps, { config }: ScoreInput, on: OnProgress): Promise<ScoreResult> => {
  const { file } = deps
  on({ kind: 'start', label: 'scoring' })
  await breathe(deps, 'run prm score again')
  const model = compileModel(config.model, config.routes)
  const gate = compileGate('mvl', config.gates.mvl ?? [])
  const judged = fileGate(file, gate, config.strict)
  const result: ScoreResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { people: 0, changed: 0, mvl: 0 },
    grades: {},
    routes: {},
    matrix: {},
    missing: {},
    unmeasured: [...judged.unmeasured],
    requirements: Object.fromEntries(gate.requirements.map(({ name, when }) => [name, when])),
    built_in_model: config.builtIn,
    dry_run: false,
  }
  const fresh: ScoreRow[] = []
  for (const row of file.leads.iterateRows(scoreSql(model, { gate }))) {
    const { missing } = judged.judge(row, GATE_PREFIX)
    const given = scoreRow(deps, row, missing)
    tally(result, given, missing)
    if (differs(file.scores.latest(given.person_id), given)) fresh.push(given)
  }
  result.counts.changed = fresh.length
  if (fresh.length > 0) file.write(() => keep(deps, result, fresh))
  on({ kind: 'done', label: 'scoring', done: result.counts.people, unit: 'people' })
  return result
}

const scoreRow = (deps: Deps, row: Row, missing: string[]): ScoreRow => ({
  person_id: String(row.id),
  run_id: 0,
  as_of: deps.asOf.toISOString().slice(0, 10),
  score: Number(row.score),
  grade: String(row.grade),
  fit: String(row.fit),
  heat: Number(row.heat),
  route: row.route as string | null,
  ...(Object.fromEntries(DIMENSIONS.map((name) => [name, Number(row[name])])) as Record<
    (typeof DIMENSIONS)[number],
    number
  >),
  mvl: missing.length === 0 ? 1 : 0,
  missing: missing.length === 0 ? null : missing.join(','),
})

/** The day alone is no news: a score that stays the same is not written again. */
const differs = (before: ScoreRow | undefined, after: ScoreRow): boolean =>
  before === undefined ||
  (Object.keys(after) as (keyof ScoreRow)[]).some(
    (name) => name !== 'run_id' && name !== 'as_of' && before[name] !== after[name],
  )

const tally = (result: ScoreResult, given: ScoreRow, missing: string[]): void => {
  result.counts.people++
  if (given.mvl === 1) result.counts.mvl++
  count(result.grades, given.grade)
  count(result.routes, given.route ?? 'none')
  count(result.matrix, `${given.fit}${given.heat}`)
  for (const name of missing) {
    const tallied = (result.missing[name] ??= { people: 0, alone: 0 })
    tallied.people++
    if (missing.length === 1) tallied.alone++
  }
}

const keep = (deps: Deps, result: ScoreResult, fresh: ScoreRow[]): void => {
  const run = startRun(deps, 'score', { built_in_model: result.built_in_model })
  for (const row of fresh) deps.file.scores.add({ ...row, run_id: run })
  finishRun(deps, run, 'done', result.counts)
  result.run = run
}
