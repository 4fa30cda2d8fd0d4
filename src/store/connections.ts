/** Which account of each CRM this file belongs to. */
import type Database from 'better-sqlite3'

export interface ConnectionRow {
  target: string
  /** The CRM's own, which stays. */
  account_id: string
  /** Its name, to be shown. */
  account: string
  /** ISO time. */
  connected_at: string
}

export const connections = (db: Database.Database) => {
  const get = db.prepare<[string], ConnectionRow>('SELECT * FROM connection WHERE target = ?')
  const set = db.prepare<ConnectionRow>(
    `INSERT OR REPLACE INTO connection (target, account_id, account, connected_at)
     VALUES (@target, @account_id, @account, @connected_at)`,
  )
  const all = db.prepare<[], ConnectionRow>('SELECT * FROM connection ORDER BY target')
  return {
    get: (target: string): ConnectionRow | undefined => get.get(target),
    set: (row: ConnectionRow): void => void set.run(row),
    all: (): ConnectionRow[] => all.all(),
  }
}

export type ConnectionStore = ReturnType<typeof connections>
