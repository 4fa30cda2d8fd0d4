/**
 * Scores everyone by the model in force and judges the gate `mvl`, in one statement of SQL. What is given is kept as
 * history, written only where it changed, so that scoring twice is scoring once.
 *
 * Where model, gate, settings and day are those of the latest scores, only those who have changed since are scored
 * (`score_due`); the result is the same.
 */
import { sha256 } from '../../lib/hash.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { ScoreCount } from '../../store/scores.ts'
import type { Config } from '../config/config.ts'
import { breathe, dayOf, finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { beforeNow, measuredNow } from '../judge/file-gate.ts'
import { compileGate, gateInputs, SCORED_NOW, unmeasured, type CompiledGate } from '../judge/gate.ts'
import { judgedSql } from '../judge/judged.ts'
import { compileModel, type CompiledModel } from '../judge/model.ts'
import { observeObjectives } from '../measure/objectives.ts'
import { observeSegments, type SegmentNews } from '../measure/segments.ts'
import { keepModel } from './kept-models.ts'
import { judgeMarket, type Market } from './market.ts'
import { matrixOf, type MatrixCell } from './matrix.ts'

export interface ScoreInput {
  config: Config
  dry_run?: boolean
  /** Also tells what came of the people in each cell of fit and heat. */
  matrix?: boolean
}

export interface ScoreResult extends Result {
  counts: Record<'people' | 'changed' | 'mvl', number>
  grades: Record<string, number>
  routes: Record<string, number>
  /** Fit × heat: `A1` → people. */
  matrix: Record<string, number>
  /** The same with what came of the people; only where it was asked for. */
  cells: MatrixCell[] | null
  /** Requirements of the gate mvl: how many people lack each, and how many lack it alone. */
  missing: Record<string, { people: number; alone: number }>
  unmeasured: string[]
  /** The accounts most likely to buy now; null where the config does not ask. */
  market: Market | null
  /** Who has entered and left the segments of the config since they were looked at last. */
  segments: SegmentNews[]
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

const score = async (
  deps: Deps,
  { config, matrix = false }: ScoreInput,
  on: OnProgress,
): Promise<ScoreResult> => {
  const { file } = deps
  on({ kind: 'start', label: 'scoring' })
  await breathe(deps, 'run prm score again')
  const model = compileModel(config.model, config.routes, dayOf(deps))
  const gate = compileGate('mvl', config.gates.mvl ?? [])
  const result: ScoreResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { people: 0, changed: 0, mvl: 0 },
    grades: {},
    routes: {},
    matrix: {},
    cells: null,
    missing: {},
    unmeasured: [],
    market: null,
    segments: [],
    requirements: Object.fromEntries(gate.requirements.map(({ name, when }) => [name, when])),
    built_in_model: config.builtIn,
    dry_run: false,
  }
  file.write(() => {
    const run = startRun(deps, 'score', {
      built_in_model: config.builtIn,
      model: keepModel(file, config.model),
    })
    result.unmeasured = give(deps, config, model, gate, run, result)
    for (const found of file.scores.counts()) tally(result, found)
    result.market = judgeMarket(deps, config)
    result.segments = observeSegments(deps, run, config)
    observeObjectives(deps, config)
    if (matrix) result.cells = matrixOf(file, config.model)
    if (result.counts.changed === 0 && result.segments.every(({ entered, left }) => entered + left === 0)) {
      file.runs.remove(run)
      return
    }
    finishRun(deps, run, 'done', result.counts)
    result.run = run
  })
  on({ kind: 'done', label: 'scoring', done: result.counts.people, unit: 'people' })
  return result
}

/** Gives scores to whom they are due; returns the requirements that nothing in the file can answer. */
const give = (
  deps: Deps,
  { strict, gates }: Config,
  model: CompiledModel,
  gate: CompiledGate,
  run: number,
  { counts }: ScoreResult,
): string[] => {
  const { file } = deps
  const judged = (unknown: ReadonlySet<string>, where?: string): string =>
    judgedSql(model, gate, { strict, unknown, where })
  const before = beforeNow(deps)
  const { state, circumstances } = before
  const due = before.due()
  // Whatever decides a score besides what the file holds of people.
  const fingerprint = sha256(JSON.stringify([judged(new Set()), circumstances]))
  const inputs = Object.entries(gates).flatMap(([name, each]) => gateInputs(compileGate(name, each)))
  const measured = measuredNow(file, [...new Set([...gateInputs(gate), ...inputs])], before)
  const unknownBy = (known: Readonly<Record<string, unknown>>): Set<string> =>
    unmeasured(gate, { ...known, ...SCORED_NOW })
  const unknown = unknownBy(measured)
  // What the file as a whole can answer has a say in everybody's standing.
  const isSame =
    due !== null &&
    state?.fingerprint === fingerprint &&
    [...unknown].join() === [...unknownBy(state.measured)].join()
  counts.changed = file.scores.give(judged(unknown, isSame ? `"id" IN (${due})` : undefined), run)
  file.scores.setState({ fingerprint, circumstances, measured })
  return [...unknown]
}

const count = (counts: Record<string, number>, key: string, people: number): void =>
  void (counts[key] = (counts[key] ?? 0) + people)

const tally = (result: ScoreResult, { grade, fit, heat, route, missing, people }: ScoreCount): void => {
  result.counts.people += people
  if (missing === null) result.counts.mvl += people
  count(result.grades, grade, people)
  count(result.routes, route ?? 'none', people)
  count(result.matrix, `${fit}${heat}`, people)
  const names = missing?.split(',') ?? []
  for (const name of names) {
    const tallied = (result.missing[name] ??= { people: 0, alone: 0 })
    tallied.people += people
    if (names.length === 1) tallied.alone += people
  }
}
