/** Decisions: links between records, stages, and enrichments. They name records and company keys, never derived rows. */
import type Database from 'better-sqlite3'
import { bulkInsert } from './bulk-insert.ts'

export type DecisionKind = 'must_link' | 'cannot_link' | 'unsure' | 'about' | 'enrich' | 'stage' | 'assign'

/** `company_key` and `other_key` instead of records. */
export type CompanyDecisionKind = 'company_link' | 'company_cannot_link' | 'company_unsure'

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

export interface Decision extends Omit<NewDecision, 'kind'> {
  id: number
  kind: DecisionKind | CompanyDecisionKind
  company_key: string | null
  other_key: string | null
  active: 0 | 1
  /** The run that took back an automatic link, for as long as that run stands. */
  ended_by: number | null
}

export interface NewCompanyDecision extends Omit<NewDecision, 'kind' | 'record_id' | 'other_id' | 'value'> {
  kind: CompanyDecisionKind
  company_key: string
  other_key: string
}

/** What was decided of two companies. */
export interface CompanyLink {
  id: number
  kind: CompanyDecisionKind
  a: string
  b: string
  automatic: 0 | 1
}

/** An enrich decision covers the records `after < id <= upto`. */
export interface EnrichedRange {
  after: number
  upto: number
}

/** A link that a later run has ended holds again once that run is undone. */
const HOLDS = `active = 1
   AND (ended_by IS NULL OR EXISTS (SELECT 1 FROM run WHERE run.id = decision.ended_by AND run.undone_by IS NOT NULL))`

/** A link with the units that it joins: the groups of its two records. */
export interface UnitLink {
  id: number
  kind: 'must_link' | 'cannot_link'
  a: number
  b: number
  automatic: 0 | 1
}

export const decisions = (db: Database.Database) => {
  const insert = db.prepare<NewDecision>(
    `INSERT INTO decision (run_id, kind, record_id, other_id, value, because, decided_by, decided_at)
     VALUES (@run_id, @kind, @record_id, @other_id, @value, @because, @decided_by, @decided_at)`,
  )
  const insertMany = bulkInsert(db, 'decision', [
    ...['run_id', 'kind', 'record_id', 'other_id', 'value', 'because', 'decided_by', 'decided_at'],
  ])
  const ofRecord = db.prepare<[number, number], Decision>(
    `SELECT * FROM decision WHERE (record_id = ? OR other_id = ?) AND ${HOLDS}`,
  )
  const ofRun = db.prepare<[number], Decision>('SELECT * FROM decision WHERE run_id = ? ORDER BY id')
  const endedBy = db.prepare<[number], Decision>('SELECT * FROM decision WHERE ended_by = ? ORDER BY id')
  const end = db.prepare<[number, number]>('UPDATE decision SET ended_by = ? WHERE id = ?')
  const unitLinks = db.prepare<[], UnitLink>(
    `SELECT decision.id, kind, x.group_id AS a, y.group_id AS b, decided_by IS 'prm' AS automatic
       FROM decision JOIN record x ON x.id = record_id JOIN record y ON y.id = other_id
      WHERE kind IN ('must_link', 'cannot_link') AND decision.${HOLDS}
        AND x.group_id IS NOT NULL AND y.group_id IS NOT NULL ORDER BY decision.id`,
  )
  const countLinks = db
    .prepare<[], number>(
      "SELECT count(*) FROM decision WHERE kind = 'must_link' AND active = 1 AND ended_by IS NULL",
    )
    .pluck()
  const setActive = db.prepare<[number, number]>('UPDATE decision SET active = ? WHERE run_id = ?')
  const enriched = db
    .prepare<[], string>(
      // By the runs that may have said so: dedupe decides of every tenth record, and of nothing else.
      `SELECT d.value FROM run r CROSS JOIN decision d ON d.run_id = r.id
        WHERE r.command <> 'dedupe' AND d.kind = 'enrich' AND d.active = 1 ORDER BY d.id`,
    )
    .pluck()
  const apart = db
    .prepare<{ a: string; b: string }, number>(
      `SELECT EXISTS (SELECT 1 FROM decision d JOIN record x ON x.id = d.record_id JOIN record y ON y.id = d.other_id
                       WHERE d.kind = 'cannot_link' AND d.active = 1 AND x.person_id IN (@a, @b) AND y.person_id IN (@a, @b)
                         AND x.person_id <> y.person_id)`,
    )
    .pluck()
  const walls = db
    .prepare<[], [string, string]>(
      `SELECT x.person_id, y.person_id FROM decision d JOIN record x ON x.id = d.record_id JOIN record y ON y.id = d.other_id
        WHERE d.kind = 'cannot_link' AND d.active = 1 AND x.person_id IS NOT NULL AND y.person_id IS NOT NULL`,
    )
    .raw()
  const anyApart = db
    .prepare<[], number>("SELECT EXISTS (SELECT 1 FROM decision WHERE kind = 'cannot_link' AND active = 1)")
    .pluck()
  const unsure = db.prepare<[], { a: string; b: string }>(
    `SELECT DISTINCT x.person_id AS a, y.person_id AS b
       FROM decision d JOIN record x ON x.id = d.record_id JOIN record y ON y.id = d.other_id
      WHERE d.kind = 'unsure' AND d.active = 1 AND x.person_id IS NOT NULL AND y.person_id IS NOT NULL`,
  )
  const remove = db.prepare<[number]>('DELETE FROM decision WHERE id = ?')
  const insertCompany = db.prepare<NewCompanyDecision>(
    `INSERT INTO decision (run_id, kind, company_key, other_key, because, decided_by, decided_at)
     VALUES (@run_id, @kind, @company_key, @other_key, @because, @decided_by, @decided_at)`,
  )
  // The plus: to be spared sorting, SQLite would read every decision there is, and merging people makes many.
  const companyLinks = db.prepare<[], CompanyLink>(
    `SELECT id, kind, company_key AS a, other_key AS b, decided_by IS 'prm' AS automatic
       FROM decision WHERE company_key IS NOT NULL AND active = 1 ORDER BY +id`,
  )
  const companyLinksOf = db.prepare<[string, string], CompanyLink & { active: 0 | 1 }>(
    `SELECT id, kind, company_key AS a, other_key AS b, decided_by IS 'prm' AS automatic, active
       FROM decision WHERE company_key = ? OR other_key = ?`,
  )
  return {
    /** Whether somebody decided that these are two people. */
    areApart: (a: string, b: string): boolean => anyApart.get() === 1 && apart.get({ a, b }) === 1,
    /** People, as they are now, that somebody decided to be two. */
    walls: (): [string, string][] => (anyApart.get() === 1 ? walls.all() : []),
    /** As `add` for many. */
    addAll: (decisions: readonly NewDecision[]): void =>
      insertMany(
        decisions.flatMap((d) => [
          ...[d.run_id, d.kind, d.record_id, d.other_id, d.value, d.because, d.decided_by, d.decided_at],
        ]),
      ),
    add: (decision: NewDecision): number => Number(insert.run(decision).lastInsertRowid),
    /** Active decisions that name this record; links that were ended are not. */
    ofRecord: (id: number): Decision[] => {
      // Most have none: SQLite would set up its sorter for each of them, which takes five times as long as looking.
      const found = ofRecord.all(id, id)
      return found.length < 2 ? found : found.sort((a, b) => a.id - b.id)
    },
    ofRun: (run: number): Decision[] => ofRun.all(run),
    /** Automatic links that this run took back. */
    endedBy: (run: number): Decision[] => endedBy.all(run),
    /** How many must-links there are. */
    countLinks: (): number => countLinks.get() ?? 0,
    end: (id: number, run: number): void => void end.run(run, id),
    /** All links that hold between units, in the order of deciding. */
    unitLinks: (): IterableIterator<UnitLink> => unitLinks.iterate(),
    setActive: (run: number, active: boolean): void => void setActive.run(active ? 1 : 0, run),
    enrichedRanges: (): EnrichedRange[] => enriched.all().map((value) => JSON.parse(value) as EnrichedRange),
    /** People of whom somebody said that they cannot tell whether they are one. */
    unsurePairs: (): { a: string; b: string }[] => unsure.all(),
    addCompany: (decision: NewCompanyDecision): number => Number(insertCompany.run(decision).lastInsertRowid),
    /** What holds between companies, in the order of deciding. */
    companyLinks: (): CompanyLink[] => companyLinks.all(),
    /** Everything that was ever decided of this company, whether it holds or not. */
    companyLinksOf: (key: string): (CompanyLink & { active: 0 | 1 })[] => companyLinksOf.all(key, key),
    /** As if they had never been made: for an answer that is taken back at once. */
    remove: (ids: readonly number[]): void => {
      for (const id of ids) remove.run(id)
    },
  }
}

export type DecisionStore = ReturnType<typeof decisions>
