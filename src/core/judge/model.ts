/**
 * The scoring model as SQL over `lead`: one pass, one CASE a rule, no subqueries per person.
 *
 * Receipts and scores come from the same compiled rules. A dimension is the plain sum of its rules (it may be negative),
 * limited by its cap; the score is the sum of the dimensions, kept between 0 and 100. Each limit that bites is a part
 * of the receipt with its sign, so that the score always equals the sum of its parts.
 */
import { compileCondition, quoteName, quoteText } from '../../store/condition.ts'
import type { Condition } from '../../store/condition.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import { DIMENSIONS, FIT_DIMENSIONS, HEAT_DIMENSIONS } from '../config/config.ts'
import type { DimensionName, Model, Route } from '../config/config.ts'
import { inputNames, requirementColumns, SCORED_NOW } from './gate.ts'
import type { CompiledGate } from './gate.ts'

export interface CompiledRule {
  dimension: DimensionName
  points: number
  because: string
  /** The user's text. */
  when: string
  condition: Condition
}

/** Something that a rule reads: a column of `lead`, or one of the list's own. */
export interface Input {
  /** As it stands in rules: `employees`, `custom.budget`. */
  name: string
  sql: string
}

export interface CompiledModel {
  model: Model
  rules: CompiledRule[]
  routes: (Route & { condition: Condition })[]
  inputs: Input[]
}

export interface CompileOptions {
  customTypes?: Readonly<Record<string, 'number' | 'text' | 'date'>>
}

/** Columns that scoring itself finds: routes and gates read those of this very computation. */
const OWN = Object.keys(SCORED_NOW)

/** Before the names of a gate's requirements in `scoreSql`: `gate:reachable`. */
export const GATE_PREFIX = 'gate:'

/** The columns of `scoreSql`, in order. */
export const SCORE_COLUMNS = [
  'id',
  ...DIMENSIONS,
  'fit_points',
  'heat_points',
  'score',
  'fit',
  'heat',
  'grade',
  'route',
]

export const inputsOf = (conditions: readonly Condition[]): Input[] => {
  const names = new Set(conditions.flatMap(inputNames))
  return [...names].map((name) => ({ name, sql: leadColumnSql(name) }))
}

/** @throws PrmError `condition.…` where a condition does not compile; a checked config has none */
export const compileModel = (
  model: Model,
  routes: readonly Route[],
  options: CompileOptions = {},
): CompiledModel => {
  const rules = DIMENSIONS.flatMap((dimension) =>
    model.dimensions[dimension].rules.map((rule, i) => ({
      ...rule,
      dimension,
      condition: compileCondition(rule.when, { ...options, where: `rule ${i + 1} of ${dimension}` }),
    })),
  )
  const compiledRoutes = routes.map((route) => ({
    ...route,
    condition: compileCondition(route.when, { ...options, where: `route ${route.route}` }),
  }))
  return { model, rules, routes: compiledRoutes, inputs: inputsOf(rules.map(({ condition }) => condition)) }
}

export interface ScoreSource {
  /** The relation with the columns of `lead`. */
  from?: string
  /** SQL of our own that limits the people: `"id" IN (SELECT …)`. */
  where?: string
  /** Adds its requirements as columns GATE_PREFIX + name: 1 met, 0 not; they see the score of this computation. */
  gate?: CompiledGate
}

const source = ({ from = '"lead"', where }: ScoreSource): string =>
  `${from}${where === undefined ? '' : ` WHERE ${where}`}`

/** Columns of `lead` that later steps read, beside those that scoring finds. */
const passedThrough = (conditions: readonly Condition[]): string[] => {
  const names = new Set(conditions.flatMap(({ columns }) => columns))
  if (conditions.some(({ custom }) => custom.length > 0)) names.add('custom')
  if (conditions.some(({ answers }) => answers.length > 0)) names.add('answers')
  return [...names].filter((name) => name !== 'id' && !OWN.includes(name))
}

/** A route or gate may read columns of `lead`: inside the query a dimension's sum has a name of its own. */
const inner = (dimension: DimensionName): string => quoteName(`d:${dimension}`)

const total = (names: readonly DimensionName[]): string => names.map(inner).join(' + ')

const dimensionSql = (name: DimensionName, { model, rules }: CompiledModel): string => {
  const terms = rules
    .filter((rule) => rule.dimension === name)
    .map(({ condition, points }) => `CASE WHEN ${condition.sql} THEN ${points} ELSE 0 END`)
  return `min(${terms.length === 0 ? '0' : terms.join(' + ')}, ${model.dimensions[name].cap}) AS ${inner(name)}`
}

/**
 * One SELECT that scores everyone, with the columns SCORE_COLUMNS: the id, the points of each dimension after its cap,
 * points of fit and heat, score 0–100, fit A–C, heat 1–3, grade A–D, and the first route whose condition holds, or NULL.
 */
export const scoreSql = (compiled: CompiledModel, options: ScoreSource = {}): string => {
  const { grades, fit, heat } = compiled.model
  const requirements = options.gate?.requirements ?? []
  const through = passedThrough([...compiled.routes, ...requirements].map(({ condition }) => condition))
  const routing = compiled.routes.map(
    ({ condition, route }) => `WHEN ${condition.sql} THEN ${quoteText(route)}`,
  )
  const gate = options.gate === undefined ? [] : requirementColumns(options.gate)
  const results = [
    '"id"',
    ...DIMENSIONS.map((name) => `${inner(name)} AS ${quoteName(name)}`),
    '"fit_points", "heat_points", "score", "fit", "heat", "grade", "route"',
    ...gate.map(({ name, sql }) => `${sql} AS ${quoteName(GATE_PREFIX + name)}`),
  ]
  // MATERIALIZED: otherwise SQLite folds the queries into one and evaluates every rule again at each mention of its sum.
  return `WITH "points" AS MATERIALIZED (
  SELECT ${['"id"', ...through.map(quoteName), ...DIMENSIONS.map((name) => dimensionSql(name, compiled))].join(',\n         ')}
    FROM ${source(options)}
), "sums" AS (
  SELECT *, ${total(FIT_DIMENSIONS)} AS "fit_points", ${total(HEAT_DIMENSIONS)} AS "heat_points",
         max(0, min(100, ${total(DIMENSIONS)})) AS "score"
    FROM "points"
), "graded" AS (
  SELECT *,
         CASE WHEN "fit_points" >= ${fit.A} THEN 'A' WHEN "fit_points" >= ${fit.B} THEN 'B' ELSE 'C' END AS "fit",
         CASE WHEN "heat_points" >= ${heat[1]} THEN 1 WHEN "heat_points" >= ${heat[2]} THEN 2 ELSE 3 END AS "heat",
         CASE WHEN "score" >= ${grades.A} THEN 'A' WHEN "score" >= ${grades.B} THEN 'B'
              WHEN "score" >= ${grades.C} THEN 'C' ELSE 'D' END AS "grade"
    FROM "sums"
), "routed" AS (
  SELECT *, ${routing.length === 0 ? 'NULL' : `CASE ${routing.join(' ')} END`} AS "route"
    FROM "graded"
)
SELECT ${results.join(', ')}
  FROM "routed"`
}

/**
 * What a receipt needs of one person, or of several (see explain.ts): `r0`, `r1`, … whether each rule holds (1, 0, NULL: unknown), and
 * `v0`, `v1`, … the values of the inputs.
 */
export const receiptSql = (
  { rules, inputs }: CompiledModel,
  ids: string | readonly string[],
  { from = '"lead"' }: ScoreSource = {},
): string => {
  const columns = [
    '"id"',
    ...rules.map(({ condition }, i) => `${condition.sql} AS "r${i}"`),
    ...inputs.map(({ sql }, i) => `${sql} AS "v${i}"`),
  ]
  return `SELECT ${columns.join(', ')} FROM ${from} WHERE "id" IN (${[ids].flat().map(quoteText).join(', ')})`
}
