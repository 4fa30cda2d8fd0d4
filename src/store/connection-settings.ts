/** What holds for this connection alone: its day, and how long verdicts last. Temporary tables and views, so nothing is written. */
import type Database from 'better-sqlite3'
import { quoteText } from './condition-values.ts'
import type { MaxAge } from './verdicts.ts'

/**
 * The views that count back from today, made anew with the day of this connection in the place of today: as a value,
 * so that SQLite counts back once and not for each row. Temporary views stand before those of the same name in the
 * file: reading people as of some day writes nothing.
 *
 * @param day an ISO date
 */
export const setClock = (db: Database.Database, day: string): void => {
  db.exec('CREATE TABLE IF NOT EXISTS temp.clock (as_of TEXT NOT NULL) STRICT')
  if (db.prepare('SELECT as_of FROM temp.clock').pluck().get() === day) return
  db.exec(
    'DELETE FROM temp.clock; DROP VIEW IF EXISTS temp.lead; DROP VIEW IF EXISTS temp.account; DROP VIEW IF EXISTS temp.source_quality',
  )
  db.prepare('INSERT INTO temp.clock (as_of) VALUES (?)').run(day)
  const text = db.prepare<[string], string>('SELECT sql FROM main.sqlite_master WHERE name = ?').pluck()
  // The last one reads `lead`, and finds the temporary one.
  for (const name of ['lead', 'account', 'source_quality']) {
    const today = text
      .get(name)!
      .replace(/^CREATE VIEW \w+ AS/, '')
      .replaceAll("date('now')", quoteText(day))
    const clock = name === 'lead' ? `, ${quoteText(day)} AS as_of` : ''
    db.exec(`CREATE TEMP VIEW ${name} AS SELECT v.*${clock} FROM (${today}) v`)
  }
}

/** A temporary table stands before the one of the same name in the file. */
export const setAges = (db: Database.Database, ages: Partial<MaxAge>): void => {
  db.exec(`CREATE TABLE IF NOT EXISTS temp.max_age (level TEXT PRIMARY KEY, depth INTEGER NOT NULL, days INTEGER NOT NULL) STRICT;
           INSERT OR REPLACE INTO temp.max_age SELECT level, depth, days FROM main.max_age`)
  const set = db.prepare('UPDATE temp.max_age SET days = ? WHERE level = ?')
  for (const [level, days] of Object.entries(ages)) set.run(days, level)
}
