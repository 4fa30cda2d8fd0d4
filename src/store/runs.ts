/** Runs: one execution of a command that changed something. */
import type Database from 'better-sqlite3'

export type RunStatus = 'running' | 'done' | 'failed' | 'interrupted'

export interface NewRun {
  command: string
  parent_id: number | null
  undoes: number | null
  started_at: string
  as_of: string
  /** JSON: what the command was asked. */
  input: string
  version: string
  pid: number | null
  host: string | null
}

export interface Run extends NewRun {
  id: number
  undone_by: number | null
  status: RunStatus
  finished_at: string | null
  /** JSON object of numbers. */
  counts: string
}

export const runs = (db: Database.Database) => {
  const insert = db.prepare<NewRun>(
    `INSERT INTO run (command, parent_id, undoes, status, started_at, as_of, input, version, pid, host)
     VALUES (@command, @parent_id, @undoes, 'running', @started_at, @as_of, @input, @version, @pid, @host)`,
  )
  const finish = db.prepare<[RunStatus, string, string, number]>(
    'UPDATE run SET status = ?, counts = ?, finished_at = ? WHERE id = ?',
  )
  const reopen = db.prepare<[number | null, string | null, number]>(
    "UPDATE run SET status = 'running', pid = ?, host = ? WHERE id = ?",
  )
  const open = db.prepare<[], Run>("SELECT * FROM run WHERE status = 'running' ORDER BY id")
  const remove = db.prepare<[number]>('DELETE FROM run WHERE id = ?')
  const get = db.prepare<[number], Run>('SELECT * FROM run WHERE id = ?')
  const list = db.prepare<[number], Run>('SELECT * FROM run ORDER BY id DESC LIMIT ?')
  const top = db.prepare<[number], Run>('SELECT * FROM run WHERE parent_id IS NULL ORDER BY id DESC LIMIT ?')
  const countTop = db.prepare<[], number>('SELECT count(*) FROM run WHERE parent_id IS NULL').pluck()
  const children = db.prepare<[number], Run>('SELECT * FROM run WHERE parent_id = ? ORDER BY id')
  const setUndone = db.prepare<[number | null, number]>('UPDATE run SET undone_by = ? WHERE id = ?')
  const undoneBy = db.prepare<[number], Run>('SELECT * FROM run WHERE undone_by = ? ORDER BY id')
  const lastUndoable = db.prepare<[], Run>(
    `SELECT * FROM run WHERE parent_id IS NULL AND undone_by IS NULL AND undoes IS NULL AND command <> 'undo'
      ORDER BY id DESC LIMIT 1`,
  )
  return {
    start: (run: NewRun): number => Number(insert.run(run).lastInsertRowid),
    finish: (id: number, status: RunStatus, counts: Record<string, number>, now: string): void =>
      void finish.run(status, JSON.stringify(counts), now, id),
    /** An interrupted run goes on under its old number. */
    reopen: (id: number, pid: number | null, host: string | null): void => void reopen.run(pid, host, id),
    /** Those that have not been closed: at work, or killed. */
    open: (): Run[] => open.all(),
    /** Takes back a run that turned out to change nothing. */
    remove: (id: number): void => void remove.run(id),
    get: (id: number): Run | undefined => get.get(id),
    list: (limit: number): Run[] => list.all(limit),
    /** Runs that are not steps of another, latest first; a negative limit is none. */
    top: (limit: number): Run[] => top.all(limit),
    countTop: (): number => countTop.get() ?? 0,
    children: (id: number): Run[] => children.all(id),
    setUndone: (id: number, by: number | null): void => void setUndone.run(by, id),
    undoneBy: (id: number): Run[] => undoneBy.all(id),
    lastUndoable: (): Run | undefined => lastUndoable.get(),
  }
}

export type RunStore = ReturnType<typeof runs>
