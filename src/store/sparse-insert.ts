import type Database from 'better-sqlite3'

/** The columns of a row that have a value: bit i of the mask stands for column i, and values come in that order. */
export interface SparseRow {
  mask: number
  values: (string | number)[]
}

/** Statements are kept for so many sets of columns; lists have a handful. */
const KEPT = 300

/** Beyond it a mask would not be exact. */
const MOST_COLUMNS = 53

/**
 * Leaves out what has no value.
 *
 * @param row a value for each column
 */
export const sparse = (row: readonly (string | number | null)[]): SparseRow => {
  const values: (string | number)[] = []
  let [mask, bit] = [0, 1]
  for (const value of row) {
    if (value !== null) {
      mask += bit
      values.push(value)
    }
    bit *= 2
  }
  return { mask, values }
}

/**
 * Inserts rows of a wide table, naming only the columns that have a value: binding some forty NULLs one by one cost
 * more than the insert itself (measured: a third of an import). Columns left out get their default.
 *
 * @param verb `INSERT`, or `INSERT OR REPLACE`
 */
export const sparseInsert = (
  db: Database.Database,
  verb: 'INSERT' | 'INSERT OR REPLACE',
  table: string,
  columns: readonly string[],
): ((row: SparseRow) => void) => {
  if (columns.length > MOST_COLUMNS) throw new Error(`${table} has too many columns for a mask`)
  const statements = new Map<number, Database.Statement>()
  const prepare = (mask: number): Database.Statement => {
    const names = columns.filter((_, i) => Math.floor(mask / 2 ** i) % 2 === 1)
    return db.prepare(
      `${verb} INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    )
  }
  return ({ mask, values }) => {
    let statement = statements.get(mask)
    if (!statement) {
      if (statements.size >= KEPT) statements.clear()
      statement = prepare(mask)
      statements.set(mask, statement)
    }
    // One by one: the values of an array are fetched at a tenth more.
    statement.run(...values)
  }
}
