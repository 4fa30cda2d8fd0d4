/** A person as derived, beside who they were in the file: what is to be written, and what changes with it. */
import { functionBit } from '../../model/job-function.ts'
import {
  PERSON_COLUMNS,
  PERSON_VALUES,
  type PersonParts,
  type Position,
  type StoredPerson,
} from '../../store/people.ts'
import { sparse, type SparseRow } from '../../store/sparse-insert.ts'
import type { NamedMove } from './career.ts'
import { differences, type Difference } from './change-log.ts'
import type { DerivedPerson } from './person-row.ts'

export const STAGES = ['lifecycle', 'buying_stage'] as const
const CHANGE_FIELDS = [...PERSON_VALUES, 'custom', ...STAGES, 'suppressed'] as const

/** Where somebody works, and the function there as one bit. */
export interface Post {
  company: string | null
  functions: number
}

/** All that there is to write of a person; plain data. */
export interface ComparedPerson {
  row: SparseRow
  parts: PersonParts
  moves: readonly NamedMove[]
  /** Null: nothing of them was in the file. */
  was: Post | null
  is: Post
  differences: Difference[]
}

export const postOf = ({ company_id, department, title }: Position): Post => ({
  company: company_id === null ? null : String(company_id),
  functions: functionBit(department, title),
})

/**
 * @param before undefined: nothing of them is in the file
 * @param hasStanding where people stand follows from more than records: it stays as it was, to be found out in the end
 */
export const comparePerson = (
  before: StoredPerson | undefined,
  { row: derived, parts, moves }: DerivedPerson,
  hasStanding: boolean,
): ComparedPerson => {
  const row = { ...derived }
  if (before) {
    // What they did is tied to them in the end.
    ;[row.signals, row.has_events] = [before.signals, before.has_events]
    if (hasStanding) [row.lifecycle, row.buying_stage] = [before.lifecycle, before.buying_stage]
  }
  return {
    ...{ row: sparse(PERSON_COLUMNS.map((name) => row[name])), parts, moves },
    ...{ was: before ? postOf(before) : null, is: postOf(row) },
    differences: before ? differences(before, row, CHANGE_FIELDS) : [],
  }
}
