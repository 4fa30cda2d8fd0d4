/** The parts of names for those who greet people by them: `lead` has them apart only where a list or `prm enrich` did. */
import type { Row } from '../../store/leads.ts'
import { nameParts } from '../derive/name-parts.ts'

const PARTS = ['prefix', 'first_name', 'middle_name', 'last_name', 'suffix'] as const

/** The columns to read for these: parts of a name are found in the whole. */
export const withNameColumns = (columns: readonly string[]): string[] => [
  ...new Set([
    ...columns,
    ...(PARTS.some((part) => columns.includes(part)) ? ['full_name', 'first_name', 'last_name'] : []),
  ]),
]

/** The row with the parts of its full name, as `prm enrich` would find them, where it has neither first nor last name. */
export const withNameParts = (row: Row): Row => {
  const { full_name, first_name, last_name } = row
  if (typeof full_name !== 'string' || first_name !== null || last_name !== null) return row
  const parts = nameParts(full_name)
  return { ...row, ...Object.fromEntries(PARTS.map((part) => [part, row[part] ?? parts[part] ?? null])) }
}
