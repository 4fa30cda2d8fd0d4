/** Why two units of a file are held to be one, or two. */
import { atOnce } from '../../lib/steps.ts'
import type { Deps } from '../derive/run.ts'
import { fileModel, modelAtHand, type ModelForFew } from './file-model.ts'
import { valueKey } from './key-entries.ts'
import { matchFile } from './match-file.ts'
import { cutOf, DEFAULT_PRECISION } from './merge-cut.ts'
import { matchTable, tableOf } from './people-matcher.ts'
import { isSure } from './scope.ts'
import type { Band, PairEvidence, PersonFacts } from './types.ts'
import { Units } from './unit-facts.ts'

export interface Evidence {
  of: (a: number, b: number) => PairEvidence | null
  /** A number for the kind of likeness; -1 where a unit is gone. */
  patternOf: (a: number, b: number) => number
  /** Whether the two may be merged without asking, if the odds are high enough. */
  isSure: (a: number, b: number) => boolean
}

/** The model in force, else one fitted for the question. */
const modelNow = ({ file }: Pick<Deps, 'file'>): ModelForFew =>
  fileModel(file) ?? modelAtHand(atOnce(matchFile({ file }, undefined)).matcher.model)

/** Evidence about these units, by the numbers of their first records. */
export const evidenceFor = (
  { file }: Pick<Deps, 'file'>,
  units: readonly number[],
  model: ModelForFew = modelNow({ file }),
): Evidence => {
  const reader = new Units(file)
  const facts = [...new Set(units)].flatMap((unit): PersonFacts[] => {
    const found = reader.get(unit)
    return found === undefined ? [] : [found]
  })
  const places = new Map(facts.map(({ id }, place) => [id, place]))
  const table = tableOf(facts)
  const matcher = matchTable(table, new Set(), {
    model: model.of(table.texts),
    only: new Uint8Array(facts.length),
    isShared: (kind, value) => file.matching.isShared(valueKey(kind, value)),
  })
  const ask = <T>(a: number, b: number, answer: (x: number, y: number) => T, otherwise: T): T => {
    const [x, y] = [places.get(a), places.get(b)]
    return x === undefined || y === undefined ? otherwise : answer(x, y)
  }
  return {
    of: (a, b) => ask<PairEvidence | null>(a, b, matcher.explain, null),
    patternOf: (a, b) => ask(a, b, matcher.pattern, -1),
    isSure: (a, b) =>
      ask(a, b, (x, y) => matcher.cannot(x, y) === null && isSure(matcher, matcher.pattern(x, y)), false),
  }
}

/** The evidence of two units, and what dedupe makes of such a pair. */
export const evidenceOf = (
  deps: Pick<Deps, 'file'>,
  a: number,
  b: number,
): { evidence: PairEvidence; band: Band } | null => {
  const model = modelNow(deps)
  const { of, isSure: isSureOf } = evidenceFor(deps, [a, b], model)
  const evidence = of(a, b)
  if (evidence === null) return null
  const { total } = evidence
  const cut = deps.file.matching.state()?.cut ?? cutOf(model.head.thresholds.merge, DEFAULT_PRECISION)
  return { evidence, band: total < 0 ? 'leave' : total < cut || !isSureOf(a, b) ? 'review' : 'merge' }
}
