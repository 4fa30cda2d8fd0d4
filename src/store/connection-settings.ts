/** What holds for this connection alone: its day, and how long verdicts last. Temporary tables and views, so nothing is written. */
import type Database from 'better-sqlite3'
import type { MaxAge } from './verdicts.ts'

/**
 * The views that count back from today, made anew with the clock of this connection in the place of today. Temporary
 * views stand before those of the same name in the file: reading people as of some day writes nothing.
 */
export const setClock = (db: Database.Database, day: string): void => {
  db.exec('CREATE TABLE IF NOT EXISTS temp.clock (as_of TEXT NOT NULL) STRICT; DELETE FROM temp.clock')
  db.prepare('INSERT INTO temp.clock (as_of) VALUES (?)').run(day)
  const isThere = db.prepare("SELECT 1 FROM temp.sqlite_master WHERE name = 'lead'").pluck().get()
  if (isThere === 1) return
  const text = db.prepare<[string], string>('SELECT sql FROM main.sqlite_master WHERE name = ?').pluck()
  for (const name of ['lead', 'account']) {
    const today = text
      .get(name)!
      .replace(/^CREATE VIEW \w+ AS/, '')
      .replaceAll("date('now')", '(SELECT as_of FROM temp.clock)')
    const clock = name === 'lead' ? ', clock.as_of' : ''
    db.exec(`CREATE TEMP VIEW ${name} AS SELECT v.*${clock} FROM (${today}) v CROSS JOIN temp.clock clock`)
  }
}

/** A temporary table stands before the one of the same name in the file. */
export const setAges = (db: Database.Database, ages: Partial<MaxAge>): void => {
  db.exec(`CREATE TABLE IF NOT EXISTS temp.max_age (level TEXT PRIMARY KEY, depth INTEGER NOT NULL, days INTEGER NOT NULL) STRICT;
           INSERT OR REPLACE INTO temp.max_age SELECT level, depth, days FROM main.max_age`)
  const set = db.prepare('UPDATE temp.max_age SET days = ? WHERE level = ?')
  for (const [level, days] of Object.entries(ages)) set.run(days, level)
}
