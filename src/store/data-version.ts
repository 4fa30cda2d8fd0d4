/** Tells whether other connections have written to the file. */
import type Database from 'better-sqlite3'
import { once } from '../lib/once.ts'

/** Another number once another connection has written to the file. Prepared once: it is asked by most transactions. */
export const dataVersion = (db: Database.Database): (() => number) => {
  const ask = once(() => db.prepare<[], number>('PRAGMA data_version').pluck())
  return () => ask().get()!
}
