/** Scores and the gate in one SELECT, with the columns in which scores are kept. */
import { quoteName, quoteText } from '../../store/condition.ts'
import { DIMENSIONS } from '../config/config.ts'
import { missingSql, type CompiledGate } from './gate.ts'
import { GATE_PREFIX, scoreSql, type CompiledModel } from './model.ts'

export interface JudgedOptions {
  strict: boolean
  /** Requirements that nothing in the file can answer. */
  unknown: ReadonlySet<string>
  /** SQL of our own that limits the people. */
  where?: string | undefined
}

/** One SELECT with the columns of ScoreRow but `run_id`, in the order of the ids. */
export const judgedSql = (
  model: CompiledModel,
  gate: CompiledGate,
  { strict, unknown, where }: JudgedOptions,
): string => {
  const scored = scoreSql(model, where === undefined ? { gate } : { gate, where })
  const names = ['score', 'grade', 'fit', 'heat', 'route', ...DIMENSIONS].map(quoteName).join(', ')
  return `SELECT "id" AS "person_id", ${quoteText(model.asOf)} AS "as_of", ${names}, "missing" IS NULL AS "mvl", "missing"
  FROM (SELECT *, ${missingSql(gate, unknown, strict, GATE_PREFIX)} AS "missing" FROM (${scored}))`
}
