/** Scores as given, kept as history where they changed; the latest of each person stands beside them. */
import type Database from 'better-sqlite3'

export interface ScoreRow {
  person_id: string
  run_id: number
  as_of: string
  score: number
  grade: string
  fit: string
  heat: number
  route: string | null
  firmographic: number
  technographic: number
  person: number
  behavioural: number
  intent: number
  /** Passes the gate `mvl`. */
  mvl: 0 | 1 | null
  /** Names of the unmet requirements, comma-separated. */
  missing: string | null
}

const COLUMNS =
  'person_id, run_id, as_of, score, grade, fit, heat, route, firmographic, technographic, person, behavioural, intent, mvl, missing'

const VALUES = COLUMNS.split(', ')
  .map((name) => `@${name}`)
  .join(', ')

/** By what the latest scores were given. */
export interface ScoreState {
  fingerprint: string
  /** Hash of what `measured` depends on besides the facts. */
  circumstances: string
  /** Of what the gates read: 1 where the file holds data for it. */
  measured: Record<string, 0 | 1>
}

/** How many people have this result. */
export interface ScoreCount {
  grade: string
  fit: string
  heat: number
  route: string | null
  missing: string | null
  people: number
}

/** What came of the people in a cell of fit and heat. */
export interface Outcomes {
  fit: string
  heat: number
  people: number
  /** Whom we wrote to or were in touch with. */
  contacted: number
  /** Of these: who answered in some way. */
  replied: number
  /** Who are or were customers. */
  won: number
}

const CLOCK = '(SELECT as_of FROM temp.clock)'

const did = (kinds: string): string =>
  `p.has_events AND EXISTS (SELECT 1 FROM event e WHERE e.person_id = p.id AND e.at < date(${CLOCK}, '+1 day') AND ${kinds})`

const REPLIED = did("e.machine = 0 AND e.kind IN ('reply', 'meeting', 'sign_up', 'form', 'purchase')")

const OUTCOMES = `
SELECT fit, heat, count(*) AS people, sum(was_reached OR has_replied) AS contacted, sum(has_replied) AS replied, sum(has_bought) AS won
  FROM (SELECT s.fit, s.heat, p.last_touch IS NOT NULL OR ${did('TRUE')} AS was_reached, ${REPLIED} AS has_replied,
               p.lifecycle IN ('customer', 'former_customer') OR coalesce(c.customer, 0) = 1 AS has_bought
          FROM latest_score s JOIN person p ON p.id = s.person_id LEFT JOIN company c ON c.id = p.company_id)
 GROUP BY fit, heat`

// A run scores by one day: any of its scores tells it.
const RUN_DAYS = `
SELECT u.id, (SELECT s.as_of FROM score s WHERE s.run_id = u.id LIMIT 1) AS as_of FROM run u
 WHERE as_of IS NOT NULL ORDER BY as_of DESC, u.id DESC`

const IN_FORCE = `
SELECT 1 FROM score s CROSS JOIN latest_score l ON l.person_id = s.person_id AND l.run_id = s.run_id
 WHERE s.run_id = ? LIMIT 1`

const GIVEN = COLUMNS.split(', ').filter((name) => name !== 'run_id')
const NEWS = GIVEN.filter((name) => name !== 'person_id' && name !== 'as_of')
const UPDATED = COLUMNS.split(', ')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')

/** From this share of the people on, scoring all of them costs less. */
const MOST_DUE = 0.2

/** From so many rows on, the counts are made anew rather than kept up. */
const MANY = 50_000

export const scores = (db: Database.Database) => {
  const add = db.prepare<ScoreRow>(`INSERT INTO score (${COLUMNS}) VALUES (${VALUES})`)
  // Not OR REPLACE, which fires no trigger for the row that goes.
  const setLatest = db.prepare<ScoreRow>(
    `INSERT INTO latest_score (${COLUMNS}) VALUES (${VALUES}) ON CONFLICT DO UPDATE SET ${UPDATED}`,
  )
  const latest = db.prepare<[string], ScoreRow>('SELECT * FROM latest_score WHERE person_id = ?')
  const all = db.prepare<[], ScoreRow>('SELECT * FROM latest_score ORDER BY person_id')
  const setActive = db.prepare<[number, number]>('UPDATE score SET active = ? WHERE run_id = ?')
  const personsOfRun = db.prepare<[number], string>('SELECT person_id FROM score WHERE run_id = ?').pluck()
  const drop = db.prepare<[string]>('DELETE FROM latest_score WHERE person_id = ?')
  const restore = db.prepare<[string]>(
    `INSERT INTO latest_score (${COLUMNS})
     SELECT ${COLUMNS} FROM score WHERE person_id = ? AND active = 1 AND EXISTS (SELECT 1 FROM person p WHERE p.id = person_id)
      ORDER BY run_id DESC LIMIT 1`,
  )
  /** Without the triggers that keep the counts. */
  const countedAtOnce = (change: () => void): void => {
    const triggers = db
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'score_count_*'",
      )
      .all()
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
    change()
    db.exec(`DELETE FROM score_count;
      INSERT INTO score_count
        SELECT grade, fit, heat, score, coalesce(mvl, 0), coalesce(route, ''), coalesce(missing, ''), 1 FROM latest_score WHERE true
        ON CONFLICT DO UPDATE SET people = people + 1`)
    for (const { sql } of triggers) db.exec(sql)
  }
  return {
    latest: (person: string): ScoreRow | undefined => latest.get(person),
    allLatest: (): ScoreRow[] => all.all(),
    add: (row: ScoreRow): void => {
      add.run(row)
      setLatest.run(row)
    },
    /** Writes for many what a query gives: the columns of ScoreRow but `run_id`. The day alone is no news. */
    give: (query: string, run: number): number => {
      const isFirst = db.prepare('SELECT 1 FROM latest_score LIMIT 1').get() === undefined
      const differs = NEWS.map((name) => `n.${name} IS NOT l.${name}`).join(' OR ')
      const changed = isFirst
        ? ''
        : ` LEFT JOIN latest_score l ON l.person_id = n.person_id WHERE l.person_id IS NULL OR ${differs}`
      const names = GIVEN.map((name) => `n.${name}`).join(', ')
      const { changes } = db
        .prepare(
          `INSERT INTO score (${GIVEN.join(', ')}, run_id) SELECT ${names}, ${run} FROM (${query}) n${changed}`,
        )
        .run()
      if (changes === 0) return 0
      const latest = `INSERT INTO latest_score (${COLUMNS})
        SELECT ${COLUMNS} FROM score ${isFirst ? 'NOT INDEXED' : ''} WHERE run_id = ${run} ON CONFLICT DO UPDATE SET ${UPDATED}`
      if (changes < MANY) db.exec(latest)
      else countedAtOnce(() => void db.exec(latest))
      return changes
    },
    counts: (): ScoreCount[] =>
      db
        .prepare<[], ScoreCount>(
          `SELECT grade, fit, heat, nullif(route, '') AS route, nullif(missing, '') AS missing, sum(people) AS people
             FROM score_count GROUP BY grade, fit, heat, 4, 5`,
        )
        .all(),
    /** How many people have each score, 0 to 100. */
    histogram: (): number[] => {
      const counts = Array.from({ length: 101 }, () => 0)
      const rows = db.prepare<[], [number, number]>(
        'SELECT score, sum(people) FROM score_count GROUP BY score',
      )
      for (const [score, people] of rows.raw().all()) counts[Math.min(100, Math.max(0, score))]! += people
      return counts
    },
    /** The day by which the latest scores were given; null where nobody is scored. */
    asOf: (): string | null => {
      const isInForce = db.prepare<[number]>(IN_FORCE)
      // The last run is asked first, and mostly its first score is in force: nothing more is read then.
      const runs = db.prepare<[], { id: number; as_of: string }>(RUN_DAYS).all()
      return runs.find(({ id }) => isInForce.get(id) !== undefined)?.as_of ?? null
    },
    /** The last run that gave scores which still count; null: none. @param run only this one */
    lastRun: (run?: number): number | null =>
      db
        .prepare<[number | null], number | null>(
          'SELECT max(run_id) FROM score WHERE active = 1 AND run_id = coalesce(?, run_id)',
        )
        .pluck()
        .get(run ?? null) ?? null,
    /** A query for the scores that were in force after a run. */
    givenSql: (run: number): string =>
      `SELECT s.person_id AS id, s.score, s.grade, s.fit, s.heat FROM score s WHERE s.active = 1 AND s.run_id = (
         SELECT max(t.run_id) FROM score t WHERE t.person_id = s.person_id AND t.active = 1 AND t.run_id <= ${run})`,
    /** Who is not where they were by another query; who moves most comes first. */
    moved: (before: string, after: string): Record<string, unknown>[] =>
      db
        .prepare<[], Record<string, unknown>>(
          `SELECT a.id, a.score, a.grade, a.fit, a.heat, b.score AS was_score, b.grade AS was_grade, b.fit AS was_fit,
                  b.heat AS was_heat, p.full_name, p.email, c.company
             FROM (${after}) a LEFT JOIN (${before}) b ON b.id = a.id
             JOIN person p ON p.id = a.id LEFT JOIN company c ON c.id = p.company_id
            WHERE a.score IS NOT b.score OR a.grade IS NOT b.grade OR a.fit IS NOT b.fit OR a.heat IS NOT b.heat
            ORDER BY abs(a.score - coalesce(b.score, 0)) DESC, a.score DESC, p.email, p.full_name, a.id`,
        )
        .all(),
    /** By fit and heat. */
    outcomes: (): Outcomes[] => db.prepare<[], Outcomes>(OUTCOMES).all(),
    /** Undefined where it is not known by what the latest scores were given. */
    state: (): ScoreState | undefined => {
      const row = db
        .prepare<[], Omit<ScoreState, 'measured'> & { measured: string }>(
          'SELECT fingerprint, circumstances, measured FROM score_state',
        )
        .get()
      return row && { ...row, measured: JSON.parse(row.measured) as ScoreState['measured'] }
    },
    /** Everybody is scored by this from here on; changes are written down. */
    setState: ({ fingerprint, circumstances, measured }: ScoreState): void => {
      db.exec('DELETE FROM score_due')
      db.prepare(
        'INSERT OR REPLACE INTO score_state (id, fingerprint, circumstances, measured) VALUES (1, ?, ?, ?)',
      ).run(fingerprint, circumstances, JSON.stringify(measured))
    },
    /** A query for the ids of those who have changed since; null where they are so many that all may as well be asked. */
    due: (): string | null => {
      const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
      // Counting everybody would take longer than scoring a few: only whether so many more are there is asked.
      const isTooMany = (due: number): boolean =>
        due > 0 && count(`SELECT 1 FROM person LIMIT 1 OFFSET ${Math.ceil(due / MOST_DUE) - 1}`) === 0
      if (isTooMany(count('SELECT count(*) FROM score_due'))) return null
      db.exec(`CREATE TEMP TABLE IF NOT EXISTS score_now (id TEXT PRIMARY KEY) WITHOUT ROWID;
               DELETE FROM temp.score_now;
               INSERT OR IGNORE INTO temp.score_now SELECT d.id FROM score_due d JOIN person p ON p.id = d.id;
               INSERT OR IGNORE INTO temp.score_now SELECT p.id FROM score_due d JOIN person p ON p.company_id = d.id`)
      return isTooMany(count('SELECT count(*) FROM temp.score_now')) ? null : 'SELECT id FROM temp.score_now'
    },
    /** Keeps a model as JSON under its hash. */
    keepModel: (hash: string, model: string): void =>
      void db.prepare('INSERT OR IGNORE INTO score_model (hash, model) VALUES (?, ?)').run(hash, model),
    model: (hash: string): string | undefined =>
      db.prepare<[string], string>('SELECT model FROM score_model WHERE hash = ?').pluck().get(hash),
    /** For how many days checks hold on this connection. */
    ages: (): Record<string, number> =>
      Object.fromEntries(
        db.prepare<[], [string, number]>('SELECT level, days FROM max_age ORDER BY level').raw().all(),
      ),
    /** The latest scores are then not by one model any more. */
    setActive: (run: number, active: boolean): void => {
      if (setActive.run(active ? 1 : 0, run).changes > 0)
        db.exec('DELETE FROM score_state; DELETE FROM score_due; DELETE FROM market')
    },
    personsOfRun: (run: number): string[] => personsOfRun.all(run),
    /** The latest score again, from the history that is still active. */
    refreshLatest: (person: string): void => {
      drop.run(person)
      restore.run(person)
    },
  }
}

export type ScoreStore = ReturnType<typeof scores>
