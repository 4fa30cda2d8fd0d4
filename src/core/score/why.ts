/** Why a person has this score, and what the gates still ask for: computed anew from the facts as they stand. */
import { quoteText } from '../../store/condition.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import type { ScoreRow } from '../../store/scores.ts'
import type { Config } from '../config/config.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { fileGate } from '../judge/file-gate.ts'
import { compileGate, SCORED_NOW, type Judgement } from '../judge/gate.ts'
import type { Receipt } from '../judge/explain.ts'
import { compileModel, GATE_PREFIX, inputsOf, scoreSql } from '../judge/model.ts'
import { receiptsOf } from '../judge/receipts.ts'

export interface WhyInput {
  who: string
  config: Config
}

export interface RequirementReport {
  name: string
  when: string
  state: 'met' | 'missing' | 'unmeasured'
  /** What the requirement reads: field → value. */
  values: Record<string, string | number | null>
}

export interface WhyResult extends Result, Receipt {
  person: {
    id: string
    full_name: string | null
    title: string | null
    company: string | null
    email: string | null
  }
  route: string | null
  gates: Record<string, Judgement & { requirements: RequirementReport[] }>
  /** The score as last given, where it is another one than now: `prm score` brings it up to date. */
  given: { score: number; grade: string; as_of: string } | null
  /** What is not known and would add points if it held, as far as the caps leave room; most first. */
  ways_up: { points: number; because: string; unknown: string[] }[]
  built_in_model: boolean
}

const PERSON = ['full_name', 'title', 'company', 'email'].map((name) => ({ name, sql: leadColumnSql(name) }))

/** @throws PrmError `who.unknown`, `who.ambiguous` */
export const explainPerson = (deps: Deps, { who, config }: WhyInput): Promise<WhyResult> => {
  const { file } = deps
  const id = findPerson(file, who)
  const where = `"id" = ${quoteText(id)}`
  const model = compileModel(config.model, config.routes, dayOf(deps))
  const receipt = receiptsOf(file, model, [id]).get(id)!
  const [person] = file.leads.select({ columns: PERSON, where })
  const latest = file.scores.latest(id)
  const [scored] = file.leads.rows(scoreSql(model, { where }))
  const gates = Object.fromEntries(
    Object.keys(config.gates).map((name) => [name, judgeGate(deps, config, model, name, id)]),
  )
  const result: WhyResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { parts: receipt.parts.length },
    person: { id, ...(person as unknown as Omit<WhyResult['person'], 'id'>) },
    ...receipt,
    route: (scored?.route ?? null) as string | null,
    gates,
    given: staleScore(latest, receipt),
    ways_up: waysUp(receipt, config),
    built_in_model: config.builtIn,
  }
  return Promise.resolve(result)
}

const waysUp = ({ open, dimensions, score }: Receipt, { model }: Config): WhyResult['ways_up'] =>
  open
    .map(({ dimension, points, because, unknown }) => {
      const room = Math.min(model.dimensions[dimension].cap - dimensions[dimension], 100 - score)
      return { points: Math.min(points, room), because, unknown }
    })
    .filter(({ points, unknown }) => points > 0 && unknown.length > 0)
    .sort((a, b) => b.points - a.points)

const staleScore = (latest: ScoreRow | undefined, receipt: Receipt): WhyResult['given'] =>
  latest === undefined || latest.score === receipt.score
    ? null
    : { score: latest.score, grade: latest.grade, as_of: latest.as_of }

const judgeGate = (
  { file }: Deps,
  config: Config,
  model: ReturnType<typeof compileModel>,
  name: string,
  id: string,
): WhyResult['gates'][string] => {
  const where = `"id" = ${quoteText(id)}`
  const gate = compileGate(name, config.gates[name] ?? [])
  const judged = fileGate(file, gate, config.strict, where)
  const [row = {}] = file.leads.rows(scoreSql(model, { where, gate }))
  const judgement = judged.judge(row, GATE_PREFIX)
  const { missing } = judgement
  const requirements = gate.requirements.map(({ name: requirement, when, condition }): RequirementReport => {
    const inputs = inputsOf([condition])
    const [values = {}] = inputs.length === 0 ? [] : file.leads.select({ columns: inputs, where })
    for (const key of Object.keys(SCORED_NOW)) if (key in values) values[key] = row[key] ?? null
    const state = missing.includes(requirement)
      ? 'missing'
      : judged.unmeasured.has(requirement)
        ? 'unmeasured'
        : 'met'
    return { name: requirement, when, state, values }
  })
  return { ...judgement, requirements }
}
