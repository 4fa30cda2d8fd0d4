/** Receipts: from the facts about one person to parts whose points add up to the score. Pure. */
import { DIMENSIONS, FIT_DIMENSIONS, HEAT_DIMENSIONS } from '../config/config.ts'
import type { DimensionName, Model } from '../config/config.ts'
import { inputsOf } from './model.ts'
import type { CompiledModel, CompiledRule } from './model.ts'

export interface ScorePart {
  dimension: DimensionName | 'total'
  points: number
  because: string
  kind: 'rule' | 'cap' | 'floor'
  /** The condition that held; with parts of kind `rule`. */
  rule?: string
  /** What the condition read: field → value; with parts of kind `rule`. */
  evidence?: Record<string, string | number | null>
}

/** A rule that could not be judged. */
export interface OpenRule {
  dimension: DimensionName
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

/** The letter after the last that has a cut point: what remains. */
export const lastLetter = (fit: Model['fit']): string =>
  String.fromCodePoint('A'.codePointAt(0)! + Object.keys(fit).length)

const fitLetter = ({ fit }: Model, points: number): string =>
  Object.entries(fit).find(([, from]) => points >= from)?.[0] ?? lastLetter(fit)

/** @param row of `receiptSql` for the same model */
export const explain = ({ model, rules, inputs }: CompiledModel, row: ReceiptRow): Receipt => {
  const values = new Map(inputs.map(({ name }, i) => [name, row[`v${i}`] ?? null]))
  const namesOf = (rule: CompiledRule): string[] => inputsOf([rule.condition]).map(({ name }) => name)
  const parts: ScorePart[] = []
  const open: OpenRule[] = []
  const dimensions = {} as Record<DimensionName, number>

  for (const dimension of DIMENSIONS) {
    let points = 0
    rules.forEach((rule, i) => {
      if (rule.dimension !== dimension) return
      const { because, when } = rule
      const holds = row[`r${i}`] ?? null
      if (holds === null) {
        const unknown = namesOf(rule).filter((name) => values.get(name) === null)
        open.push({ dimension, points: rule.points, because, rule: when, unknown })
      } else if (holds !== 0) {
        const evidence = Object.fromEntries(namesOf(rule).map((name) => [name, values.get(name) ?? null]))
        parts.push({ dimension, points: rule.points, because, kind: 'rule', rule: when, evidence })
        points += rule.points
      }
    })
    const { cap } = model.dimensions[dimension]
    if (points > cap) {
      const because = `cap: ${dimension} counts at most ${cap}`
      parts.push({ dimension, points: cap - points, because, kind: 'cap' })
    }
    dimensions[dimension] = Math.min(points, cap)
  }

  const total = (names: readonly DimensionName[]) => names.reduce((sum, name) => sum + dimensions[name], 0)
  const all = total(DIMENSIONS)
  if (all > 100) {
    parts.push({ dimension: 'total', points: 100 - all, because: 'cap: a score is at most 100', kind: 'cap' })
  }
  if (all < 0)
    parts.push({ dimension: 'total', points: -all, because: 'floor: a score is at least 0', kind: 'floor' })
  const score = Math.max(0, Math.min(100, all))

  const fit = total(FIT_DIMENSIONS)
  const heat = total(HEAT_DIMENSIONS)
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
