/**
 * What a few runs have brought: who qualifies now and did not before, who moved, where signals came in, who is lost to
 * mail. The runs are said first (`choose`); whatever follows reads only their rows.
 */
import type Database from 'better-sqlite3'
import { SIGNAL_LIFETIMES } from '../model/data/signal-lifetimes.ts'

/** From where on a digest tells: runs later than this one, or that ended after this time. */
export interface DigestRange {
  run: number
  /** ISO date or time; null: the number alone counts. */
  at: string | null
}

export interface DigestRun {
  id: number
  parent_id: number | null
  command: string
  /** JSON object of numbers. */
  counts: string
}

export interface QualifiedRow {
  id: string
  full_name: string | null
  email: string | null
  title: string | null
  company: string | null
  score: number
  grade: string
  fit: string
  heat: number
  /** They had a score before. */
  was_scored: 0 | 1
  /** What they lacked then. */
  lacked: string | null
}

export interface MovedRow {
  id: string
  full_name: string | null
  email: string | null
  title: string | null
  company: string | null
  on: string
  detail: string | null
  /** We saw it in the records, so the detail is ours. */
  is_derived: 0 | 1
}

export interface SignalledRow {
  id: string
  company: string | null
  domain: string | null
  /** Of the one who fits best, and the highest score there. */
  fit: string
  score: number
  in_market: 0 | 1
  signals: number
}

export interface SignalRow {
  company_id: string
  kind: string
  on: string
  detail: string | null
}

export interface LostRow {
  id: string
  full_name: string | null
  email: string | null
  company: string | null
  what: 'bounced' | 'unsubscribed'
}

const CHOSEN = 'IN (SELECT id FROM temp.digest_run)'

/** The names of those in a temporary table come last, for a few of them only. */
const TABLES = `
CREATE TEMP TABLE IF NOT EXISTS digest_run (id INTEGER PRIMARY KEY) STRICT;
CREATE TEMP TABLE IF NOT EXISTS digest_qualified (id TEXT NOT NULL, score INTEGER NOT NULL, was_scored INTEGER NOT NULL, lacked TEXT) STRICT;
CREATE TEMP TABLE IF NOT EXISTS digest_signal (company_id TEXT NOT NULL, kind TEXT NOT NULL, "on" TEXT NOT NULL, detail TEXT) STRICT;
CREATE TEMP TABLE IF NOT EXISTS digest_account (id TEXT PRIMARY KEY, fit TEXT NOT NULL, score INTEGER NOT NULL, in_market INTEGER NOT NULL, signals INTEGER NOT NULL) STRICT;
CREATE TEMP TABLE IF NOT EXISTS digest_lost (id TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY (id, what)) STRICT`

// The score before is the last one that none of these runs gave.
const QUALIFIED = `
INSERT INTO temp.digest_qualified
SELECT id, score, before IS NOT NULL, nullif(before, '')
  FROM (SELECT l.person_id AS id, l.score,
               (SELECT CASE WHEN s.mvl = 1 THEN 'yes' ELSE coalesce(s.missing, '') END FROM score s
                 WHERE s.person_id = n.person_id AND s.run_id < n.run_id AND s.active = 1 AND s.run_id NOT ${CHOSEN}
                 ORDER BY s.run_id DESC LIMIT 1) AS before
          FROM score n JOIN latest_score l ON l.person_id = n.person_id AND l.run_id = n.run_id
         WHERE n.run_id ${CHOSEN} AND n.active = 1 AND n.mvl = 1)
 WHERE before IS NOT 'yes'`

const alive = Object.entries(SIGNAL_LIFETIMES)
  .map(([kind, days]) => `WHEN '${kind}' THEN date(@today, '-${days} days')`)
  .join(' ')

const SIGNALLED = `
INSERT INTO temp.digest_signal
SELECT coalesce(g.company_id, p.company_id), g.kind, g.observed_on, g.detail
  FROM signal g LEFT JOIN person p ON p.id = g.person_id
 WHERE g.run_id ${CHOSEN} AND g.active = 1 AND g.kind <> 'job_change'
   AND g.observed_on BETWEEN CASE g.kind ${alive} END AND @today
   AND coalesce(g.company_id, p.company_id) IS NOT NULL`

// + keeps people in their own order: one account after the other would jump about in a large file.
const ACCOUNTS = `
INSERT INTO temp.digest_account
SELECT b.id, b.fit, b.score, coalesce(m.until >= @today, 0) AS in_market, t.signals
  FROM (SELECT company_id AS id, count(*) AS signals FROM temp.digest_signal GROUP BY company_id) t
  JOIN (SELECT p.company_id AS id, min(s.fit) AS fit, max(s.score) AS score
          FROM person p CROSS JOIN latest_score s ON s.person_id = p.id
         WHERE p.suppressed = 0 AND p.lifecycle IN ('suspect', 'prospect')
           AND p.company_id IN (SELECT company_id FROM temp.digest_signal)
         GROUP BY +p.company_id) b ON b.id = t.id
  JOIN company c ON c.id = t.id AND c.customer = 0
  LEFT JOIN market m ON m.company_id = t.id
 WHERE b.fit = 'A' OR in_market = 1`

const LOST = `
INSERT OR IGNORE INTO temp.digest_lost
SELECT e.person_id, CASE e.kind WHEN 'bounce' THEN 'bounced' ELSE 'unsubscribed' END FROM event e
 WHERE e.run_id ${CHOSEN} AND e.active = 1 AND e.kind IN ('bounce', 'unsubscribe', 'complaint') AND e.person_id IS NOT NULL;
INSERT OR IGNORE INTO temp.digest_lost
SELECT c.entity_id, 'unsubscribed' FROM change c JOIN person p ON p.id = c.entity_id AND p.suppressed = 1
 WHERE c.run_id ${CHOSEN} AND c.field = 'suppressed' AND c.new = '1' AND c.why <> 'undo'
   AND c.entity_id NOT IN (SELECT id FROM temp.digest_lost)`

const NAMES = `coalesce(p.full_name, nullif(trim(coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')), '')) AS full_name,
       p.email, coalesce(c.company, c.domain) AS company`

export const digests = (db: Database.Database) => {
  db.exec(TABLES)
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  return {
    /**
     * Chooses the runs that are told of: ended, not taken back, none that took others back.
     *
     * @returns them, the first first
     */
    choose: ({ run, at }: DigestRange): DigestRun[] => {
      db.exec('DELETE FROM temp.digest_run')
      db.prepare(
        `INSERT INTO temp.digest_run SELECT id FROM run
          WHERE status <> 'running' AND undone_by IS NULL AND undoes IS NULL AND (id > @run OR finished_at > @at)`,
      ).run({ run, at })
      return db
        .prepare<[], DigestRun>(
          `SELECT id, parent_id, command, counts FROM run WHERE id ${CHOSEN} ORDER BY id`,
        )
        .all()
    },
    /** The last run there is; 0: none. */
    lastRun: (): number => count('SELECT max(id) FROM run'),
    /** Who passes the gate now and did not before: how many, by what they lacked, and the best of them. */
    qualified: (
      limit: number,
    ): { lacked: { was_scored: 0 | 1; lacked: string | null; people: number }[]; best: QualifiedRow[] } => {
      db.exec(`DELETE FROM temp.digest_qualified; ${QUALIFIED}`)
      return {
        lacked: db
          .prepare<[], { was_scored: 0 | 1; lacked: string | null; people: number }>(
            `SELECT was_scored, lacked, count(*) AS people FROM temp.digest_qualified
              GROUP BY 1, 2 ORDER BY people DESC, 1, 2`,
          )
          .all(),
        best: db
          .prepare<[number], QualifiedRow>(
            `SELECT p.id, ${NAMES}, p.title, s.score, s.grade, s.fit, s.heat, q.was_scored, q.lacked
               FROM (SELECT * FROM temp.digest_qualified ORDER BY score DESC, id LIMIT ?) q
               JOIN latest_score s ON s.person_id = q.id JOIN person p ON p.id = q.id
               LEFT JOIN company c ON c.id = p.company_id ORDER BY q.score DESC, q.id`,
          )
          .all(limit),
      }
    },
    /** Who changed jobs; the latest first. */
    moved: (limit: number): { people: number; latest: MovedRow[] } => {
      const told = `FROM signal g JOIN person p ON p.id = g.person_id
        WHERE g.run_id ${CHOSEN} AND g.active = 1 AND g.kind = 'job_change'`
      return {
        people: count(`SELECT count(DISTINCT g.person_id) ${told}`),
        latest: db
          .prepare<[number], MovedRow>(
            `SELECT p.id, ${NAMES}, p.title, g."on", g.detail, g.is_derived
               FROM (SELECT g.person_id AS id, max(g.observed_on) AS "on", g.detail, g.about LIKE 'm:%' AS is_derived ${told}
                      GROUP BY g.person_id ORDER BY "on" DESC, g.person_id LIMIT ?) g
               JOIN person p ON p.id = g.id LEFT JOIN company c ON c.id = p.company_id ORDER BY g."on" DESC, g.id`,
          )
          .all(limit),
      }
    },
    /** Accounts that are no customers, fit best or are in the market, and show new signals that still say something. */
    signalled: (
      today: string,
      limit: number,
    ): { accounts: number; signals: number; best: SignalledRow[]; told: SignalRow[] } => {
      db.exec('DELETE FROM temp.digest_signal; DELETE FROM temp.digest_account')
      const { changes } = db.prepare(SIGNALLED).run({ today })
      if (changes === 0) return { accounts: 0, signals: 0, best: [], told: [] }
      db.prepare(ACCOUNTS).run({ today })
      const order = 'ORDER BY in_market DESC, score DESC, signals DESC, id'
      return {
        accounts: count('SELECT count(*) FROM temp.digest_account'),
        signals: count('SELECT coalesce(sum(signals), 0) FROM temp.digest_account'),
        best: db
          .prepare<[number], SignalledRow>(
            `SELECT a.id, c.company, c.domain, a.fit, a.score, a.in_market, a.signals
               FROM (SELECT * FROM temp.digest_account ${order} LIMIT ?) a JOIN company c ON c.id = a.id
              ORDER BY a.in_market DESC, a.score DESC, a.signals DESC, a.id`,
          )
          .all(limit),
        told: db
          .prepare<[number], SignalRow>(
            `SELECT * FROM temp.digest_signal WHERE company_id IN (SELECT id FROM temp.digest_account ${order} LIMIT ?)
              ORDER BY "on" DESC, kind, detail`,
          )
          .all(limit),
      }
    },
    /** Whose address bounced, and who wants no more mail. */
    lost: (limit: number): Record<LostRow['what'], number> & { people: LostRow[] } => {
      db.exec(`DELETE FROM temp.digest_lost; ${LOST}`)
      const of = (what: LostRow['what']): number =>
        count(`SELECT count(*) FROM temp.digest_lost WHERE what = '${what}'`)
      return {
        bounced: of('bounced'),
        unsubscribed: of('unsubscribed'),
        people: (['unsubscribed', 'bounced'] as const).flatMap((what) =>
          db
            .prepare<[string, number], LostRow>(
              `SELECT p.id, ${NAMES}, l.what FROM temp.digest_lost l JOIN person p ON p.id = l.id
                 LEFT JOIN company c ON c.id = p.company_id WHERE l.what = ? ORDER BY l.id LIMIT ?`,
            )
            .all(what, limit),
        ),
      }
    },
  }
}

export type DigestStore = ReturnType<typeof digests>
