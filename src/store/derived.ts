/** The derived tables as a whole: emptied before a rebuild, and read out to compare two states. */
import type Database from 'better-sqlite3'
import { BY_TIMING } from './facts.ts'
import { FORGET_COUNTS } from './kept-count.ts'

const DERIVED = [
  'person',
  'company',
  'role',
  'email',
  'phone',
  'profile',
  'duplicate',
  'latest_score',
  'assignment',
] as const

const ASSIGNED =
  'group_id = NULL, person_id = NULL, company_key = NULL, domain = NULL, name_key = NULL, country = NULL'

const UNTIE = [
  // What follows from positions is written anew.
  "UPDATE signal SET active = 0 WHERE about >= 'm:' AND about < 'm;'",
  'UPDATE signal SET person_id = NULL, company_id = NULL WHERE coalesce(person_id, company_id) IS NOT NULL',
  'UPDATE event SET person_id = NULL WHERE person_id IS NOT NULL',
  `UPDATE event SET machine = 0 WHERE machine = ${BY_TIMING}`,
]

export type DerivedState = Record<string, unknown[]>

export const derived = (db: Database.Database) => {
  const clear = [
    ...DERIVED.map((table) => `DELETE FROM ${table}`),
    'DELETE FROM score_state',
    FORGET_COUNTS,
    `UPDATE record SET ${ASSIGNED}`,
    ...UNTIE,
  ]
  const recordIds = db.prepare<[], number>('SELECT id FROM record ORDER BY id').pluck()
  return {
    clear: (): void => {
      for (const sql of clear) db.exec(sql)
    },
    /** Scores are then given to everybody anew. */
    forgetScores: (): void => {
      db.exec('DELETE FROM latest_score; DELETE FROM score_state; DELETE FROM score_due; DELETE FROM market')
    },
    recordIds: (): number[] => recordIds.all(),
    /** Every derived row, in a fixed order. */
    state: (): DerivedState => {
      const rows = (sql: string): unknown[] => db.prepare(sql).all()
      const tables = DERIVED.map((table) => [table, rows(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)])
      const assigned = rows(
        'SELECT id, group_id, person_id, company_key, domain, name_key, country FROM record WHERE active = 1 ORDER BY id',
      )
      const signals = rows(
        `SELECT id, person_id, company_id, about, observed_on, detail FROM signal WHERE active = 1 AND about NOT LIKE 'm:%' ORDER BY id`,
      )
      // Numbered as they were first found, which a rebuild cannot know.
      const moves = rows(
        `SELECT about, person_id, kind, observed_on, detail FROM signal WHERE active = 1 AND about LIKE 'm:%' ORDER BY about`,
      )
      const events = rows('SELECT id, person_id, machine FROM event WHERE active = 1 ORDER BY id')
      return Object.fromEntries([
        ...tables,
        ['record', assigned],
        ['signal', signals],
        ['moves', moves],
        ['event', events],
      ]) as DerivedState
    },
  }
}

export type DerivedStore = ReturnType<typeof derived>
