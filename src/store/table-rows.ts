/** Tables of other SQLite files, read as a list: nothing is written there. */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { csvRow, type Cell } from '../lib/table/write.ts'
import { PrmError } from '../model/errors.ts'
import { quoteName } from './condition-values.ts'

/** Rows that are handed on at once. */
const PORTION = 1000

/**
 * A table or view as CSV.
 *
 * @throws PrmError `input`: no such file or table
 */
export async function* tableAsCsv(path: string, table: string): AsyncGenerator<Uint8Array> {
  if (!existsSync(path)) throw new PrmError('input', 'input.not_found', `there is no file ${path}`)
  const db = new Database(path, { readonly: true })
  try {
    const rows = readRows(db, path, table)
    const encoder = new TextEncoder()
    yield encoder.encode(csvRow(rows.columns().map(({ name }) => name)))
    let text = ''
    let n = 0
    for (const row of rows.raw(true).iterate() as Iterable<Cell[]>) {
      text += csvRow(row.map((cell) => (typeof cell === 'object' ? null : cell)))
      if (++n % PORTION !== 0) continue
      yield encoder.encode(text)
      text = ''
      await new Promise((resolve) => setImmediate(resolve))
    }
    yield encoder.encode(text)
  } finally {
    db.close()
  }
}

const readRows = (db: Database.Database, path: string, table: string): Database.Statement => {
  try {
    return db.prepare(`SELECT * FROM ${quoteName(table)}`)
  } catch (error) {
    throw new PrmError('input', 'input.no_table', `${path} has no table "${table}"`, { cause: error })
  }
}
