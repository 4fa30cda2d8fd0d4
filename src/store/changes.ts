/** Changes: what a derived value was, what it is, which run did it and why. */
import type Database from 'better-sqlite3'
import { bulkInsert } from './bulk-insert.ts'

export type ChangeReason =
  'list' | 'newer' | 'hand' | 'rule' | 'enrich' | 'verdict' | 'merge' | 'split' | 'undo' | 'rederive'

export interface Change {
  run_id: number
  entity: 'person' | 'company'
  entity_id: string
  field: string
  old: string | null
  new: string | null
  why: ChangeReason
}

export const changes = (db: Database.Database) => {
  const insert = bulkInsert(db, 'change', ['run_id', 'entity', 'entity_id', 'field', 'old', 'new', 'why'])
  const ofRun = db.prepare<[number, number], Change>(
    'SELECT * FROM change WHERE run_id = ? ORDER BY id LIMIT ?',
  )
  const countOfRun = db.prepare<[number], number>('SELECT count(*) FROM change WHERE run_id = ?').pluck()
  const ofEntity = db.prepare<[string], Change & { at: string; command: string }>(
    `SELECT c.*, r.started_at AS at, r.command FROM change c JOIN run r ON r.id = c.run_id
      WHERE c.entity_id = ? ORDER BY c.id`,
  )
  return {
    add: (changes: readonly Change[]): void =>
      insert(changes.flatMap((c) => [c.run_id, c.entity, c.entity_id, c.field, c.old, c.new, c.why])),
    ofRun: (run: number, limit = -1): Change[] => ofRun.all(run, limit),
    countOfRun: (run: number): number => countOfRun.get(run) ?? 0,
    ofEntity: (id: string) => ofEntity.all(id),
  }
}

export type ChangeStore = ReturnType<typeof changes>
