/** Why two people are held to be one, or two: the evidence of the matcher, and what was decided already. */
import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { briefOf, type PersonBrief } from './brief.ts'
import type { Band, PairEvidence } from './types.ts'

export interface ExplainResult extends Result {
  run: null
  counts: Record<'fields', number>
  a: PersonBrief
  b: PersonBrief
  evidence: PairEvidence
  /** What holds whatever the evidence says; null: nobody has decided. */
  decided: 'same' | 'different' | null
  /** What dedupe makes of such a pair. */
  band: Band
}

/** What the matcher says of two units, by the numbers of their first records; null where it knows nothing of one. */
export type EvidenceOf = (a: number, b: number) => { evidence: PairEvidence; band: Band } | null

/**
 * Two ids of people who have become one meanwhile still name two units: their evidence is what joined them.
 *
 * @throws PrmError `who.…`, `explain.one_unit`, `explain.no_evidence`
 */
export const explainPeople = (
  { file }: Pick<Deps, 'file'>,
  { a, b }: { a: string; b: string },
  evidenceOf: EvidenceOf,
): ExplainResult => {
  const people = [findPerson(file, a), findPerson(file, b)] as const
  const [left, right] = [a, b].map((who, i) => unitOf(file, who, people[i]!)) as [number, number]
  if (left === right) {
    throw new PrmError(
      'usage',
      'explain.one_unit',
      `"${a}" and "${b}" are one by their exact keys: there is no pair`,
      {
        hint: `prm show ${people[0]} lists the records behind them`,
      },
    )
  }
  const found = evidenceOf(left, right)
  if (found === null) {
    throw new PrmError(
      'usage',
      'explain.no_evidence',
      `of "${a}" or "${b}" nothing is known that could be compared`,
      {
        hint: `prm show ${people[0]} tells what there is`,
      },
    )
  }
  const { evidence, band } = found
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { fields: evidence.lines.length },
    a: briefOf(file, people[0]),
    b: briefOf(file, people[1]),
    evidence,
    decided:
      people[0] === people[1] ? 'same' : file.decisions.areApart(people[0], people[1]) ? 'different' : null,
    band,
  }
}

/** The unit that an id named before a merge, else the oldest one of the person. */
const unitOf = (file: Deps['file'], who: string, person: string): number => {
  const record = recordOfId(who.trim()) ?? file.records.oldestOfPerson(person)!
  return file.records.get(record)?.group_id ?? record
}
