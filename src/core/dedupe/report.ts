/** Who was merged into whom, and who came apart, in words for people: names as they were before. */
import { recordOfId } from '../../model/id.ts'
import type { UnitLink } from '../../store/decisions.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { ReasonedLink } from './because.ts'
import { briefOf, type PersonBrief } from './brief.ts'

export interface Merge {
  kept: PersonBrief
  merged: (PersonBrief & { because: string })[]
}

/**
 * Notes the people whom links join, before they are joined.
 *
 * @returns the merges, once the links are made
 */
export const noteMerges = (file: ProspectFile, links: readonly ReasonedLink[]): (() => Merge[]) => {
  const before = new Map<string, PersonBrief>()
  const noted = links.flatMap((link) => {
    const [a, b] = [file.records.personOf(link.a), file.records.personOf(link.b)]
    if (a === null || b === null) return []
    for (const id of [a, b]) if (!before.has(id)) before.set(id, briefOf(file, id))
    return [{ a, b, because: link.because }]
  })
  return () => {
    const merges = new Map<string, Merge>()
    const told = new Set<string>()
    for (const { a, b, because } of noted) {
      for (const gone of [a, b]) {
        const kept = file.records.personOf(recordOfId(gone)!)
        if (kept === null || kept === gone || told.has(gone)) continue
        told.add(gone)
        const merge = merges.get(kept) ?? { kept: before.get(kept) ?? briefOf(file, kept), merged: [] }
        merge.merged.push({ ...before.get(gone)!, because })
        merges.set(kept, merge)
      }
    }
    return [...merges.values()]
  }
}

/** Somebody of whom dedupe thinks no longer that they are one. */
export interface Part {
  was: PersonBrief
  /** Who they are now. */
  people: PersonBrief[]
}

/**
 * Notes the people whom links held together that are to end, before they end.
 *
 * @returns who came apart, once the links are ended
 */
export const noteParts = (
  file: ProspectFile,
  ended: readonly Pick<UnitLink, 'a' | 'b'>[],
): (() => Part[]) => {
  const before = new Map<string, { was: PersonBrief; units: Set<number> }>()
  for (const { a, b } of ended) {
    const person = file.records.personOf(a)
    if (person === null) continue
    if (!before.has(person)) before.set(person, { was: briefOf(file, person), units: new Set() })
    before.get(person)!.units.add(a).add(b)
  }
  return () =>
    [...before.values()].flatMap(({ was, units }) => {
      const now = new Set([...units].flatMap((unit) => file.records.personOf(unit) ?? []))
      return now.size < 2 ? [] : [{ was, people: [...now].sort().map((id) => briefOf(file, id)) }]
    })
}
