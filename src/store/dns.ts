/** What the DNS said of domains, as JSON, until the times to live that came with it have run out. */
import type Database from 'better-sqlite3'

export const dns = (db: Database.Database) => {
  const get = db
    .prepare<[string, string], string>('SELECT reply FROM dns WHERE name = ? AND until > ?')
    .pluck()
  const put = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO dns (name, reply, until) VALUES (?, ?, ?)',
  )
  const clear = db.prepare<[string]>('DELETE FROM dns WHERE until <= ?')
  return {
    /** @param now ISO time */
    get: (name: string, now: string): string | undefined => get.get(name, now),
    put: (name: string, reply: string, until: string): void => void put.run(name, reply, until),
    /** Drops what has run out. */
    clear: (now: string): void => void clear.run(now),
  }
}

export type DnsStore = ReturnType<typeof dns>
