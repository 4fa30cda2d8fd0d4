/**
 * What somebody decides by hand about who is who. A decision is kept for every pair of records of the two sides, so that
 * it still holds when one of the lists behind it is taken back.
 */
import type { ProspectFile } from '../../store/index.ts'
import type { Deps } from '../derive/run.ts'

export interface Decided {
  run_id: number
  kind: 'must_link' | 'cannot_link' | 'unsure'
  because: string | null
}

/** Beyond it only the first record of each side speaks for all of the other. */
const MOST_PAIRS = 10_000

/**
 * The active records by which a person is known: an edit is about others of them, and goes wherever those go.
 */
export const recordsOf = (file: ProspectFile, person: string): number[] =>
  file.records
    .activeOfPerson(person)
    .map(({ id }) => id)
    .filter((id) => !isAbout(file, id))

/** Whether a record was said of somebody known (an edit, a link) rather than read. */
export const isAbout = (file: ProspectFile, record: number): boolean =>
  file.decisions.ofRecord(record).some(({ kind, record_id }) => kind === 'about' && record_id === record)

/** @returns the ids of the decisions */
export const decide = (
  { file, now }: Pick<Deps, 'file' | 'now'>,
  { run_id, kind, because }: Decided,
  left: readonly number[],
  right: readonly number[],
): number[] => {
  const isMany = left.length * right.length > MOST_PAIRS
  const pairs = left.flatMap((a, i) =>
    right.filter((_, j) => !isMany || i === 0 || j === 0).map((b) => [a, b] as const),
  )
  return pairs.map(([record_id, other_id]) =>
    file.decisions.add({
      ...{ run_id, kind, record_id, other_id, because },
      value: null,
      decided_by: 'user',
      decided_at: now().toISOString(),
    }),
  )
}
