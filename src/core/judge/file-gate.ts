/** A gate asked of one file: with what its data cannot answer, and with those who are held whatever the gate says. */
import { sha256 } from '../../lib/hash.ts'
import { once } from '../../lib/once.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { ScoreState } from '../../store/scores.ts'
import type { Config } from '../config/config.ts'
import { dayOf, type Deps } from '../derive/run.ts'
import { compileGate, gateInputs, judge, measuredSql, SCORED_NOW, unmeasured } from './gate.ts'
import type { CompiledGate, Judgement } from './gate.ts'
import { heldPeople } from './holds.ts'

export interface FileGate {
  /** Requirements that nothing in the file can answer. */
  unmeasured: Set<string>
  /**
   * @param row with `id` and the gate's columns, as `gateSql` or (then with GATE_PREFIX) `scoreSql` gives them
   * @returns a hold stands first among what is missing
   */
  judge: (row: Readonly<Record<string, unknown>>, prefix?: string) => Judgement
}

/** What was found when the latest scores were given, if that still says something of the file as it is now. */
export interface Before {
  state: ScoreState | undefined
  /** What `measured` depends on besides the facts: the day, for how long checks hold, the schema. */
  circumstances: string
  /** A query for the ids of those who have changed since; null where everybody must be asked. Found when first asked for. */
  due: () => string | null
}

export const beforeNow = (deps: Pick<Deps, 'file' | 'asOf'>): Before => {
  const { scores, leads } = deps.file
  const circumstances = sha256(JSON.stringify([dayOf(deps), scores.ages(), leads.schema()]))
  const state = scores.state()
  const isOfToday = state?.circumstances === circumstances
  return { state, circumstances, due: once(() => (isOfToday ? scores.due() : null)) }
}

/** Of each input: 1 where the file holds data for it, else 0. */
export const measuredNow = (
  file: ProspectFile,
  inputs: readonly string[],
  { state, due }: Before,
): Record<string, 0 | 1> => {
  // What was not known of anybody needs to be asked only of those who have changed.
  const unknown = inputs.filter((name) => state?.measured[name] === 0)
  const changed = unknown.length === 0 ? null : due()
  const ask = (names: readonly string[], where?: string): Record<string, 0 | 1> =>
    names.length === 0 ? {} : (file.leads.rows(measuredSql(names, where))[0] as Record<string, 0 | 1>)
  if (changed === null) return ask(inputs)
  const others = inputs.filter((name) => !unknown.includes(name))
  return { ...ask(others), ...ask(unknown, `"id" IN (${changed})`) }
}

/** Requirements of the gate mvl that nothing in the file could answer when the latest scores were given. */
export const unmeasuredWhenScored = (file: ProspectFile, { gates }: Pick<Config, 'gates'>): string[] => {
  const state = file.scores.state()
  if (state === undefined) return []
  return [...unmeasured(compileGate('mvl', gates.mvl ?? []), { ...state.measured, ...SCORED_NOW })]
}

/**
 * @param where SQL of our own that limits the people who will be judged
 * @param before for who asks for several gates: found once for all
 */
export const fileGate = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  gate: CompiledGate,
  strict: boolean,
  where?: string,
  before: Before = beforeNow(deps),
): FileGate => {
  const { file } = deps
  const measured = measuredNow(file, gateInputs(gate), before)
  // A score that nobody has asked for yet is missing, not unmeasurable: nobody passes unjudged.
  const unknown = unmeasured(gate, { ...measured, ...SCORED_NOW })
  const held = heldPeople(file, where)
  return {
    unmeasured: unknown,
    judge: (row, prefix) => {
      const judgement = judge(gate, row, unknown, strict, prefix)
      const hold = held.get(String(row.id))
      return hold === undefined
        ? judgement
        : { ...judgement, passes: false, missing: [hold, ...judgement.missing] }
    },
  }
}
