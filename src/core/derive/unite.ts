/**
 * Uniting people whom must-links have joined, without folding their records again: which record belongs to which unit
 * follows from keys alone, so a link moves whole people. Most of a million merges are of this kind.
 */
import { disjointSets } from '../../lib/disjoint-sets.ts'
import { recordOfId } from '../../model/id.ts'
import type { DecisionStore } from '../../store/decisions.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { RecordStore } from '../../store/records.ts'

export interface Unions {
  /** Who is part of whom now. */
  unions: { gone: string; kept: string }[]
  /** Records of people whom a decision keeps apart, so that more than these links has a say. */
  walled: number[]
}

/**
 * What follows from new links; the person with the oldest record keeps the id.
 *
 * @param links the records that each of them names
 */
export const unionsOf = (
  { records, decisions }: { records: Pick<RecordStore, 'personOf'>; decisions: Pick<DecisionStore, 'walls'> },
  links: readonly { a: number; b: number }[],
): Unions => {
  const { find, unite } = disjointSets<string>((a, b) => recordOfId(a)! < recordOfId(b)!)
  const touched = new Map<string, number[]>()
  for (const { a, b } of links) {
    const [left, right] = [records.personOf(a), records.personOf(b)]
    if (left === null || right === null) continue // a decision on a retracted record sleeps
    for (const [person, record] of [
      [left, a],
      [right, b],
    ] as const) {
      const list = touched.get(person)
      if (list) list.push(record)
      else touched.set(person, [record])
    }
    unite(left, right)
  }
  const walls = new Set(
    decisions
      .walls()
      .filter(([a, b]) => (touched.has(a) || touched.has(b)) && find(a) === find(b))
      .map(([a]) => find(a)),
  )
  const result: Unions = { unions: [], walled: [] }
  for (const [person, from] of touched) {
    const kept = find(person)
    if (walls.has(kept)) result.walled.push(...from)
    else if (kept !== person) result.unions.push({ gone: person, kept })
  }
  return result
}

/**
 * Duplicate candidates of one person are those of another now.
 *
 * @returns false where only the order of the fold could tell which of two reasons is to be kept
 */
export const moveDuplicates = ({ people, decisions }: ProspectFile, gone: string, kept: string): boolean => {
  const rows = people.duplicatesOf(gone)
  if (rows.length === 0) return true
  people.clearDuplicates(gone)
  let isClear = true
  for (const { a_id, b_id, reason, record_id } of rows) {
    const other = a_id === gone ? b_id : a_id
    if (other === kept || decisions.areApart(kept, other)) continue
    const same = people.duplicatesOf(kept).find((row) => row.a_id === other || row.b_id === other)
    // Of two reasons for one pair the earlier record's is told.
    if (same?.record_id === record_id && same.reason !== reason) isClear = false
    if (same && same.record_id <= record_id) continue
    if (same) people.removeDuplicate(same)
    people.addDuplicate({ a_id: kept, b_id: other, reason, record_id })
  }
  return isClear
}

/** Candidates of somebody who is, by what was united, now kept apart from them. */
export const dropSettled = ({ people, decisions }: ProspectFile, kept: string): void => {
  for (const row of people.duplicatesOf(kept))
    if (decisions.areApart(row.a_id, row.b_id)) people.removeDuplicate(row)
}
