/**
 * Verdicts about addresses: each stays in the history. The best one stands: what is decided before `unknown`, then the
 * deepest check, then the latest. With a clock, only verdicts count that their level's age has not passed.
 */
import type Database from 'better-sqlite3'
import type { Level, Verdict } from '../model/verdict.ts'

export type AddressKind = 'email' | 'phone'

export interface NewVerdict {
  run_id: number
  kind: AddressKind
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

/** Days for which a check of a level holds. */
export type MaxAge = Record<Level, number>

const DEPTH: Readonly<Record<Level, number>> = { syntax: 1, number: 2, domain: 2, mailbox: 3, line: 3 }

/** The best first. (Sorted here: SQLite takes longer to set a sort up than to find the one or two rows.) */
const byRank = (a: VerdictRow, b: VerdictRow): number =>
  Number(a.verdict === 'unknown') - Number(b.verdict === 'unknown') ||
  DEPTH[b.level] - DEPTH[a.level] ||
  b.id - a.id

export const verdicts = (db: Database.Database) => {
  const insert = db.prepare<NewVerdict>(
    `INSERT INTO verdict (run_id, kind, address, verdict, level, reason, suggestion, checked_by, checked_at, evidence)
     VALUES (@run_id, @kind, @address, @verdict, @level, @reason, @suggestion, @checked_by, @checked_at, @evidence)`,
  )
  const find = db.prepare<[string, string], VerdictRow>(
    'SELECT * FROM verdict WHERE address = ? AND kind = ? AND active = 1',
  )
  const ranked = (kind: AddressKind, address: string): VerdictRow[] => {
    const rows = find.all(address, kind)
    return rows.length > 1 ? rows.sort(byRank) : rows
  }
  const since = db
    .prepare<[], [Level, string]>(
      "SELECT level, date((SELECT as_of FROM temp.clock), '-' || days || ' days') FROM max_age",
    )
    .raw()
  const history = db.prepare<[string], VerdictRow>(
    'SELECT * FROM verdict WHERE address = ? AND active = 1 ORDER BY id',
  )
  const setActive = db.prepare<[number, number]>('UPDATE verdict SET active = ? WHERE run_id = ?')
  const addressesOfRun = db.prepare<[number], { kind: AddressKind; address: string }>(
    'SELECT DISTINCT kind, address FROM verdict WHERE run_id = ?',
  )
  const any = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM verdict WHERE active = 1)').pluck()
  const lastId = db.prepare<[], number | null>('SELECT max(id) FROM verdict').pluck()
  const ages = db.prepare<[], { level: Level; days: number }>('SELECT level, days FROM main.max_age')
  const keepAge = db.prepare<[number, string]>('UPDATE main.max_age SET days = ? WHERE level = ?')
  const sinceOf = (): Record<Level, string> => Object.fromEntries(since.all()) as Record<Level, string>
  return {
    any: (): boolean => any.get() === 1,
    lastId: (): number => lastId.get() ?? 0,
    add: (verdict: NewVerdict): void => void insert.run(verdict),
    /** The best verdict there is, however old. */
    current: (kind: AddressKind, address: string): VerdictRow | undefined => ranked(kind, address)[0],
    /** Those that still hold on the day of this connection's clock, the best first. */
    holding: (kind: AddressKind, address: string, since = sinceOf()): VerdictRow[] =>
      ranked(kind, address).filter(({ level, checked_at }) => checked_at >= since[level]),
    /** For each level, the day since which a check of it holds. */
    since: sinceOf,
    history: (address: string): VerdictRow[] => history.all(address),
    setActive: (run: number, active: boolean): void => void setActive.run(active ? 1 : 0, run),
    addressesOfRun: (run: number) => addressesOfRun.all(run),
    /** Writes the ages into the file, for programs that read it without the configuration. */
    keepAges: (given: Partial<MaxAge>): void => {
      for (const { level, days } of ages.all())
        if (given[level] !== undefined && given[level] !== days) keepAge.run(given[level], level)
    },
  }
}

export type VerdictStore = ReturnType<typeof verdicts>
