/** One read-only statement of the user's own. */
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { TABLES } from '../../store/dictionary.ts'
import type { Row } from '../../store/leads.ts'
import type { Deps } from '../derive/run.ts'

export interface QueryResult {
  columns: string[]
  /** Read while they are used, once. */
  rows: Iterable<Row>
}

/** What the user meant by a name that SQLite does not know. */
const suggestion = (message: string): string | null => {
  const [, what, name = ''] = /no such (table|column): (?:\w+\.)?(\w+)/.exec(message) ?? []
  if (what === undefined) return null
  const names = TABLES.flatMap((table) =>
    what === 'table' ? [table.name] : table.columns.map((column) => column.name),
  )
  // Where the column is known, it is one of another table.
  return names.includes(name) ? null : didYouMean(name, new Set(names))
}

const failed = (error: unknown): PrmError | null => {
  if (error instanceof PrmError && error.code !== 'query.failed') return null
  const { message, code = '' } = error as Error & { code?: string }
  if (!(error instanceof PrmError) && !code.startsWith('SQLITE_')) return null
  const near = suggestion(message)
  const text = error instanceof PrmError ? message : `this query does not run: ${message}`
  return new PrmError('usage', 'query.failed', text, {
    hint: near === null ? 'prm schema lists the tables and columns' : `did you mean ${near}?`,
    cause: error,
  })
}

/** @throws PrmError `query.failed`, `query.not_read_only`; the first also while rows are read */
export const queryFile = ({ file }: Pick<Deps, 'file'>, sql: string): QueryResult => {
  try {
    const { columns, rows } = file.leads.query(sql)
    return { columns, rows: readRows(rows) }
  } catch (error) {
    throw failed(error) ?? error
  }
}

function* readRows(rows: Iterable<Row>): Generator<Row> {
  try {
    yield* rows
  } catch (error) {
    throw failed(error) ?? error
  }
}
