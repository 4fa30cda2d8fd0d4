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

export const scores = (db: Database.Database) => {
  const add = db.prepare<ScoreRow>(`INSERT INTO score (${COLUMNS}) VALUES (${VALUES})`)
  const setLatest = db.prepare<ScoreRow>(
    `INSERT OR REPLACE INTO latest_score (${COLUMNS}) VALUES (${VALUES})`,
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
  return {
    latest: (person: string): ScoreRow | undefined => latest.get(person),
    allLatest: (): ScoreRow[] => all.all(),
    add: (row: ScoreRow): void => {
      add.run(row)
      setLatest.run(row)
    },
    setActive: (run: number, active: boolean): void => void setActive.run(active ? 1 : 0, run),
    personsOfRun: (run: number): string[] => personsOfRun.all(run),
    /** The latest score again, from the history that is still active. */
    refreshLatest: (person: string): void => {
      drop.run(person)
      restore.run(person)
    },
  }
}

export type ScoreStore = ReturnType<typeof scores>
