/** Derives people as links will make them: see foresee.ts. */
import { workerData } from 'node:worker_threads'
import { workAhead, type AheadLine } from '../../lib/ahead.ts'
import { openProspectFile, type ProspectFile } from '../../store/index.ts'
import { activeRecords } from './active-records.ts'
import { comparePerson, postOf } from './compare-person.ts'
import type { ForeseenPeople, ForeseenPerson, ForesightTask } from './foresee.ts'
import { personRow, type DerivedPerson } from './person-row.ts'
import { anyStanding } from './standing.ts'
import { surroundings } from './surroundings.ts'
import { survivePerson } from './survivorship.ts'
import { unionsOf, type Unions } from './unite.ts'

/** People sent together, and how many such parcels may wait. */
const PARCEL = 512
const AHEAD = 128

const task = workerData as ForesightTask & AheadLine

/** Whom the links of a portion concern. */
interface United extends Pick<Unions, 'unions'> {
  /** Who goes, or those of whose records somebody is made; in the order of ids. */
  people: [id: string, of: readonly string[] | null][]
}

/** Tells, portion by portion, who the people are that its links unite. */
const createMembers = (file: ProspectFile) => {
  const keptBy = new Map<string, string>()
  const members = new Map<string, string[]>()
  const now = (person: string | null): string | null => {
    let kept = person
    for (let next = kept; next !== null; next = keptBy.get(next) ?? null) kept = next
    return kept
  }
  const records = { personOf: (record: number) => now(file.records.personOf(record)) }
  return (links: readonly { a: number; b: number }[]): United => {
    const { unions } = unionsOf({ records, decisions: file.decisions }, links)
    for (const { gone, kept } of unions) {
      keptBy.set(gone, kept)
      members.set(kept, [...(members.get(kept) ?? [kept]), ...(members.get(gone) ?? [gone])])
      members.delete(gone)
    }
    const people = new Map<string, readonly string[] | null>()
    for (const { gone, kept } of unions) people.set(gone, null).set(kept, members.get(kept)!)
    return { unions, people: [...people].sort(([a], [b]) => (a < b ? -1 : 1)) }
  }
}

/** The id of a company by its key, each looked up once. */
const createCompanyIds = (file: ProspectFile) => {
  const known = new Map<string, string | null>()
  return (key: string): string | null => {
    let id = known.get(key)
    if (id === undefined) known.set(key, (id = (file.companies.byKey(key)?.id ?? null) as string | null))
    return id
  }
}

workAhead(task, AHEAD, (send) => {
  const file = openProspectFile(task.path)
  try {
    file.pin()
    const read = activeRecords(file)
    const around = surroundings(file, { idOf: createCompanyIds(file) })
    const membersOf = createMembers(file)
    const derive = (id: string, members: readonly string[]): DerivedPerson => {
      const records = members.flatMap(read).sort((x, y) => x.id - y.id)
      const survivors = survivePerson(records, around.verdictOf)
      return { ...personRow(around, id, survivors, records.length), moves: survivors.moves }
    }
    const hasStanding = anyStanding(file.standings.has())
    /** Whom portions before this one have changed: they are no longer as this thread sees them. */
    const written = new Set<string>()
    const foreseen = ([id, members]: United['people'][number]): ForeseenPerson[] => {
      if (members === null) {
        if (written.has(id)) return []
        const post = file.people.position(id)
        return [{ id, left: post ? postOf(post) : null }]
      }
      const derived = derive(id, members)
      if (written.has(id)) return [{ id, derived }]
      return [{ id, is: comparePerson(file.people.get(id), derived, hasStanding) }]
    }
    const pairs = Array.from({ length: task.links.length / 2 }, (_, at) => ({
      a: task.links[2 * at]!,
      b: task.links[2 * at + 1]!,
    }))
    for (let portion = 0; portion * task.portion < pairs.length; portion++) {
      const { unions, people } = membersOf(pairs.slice(portion * task.portion, (portion + 1) * task.portion))
      const parcel = (more: Omit<ForeseenPeople, 'portion'>): void =>
        send(JSON.stringify({ portion, ...more } satisfies ForeseenPeople))
      parcel({ unions, people: [] })
      for (let at = 0; at < people.length; at += PARCEL)
        parcel({ unions: null, people: people.slice(at, at + PARCEL).flatMap(foreseen) })
      for (const { kept } of unions) written.add(kept)
    }
  } finally {
    file.close()
  }
})
