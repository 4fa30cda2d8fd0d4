/** Owners that prm assigned: decisions of the kind `assign`, and what follows from them for companies and people. */
import type Database from 'better-sqlite3'

/** The value of a decision of the kind `assign`. */
export interface AssignValue {
  owner: string
  /** Which kind of rule fired. */
  rule: string
  /** ISO day, which counts for the capacity of its week. */
  on: string
}

/** The assignment in force of a company, or of a person without one. */
export interface Assigned extends AssignValue {
  because: string | null
  run_id: number
}

interface Found {
  owner: string
  decision_id: number
}

// The newest decision holds. A decision sleeps while its record does.
const NEWEST = `d.kind = 'assign' AND d.active = 1 AND r.active = 1 ORDER BY d.id DESC LIMIT 1`

export const assignments = (db: Database.Database) => {
  const any = db.prepare<[], number>("SELECT EXISTS (SELECT 1 FROM decision WHERE kind = 'assign')").pluck()
  const ofCompany = db.prepare<[string], Found>(
    `SELECT json_extract(d.value, '$.owner') AS owner, d.id AS decision_id
       FROM company c CROSS JOIN record r ON r.company_key = c.key CROSS JOIN decision d ON d.record_id = r.id
      WHERE c.id = ? AND ${NEWEST}`,
  )
  const ofLone = db.prepare<[string], Found>(
    `SELECT json_extract(d.value, '$.owner') AS owner, d.id AS decision_id
       FROM person p CROSS JOIN record r ON r.person_id = p.id CROSS JOIN decision d ON d.record_id = r.id
      WHERE p.id = ? AND p.company_id IS NULL AND ${NEWEST}`,
  )
  const put = db.prepare<[string, string, number]>(
    `INSERT INTO assignment (id, owner, decision_id) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, decision_id = excluded.decision_id
      WHERE owner <> excluded.owner OR decision_id <> excluded.decision_id`,
  )
  const drop = db.prepare<[string]>('DELETE FROM assignment WHERE id = ?')
  const all = db.prepare<[], [string, string]>('SELECT id, owner FROM assignment').raw()
  const ofPerson = db.prepare<[string], { value: string; because: string | null; run_id: number }>(
    `SELECT d.value, d.because, d.run_id FROM person p JOIN assignment a ON a.id = coalesce(p.company_id, p.id)
       JOIN decision d ON d.id = a.decision_id WHERE p.id = ?`,
  )
  const inWeek = db.prepare<[string, string], { owner: string; accounts: number }>(
    `SELECT json_extract(value, '$.owner') AS owner, count(*) AS accounts FROM decision
      WHERE kind = 'assign' AND active = 1 AND json_extract(value, '$.on') BETWEEN ? AND ?
      GROUP BY 1 ORDER BY 1`,
  )
  const givenAt = db.prepare<[], { id: string; owner: string; people: number }>(
    `SELECT company_id AS id, owner, count(*) AS people FROM person
      WHERE owner IS NOT NULL AND company_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  const given = db.prepare<[string], string | null>('SELECT owner FROM person WHERE id = ?').pluck()
  const recordFor = db
    .prepare<[string], number>(
      `SELECT r.id FROM person p JOIN record r ON r.person_id = p.id AND r.active = 1
         LEFT JOIN company c ON c.id = p.company_id
        WHERE p.id = ? ORDER BY r.company_key IS c.key DESC, r.id LIMIT 1`,
    )
    .pluck()
  const refreshOne = (id: string, found: Found | undefined): void => {
    if (found) put.run(id, found.owner, found.decision_id)
    else drop.run(id)
  }
  return {
    /** Whether anything was ever assigned. */
    any: (): boolean => any.get() === 1,
    /** Finds out again who has these companies and people; ids of those that are gone are no trouble. */
    refresh: (companies: Iterable<string>, people: Iterable<string>): void => {
      for (const id of companies) refreshOne(id, ofCompany.get(id))
      for (const id of people) refreshOne(id, ofLone.get(id))
    },
    /** Id of a company, or of a person without one → the owner. */
    all: (): Map<string, string> => new Map(all.all()),
    /** What was decided of this person's company, or of the person; a list or a hand may say otherwise. */
    ofPerson: (person: string): Assigned | null => {
      const found = ofPerson.get(person)
      return found === undefined
        ? null
        : { ...(JSON.parse(found.value) as AssignValue), because: found.because, run_id: found.run_id }
    },
    /** How many companies, and people without one, each owner was given from one day to another. ISO days. */
    between: (from: string, to: string): Map<string, number> =>
      new Map(inWeek.all(from, to).map(({ owner, accounts }) => [owner, accounts])),
    /** Who looks after people of each company, as lists and hands say. */
    givenAt: (): IterableIterator<{ id: string; owner: string; people: number }> => givenAt.iterate(),
    /** What a list or a hand says of this person. */
    given: (person: string): string | null => given.get(person) ?? null,
    /** The record by which an assignment is kept: one that speaks of the present company, the oldest. */
    recordFor: (person: string): number => recordFor.get(person)!,
  }
}

export type AssignmentStore = ReturnType<typeof assignments>
