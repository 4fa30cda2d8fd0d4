import type Database from 'better-sqlite3'

type Value = string | number | null

/** Small rows of so many a statement take half the time of one by one (measured); more gain nothing. */
const ROWS = 32

/**
 * Inserts rows of a narrow table, many at a time: a call costs as much as such a row itself.
 *
 * @returns a function that takes the values of all rows, one row after another
 */
export const bulkInsert = (
  db: Database.Database,
  table: string,
  columns: readonly string[],
): ((values: readonly Value[]) => void) => {
  const row = `(${columns.map(() => '?').join(', ')})`
  const prepare = (rows: number): Database.Statement<Value[]> =>
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`)
  const statements: Database.Statement<Value[]>[] = []
  const width = columns.length
  return (values) => {
    for (let at = 0; at < values.length; at += ROWS * width) {
      const some = values.length <= ROWS * width ? values : values.slice(at, at + ROWS * width)
      const rows = some.length / width
      ;(statements[rows] ??= prepare(rows)).run(...some)
    }
  }
}
