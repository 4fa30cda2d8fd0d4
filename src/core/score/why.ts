/** Why a person has this score, and what the gates still ask for: computed anew from the facts as they stand. */
import { quoteText } from '../../store/condition.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import type { Row } from '../../store/leads.ts'
import type { ScoreRow } from '../../store/scores.ts'
import { FIT_DIMENSIONS, HEAT_DIMENSIONS } from '../config/config.ts'
import type { Config, DimensionName, Model } from '../config/config.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { beforeNow, fileGate, type Before } from '../judge/file-gate.ts'
import { compileGate, type CompiledGate, type Judgement } from '../judge/gate.ts'
import { explain, type Receipt } from '../judge/explain.ts'
import { compileModel, inputsOf, standingColumn, standingSql, type CompiledModel } from '../judge/model.ts'
import { materialOf, type ReceiptMaterial } from '../judge/receipts.ts'

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
  /** Who looks after them: as a list or a hand says, or by which rule it was assigned; null: nobody. */
  owner: { name: string; assigned: { because: string; run: number; on: string } | null } | null
  gates: Record<string, Judgement & { requirements: RequirementReport[] }>
  /** The score as last given, where it is another one than now: `prm score` brings it up to date. */
  given: { score: number; grade: string; as_of: string } | null
  /** What is not known and would add points if it held, as far as the caps leave room; most first. */
  ways_up: { points: number; because: string; unknown: string[] }[]
  /** What comes next: a grade from a score on, a letter of fit and a number of heat from points on; null at the top. */
  next: Record<'grade' | 'fit' | 'heat', { name: string; at: number; away: number } | null>
  /** How probable the outcome is that the model was learned for; null where it does not say. */
  probability: number | null
  built_in_model: boolean
}

const PERSON = ['full_name', 'title', 'company', 'email'].map((name) => ({ name, sql: leadColumnSql(name) }))

/** @throws PrmError `who.unknown`, `who.ambiguous` */
export const explainPerson = (deps: Deps, { who, config }: WhyInput): Promise<WhyResult> => {
  const { file } = deps
  const id = findPerson(file, who)
  const where = `"id" = ${quoteText(id)}`
  const model = compileModel(config.model, config.routes, dayOf(deps))
  const given = materialOf(file, model, [id]).get(id)!
  const receipt = explain(model, given.row, given.facts)
  const [person] = file.leads.select({ columns: PERSON, where })
  const latest = file.scores.latest(id)
  const gates = Object.entries(config.gates).map(([name, requirements]) => compileGate(name, requirements))
  const { score, grade, fit, heat } = receipt
  const [standing = {}] = file.leads.rows(standingSql(model, gates, id, { score, grade, fit, heat }))
  const own = { score, grade, fit, heat, route: standing.route ?? null }
  const before = beforeNow(deps)
  const result: WhyResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { parts: receipt.parts.length },
    person: { id, ...(person as unknown as Omit<WhyResult['person'], 'id'>) },
    ...receipt,
    route: own.route as string | null,
    owner: ownerOf(file, id),
    gates: Object.fromEntries(
      gates.map((gate) => [gate.name, judgeGate(deps, config, gate, before, id, standing, own)]),
    ),
    given: staleScore(latest, receipt),
    ways_up: waysUp(model, receipt, given),
    next: nextOf(config.model, receipt),
    probability: probabilityOf(config.model, receipt),
    built_in_model: config.builtIn,
  }
  return Promise.resolve(result)
}

const ownerOf = ({ assignments }: Deps['file'], id: string): WhyResult['owner'] => {
  const given = assignments.given(id)
  if (given !== null) return { name: given, assigned: null }
  const found = assignments.ofPerson(id)
  if (found === null) return null
  const { owner, because, run_id: run, on } = found
  return { name: owner, assigned: { because: because ?? '', run, on } }
}

/** What would be gained if one more rule held: the whole receipt is made again, so every limit has its say. */
const waysUp = (model: CompiledModel, receipt: Receipt, given: ReceiptMaterial): WhyResult['ways_up'] => {
  const open = new Map(receipt.open.map((rule) => [`${rule.dimension} ${rule.rule} ${rule.because}`, rule]))
  return model.rules
    .flatMap(({ dimension, when, because }, i) => {
      const rule = open.get(`${dimension} ${when} ${because}`)
      if (rule === undefined || rule.unknown.length === 0) return []
      const { score } = explain(model, { ...given.row, [`r${i}`]: 1 }, given.facts)
      return score > receipt.score ? [{ points: score - receipt.score, because, unknown: rule.unknown }] : []
    })
    .sort((a, b) => b.points - a.points)
}

const nextOf = ({ grades, fit, heat }: Model, { score, dimensions }: Receipt): WhyResult['next'] => {
  const sum = (names: readonly DimensionName[]): number =>
    names.reduce((all, name) => all + dimensions[name], 0)
  const above = (cuts: Record<string, number>, points: number) => {
    // The lowest cut point that is not reached.
    const found = Object.entries(cuts)
      .filter(([, at]) => at > points)
      .sort(([, a], [, b]) => a - b)[0]
    return found === undefined ? null : { name: found[0], at: found[1], away: found[1] - points }
  }
  return {
    grade: above(grades, score),
    fit: above(fit, sum(FIT_DIMENSIONS)),
    heat: above({ ...heat }, sum(HEAT_DIMENSIONS)),
  }
}

/** Of the outcome, as the model was learned; the score is the sum of its points. */
const probabilityOf = ({ learned }: Model, { score }: Receipt): number | null =>
  learned?.probabilities === true
    ? 1 / (1 + Math.exp(-(learned.intercept + learned.per_point * score)))
    : null

const staleScore = (latest: ScoreRow | undefined, receipt: Receipt): WhyResult['given'] =>
  latest === undefined || latest.score === receipt.score
    ? null
    : { score: latest.score, grade: latest.grade, as_of: latest.as_of }

const judgeGate = (
  deps: Deps,
  config: Config,
  gate: CompiledGate,
  before: Before,
  id: string,
  standing: Row,
  own: Row,
): WhyResult['gates'][string] => {
  const where = `"id" = ${quoteText(id)}`
  const judged = fileGate(deps, gate, config.strict, where, before)
  const judgement = judged.judge({ ...standing, id }, standingColumn(gate.name, ''))
  const { missing } = judgement
  // Read once for all requirements: asking for a row of lead anew takes longer than reading it.
  const columns = inputsOf(gate.requirements.map(({ condition }) => condition))
  const [known = {}] = columns.length === 0 ? [] : deps.file.leads.select({ columns, where })
  const requirements = gate.requirements.map(({ name: requirement, when, condition }): RequirementReport => {
    const values = Object.fromEntries(
      inputsOf([condition]).map(({ name }) => [name, (name in own ? own[name] : known[name]) ?? null]),
    )
    const state = missing.includes(requirement)
      ? 'missing'
      : judged.unmeasured.has(requirement)
        ? 'unmeasured'
        : 'met'
    return { name: requirement, when, state, values }
  })
  return { ...judgement, requirements }
}
