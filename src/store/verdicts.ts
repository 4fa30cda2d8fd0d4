/** Verdicts about addresses: each stays; the current one is the deepest check, then the latest. */
import type Database from 'better-sqlite3'
import type { Level, Verdict } from '../model/verdict.ts'

export interface NewVerdict {
  run_id: number
  kind: 'email' | 'phone'
  address: string
  verdict: Verdict
  level: Level
  reason: string | null
  suggestion: string | null
  checked_by: string
  checked_at: string
  evidence: string | null
}

export interface VerdictRow extends NewVerdict {
  id: number
}

const DEPTH = "CASE level WHEN 'mailbox' THEN 3 WHEN 'line' THEN 3 WHEN 'domain' THEN 2 ELSE 1 END"

export const verdicts = (db: Database.Database) => {
  const insert = db.prepare<NewVerdict>(
    `INSERT INTO verdict (run_id, kind, address, verdict, level, reason, suggestion, checked_by, checked_at, evidence)
     VALUES (@run_id, @kind, @address, @verdict, @level, @reason, @suggestion, @checked_by, @checked_at, @evidence)`,
  )
  // A weaker check never overrides a stronger one.
  const current = db.prepare<[string, string], VerdictRow>(
    `SELECT * FROM verdict WHERE address = ? AND kind = ? AND active = 1 ORDER BY ${DEPTH} DESC, id DESC LIMIT 1`,
  )
  const history = db.prepare<[string], VerdictRow>(
    'SELECT * FROM verdict WHERE address = ? AND active = 1 ORDER BY id',
  )
  const setActive = db.prepare<[number, number]>('UPDATE verdict SET active = ? WHERE run_id = ?')
  const addressesOfRun = db.prepare<[number], { kind: 'email' | 'phone'; address: string }>(
    'SELECT DISTINCT kind, address FROM verdict WHERE run_id = ?',
  )
  const counts = db.prepare<[], { kind: string; verdict: string; n: number }>(
    `SELECT 'email' AS kind, coalesce(email_status, 'unchecked') AS verdict, count(*) AS n
       FROM person WHERE email IS NOT NULL GROUP BY 2
     UNION ALL
     SELECT 'phone', coalesce(phone_status, 'unchecked'), count(*) FROM person WHERE phone IS NOT NULL GROUP BY 2`,
  )
  const any = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM verdict WHERE active = 1)').pluck()
  return {
    any: (): boolean => any.get() === 1,
    add: (verdict: NewVerdict): void => void insert.run(verdict),
    current: (kind: 'email' | 'phone', address: string): VerdictRow | undefined => current.get(address, kind),
    history: (address: string): VerdictRow[] => history.all(address),
    setActive: (run: number, active: boolean): void => void setActive.run(active ? 1 : 0, run),
    addressesOfRun: (run: number) => addressesOfRun.all(run),
    /** People by the standing of their main address. */
    counts: () => counts.all(),
  }
}

export type VerdictStore = ReturnType<typeof verdicts>
