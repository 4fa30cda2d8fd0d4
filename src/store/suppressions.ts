/** Suppressions: keyed hashes of addresses that must never leave the file. They survive undo and erasure. */
import type Database from 'better-sqlite3'
import { crypto } from '../lib/lazy-crypto.ts'

export type SuppressionKind = 'email' | 'domain' | 'phone'

export interface SuppressionGroup {
  kind: SuppressionKind
  reason: string
  addresses: number
  /** ISO time of the last one. */
  last: string
}

export const suppressions = (db: Database.Database, fileKey: string) => {
  const insert = db.prepare<[string, string, string, string, number | null]>(
    'INSERT OR IGNORE INTO suppression (hash, kind, reason, created_at, batch_id) VALUES (?, ?, ?, ?, ?)',
  )
  const batch = db.prepare<[string], number | null>('SELECT batch_id FROM suppression WHERE hash = ?').pluck()
  const ofRun = db
    .prepare<[number], number>(
      'SELECT count(*) FROM batch b JOIN suppression s ON s.batch_id = b.id WHERE b.run_id = ?',
    )
    .pluck()
  const find = db.prepare<[string], string>('SELECT reason FROM suppression WHERE hash = ?').pluck()
  const any = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM suppression)').pluck()
  const count = db.prepare<[], number>('SELECT count(*) FROM suppression').pluck()
  const remove = db.prepare<[string]>('DELETE FROM suppression WHERE hash = ?')
  const summary = db.prepare<[], SuppressionGroup>(
    `SELECT kind, reason, count(*) AS addresses, max(created_at) AS last FROM suppression
      GROUP BY kind, reason ORDER BY reason, kind`,
  )
  // Beside the addresses, profiles and ids of erased people, so that whoever opens the file sees opt-outs alone there.
  const markErased = db.prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
  const erasedBy = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck()
  const anyErased = db
    .prepare<[], number>("SELECT EXISTS (SELECT 1 FROM meta WHERE key >= 'erased:' AND key < 'erased;')")
    .pluck()
  const readmit = db.prepare<[string]>(
    "DELETE FROM meta WHERE key >= 'erased:' AND key < 'erased;' AND value = ?",
  )
  const erasedKey = (key: string): string =>
    `erased:${crypto().createHmac('sha256', fileKey).update(`erased:${key}`).digest('base64url')}`
  const hash = (kind: SuppressionKind, key: string): string =>
    crypto().createHmac('sha256', fileKey).update(`${kind}:${key}`).digest('base64url')
  return {
    /**
     * @param key the comparison key of the address, not the address as written
     * @param list the batch that brought it
     * @returns whether it was new
     */
    add: (
      kind: SuppressionKind,
      key: string,
      reason: string,
      now: string,
      list: number | null = null,
    ): boolean => insert.run(hash(kind, key), kind, reason, now, list).changes > 0,
    /** The batch that brought this address; undefined where it is not suppressed. */
    batchOf: (kind: SuppressionKind, key: string): number | null | undefined => batch.get(hash(kind, key)),
    /** How many addresses the lists of this run brought. */
    ofRun: (run: number): number => ofRun.get(run) ?? 0,
    /** Why this address is suppressed; undefined when it is not. */
    reason: (kind: SuppressionKind, key: string): string | undefined => find.get(hash(kind, key)),
    /** @returns whether it was suppressed */
    remove: (kind: SuppressionKind, key: string): boolean => remove.run(hash(kind, key)).changes > 0,
    /**
     * Keeps keyed hashes of the keys of somebody who was erased, so that no list brings them back.
     *
     * @param keys `e:` `p:` `x:` as of records, `t:` and a number
     */
    erase: (keys: readonly string[], run: number): void => {
      for (const key of keys) markErased.run(erasedKey(key), String(run))
    },
    anyErased: (): boolean => anyErased.get() === 1,
    isErased: (key: string): boolean => erasedBy.get(erasedKey(key)) !== undefined,
    /** Whoever was erased with this key may come in again. @returns whether there was somebody */
    readmit: (key: string): boolean => {
      const run = erasedBy.get(erasedKey(key))
      return run !== undefined && readmit.run(run).changes > 0
    },
    /** How many addresses there are of each kind, by reason: which they are, nobody can read from a hash. */
    summary: (): SuppressionGroup[] => summary.all(),
    any: (): boolean => any.get() === 1,
    count: (): number => count.get() ?? 0,
  }
}

export type SuppressionStore = ReturnType<typeof suppressions>
