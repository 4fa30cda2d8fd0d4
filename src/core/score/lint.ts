/**
 * What is wrong with a model although it can be read: rules that are true of nobody here, or of everybody, or always of
 * the same people as another; dimensions that count nothing. Asked of the file in one pass: people in whom the same rules
 * hold are counted together.
 */
import type { ProspectFile } from '../../store/index.ts'
import { DIMENSIONS, type Config, type DimensionName } from '../config/config.ts'
import { ruleLines } from '../config/rule-line.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import {
  compileModel,
  FACT_DIMENSIONS,
  scoreSql,
  type CompiledModel,
  type CompiledRule,
} from '../judge/model.ts'

export interface LintInput {
  config: Config
  /** The text of the model, to say where a rule stands; null: the built-in one. */
  source: { name: string; text: string } | null
}

export type FindingKind = 'unreachable' | 'everybody' | 'overlap' | 'dead_dimension' | 'dead_group'

export interface Finding {
  kind: FindingKind
  dimension: DimensionName
  /** The condition; null for a dimension or a group. */
  rule: string | null
  message: string
  /** Where the rule stands in the text, counted from 1. */
  line: number | null
}

export interface LintResult extends Result {
  counts: Record<'people' | 'rules' | 'findings', number>
  /** The file in which the model stands; null: the built-in one. */
  source: string | null
  findings: Finding[]
}

/** Two rules that differ in fewer people than this say the same. */
const SAME = 0.95
/** Fewer people prove nothing. */
const ENOUGH = 20

/** Before it is known where the rule stands: `of` is its place among all rules of the model. */
type Found = Omit<Finding, 'line'> & { of: number | null }

/** People in whom the same rules hold: `1`, do not: `0`, or cannot be judged: `2`; a digit a rule. */
interface Pattern {
  pattern: string
  people: number
}

const patternsOf = (file: ProspectFile, { rules }: CompiledModel): Pattern[] => {
  if (rules.length === 0) return []
  const digits = rules.map(({ condition }) => `coalesce(${condition.sql}, 2)`).join(' || ')
  return file.leads.rows(
    `SELECT "pattern", count(*) AS "people" FROM (SELECT ${digits} AS "pattern" FROM "lead") GROUP BY "pattern"`,
  ) as unknown as Pattern[]
}

const named = ({ when }: CompiledRule): string => `"${when.replace(/\s+/g, ' ')}"`

const people = (n: number): string => (n === 1 ? 'the one person' : `all ${n} people`)

/** One rule: true of nobody, or of everybody. */
const alone = (rule: CompiledRule, of: number, held: number, unknown: number, all: number): Found | null => {
  const { dimension, when } = rule
  if (held === 0) {
    const why = unknown === all ? 'nothing in the file tells' : 'true of nobody in the file'
    return { kind: 'unreachable', dimension, rule: when, of, message: `${named(rule)} never counts: ${why}` }
  }
  if (held < all || all < ENOUGH) return null
  const message = `${named(rule)} is true of ${people(all)}: it tells nobody apart`
  return { kind: 'everybody', dimension, rule: when, of, message }
}

const overlaps = (rules: readonly CompiledRule[], patterns: readonly Pattern[], all: number): Found[] =>
  rules.flatMap((a, i) =>
    rules.slice(i + 1).flatMap((b, k): Found[] => {
      const j = i + 1 + k
      let [both, either] = [0, 0]
      for (const { pattern, people: n } of patterns) {
        const [inA, inB] = [pattern[i] === '1', pattern[j] === '1']
        if (inA && inB) both += n
        if (inA || inB) either += n
      }
      const isText = a.when === b.when && a.dimension === b.dimension
      // What is true of everybody is said already.
      if (!isText && (either < ENOUGH || both < SAME * either || either === all)) return []
      const how = isText
        ? 'stands here twice'
        : both === either
          ? `holds for the same ${both} people`
          : `holds for nearly the same people (${both} of ${either})`
      const message = isText
        ? `${named(b)} ${how}`
        : `${named(b)} ${how} as ${named(a)}${a.dimension === b.dimension ? '' : ` in ${a.dimension}`}: they count twice`
      return [{ kind: 'overlap', dimension: b.dimension, rule: b.when, of: j, message }]
    }),
  )

/** What counts nothing for anybody, though it could. */
const dead = (file: ProspectFile, config: Config, compiled: CompiledModel): Found[] => {
  const most = DIMENSIONS.map((name) => `max("${name}") AS "${name}"`).join(', ')
  const [found = {}] = file.leads.rows(`SELECT ${most} FROM (${scoreSql(compiled)})`)
  return DIMENSIONS.flatMap((dimension): Found[] => {
    const { cap, groups = {}, rules } = config.model.dimensions[dimension]
    const unused = Object.keys(groups).filter((name) => rules.every(({ group }) => group !== name))
    const dated = Object.entries(FACT_DIMENSIONS).some(
      ([fact, name]) =>
        name === dimension && Object.keys(config.model.decay[`${fact as 'signal' | 'event'}s`]).length > 0,
    )
    // Who writes nothing into a dimension does not want it.
    const isEmpty = rules.length === 0 && !dated
    const why = cap === 0 ? 'its cap is 0' : 'no rule gives points to anybody, and nothing dated does'
    return [
      ...(Number(found[dimension] ?? 0) > 0 || isEmpty
        ? []
        : [
            {
              kind: 'dead_dimension' as const,
              dimension,
              rule: null,
              of: null,
              message: `${dimension} counts nothing for anybody: ${why}`,
            },
          ]),
      ...unused.map((name) => ({
        kind: 'dead_group' as const,
        dimension,
        rule: null,
        of: null,
        message: `no rule of ${dimension} is in its group ${name}`,
      })),
    ]
  })
}

/** Of an empty file nothing can be said but what stands there twice. */
export const lintModel = (deps: Deps, { config, source }: LintInput): Promise<LintResult> => {
  const { file } = deps
  const compiled = compileModel(config.model, config.routes, dayOf(deps))
  const { rules } = compiled
  const patterns = patternsOf(file, compiled)
  const all = file.people.count()
  const held = (i: number, digit: string): number =>
    patterns.reduce((sum, { pattern, people: n }) => sum + (pattern[i] === digit ? n : 0), 0)
  const line = source === null ? () => null : ruleLines(source.text)
  /** Rules are compiled in the order in which they stand in their dimension. */
  const lineOf = (of: number | null): number | null => {
    if (of === null) return null
    const { dimension } = rules[of]!
    return line(dimension, of - rules.findIndex((rule) => rule.dimension === dimension))
  }
  const findings = [
    ...(all === 0 ? [] : rules.flatMap((rule, i) => alone(rule, i, held(i, '1'), held(i, '2'), all) ?? [])),
    ...overlaps(rules, patterns, all),
    ...(all === 0 ? [] : dead(file, config, compiled)),
  ].map(({ of, ...finding }): Finding => ({ ...finding, line: lineOf(of) }))
  return Promise.resolve({
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { people: all, rules: rules.length, findings: findings.length },
    source: source?.name ?? null,
    findings,
  })
}
