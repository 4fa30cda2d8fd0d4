/** Receipts: from the facts about one person to parts whose points add up to the score. Pure. */
import { DIMENSIONS, FIT_DIMENSIONS, HEAT_DIMENSIONS } from '../config/config.ts'
import type { Decay, DimensionName, Fading, Model } from '../config/config.ts'
import type { CountedFact } from './facts-sql.ts'
import { ageOn, pointsAfter, saturated } from './fading.ts'
import { FACT_DIMENSIONS, fitLetters, inputsOf } from './model.ts'
import type { CompiledModel, CompiledRule } from './model.ts'

export interface ScorePart {
  dimension: DimensionName | 'total'
  points: number
  because: string
  /** `cap`, `saturation` and `floor` are limits that bite, with their sign. */
  kind: 'rule' | 'signal' | 'event' | 'saturation' | 'cap' | 'floor'
  /** The condition that held; with parts of kind `rule`. */
  rule?: string
  /** What the condition read: field → value; with parts of kind `rule`. */
  evidence?: Record<string, string | number | null>
  /** The day, of a signal or event. */
  on?: string
  /** Days since then. */
  age?: number
  /** Whom a signal or event is about. */
  about?: 'person' | 'company'
}

/** A rule that could not be judged. */
export interface OpenRule {
  dimension: DimensionName
  group: string | null
  points: number
  because: string
  rule: string
  /** What is not known. */
  unknown: string[]
}

export interface Receipt {
  score: number
  dimensions: Record<DimensionName, number>
  /** A is the best; how many letters there are, the model says. */
  fit: string
  heat: 1 | 2 | 3
  grade: 'A' | 'B' | 'C' | 'D'
  /** Their points add up to the score. */
  parts: ScorePart[]
  open: OpenRule[]
  /** How many of the facts that the model asks for are known; `share` is 1 where it asks for none. */
  confidence: { known: number; inputs: number; share: number }
}

export type ReceiptRow = Readonly<Record<string, string | number | null>>

const fitLetter = ({ fit }: Model, points: number): string =>
  Object.entries(fit).find(([, from]) => points >= from)?.[0] ?? fitLetters(fit).at(-1)!

/**
 * @param row of `receiptSql` for the same model
 * @param facts of `listFactsSql` for the same person
 */
export const explain = (
  { model, rules, inputs, asOf }: CompiledModel,
  row: ReceiptRow,
  facts: readonly CountedFact[],
): Receipt => {
  const values = new Map(inputs.map(({ name }, i) => [name, row[`v${i}`] ?? null]))
  const namesOf = (rule: CompiledRule): string[] => inputsOf([rule.condition]).map(({ name }) => name)
  const parts: ScorePart[] = []
  const open: OpenRule[] = []
  const dimensions = {} as Record<DimensionName, number>

  /** Adds a line where a sum goes beyond a limit; gives what counts. */
  const limited = (dimension: DimensionName, points: number, cap: number, what: string): number => {
    if (points <= cap) return points
    parts.push({
      dimension,
      points: cap - points,
      because: `cap: ${what} counts at most ${cap}`,
      kind: 'cap',
    })
    return cap
  }

  for (const dimension of DIMENSIONS) {
    const { cap, groups = {} } = model.dimensions[dimension]
    const sums = new Map<string | null, number>()
    rules.forEach((rule, i) => {
      if (rule.dimension !== dimension) return
      const { because, when } = rule
      const holds = row[`r${i}`] ?? null
      if (holds === null) {
        const unknown = namesOf(rule).filter((name) => values.get(name) === null)
        open.push({ dimension, group: rule.group, points: rule.points, because, rule: when, unknown })
      } else if (holds !== 0) {
        const evidence = Object.fromEntries(namesOf(rule).map((name) => [name, values.get(name) ?? null]))
        parts.push({ dimension, points: rule.points, because, kind: 'rule', rule: when, evidence })
        sums.set(rule.group, (sums.get(rule.group) ?? 0) + rule.points)
      }
    })
    let points = 0
    for (const [group, sum] of sums)
      points += group === null ? sum : limited(dimension, sum, groups[group]!, `${group} in ${dimension}`)
    for (const fact of ['signal', 'event'] as const) {
      if (FACT_DIMENSIONS[fact] !== dimension) continue
      const told = facts.filter((one) => one.fact === fact)
      points += factParts(model.decay, fact, told, asOf, parts, limited)
    }
    points = limited(dimension, points, cap, dimension)
    if (points < 0) {
      parts.push({
        dimension,
        points: -points,
        because: `floor: ${dimension} counts at least 0`,
        kind: 'floor',
      })
    }
    dimensions[dimension] = Math.max(0, points)
  }

  const total = (names: readonly DimensionName[]) => names.reduce((sum, name) => sum + dimensions[name], 0)
  const all = total(DIMENSIONS)
  if (all > 100) {
    parts.push({ dimension: 'total', points: 100 - all, because: 'cap: a score is at most 100', kind: 'cap' })
  }
  const score = Math.min(100, all)

  const [fit, heat] = [total(FIT_DIMENSIONS), total(HEAT_DIMENSIONS)]
  const { grades } = model
  const known = [...values.values()].filter((value) => value !== null).length
  return {
    score,
    dimensions,
    fit: fitLetter(model, fit),
    heat: heat >= model.heat[1] ? 1 : heat >= model.heat[2] ? 2 : 3,
    grade: score >= grades.A ? 'A' : score >= grades.B ? 'B' : score >= grades.C ? 'C' : 'D',
    parts,
    open,
    confidence: { known, inputs: inputs.length, share: inputs.length === 0 ? 1 : known / inputs.length },
  }
}

type Limited = (dimension: DimensionName, points: number, cap: number, what: string) => number

/** Adds a part for each signal or event that still counts, and for their limits; gives what they count together. */
const factParts = (
  { signals, events, saturation }: Decay,
  fact: CountedFact['fact'],
  told: readonly CountedFact[],
  asOf: string,
  parts: ScorePart[],
  limited: Limited,
): number => {
  const dimension = FACT_DIMENSIONS[fact]
  const kinds: Readonly<Record<string, Fading>> = fact === 'signal' ? signals : events
  let sum = 0
  // Repeats are those of one kind at one owner: the person, or the company.
  for (const same of Map.groupBy(told, ({ kind, about }) => `${kind} ${about}`).values()) {
    const { kind, about } = same[0]!
    const fading = kinds[kind]!
    const worth = same.flatMap(({ on, detail }) => {
      const age = ageOn(on, asOf)
      const points = pointsAfter(fading, age)
      return points === 0 ? [] : [{ on, age, points, detail }]
    })
    const name = kind.replaceAll('_', ' ')
    for (const { on, age, points, detail } of worth) {
      const of = about === 'company' ? `${name} at the company` : name
      const because = detail === null ? of : `${of}: ${detail}`
      parts.push({ dimension, points, because, kind: fact, on, age, about })
    }
    const points = worth.reduce((all, one) => all + one.points, 0)
    const what = about === 'company' ? `${name} at the company` : name
    sum += fading.cap === undefined ? points : limited(dimension, points, fading.cap, what)
  }
  const limit = saturation[`${fact}s`]
  const points = saturated(sum, limit)
  if (points !== sum) {
    const because = `saturation: ${fact}s count less the more there are, at most ${limit} together`
    parts.push({ dimension, points: points - sum, because, kind: 'saturation' })
  }
  return points
}
