import type { ProspectFile } from '../../store/index.ts'

/** A person in short, as lists of people show them. */
export interface PersonBrief {
  id: string
  name: string | null
  email: string | null
}

export const briefOf = (file: ProspectFile, id: string): PersonBrief => {
  const row = file.people.get(id)
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return { id, name: text(row?.full_name), email: text(row?.email) }
}
