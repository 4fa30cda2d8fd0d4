/**
 * The scoring model as SQL over `lead`: one pass, one CASE a rule, no subqueries per person but one for the events and one
 * for the signals of each.
 *
 * Receipts and scores come from the same compiled rules. A dimension is the sum of its rules (those of a group up to its
 * cap) and, of behavioural and intent, of what events and signals are worth on the day; at least 0 and at most its cap.
 * The score is the sum of the dimensions, at most 100. Each limit that bites is a part of the receipt with its sign, so
 * that the score always equals the sum of its parts.
 */
import { compileCondition, quoteName, quoteText } from '../../store/condition.ts'
import type { Condition } from '../../store/condition.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import { DIMENSIONS, FIT_DIMENSIONS, HEAT_DIMENSIONS } from '../config/config.ts'
import type { DimensionName, Model, Route } from '../config/config.ts'
import { factsSql, saturatedSql } from './facts-sql.ts'
import { inputNames, isMet, SCORED_NOW } from './gate.ts'
import { holdSql } from './holds.ts'
import type { CompiledGate } from './gate.ts'

export interface CompiledRule {
  dimension: DimensionName
  points: number
  because: string
  group: string | null
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
  /** The day on which facts are aged. ISO date. */
  asOf: string
}

export interface CompileOptions {
  customTypes?: Readonly<Record<string, 'number' | 'text' | 'date'>>
}

/** The dimension to which signals add, and that to which events do. */
export const FACT_DIMENSIONS = { signal: 'intent', event: 'behavioural' } as const

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

/**
 * @param asOf the day on which facts are aged, an ISO date: that of the connection's clock
 * @throws PrmError `condition.…` where a condition does not compile; a checked config has none
 */
export const compileModel = (
  model: Model,
  routes: readonly Route[],
  asOf: string,
  options: CompileOptions = {},
): CompiledModel => {
  const rules = DIMENSIONS.flatMap((dimension) =>
    model.dimensions[dimension].rules.map((rule, i) => ({
      ...rule,
      group: rule.group ?? null,
      dimension,
      condition: compileCondition(rule.when, { ...options, where: `rule ${i + 1} of ${dimension}` }),
    })),
  )
  const compiledRoutes = routes.map((route) => ({
    ...route,
    condition: compileCondition(route.when, { ...options, where: `route ${route.route}` }),
  }))
  const inputs = inputsOf(rules.map(({ condition }) => condition))
  return { model, rules, routes: compiledRoutes, inputs, asOf }
}

export interface ScoreSource {
  /** The relation with the columns of `lead`. */
  from?: string
  /** SQL of our own that limits the people: `"id" IN (SELECT …)`. */
  where?: string
  /** Adds its requirements as columns GATE_PREFIX + name: 1 met, 0 not; they see the score of this computation. */
  gate?: CompiledGate
}

/** Columns of `lead` that later steps read, beside those that scoring finds. */
const passedThrough = (conditions: readonly Condition[]): string[] => {
  const names = new Set(conditions.flatMap(({ columns }) => columns))
  if (conditions.some(({ custom }) => custom.length > 0)) names.add('custom')
  if (conditions.some(({ answers }) => answers.length > 0)) names.add('answers')
  return [...names].filter((name) => name !== 'id' && !OWN.includes(name))
}

const asksForScore = ({ columns }: Condition): boolean => columns.some((name) => OWN.includes(name))

/** A route or gate may read columns of `lead`: inside the query a dimension's sum has a name of its own. */
const inner = (name: string): string => quoteName(`points:${name}`)
const total = (names: readonly DimensionName[]): string => names.map(inner).join(' + ')

/** What the rules of a dimension give, groups up to their caps. */
const rulesSql = (name: DimensionName, { model, rules }: CompiledModel): string => {
  const terms = (group: string | null): string =>
    rules
      .filter((rule) => rule.dimension === name && rule.group === group)
      .map(({ condition, points }) => `CASE WHEN ${condition.sql} THEN ${points} ELSE 0 END`)
      .join(' + ')
  const groups = Object.entries(model.dimensions[name].groups ?? {}).flatMap(([group, cap]) => {
    const sum = terms(group)
    return sum === '' ? [] : [`min(${sum}, ${cap})`]
  })
  return [...groups, terms(null)].filter((sum) => sum !== '').join(' + ') || '0'
}

const dimensionSql = (name: DimensionName, { model }: CompiledModel): string => {
  const { saturation } = model.decay
  const facts =
    name === FACT_DIMENSIONS.signal
      ? ` + ${saturatedSql('"facts:signal"', saturation.signals)}`
      : name === FACT_DIMENSIONS.event
        ? ` + ${saturatedSql('"facts:event"', saturation.events)}`
        : ''
  return `max(0, min(${model.dimensions[name].cap}, ${quoteName(`rules:${name}`)}${facts})) AS ${inner(name)}`
}

const routeSql = (routes: CompiledModel['routes']): string =>
  routes.length === 0
    ? 'NULL'
    : `CASE ${routes.map(({ condition, route }) => `WHEN ${condition.sql} THEN ${quoteText(route)}`).join(' ')} END`

/** The letter for what is below all cut points comes last. */
export const fitLetters = (fit: Model['fit']): string[] => [
  ...Object.keys(fit),
  String.fromCodePoint('A'.codePointAt(0)! + Object.keys(fit).length),
]

const cutSql = (points: string, cuts: readonly (readonly [string, number])[], last: string): string =>
  `CASE ${cuts.map(([name, from]) => `WHEN ${points} >= ${from} THEN ${name}`).join(' ')} ELSE ${last} END`

/**
 * One SELECT that scores everyone, with the columns SCORE_COLUMNS: the id, the points of each dimension between its
 * limits, points of fit and heat, score 0–100, fit A–C or further, heat 1–3, grade A–D, and the first route whose
 * condition holds, or NULL. With a gate also its requirements, and `hold`: what keeps somebody back whatever a gate asks.
 */
export const scoreSql = (compiled: CompiledModel, options: ScoreSource = {}): string => {
  const { decay, grades, fit, heat } = compiled.model
  const { from = '"lead"', where, gate } = options
  // What does not ask for the score is judged at once: few columns need to be carried along.
  const requirements = (gate?.requirements ?? []).map((requirement) => ({
    ...requirement,
    isEarly: !asksForScore(requirement.condition),
    column: quoteName(GATE_PREFIX + requirement.name),
  }))
  const early = requirements.filter(({ isEarly }) => isEarly)
  const late = requirements.filter(({ isEarly }) => !isEarly)
  const through = passedThrough([...compiled.routes, ...late].map(({ condition }) => condition))
  const results = [
    '"id"',
    ...DIMENSIONS.map((name) => `${inner(name)} AS ${quoteName(name)}`),
    '"fit_points", "heat_points", "score", "fit", "heat", "grade", "route"',
    ...requirements.map(({ isEarly, column, condition }) =>
      isEarly ? column : `${isMet(condition)} AS ${column}`,
    ),
    ...(gate === undefined ? [] : ['"hold"']),
  ]
  const facts = factsSql(decay, compiled.asOf, '"one"."id"', '"one"."company_id"', where !== undefined)
  const lastLetter = fitLetters(fit).at(-1)!
  const letters = Object.entries(fit).map(([name, cut]) => [quoteText(name), cut] as const)
  const raw = [
    '"one"."id"',
    ...through.map((name) => `"one".${quoteName(name)}`),
    ...DIMENSIONS.map((name) => `${rulesSql(name, compiled)} AS ${quoteName(`rules:${name}`)}`),
    `${facts.signals} AS "facts:signal"`,
    `${facts.events} AS "facts:event"`,
    ...early.map(({ condition, column }) => `${isMet(condition)} AS ${column}`),
    ...(gate === undefined ? [] : [`${holdSql} AS "hold"`]),
  ]
  // OFFSET: otherwise SQLite folds the queries into one and evaluates every rule again at each mention of its sum. It asks
  // such a query row by row and copies nothing, as MATERIALIZED would.
  return `WITH ${facts.with === null ? '' : `${facts.with}, `}"raw" AS (
  SELECT ${raw.join(',\n         ')}
    FROM ${from} AS "one"${facts.join}${where === undefined ? '' : ` WHERE ${where}`}
   LIMIT -1 OFFSET 0
), "points" AS (
  SELECT *, ${DIMENSIONS.map((name) => dimensionSql(name, compiled)).join(',\n         ')}
    FROM "raw"
   LIMIT -1 OFFSET 0
), "sums" AS (
  SELECT *, ${total(FIT_DIMENSIONS)} AS "fit_points", ${total(HEAT_DIMENSIONS)} AS "heat_points",
         min(100, ${total(DIMENSIONS)}) AS "score"
    FROM "points"
), "graded" AS (
  SELECT *,
         ${cutSql('"fit_points"', letters, quoteText(lastLetter))} AS "fit",
         ${cutSql(
           '"heat_points"',
           [
             ['1', heat[1]],
             ['2', heat[2]],
           ],
           '3',
         )} AS "heat",
         ${cutSql(
           '"score"',
           [
             ["'A'", grades.A],
             ["'B'", grades.B],
             ["'C'", grades.C],
           ],
           "'D'",
         )} AS "grade"
    FROM "sums"
), "routed" AS (
  SELECT *, ${routeSql(compiled.routes)} AS "route"
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

/** Before the names of requirements in `standingSql`. */
export const standingColumn = (gate: string, requirement: string): string =>
  `${GATE_PREFIX}${gate}:${requirement}`

/**
 * One SELECT for one person whose score is known: the route, and the requirements of gates under `standingColumn`.
 *
 * @param score the columns of lead that scoring finds, but the route
 */
export const standingSql = (
  { routes }: Pick<CompiledModel, 'routes'>,
  gates: readonly CompiledGate[],
  id: string,
  score: Readonly<Record<string, string | number>>,
): string => {
  const requirements = gates.flatMap((gate) =>
    gate.requirements.map((each) => ({ ...each, column: quoteName(standingColumn(gate.name, each.name)) })),
  )
  const through = passedThrough([...routes, ...requirements].map(({ condition }) => condition))
  const own = Object.entries(score).map(
    ([name, value]) => `${typeof value === 'number' ? value : quoteText(value)} AS ${quoteName(name)}`,
  )
  return `WITH "own" AS (SELECT ${['"id"', ...through.map(quoteName), ...own].join(', ')} FROM "lead" WHERE "id" = ${quoteText(id)}),
  "routed" AS (SELECT *, ${routeSql(routes)} AS "route" FROM "own")
SELECT ${['"id"', '"route"', ...requirements.map(({ condition, column }) => `${isMet(condition)} AS ${column}`)].join(', ')} FROM "routed"`
}
