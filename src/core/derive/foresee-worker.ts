/** Derives people as links will make them: see foresee.ts. */
import { workerData } from 'node:worker_threads'
import { workAhead, type AheadLine } from '../../lib/ahead.ts'
import { openProspectFile, type ProspectFile } from '../../store/index.ts'
import { activeRecords } from './active-records.ts'
import type { DerivedPerson, ForeseenPeople, ForesightTask } from './foresee.ts'
import { personRow } from './person-row.ts'
import { surroundings } from './surroundings.ts'
import { survivePerson } from './survivorship.ts'
import { unionsOf } from './unite.ts'

/** People sent together, and how many such parcels may wait. */
const PARCEL = 256
const AHEAD = 128

const task = workerData as ForesightTask & AheadLine

/** Tells, portion by portion, who the people are that its links unite: ids and those of whose records each is made. */
const createMembers = (file: ProspectFile) => {
  const keptBy = new Map<string, string>()
  const members = new Map<string, string[]>()
  const now = (person: string | null): string | null => {
    let kept = person
    for (let next = kept; next !== null; next = keptBy.get(next) ?? null) kept = next
    return kept
  }
  const records = { personOf: (record: number) => now(file.records.personOf(record)) }
  return (links: readonly { a: number; b: number }[]): [id: string, of: readonly string[]][] => {
    const { unions } = unionsOf({ records, decisions: file.decisions }, links)
    for (const { gone, kept } of unions) {
      keptBy.set(gone, kept)
      members.set(kept, [...(members.get(kept) ?? [kept]), ...(members.get(gone) ?? [gone])])
      members.delete(gone)
    }
    const ids = [...new Set(unions.map(({ kept }) => kept))]
    return ids.sort().map((id) => [id, members.get(id)!])
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
    const derive = ([id, members]: [string, readonly string[]]): DerivedPerson => {
      const records = members.flatMap(read).sort((x, y) => x.id - y.id)
      const survivors = survivePerson(records, around.verdictOf)
      return { ...personRow(around, id, survivors, records.length), moves: survivors.moves }
    }
    const pairs = Array.from({ length: task.links.length / 2 }, (_, at) => ({
      a: task.links[2 * at]!,
      b: task.links[2 * at + 1]!,
    }))
    for (let portion = 0; portion * task.portion < pairs.length; portion++) {
      const kept = membersOf(pairs.slice(portion * task.portion, (portion + 1) * task.portion))
      for (let at = 0; at < kept.length; at += PARCEL) {
        const people = kept.slice(at, at + PARCEL).map(derive)
        send(JSON.stringify({ portion, people } satisfies ForeseenPeople))
      }
    }
  } finally {
    file.close()
  }
})
