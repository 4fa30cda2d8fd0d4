/**
 * The first load of a long list. Indexes over random values are what makes it slow: each batch of rows touches most of
 * their pages, and all of these are written again. So they are left out while a file that was empty fills, and built
 * from sorted values in the end; what the load itself asks of them is kept in memory. Nothing depends on an index but
 * speed: readers find the same without them.
 *
 * The file says so itself (`meta`), in the transaction that drops them: after a kill, whoever opens it next builds them,
 * and another writer does so before it writes. The counts of the people of companies, which are written once in the
 * end, are then counted anew.
 */
import type Database from 'better-sqlite3'
import { idIndex, type IdIndex } from '../lib/id-index.ts'
import { once } from '../lib/once.ts'
import { hash32 } from '../lib/quick-hash.ts'
import { companies } from './companies.ts'
import { dataVersion } from './data-version.ts'
import { meta } from './meta.ts'

const LEFT_OUT = [
  'record_hash',
  'record_company',
  'record_name_key',
  'person_company',
  'email_address',
  'phone_number',
] as const

export type LeftOut = (typeof LEFT_OUT)[number]

const KEY = 'indexes_left_out'

/** The process that loads. */
export interface Owner {
  pid: number | null
  host: string | null
}

/** What is left out, and by whom. */
interface Mark extends Owner {
  sql: Record<string, string>
}

/** What the indexes left out would say of records; perhaps too many, never too few. */
export interface Finder {
  add(record: Found): void
  byHash(hash: number): number[]
  byCompany(key: string): number[]
  byName(key: string): number[]
}

interface Found {
  id: number
  hash?: number
  company_key?: string | null
  name_key?: string | null
}

export interface FirstLoad {
  /** Null: the indexes are there. */
  readonly finder: Finder | null
  /** Leaves out the indexes from here on. Inside a write. */
  begin(owner: Owner): void
  /** Builds this one now, because something is about to ask it. Inside a write. */
  need(index: LeftOut): void
  /** Builds all. Inside a write. @param count writes the counts of companies that were put off */
  end(count: () => void): void
  /** A transaction begins: what others left out is built, and what this one left out where others have written. */
  look(): void
  /** A transaction was taken back: counts that were put off may be wrong. */
  doubt(): void
  /** The transaction in which indexes were left out was taken back. */
  forget(): void
}

const SEED = 0x811c9dc5

const makeFinder = (): Finder => {
  const [hashes, keys, names]: [IdIndex, IdIndex, IdIndex] = [idIndex(), idIndex(), idIndex()]
  return {
    add: ({ id, hash, company_key, name_key }) => {
      if (hash !== undefined) hashes.add(hash, id)
      if (typeof company_key === 'string') keys.add(hash32(company_key, SEED), id)
      if (typeof name_key === 'string') names.add(hash32(name_key, SEED), id)
    },
    byHash: (hash) => hashes.find(hash),
    byCompany: (key) => keys.find(hash32(key, SEED)),
    byName: (key) => names.find(hash32(key, SEED)),
  }
}

const readMark = (db: Database.Database): Mark | null => {
  const text = meta(db).get(KEY)
  return text === undefined ? null : (JSON.parse(text) as Mark)
}

/** Who left out indexes that are still to be built; null where all are there. */
export const leftOutBy = (db: Database.Database): Owner | null => readMark(db)

const build = (db: Database.Database, mark: Mark): void => {
  // By table, so that its pages are still at hand.
  for (const sql of Object.values(mark.sql)) db.exec(sql)
  db.prepare('DELETE FROM meta WHERE key = ?').run(KEY)
}

/** Builds what was left out, if anything, and counts anew. Inside a write. */
export const buildLeftOut = (db: Database.Database): void => {
  const mark = readMark(db)
  if (mark === null) return
  build(db, mark)
  companies(db).countAllPeople()
}

export const firstLoad = (db: Database.Database): FirstLoad => {
  const version = dataVersion(db)
  // Asked by every transaction.
  const kept = once(() => meta(db))
  let load: { finder: Finder; version: number; isSound: boolean } | null = null
  return {
    get finder() {
      return load?.finder ?? null
    },
    begin: (owner) => {
      const names = LEFT_OUT.map((name) => `'${name}'`).join(', ')
      const found = db
        .prepare<[], { name: string; sql: string }>(
          `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name IN (${names}) ORDER BY tbl_name, name`,
        )
        .all()
      for (const { name } of found) db.exec(`DROP INDEX ${name}`)
      const sql = Object.fromEntries(found.map((index) => [index.name, index.sql]))
      meta(db).set(KEY, JSON.stringify({ ...owner, sql } satisfies Mark))
      const finder = makeFinder()
      const rows = db.prepare<[], Required<Found>>('SELECT id, hash, company_key, name_key FROM record')
      for (const row of rows.iterate()) finder.add(row)
      load = { finder, version: version(), isSound: true }
    },
    need: (index) => {
      if (load === null) return
      const mark = readMark(db)
      const sql = mark?.sql[index]
      if (!mark || sql === undefined) return
      db.exec(sql)
      const rest = Object.fromEntries(Object.entries(mark.sql).filter(([name]) => name !== index))
      meta(db).set(KEY, JSON.stringify({ ...mark, sql: rest } satisfies Mark))
    },
    end: (count) => {
      if (load === null) return
      const { isSound } = load
      load = null
      const mark = readMark(db)
      if (mark === null) return
      build(db, mark)
      if (isSound) count()
      else companies(db).countAllPeople()
    },
    look: () => {
      if (load !== null && load.version === version()) return
      load = null
      if (kept().get(KEY) !== undefined) buildLeftOut(db)
    },
    doubt: () => {
      if (load !== null) load.isSound = false
    },
    forget: () => void (load = null),
  }
}
