/** A gate asked of one file: with what its data cannot answer, and with those who are held whatever the gate says. */
import type { ProspectFile } from '../../store/index.ts'
import { gateInputs, judge, measuredSql, SCORED_NOW, unmeasured } from './gate.ts'
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

/**
 * Of each input: 1 where the file holds data for it, else 0.
 *
 * @param before the same as it was before only the people of `where` changed: nobody else needs to be asked again what
 *   was not known of anybody
 */
export const measuredNow = (
  file: ProspectFile,
  inputs: readonly string[],
  before: Readonly<Record<string, 0 | 1>> = {},
  where?: string,
): Record<string, 0 | 1> => {
  const unknown = inputs.filter((name) => before[name] === 0)
  const others = inputs.filter((name) => before[name] !== 0)
  const ask = (names: readonly string[], limit?: string): Record<string, 0 | 1> =>
    names.length === 0 ? {} : (file.leads.rows(measuredSql(names, limit))[0] as Record<string, 0 | 1>)
  return { ...ask(others), ...ask(unknown, where) }
}

/** @param where SQL of our own that limits the people who will be judged */
export const fileGate = (
  file: ProspectFile,
  gate: CompiledGate,
  strict: boolean,
  where?: string,
): FileGate => {
  const measured = measuredNow(file, gateInputs(gate))
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
