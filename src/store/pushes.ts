/** The push ledger: what each target was given, confirmed outcomes only. */
import type Database from 'better-sqlite3'

export interface PushRow {
  target: string
  person_id: string
  run_id: number
  outcome: 'created' | 'updated' | 'removed'
  remote_id: string | null
  /** JSON of the values as sent. */
  content: string
  pushed_at: string
}

export const pushes = (db: Database.Database) => {
  const add = db.prepare<PushRow>(
    `INSERT INTO push (target, person_id, run_id, outcome, remote_id, content, pushed_at)
     VALUES (@target, @person_id, @run_id, @outcome, @remote_id, @content, @pushed_at)`,
  )
  const latest = db.prepare<[string], PushRow>(
    `SELECT p.* FROM push p JOIN run r ON r.id = p.run_id
      WHERE p.target = ? AND r.undone_by IS NULL ORDER BY p.run_id`,
  )
  const ofRun = db.prepare<[number], PushRow>(
    'SELECT * FROM push WHERE run_id = ? ORDER BY target, person_id',
  )
  const ofPerson = db.prepare<[string], PushRow>('SELECT * FROM push WHERE person_id = ? ORDER BY run_id')
  return {
    add: (row: PushRow): void => void add.run(row),
    /** The last outcome of each person at this target; people who were removed again are left out. */
    held: (target: string): Map<string, PushRow> => {
      const map = new Map<string, PushRow>()
      for (const row of latest.iterate(target)) {
        if (row.outcome === 'removed') map.delete(row.person_id)
        else map.set(row.person_id, row)
      }
      return map
    },
    ofRun: (run: number): PushRow[] => ofRun.all(run),
    ofPerson: (person: string): PushRow[] => ofPerson.all(person),
  }
}

export type PushStore = ReturnType<typeof pushes>
