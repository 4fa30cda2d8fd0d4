/** Relationships as seen from one person: said by hand from either side, and those that follow from the company. */
import { RELATIONSHIP_KINDS } from '../../model/relationship-kinds.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { StandingTie } from '../../store/relationships.ts'
import { formerColleaguesOf } from './former-colleagues.ts'
import { companyOfKey } from './which-company.ts'

/** A person or a company at the end of a tie. */
export interface TieEnd {
  type: 'person' | 'company'
  id: string
  name: string | null
}

export interface Relationship {
  /** As it reads from this side: `reports_to`, and `manages` from the other. */
  says: string
  /** As it was said. */
  kind: string
  /** True where it was said of the other one. */
  is_inverse: boolean
  other: TieEnd
  since: string | null
  until: string | null
  because: string | null
  by: string
  run: number | null
  /** True: nobody said so, it follows from where they work. */
  derived: boolean
}

export const personEnd = (file: ProspectFile, id: string): TieEnd => {
  const row = file.people.get(id)
  return { type: 'person', id, name: (row?.full_name ?? row?.email ?? null) as string | null }
}

export const companyEnd = (file: ProspectFile, id: string): TieEnd => {
  const row = file.companies.get(id)
  return { type: 'company', id, name: (row?.company ?? row?.domain ?? null) as string | null }
}

/** The other end of a tie as it is said; null where the company is not in the file any more. */
export const otherEnd = (file: ProspectFile, tie: StandingTie): TieEnd | null => {
  if (tie.other_person_id !== null) return personEnd(file, tie.other_person_id)
  const company = tie.company_key === null ? undefined : companyOfKey(file, tie.company_key)
  return company === undefined ? null : companyEnd(file, String(company.id))
}

/** How a kind reads: its own word, from the other side its inverse; of an own kind that is not known. */
export const wordOf = (kind: string, isInverse: boolean): string => {
  if (!isInverse) return kind
  const known = Object.hasOwn(RELATIONSHIP_KINDS, kind) ? RELATIONSHIP_KINDS[kind] : undefined
  return known?.inverse ?? `named as ${kind}`
}

const seenFrom = (file: ProspectFile, person: string, tie: StandingTie): Relationship | null => {
  const isInverse = tie.person_id !== person
  const other = isInverse ? personEnd(file, tie.person_id) : otherEnd(file, tie)
  if (other === null) return null
  const { kind, since, until, because, decided_by: by, run_id: run } = tie
  const says = wordOf(kind, isInverse)
  return { says, kind, is_inverse: isInverse, other, since, until, because, by, run, derived: false }
}

/** Ties by hand, each once: after a merge two may say the same, and the later one is kept. */
export const relationshipsOf = (file: ProspectFile, person: string): Relationship[] => {
  const found = new Map<string, Relationship>()
  for (const tie of file.relationships.ofPerson(person)) {
    const seen = seenFrom(file, person, tie)
    if (seen) found.set(`${seen.says}:${seen.other.id}`, seen)
  }
  return [...found.values()]
}

/** Those who work at the same company now, the most senior first; of a large one only some. */
export const colleaguesOf = (file: ProspectFile, person: string, limit: number): Relationship[] => {
  const company = file.people.get(person)?.company_id
  if (typeof company !== 'string') return []
  return file.relationships
    .peopleAt(company, limit + 1)
    .filter((id) => id !== person)
    .slice(0, limit)
    .map((id) => derivedTie(file, id, 'colleague', { since: null, until: null }))
}

/** Those who were at a company at the same time once, the latest first; only some. */
export const formerTiesOf = (
  file: ProspectFile,
  person: string,
  { today, limit }: { today: string; limit: number },
): Relationship[] =>
  formerColleaguesOf(file, person, today)
    .slice(0, limit)
    .map(({ id, since, until }) => derivedTie(file, id, 'former_colleague', { since, until }))

const derivedTie = (
  file: ProspectFile,
  id: string,
  says: string,
  when: Pick<Relationship, 'since' | 'until'>,
): Relationship => ({
  says,
  kind: says,
  is_inverse: false,
  other: personEnd(file, id),
  ...when,
  because: null,
  by: 'prm',
  run: null,
  derived: true,
})
