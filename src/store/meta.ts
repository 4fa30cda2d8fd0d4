/** Small facts about the file itself, by key. */
import type Database from 'better-sqlite3'

export const meta = (db: Database.Database) => {
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck()
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
  return {
    get: (key: string): string | undefined => get.get(key),
    set: (key: string, value: string): void => void set.run(key, value),
  }
}

export type MetaStore = ReturnType<typeof meta>
