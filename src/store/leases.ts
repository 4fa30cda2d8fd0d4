/** Leases: who is at long work that only one process may do at a time, and when it last gave a sign of life. */
import type Database from 'better-sqlite3'

export interface Lease {
  name: string
  /** Of the holder, which has it as long as it stands here. */
  token: string
  pid: number | null
  host: string | null
  /** ISO times. */
  taken_at: string
  beat_at: string
}

export const leases = (db: Database.Database) => {
  const get = db.prepare<[string], Lease>('SELECT * FROM lease WHERE name = ?')
  const put = db.prepare<Lease>(
    `INSERT OR REPLACE INTO lease (name, token, pid, host, taken_at, beat_at)
     VALUES (@name, @token, @pid, @host, @taken_at, @beat_at)`,
  )
  const beat = db.prepare<[string, string, string]>(
    'UPDATE lease SET beat_at = ? WHERE name = ? AND token = ?',
  )
  const drop = db.prepare<[string, string]>('DELETE FROM lease WHERE name = ? AND token = ?')
  return {
    get: (name: string): Lease | undefined => get.get(name),
    /** Inside a write that has seen that nobody else has it. */
    put: (lease: Lease): void => void put.run(lease),
    /** @returns false where another holder has taken it over */
    beat: (name: string, token: string, at: string): boolean => beat.run(at, name, token).changes === 1,
    drop: (name: string, token: string): void => void drop.run(name, token),
  }
}

export type LeaseStore = ReturnType<typeof leases>
