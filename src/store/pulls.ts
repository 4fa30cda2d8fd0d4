/**
 * How far changes have been pulled from each CRM. The place is written into the batch of the pull, in one transaction with
 * what came: taking the run back takes the place back too.
 */
import type Database from 'better-sqlite3'
import type { PushedKind } from './pushes.ts'

export interface PullPlace {
  batch_id: number
  run_id: number
  /** Where the next page begins, as the CRM gave it. */
  next: string
  /** The whole `reading` of the batch. */
  reading: string
}

export const pulls = (db: Database.Database) => {
  const last = db.prepare<[string, string], PullPlace>(
    `SELECT b.id AS batch_id, b.run_id, b.reading, b.reading ->> 'next' AS next
       FROM batch b JOIN source o ON o.id = b.source_id
      WHERE o.name = ? AND b.active = 1 AND b.reading ->> 'by' = 'pull' AND b.reading ->> 'account' = ?
        AND b.reading ->> 'next' IS NOT NULL
      ORDER BY b.id DESC LIMIT 1`,
  )
  const keep = db.prepare<[string, number]>('UPDATE batch SET reading = ? WHERE id = ?')
  const deletedIn = (table: string, id: string) =>
    db
      .prepare<[string], string>(
        `SELECT p.${id} FROM ${table} p JOIN run r ON r.id = p.run_id
          WHERE p.target = ? AND p.outcome = 'removed' AND r.command = 'pull' AND r.undone_by IS NULL
            AND NOT EXISTS (SELECT 1 FROM ${table} q JOIN run s ON s.id = q.run_id
                             WHERE q.target = p.target AND q.${id} = p.${id} AND q.run_id > p.run_id
                               AND s.undone_by IS NULL)`,
      )
      .pluck()
  const deleted = {
    person: deletedIn('push', 'person_id'),
    company: deletedIn('push_company', 'company_id'),
  } satisfies Record<PushedKind, unknown>
  return {
    /** Whose record somebody has deleted there, as a pull has told. */
    deleted: (target: string, kind: PushedKind): Set<string> => new Set(deleted[kind].all(target)),
    /** The newest place in this CRM that was not taken back. */
    last: (source: string, account: string): PullPlace | undefined => last.get(source, account),
    /** @param reading JSON, with `by`, `account` and `next` */
    keep: (batch: number, reading: string): void => void keep.run(reading, batch),
  }
}

export type PullStore = ReturnType<typeof pulls>
