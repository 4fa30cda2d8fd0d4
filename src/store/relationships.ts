/**
 * Ties said by hand. They name records (or the key of a company), so merges, splits and undo move them by themselves; a
 * tie on a retracted record sleeps. A removal is a row of its own, which undo takes back like any other.
 */
import type Database from 'better-sqlite3'

export interface NewRelationship {
  run_id: number
  record_id: number
  /** A record of the other person; null where the tie is to a company. */
  other_id: number | null
  /** `d:` and a domain, or `n:` and a name. */
  company_key: string | null
  kind: string
  since: string | null
  until: string | null
  because: string | null
  decided_by: string
  decided_at: string
  /** The row that this one takes away. */
  removes: number | null
}

/** A tie that stands, with the people whom its records are now. */
export interface StandingTie extends NewRelationship {
  id: number
  person_id: string
  other_person_id: string | null
}

/** Somebody who wrote back or met us. */
export interface Touch {
  person_id: string
  kind: 'reply' | 'meeting'
  /** The latest day. */
  on: string
}

// Two people who were merged have no tie to themselves.
const STANDING = `
  SELECT t.*, a.person_id, b.person_id AS other_person_id
    FROM relationship t JOIN record a ON a.id = t.record_id LEFT JOIN record b ON b.id = t.other_id
   WHERE t.active = 1 AND t.removes IS NULL AND a.active = 1 AND a.person_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM relationship x WHERE x.removes = t.id AND x.active = 1)
     AND (t.other_id IS NULL OR (b.active = 1 AND b.person_id IS NOT NULL AND b.person_id <> a.person_id))`

const SENIORITY = `CASE seniority WHEN 'c_level' THEN 0 WHEN 'vp' THEN 1 WHEN 'director' THEN 2 WHEN 'manager' THEN 3
  WHEN 'senior' THEN 4 ELSE 5 END`

export const relationships = (db: Database.Database) => {
  const insert = db.prepare<NewRelationship>(
    `INSERT INTO relationship (run_id, record_id, other_id, company_key, kind, since, until, because, decided_by,
                               decided_at, removes)
     VALUES (@run_id, @record_id, @other_id, @company_key, @kind, @since, @until, @because, @decided_by,
             @decided_at, @removes)`,
  )
  const all = db.prepare<[], StandingTie>(`${STANDING} ORDER BY t.id`)
  const ofPerson = db.prepare<{ id: string }, StandingTie>(
    `${STANDING} AND t.id IN (
       SELECT t.id FROM record r JOIN relationship t ON t.record_id = r.id WHERE r.person_id = @id
       UNION SELECT t.id FROM record r JOIN relationship t ON t.other_id = r.id WHERE r.person_id = @id)
     ORDER BY t.id`,
  )
  const setActive = db.prepare<[number, number]>('UPDATE relationship SET active = ? WHERE run_id = ?')
  const peopleAt = db
    .prepare<[string, number], string>(
      `SELECT id FROM person WHERE company_id = ? ORDER BY ${SENIORITY}, id LIMIT ?`,
    )
    .pluck()
  const touches = db.prepare<{ from: string; upto: string }, Touch>(
    `SELECT person_id, kind, substr(max(at), 1, 10) AS "on" FROM event
      WHERE kind IN ('reply', 'meeting') AND active = 1 AND machine = 0 AND person_id IS NOT NULL
        AND at >= @from AND at < date(@upto, '+1 day')
      GROUP BY person_id, kind ORDER BY person_id, kind`,
  )
  return {
    add: (row: NewRelationship): number => Number(insert.run(row).lastInsertRowid),
    all: (): StandingTie[] => all.all(),
    /** From either side. */
    ofPerson: (id: string): StandingTie[] => ofPerson.all({ id }),
    /** @returns how many rows the run has */
    setActive: (run: number, active: boolean): number => setActive.run(active ? 1 : 0, run).changes,
    /** Who works there now, the most senior first; a negative limit is none. */
    peopleAt: (company: string, limit: number): string[] => peopleAt.all(company, limit),
    /** The latest reply and meeting of each person between two ISO days. */
    touches: (from: string, upto: string): Touch[] => touches.all({ from, upto }),
  }
}

export type RelationshipStore = ReturnType<typeof relationships>
