import type Database from 'better-sqlite3'

/** Statements are kept for so many sets of columns; lists have a handful. */
const KEPT = 300

/**
 * Inserts rows of a wide table, naming only the columns that have a value: binding some forty NULLs one by one cost
 * more than the insert itself (measured: a third of an import). Columns left out get their default.
 *
 * @param verb `INSERT`, or `INSERT OR REPLACE`
 */
export const sparseInsert = <C extends string>(
  db: Database.Database,
  verb: 'INSERT' | 'INSERT OR REPLACE',
  table: string,
  columns: readonly C[],
): ((row: Readonly<Record<C, string | number | null>>) => void) => {
  const statements = new Map<string, Database.Statement>()
  const prepare = (names: string[]): Database.Statement =>
    db.prepare(`${verb} INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
  return (row) => {
    const names: string[] = []
    const values: (string | number)[] = []
    for (const name of columns) {
      const value = row[name]
      if (value === null) continue
      names.push(name)
      values.push(value)
    }
    const key = names.join()
    let statement = statements.get(key)
    if (!statement) {
      if (statements.size >= KEPT) statements.clear()
      statement = prepare(names)
      statements.set(key, statement)
    }
    statement.run(values)
  }
}
