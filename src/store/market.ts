/** Accounts that are in the market: those with most intent × fit among the latest scores. */
import type Database from 'better-sqlite3'

export interface MarketRow {
  company_id: string
  /** 1 is the most likely. */
  place: number
  fit: number
  intent: number
  because: string
  since: string
  until: string
}

/** An account in the market, as it is now. */
export interface MarketAccount extends MarketRow {
  company: string | null
  domain: string | null
}

/** A signal at an account, of itself or of somebody there. */
export interface AccountSignal {
  kind: string
  on: string
  detail: string | null
  person_id: string | null
  full_name: string | null
}

export interface MarketCandidate {
  company_id: string
  /** Points of the person there who fits best, and the letter. */
  fit: number
  letter: string
  /** Points of the person there who shows most. */
  intent: number
  /** Of the company and its people, latest first. */
  signals: { kind: string; on: string }[]
}

const ASKABLE = "p.suppressed = 0 AND p.lifecycle IN ('suspect', 'prospect')"

export const market = (db: Database.Database) => {
  const accounts = db
    .prepare<[], number>(
      `SELECT count(*) FROM company c WHERE c.customer = 0 AND EXISTS (SELECT 1 FROM person p WHERE p.company_id = c.id AND ${ASKABLE})`,
    )
    .pluck()
  const signalsOf = db.prepare<{ id: string }, { kind: string; on: string }>(
    `SELECT kind, observed_on AS "on" FROM signal WHERE company_id = @id
     UNION SELECT g.kind, g.observed_on FROM person p JOIN signal g ON g.person_id = p.id WHERE p.company_id = @id
     ORDER BY "on" DESC, kind`,
  )
  const insert = db.prepare<MarketRow>(
    `INSERT INTO market (company_id, place, fit, intent, because, since, until)
     VALUES (@company_id, @place, @fit, @intent, @because, @since, @until)`,
  )
  const sinceOf = db.prepare<[], { company_id: string; since: string }>(
    'SELECT company_id, since FROM market',
  )
  const clear = db.prepare('DELETE FROM market')
  return {
    /** Companies that could buy: no customers, and somebody there may be asked. */
    accounts: (): number => accounts.get() ?? 0,
    /**
     * Those with intent and at least so many points of fit.
     *
     * @returns how many there are, and the best of them, in an order that does not depend on ids
     */
    candidates: (leastFit: number, limit: number): { qualified: number; best: MarketCandidate[] } => {
      const rows = db
        .prepare<{ leastFit: number }, Omit<MarketCandidate, 'signals'>>(
          // Not under names that latest_score has too: HAVING would read those. Both tables are read in the order of
          // people (+ keeps the index of companies out): one account after the other would jump about in a large file.
          `SELECT b.company_id, best_fit AS fit, letter, most_intent AS intent
             FROM (SELECT p.company_id, min(s.fit) AS letter, max(s.intent) AS most_intent,
                          max(s.firmographic + s.technographic + s.person) AS best_fit
                     FROM person p CROSS JOIN latest_score s ON s.person_id = p.id
                    WHERE ${ASKABLE}
                    GROUP BY +p.company_id HAVING most_intent > 0 AND best_fit >= @leastFit) b
             JOIN company c ON c.id = b.company_id
            WHERE c.customer = 0
            ORDER BY most_intent * best_fit DESC, c.key`,
        )
        .all({ leastFit })
      const best = rows
        .slice(0, limit)
        .map((row) => ({ ...row, signals: signalsOf.all({ id: row.company_id }) }))
      return { qualified: rows.length, best }
    },
    /** Writes who is in the market now; who was before keeps the day since when. */
    replace: (rows: readonly MarketRow[]): void => {
      const since = new Map(sinceOf.all().map((row) => [row.company_id, row.since]))
      clear.run()
      for (const row of rows) insert.run({ ...row, since: since.get(row.company_id) ?? row.since })
    },
    clear: (): void => void clear.run(),
    /** Those that are in the market on that day, the most likely first. */
    list: (day: string): MarketAccount[] =>
      db
        .prepare<[string], MarketAccount>(
          `SELECT m.*, c.company, c.domain FROM market m JOIN company c ON c.id = m.company_id
            WHERE m.until >= ? AND c.customer = 0 ORDER BY m.place`,
        )
        .all(day),
    /** The latest first. */
    evidence: (company: string): AccountSignal[] =>
      db
        .prepare<{ id: string }, AccountSignal>(
          `SELECT kind, observed_on AS "on", detail, NULL AS person_id, NULL AS full_name
             FROM signal WHERE company_id = @id AND active = 1
           UNION ALL
           SELECT g.kind, g.observed_on, g.detail, p.id, p.full_name
             FROM person p CROSS JOIN signal g ON g.person_id = p.id WHERE p.company_id = @id AND g.active = 1
           ORDER BY "on" DESC, kind, detail, full_name`,
        )
        .all({ id: company }),
    /** Ids of those who may be asked there, in the order of ids. */
    askable: (company: string): string[] =>
      db
        .prepare<[string], string>(
          `SELECT p.id FROM person p WHERE p.company_id = ? AND ${ASKABLE} ORDER BY p.id`,
        )
        .pluck()
        .all(company),
    get: (company: string): MarketRow | undefined =>
      db.prepare<[string], MarketRow>('SELECT * FROM market WHERE company_id = ?').get(company),
  }
}

export type MarketStore = ReturnType<typeof market>
