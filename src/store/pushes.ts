/** The push ledger: what each target was given, confirmed outcomes only; and beside it what has no outcome yet. */
import type Database from 'better-sqlite3'

export interface PushRow {
  target: string
  person_id: string
  run_id: number
  outcome: 'created' | 'updated' | 'removed'
  remote_id: string | null
  /** JSON of the values that the target has from us by now. */
  content: string
  /** JSON of field → [what stood there, what was written]; null: all of `content` was written. */
  changes?: string | null
  pushed_at: string
}

export type PushedKind = 'person' | 'company'

/** As `PushRow`, of a person or a company. */
export interface LedgerRow extends Omit<PushRow, 'person_id' | 'changes'> {
  entity_id: string
  changes: string | null
}

/** What was being written when nobody knows the outcome (`sent`), or what the target would not take (`failed`). */
export interface OpenPush {
  target: string
  kind: PushedKind
  entity_id: string
  run_id: number
  state: 'sent' | 'failed'
  action: 'create' | 'update'
  remote_id: string | null
  /** JSON of the values. */
  content: string
  /** JSON of field → [what stood there, what is written]. */
  changes: string
  code: string | null
  message: string | null
  /** Trying again may help. */
  retry: 0 | 1
  /** ISO time. */
  at: string
}

export interface PushedTie {
  target: string
  from_id: string
  to_id: string
  relationship: string
  run_id: number
}

const TABLES = {
  person: ['push', 'person_id'],
  company: ['push_company', 'company_id'],
} as const satisfies Record<PushedKind, readonly [string, string]>

const COLUMNS = 'target, run_id, outcome, remote_id, content, changes, pushed_at'

const ledger = (db: Database.Database, kind: PushedKind) => {
  const [table, id] = TABLES[kind]
  const put = db.prepare<LedgerRow>(
    `INSERT OR REPLACE INTO ${table} (${id}, ${COLUMNS})
     VALUES (@entity_id, @target, @run_id, @outcome, @remote_id, @content, @changes, @pushed_at)`,
  )
  const latest = db.prepare<[string], LedgerRow>(
    `SELECT p.*, p.${id} AS entity_id FROM ${table} p JOIN run r ON r.id = p.run_id
      WHERE p.target = ? AND r.undone_by IS NULL ORDER BY p.run_id`,
  )
  const ofRun = db.prepare<[number], LedgerRow>(
    `SELECT *, ${id} AS entity_id FROM ${table} WHERE run_id = ? ORDER BY target, ${id}`,
  )
  return {
    /** Writes an outcome; a second one in the same run takes the place of the first. */
    put: (row: LedgerRow): void => void put.run(row),
    /** The last outcome of each at this target; those that were removed again are left out. */
    held: (target: string): Map<string, LedgerRow> => {
      const map = new Map<string, LedgerRow>()
      for (const row of latest.iterate(target)) {
        if (row.outcome === 'removed') map.delete(row.entity_id)
        else map.set(row.entity_id, row)
      }
      return map
    },
    ofRun: (run: number): LedgerRow[] => ofRun.all(run),
  }
}

export const pushes = (db: Database.Database) => {
  const add = db.prepare<PushRow>(
    `INSERT INTO push (target, person_id, run_id, outcome, remote_id, content, pushed_at)
     VALUES (@target, @person_id, @run_id, @outcome, @remote_id, @content, @pushed_at)`,
  )
  const ofRun = db.prepare<[number], PushRow>(
    'SELECT * FROM push WHERE run_id = ? ORDER BY target, person_id',
  )
  const ofPerson = db.prepare<[string], PushRow>('SELECT * FROM push WHERE person_id = ? ORDER BY run_id')
  const open = db.prepare<[string], OpenPush>(
    'SELECT * FROM push_open WHERE target = ? ORDER BY kind, entity_id',
  )
  const setOpen = db.prepare<OpenPush>(
    `INSERT OR REPLACE INTO push_open (target, kind, entity_id, run_id, state, action, remote_id, content, changes, code, message, retry, at)
     VALUES (@target, @kind, @entity_id, @run_id, @state, @action, @remote_id, @content, @changes, @code, @message, @retry, @at)`,
  )
  const settle = db.prepare<[string, string, string]>(
    'DELETE FROM push_open WHERE target = ? AND kind = ? AND entity_id = ?',
  )
  const ties = db.prepare<[string], PushedTie>('SELECT * FROM push_tie WHERE target = ?')
  const addTie = db.prepare<PushedTie>(
    `INSERT OR REPLACE INTO push_tie (target, from_id, to_id, relationship, run_id)
     VALUES (@target, @from_id, @to_id, @relationship, @run_id)`,
  )
  const [person, company] = [ledger(db, 'person'), ledger(db, 'company')]
  return {
    add: (row: PushRow): void => {
      const { target, person_id, run_id, outcome, remote_id, content, pushed_at } = row
      add.run({ target, person_id, run_id, outcome, remote_id, content, pushed_at })
    },
    /** The last outcome of each person at this target; people who were removed again are left out. */
    held: (target: string) => person.held(target),
    of: { person, company } as const,
    /** What has no outcome at this target. */
    open: (target: string): OpenPush[] => open.all(target),
    setOpen: (row: OpenPush): void => void setOpen.run(row),
    /** It has its outcome now. */
    settle: (target: string, kind: PushedKind, id: string): void => void settle.run(target, kind, id),
    /** Ties between people that this target was told of. */
    ties: (target: string): PushedTie[] => ties.all(target),
    addTie: (row: PushedTie): void => void addTie.run(row),
    ofRun: (run: number): PushRow[] => ofRun.all(run),
    ofPerson: (person_id: string): PushRow[] => ofPerson.all(person_id),
  }
}

export type PushStore = ReturnType<typeof pushes>
