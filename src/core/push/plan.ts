/**
 * The plan of a push: what each person would become at the target, and why others stay. Pure deciding over what the
 * file holds and what the ledger says was given before; the push carries out this plan and no other.
 */
import type { Row } from '../../store/leads.ts'
import { REASONS_COLUMN, type Config } from '../config/config.ts'
import { dayOf, type Deps } from '../derive/run.ts'
import type { ScorePart } from '../judge/explain.ts'
import { compileModel } from '../judge/model.ts'
import { receiptsOf } from '../judge/receipts.ts'
import { judgePeople, pushColumnSql } from './judged-people.ts'
import { withNameColumns, withNameParts } from './name-parts.ts'
import { OTHER_ROUTE } from './route.ts'
import type { PresetName } from './presets.ts'

export const PLAN_FORMAT = 'prm-push-plan'

export type PushAction = 'create' | 'update' | 'unchanged' | 'held_back'

export type Values = Record<string, string | number | null>

export interface PlannedPerson {
  id: string
  full_name: string | null
  company: string | null
  score: number | null
  action: PushAction
  /** Why a person is held back: unmet requirements, `suppressed`, `customer`. */
  reasons: string[]
  /** With `update`: field → [what the target has, what it gets]. */
  changes: Record<string, [string | number | null, string | number | null]>
  /** What the target gets; empty for those held back. */
  values: Values
  /** Held back now, but given before: a snapshot no longer holds this person. */
  removed: boolean
}

export interface PushPlan {
  format: typeof PLAN_FORMAT
  schemaVersion: 1
  /** The prospect file it was made from. */
  file_id: string
  target: string
  gate: string
  /** Only people on it; null: on any. */
  route: string | null
  as_of: string
  only_new: boolean
  columns: string[]
  /** The tool whose names stand in the header. */
  preset?: PresetName | undefined
  unmeasured: string[]
  counts: Record<PushAction, number>
  people: PlannedPerson[]
  /** Ids of those whom the target was given and the file does not hold any more: merged or taken back. */
  gone: string[]
}

export interface PlanInput {
  target: string
  gate: string
  /** Null: people on any route. */
  route?: string | null | undefined
  columns: string[]
  preset?: PresetName | undefined
  only_new: boolean
  config: Config
}

/** @throws PrmError `push.unknown_gate`, `push.unknown_column` */
export const planPush = (deps: Deps, input: PlanInput): PushPlan => {
  const { file } = deps
  const { config } = input
  const judged = judgePeople(deps, config, { gate: input.gate, route: input.route })
  const columns = ['id', ...input.columns.filter((name) => name !== 'id')]
  const before = file.pushes.held(input.target)
  const missingOf = judged.missing
  const plan: PushPlan = {
    format: PLAN_FORMAT,
    schemaVersion: 1,
    file_id: file.id,
    target: input.target,
    gate: input.gate,
    route: input.route ?? null,
    as_of: dayOf(deps),
    only_new: input.only_new,
    columns,
    ...(input.preset !== undefined && { preset: input.preset }),
    unmeasured: judged.unmeasured,
    counts: { create: 0, update: 0, unchanged: 0, held_back: 0 },
    people: [],
    gone: [],
  }
  const passing = [...missingOf].filter(([, missing]) => missing.length === 0).map(([id]) => id)
  const reasons = columns.includes(REASONS_COLUMN) ? reasonsOf(deps, config, passing) : null
  for (const row of file.leads.select({
    columns: withNameColumns(['full_name', 'company', 'score', ...columns]).map((name) => ({
      name,
      sql: pushColumnSql(name),
    })),
    orderBy: 'lead.score DESC NULLS LAST',
  })) {
    const id = String(row.id)
    const why = reasons?.get(id) ?? null
    if (missingOf.get(id)?.includes(OTHER_ROUTE) && !before.has(id)) continue
    const person = planPerson(
      withNameParts(row),
      columns,
      missingOf.get(id) ?? [],
      before.get(id)?.content,
      why,
    )
    plan.counts[person.action]++
    plan.people.push(person)
    before.delete(id)
  }
  plan.gone = [...before.keys()]
  return plan
}

const planPerson = (
  row: Row,
  columns: string[],
  missing: string[],
  given: string | undefined,
  why: string | null,
): PlannedPerson => {
  const who = {
    id: String(row.id),
    full_name: row.full_name as string | null,
    company: row.company as string | null,
    score: row.score as number | null,
  }
  if (missing.length > 0) {
    const removed = given !== undefined
    return { ...who, action: 'held_back', reasons: missing, changes: {}, values: {}, removed }
  }
  const values: Values = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]))
  if (columns.includes(REASONS_COLUMN)) values[REASONS_COLUMN] = why
  const base = { ...who, reasons: [], values, removed: false }
  if (given === undefined) return { ...base, action: 'create', changes: {} }
  const old = JSON.parse(given) as Values
  const names = [...new Set([...Object.keys(old), ...columns])]
  const changed = names.filter((name) => (old[name] ?? null) !== (values[name] ?? null))
  const changes = Object.fromEntries(
    changed.map((name) => [
      name,
      [old[name] ?? null, values[name] ?? null] as [Values[string], Values[string]],
    ]),
  )
  return { ...base, action: changed.length > 0 ? 'update' : 'unchanged', changes }
}

/** For each person what gave most points, as one line; with their evidence where it is short and telling. */
export const reasonsOf = (
  deps: Deps,
  config: Config,
  ids: readonly string[],
  { withEvidence = false } = {},
): Map<string, string> => {
  const model = compileModel(config.model, config.routes, dayOf(deps))
  const found = new Map<string, string>()
  for (const [id, { parts }] of receiptsOf(deps.file, model, ids)) {
    const reasons = topReasons(parts)
    found.set(id, reasons.map((part) => part.because + (withEvidence ? evidenceText(part) : '')).join('; '))
  }
  return found
}

const LIMITS = new Set(['cap', 'floor', 'saturation'])
const REASONS = 3

/** The strongest rule of each dimension, then further ones, until there are enough; strongest first. */
const topReasons = (parts: readonly ScorePart[]): ScorePart[] => {
  const rules = parts
    .filter(({ kind, points }) => !LIMITS.has(kind) && points > 0)
    .sort((a, b) => b.points - a.points)
  const firsts = rules.filter(
    (rule, i) => rules.findIndex(({ dimension }) => dimension === rule.dimension) === i,
  )
  const chosen = new Set([...firsts, ...rules].slice(0, Math.max(REASONS, firsts.length)))
  return rules.filter((rule) => chosen.has(rule))
}

/** Said of everybody in a list of people, or only in codes. */
const DULL = new Set([
  'title',
  'seniority',
  'department',
  'full_name',
  'company',
  'domain',
  'email',
  'email_status',
  'phone_status',
])
const SHORT = 36

const evidenceText = ({ evidence = {}, on }: ScorePart): string => {
  if (on !== undefined) return ` (${on})`
  const [only, ...others] = Object.entries(evidence)
  if (only === undefined || others.length > 0 || DULL.has(only[0]) || only[1] === null) return ''
  const text = String(only[1])
  return text.length > SHORT || text.includes('\n') ? '' : ` (${text})`
}
