/** Values as they were on a day: what changed later is taken back. */
import type { ProspectFile } from '../../store/index.ts'
import { dayNumber } from './days.ts'
import type { Cell } from './table.ts'

/**
 * Changes the columns in place.
 *
 * @param people null for those whose values stay as they are
 * @param moments of each person the day on which they are looked at
 * @returns column → the rows whose value was not known yet on that day
 */
export const valuesBefore = (
  file: ProspectFile,
  people: readonly ({ id: string; company_id: string | null } | null)[],
  moments: readonly number[],
  columns: ReadonlyMap<string, Cell[]>,
  fields: readonly string[],
): Map<string, number[]> => {
  const rows = new Map<string, number[]>()
  const note = (id: string, row: number): void => {
    const known = rows.get(id)
    if (known === undefined) rows.set(id, [row])
    else known.push(row)
  }
  people.forEach((person, row) => {
    if (person === null) return
    note(person.id, row)
    if (person.company_id !== null) note(person.company_id, row)
  })
  const taken = new Map<string, number[]>()
  const seen = new Set<string>()
  // The oldest change after the day says what the value was on it.
  for (const { entity_id, field, old, on } of file.learning.changes(fields)) {
    const day = dayNumber(on)
    for (const row of rows.get(entity_id) ?? []) {
      const key = `${row} ${field}`
      if (day <= moments[row]! || seen.has(key)) continue
      seen.add(key)
      const values = columns.get(field)
      if (values === undefined) continue
      const now = values[row] ?? null
      values[row] = old === null ? null : typeof now === 'number' ? Number(old) : old
      if (old === null && now !== null) taken.set(field, [...(taken.get(field) ?? []), row])
    }
  }
  return taken
}
