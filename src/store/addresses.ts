/** The addresses of people, each once however many share it, page by page: a million of them are not held at once. */
import type Database from 'better-sqlite3'

export interface NumberRow {
  number: string
  /** Of one of its people. */
  country: string | null
}

const CHOSEN = 'AND person_id IN (SELECT id FROM temp.chosen)'

export const addresses = (db: Database.Database) => {
  db.exec('CREATE TABLE IF NOT EXISTS temp.chosen (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID')
  const emailsSql = (only: string): string =>
    `SELECT DISTINCT address FROM email WHERE address > ? ${only} ORDER BY address LIMIT ?`
  const numbersSql = (only: string): string =>
    `SELECT p.number, min(e.country) AS country FROM phone p JOIN person e ON e.id = p.person_id
      WHERE p.number > ? ${only} GROUP BY p.number ORDER BY p.number LIMIT ?`
  const prepared = (only: string) => ({
    emails: db.prepare<[string, number], string>(emailsSql(only)).pluck(),
    numbers: db.prepare<[string, number], NumberRow>(numbersSql(only)),
  })
  const ofAll = prepared('')
  const ofChosen = prepared(CHOSEN)
  const count = (table: string, column: string, only: string) =>
    db.prepare<[], number>(`SELECT count(DISTINCT ${column}) FROM ${table} WHERE true ${only}`).pluck()
  const suppressed = {
    email: db
      .prepare<[string], number | null>(
        'SELECT min(p.suppressed) FROM email e JOIN person p ON p.id = e.person_id WHERE e.address = ?',
      )
      .pluck(),
    phone: db
      .prepare<[string], number | null>(
        'SELECT min(p.suppressed) FROM phone n JOIN person p ON p.id = n.person_id WHERE n.number = ?',
      )
      .pluck(),
  }
  return {
    /** Whether nobody has this address but people who must never leave the file. */
    isSuppressed: (kind: 'email' | 'phone', address: string): boolean => suppressed[kind].get(address) === 1,
    /**
     * Restricts what follows to people for whom a compiled condition (condition.ts) holds.
     *
     * @returns how many these are
     */
    choose: (where: string): number => {
      db.exec('DELETE FROM temp.chosen')
      return db.prepare(`INSERT INTO temp.chosen SELECT id FROM lead WHERE ${where}`).run().changes
    },
    /** Those after this one in order; '' is before the first. */
    emails: (after: string, limit: number, isChosen: boolean): string[] =>
      (isChosen ? ofChosen : ofAll).emails.all(after, limit),
    numbers: (after: string, limit: number, isChosen: boolean): NumberRow[] =>
      (isChosen ? ofChosen : ofAll).numbers.all(after, limit),
    count: (kind: 'email' | 'phone', isChosen: boolean): number =>
      count(kind, kind === 'email' ? 'address' : 'number', isChosen ? CHOSEN : '').get() ?? 0,
  }
}

export type AddressStore = ReturnType<typeof addresses>
