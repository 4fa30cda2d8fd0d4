/** Why two people are held to be one, or two: the evidence of the matcher, and what was decided already. */
import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import type { ProspectFile } from '../../store/index.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { briefOf, type PersonBrief } from './brief.ts'
import type { Band, PairEvidence, PersonFacts } from './types.ts'
import { Units } from './unit-facts.ts'

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
  const [left] = unitsOf(file, a, people[0])
  const [first, ...others] = unitsOf(file, b, people[1])
  // What merging has joined is explained by two of its units.
  const right = first === left ? (others[0] ?? first) : first
  if (left === right) {
    throw new PrmError(
      'usage',
      'explain.one_unit',
      a === b
        ? `"${a}" is one person, whom nothing but exact keys has joined: there is no pair`
        : `"${a}" and "${b}" are one by their exact keys: there is no pair`,
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
    ...(people[0] === people[1]
      ? { a: unitBrief(file, people[0], left), b: unitBrief(file, people[0], right) }
      : { a: briefOf(file, people[0]), b: briefOf(file, people[1]) }),
    evidence,
    decided:
      people[0] === people[1] ? 'same' : file.decisions.areApart(people[0], people[1]) ? 'different' : null,
    band,
  }
}

/** Of one person, what this unit says: two of them would look the same otherwise. */
const unitBrief = (file: ProspectFile, id: string, unit: number): PersonBrief => {
  const facts = new Units(file).get(unit)
  return { id, name: facts === undefined ? null : nameIn(facts), email: facts?.emails[0] ?? null }
}

const nameIn = ({ full_name, first_name, last_name }: PersonFacts): string | null =>
  full_name ?? ([first_name, last_name].filter((part) => part !== null).join(' ') || null)

/** The units of a person: first the one that an id named before a merge, or that has this address or name; then the oldest. */
const unitsOf = (file: Deps['file'], who: string, person: string): [number, ...number[]] => {
  const text = who.trim()
  const record = recordOfId(text)
  const named = record === null ? null : (file.records.groupOf(record) ?? record)
  const units = new Units(file)
  const ids = file.records.idsOfPerson(person).flatMap((id) => file.records.groupOf(id) ?? [])
  const all = [...new Set([...(named === null ? [] : [named]), ...ids.sort((x, y) => x - y)])]
  const isMeant = (unit: number): boolean => unit === named || says(units.get(unit), text.toLowerCase())
  const meant = all.filter(isMeant)
  return [...meant, ...all.filter((unit) => !meant.includes(unit))] as [number, ...number[]]
}

const says = (facts: PersonFacts | undefined, text: string): boolean =>
  facts !== undefined &&
  [facts.full_name, `${facts.first_name ?? ''} ${facts.last_name ?? ''}`, ...facts.emails].some(
    (each) => each?.toLowerCase() === text,
  )
