/**
 * Gates: named requirements over `lead`. Scoring, pushing and explaining all judge with these functions, so that they
 * cannot disagree.
 *
 * A requirement is *unmeasured* when the whole file holds no data for any column it reads (no signal was ever
 * imported). It is then skipped and said, or fails where the config is strict.
 */
import { compileCondition, quoteName, quoteText } from '../../store/condition.ts'
import type { Condition } from '../../store/condition.ts'
import { leadColumn } from '../../store/lead-columns.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import type { Requirement } from '../config/config.ts'

export interface CompiledGate {
  name: string
  requirements: (Requirement & { condition: Condition })[]
}

export interface GateOptions {
  customTypes?: Readonly<Record<string, 'number' | 'text' | 'date'>>
}

export interface Judgement {
  passes: boolean
  /** Names of the requirements that are not met. */
  missing: string[]
  /** Names of those that cannot be judged in this file; of them, `missing` holds those that fail where strict. */
  unmeasured: string[]
}

/** @throws PrmError `condition.…` where a condition does not compile; a checked config has none */
export const compileGate = (
  name: string,
  requirements: readonly Requirement[],
  options: GateOptions = {},
): CompiledGate => ({
  name,
  requirements: requirements.map((requirement) => ({
    ...requirement,
    condition: compileCondition(requirement.when, {
      ...options,
      where: `${requirement.name} of the gate ${name}`,
    }),
  })),
})

/** 1 where a condition holds, 0 where it does not or is unknown. */
export const isMet = ({ sql }: Condition): string => `coalesce(${sql}, 0)`

/** For each requirement an expression under its own name. */
const requirementColumns = ({ requirements }: CompiledGate): { name: string; sql: string }[] =>
  requirements.map(({ name, condition }) => ({ name, sql: isMet(condition) }))

/** One SELECT over everyone: `id` and the requirement columns. `where` is SQL of our own that limits the people. */
export const gateSql = (gate: CompiledGate, { where }: { where?: string } = {}): string => {
  const columns = requirementColumns(gate).map(({ name, sql }) => `${sql} AS ${quoteName(name)}`)
  return `SELECT ${['"id"', ...columns].join(', ')} FROM "lead"${where === undefined ? '' : ` WHERE ${where}`}`
}

/** What the requirements of a gate read. */
export const gateInputs = ({ requirements }: CompiledGate): string[] => [
  ...new Set(requirements.flatMap(({ condition }) => inputNames(condition))),
]

/** What a condition reads, `custom.<name>` and `answer.<key>` included; without the clock, which is no data. */
export const inputNames = ({ columns, custom, answers }: Condition): string[] => [
  ...columns.filter((name) => name !== 'as_of'),
  ...custom.map((name) => `custom.${name}`),
  ...answers.map((name) => `answer.${name}`),
]

const ANY_SIGNAL = 'EXISTS (SELECT 1 FROM "signal" WHERE "active" = 1)'
const ANY_EVENT = 'EXISTS (SELECT 1 FROM "event" WHERE "active" = 1)'

/**
 * One SELECT with one row: for each input 1 where the file holds data for it, else 0 (also in an empty file).
 *
 * @param inputs names as `gateInputs` gives them
 * @param where SQL of our own that limits the people who are asked
 */
export const measuredSql = (inputs: readonly string[], where?: string): string => {
  const columns = inputs.map((input) => {
    const kind = leadColumn.get(input)?.measured
    if (kind === 'always') return `1 AS ${quoteName(input)}`
    if (kind !== undefined) return `${kind === 'signals' ? ANY_SIGNAL : ANY_EVENT} AS ${quoteName(input)}`
    // Whoever is found first tells: most columns need not be read to the end.
    const limit = where === undefined ? '' : ` AND (${where})`
    const sql = `EXISTS (SELECT 1 FROM "lead" WHERE ${leadColumnSql(input)} IS NOT NULL${limit})`
    return `${sql} AS ${quoteName(input)}`
  })
  return `SELECT ${columns.join(', ') || '1 AS "nothing"'}`
}

/**
 * What is measured by the very computation that `scoreSql` makes, whatever the file held before: to be laid over the
 * row of `measuredSql` when scoring.
 */
export const SCORED_NOW: Readonly<Record<string, 1>> = { score: 1, grade: 1, fit: 1, heat: 1, route: 1 }

/**
 * The names of the unmet requirements as SQL over a row of `scoreSql`, separated by commas; a hold stands first. NULL for
 * who passes. As `judge` says it.
 */
export const missingSql = (
  gate: CompiledGate,
  unknown: ReadonlySet<string>,
  strict: boolean,
  prefix: string,
): string => {
  const names = gate.requirements
    .filter(({ name }) => strict || !unknown.has(name))
    .map(
      ({ name }) => ` || CASE WHEN ${quoteName(prefix + name)} = 1 THEN '' ELSE ${quoteText(`,${name}`)} END`,
    )
  return `nullif(substr(coalesce(',' || "hold", '')${names.join('')}, 2), '')`
}

/**
 * The requirements that nothing in the file can answer.
 *
 * @param measured the row of `measuredSql` over at least the gate's inputs
 */
export const unmeasured = (gate: CompiledGate, measured: Readonly<Record<string, unknown>>): Set<string> =>
  new Set(
    gate.requirements
      .filter(({ condition }) => {
        const inputs = inputNames(condition)
        return inputs.length > 0 && inputs.every((name) => measured[name] === 0)
      })
      .map(({ name }) => name),
  )

/**
 * @param row with the requirement columns of `gateSql`, or of `scoreSql`: those with GATE_PREFIX
 * @param unknown what `unmeasured` found
 */
export const judge = (
  gate: CompiledGate,
  row: Readonly<Record<string, unknown>>,
  unknown: ReadonlySet<string>,
  strict: boolean,
  prefix = '',
): Judgement => {
  const names = gate.requirements.map(({ name }) => name)
  const missing = names.filter((name) => row[prefix + name] !== 1 && (strict || !unknown.has(name)))
  return { passes: missing.length === 0, missing, unmeasured: names.filter((name) => unknown.has(name)) }
}
