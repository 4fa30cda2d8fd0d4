/** How many rows a table has. Counting reads them all, so the count is kept in `meta`. */
import type Database from 'better-sqlite3'
import { meta } from './meta.ts'

const KEYS = { person: 'people', company: 'companies' } as const

export const keptCount = (db: Database.Database, table: keyof typeof KEYS) => {
  const kept = meta(db)
  const key = KEYS[table]
  const all = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck()
  const count = (): number => {
    const known = kept.get(key)
    return known === undefined ? all.get()! : Number(known)
  }
  return {
    count,
    /** So many have come, less those who went. Inside a write. */
    counted: (more: number): void => {
      // Not known yet: they are in the table already.
      if (kept.get(key) === undefined) kept.set(key, String(all.get()!))
      else if (more !== 0) kept.set(key, String(count() + more))
    },
  }
}

/** Counts are found anew. */
export const FORGET_COUNTS = `DELETE FROM meta WHERE key IN (${Object.values(KEYS)
  .map((key) => `'${key}'`)
  .join(', ')})`
