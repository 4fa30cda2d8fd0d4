/** Decisions: links between records, stages, and enrichments. They name records, never derived people. */
import type Database from 'better-sqlite3'

export type DecisionKind = 'must_link' | 'cannot_link' | 'unsure' | 'about' | 'enrich' | 'stage'

export interface NewDecision {
  run_id: number
  kind: DecisionKind
  record_id: number | null
  other_id: number | null
  value: string | null
  because: string | null
  decided_by: string | null
  decided_at: string
}

export interface Decision extends NewDecision {
  id: number
  active: 0 | 1
}

/** An enrich decision covers the records `after < id <= upto`. */
export interface EnrichedRange {
  after: number
  upto: number
}

export const decisions = (db: Database.Database) => {
  const insert = db.prepare<NewDecision>(
    `INSERT INTO decision (run_id, kind, record_id, other_id, value, because, decided_by, decided_at)
     VALUES (@run_id, @kind, @record_id, @other_id, @value, @because, @decided_by, @decided_at)`,
  )
  const ofRecord = db.prepare<[number, number], Decision>(
    'SELECT * FROM decision WHERE (record_id = ? OR other_id = ?) AND active = 1 ORDER BY id',
  )
  const ofRun = db.prepare<[number], Decision>('SELECT * FROM decision WHERE run_id = ? ORDER BY id')
  const setActive = db.prepare<[number, number]>('UPDATE decision SET active = ? WHERE run_id = ?')
  const enriched = db
    .prepare<[], string>("SELECT value FROM decision WHERE kind = 'enrich' AND active = 1 ORDER BY id")
    .pluck()
  const apart = db
    .prepare<{ a: string; b: string }, number>(
      `SELECT EXISTS (SELECT 1 FROM decision d JOIN record x ON x.id = d.record_id JOIN record y ON y.id = d.other_id
                       WHERE d.kind = 'cannot_link' AND d.active = 1 AND x.person_id IN (@a, @b) AND y.person_id IN (@a, @b)
                         AND x.person_id <> y.person_id)`,
    )
    .pluck()
  const anyApart = db
    .prepare<[], number>("SELECT EXISTS (SELECT 1 FROM decision WHERE kind = 'cannot_link' AND active = 1)")
    .pluck()
  const unsure = db.prepare<[], { a: string; b: string }>(
    `SELECT DISTINCT x.person_id AS a, y.person_id AS b
       FROM decision d JOIN record x ON x.id = d.record_id JOIN record y ON y.id = d.other_id
      WHERE d.kind = 'unsure' AND d.active = 1 AND x.person_id IS NOT NULL AND y.person_id IS NOT NULL`,
  )
  const remove = db.prepare<[number]>('DELETE FROM decision WHERE id = ?')
  return {
    /** Whether somebody decided that these are two people. */
    areApart: (a: string, b: string): boolean => anyApart.get() === 1 && apart.get({ a, b }) === 1,
    add: (decision: NewDecision): number => Number(insert.run(decision).lastInsertRowid),
    /** Active links that name this record. */
    ofRecord: (id: number): Decision[] => ofRecord.all(id, id),
    ofRun: (run: number): Decision[] => ofRun.all(run),
    setActive: (run: number, active: boolean): void => void setActive.run(active ? 1 : 0, run),
    enrichedRanges: (): EnrichedRange[] => enriched.all().map((value) => JSON.parse(value) as EnrichedRange),
    /** People of whom somebody said that they cannot tell whether they are one. */
    unsurePairs: (): { a: string; b: string }[] => unsure.all(),
    /** As if they had never been made: for an answer that is taken back at once. */
    remove: (ids: readonly number[]): void => {
      for (const id of ids) remove.run(id)
    },
  }
}

export type DecisionStore = ReturnType<typeof decisions>
