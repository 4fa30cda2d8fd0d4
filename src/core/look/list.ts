/** People, filtered, sorted and cut to a few columns. */
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { selectPeople, type LeadRow } from './people.ts'

export const LIST_COLUMNS: readonly string[] = [
  'id',
  'full_name',
  'title',
  'company',
  'email',
  'phone',
  'email_status',
  'score',
  'grade',
]

export interface ListInput {
  /** By default LIST_COLUMNS. */
  columns?: readonly string[] | undefined
  where?: string | undefined
  sort?: readonly string[] | undefined
  limit?: number | undefined
}

export interface ListResult extends Result {
  run: null
  /** `people` that the condition chooses, `shown` of them. */
  counts: Record<'people' | 'shown', number>
  columns: string[]
  /** Read while they are used, each with `id`. */
  people: Iterable<LeadRow>
}

/** @throws PrmError `list.unknown_column`, `condition.…` */
export const listPeople = ({ file }: Pick<Deps, 'file'>, input: ListInput): ListResult => {
  const { columns, people, rows } = selectPeople(file, { ...input, columns: input.columns ?? LIST_COLUMNS })
  const shown = Math.min(people, input.limit ?? people)
  return { schemaVersion: SCHEMA_VERSION, run: null, counts: { people, shown }, columns, people: rows }
}
