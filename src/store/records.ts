/** Records: single observations, and to whom identity assigns them. */
import type Database from 'better-sqlite3'
import { once } from '../lib/once.ts'
import type { ActiveRecord, BatchKind, OnMatch, RecordFields } from '../model/record.ts'
import type { Finder, FirstLoad } from './first-load.ts'
import { bulkInsert } from './bulk-insert.ts'
import { companyPlaces } from './company-places.ts'
import { sparse, sparseInsert } from './sparse-insert.ts'

export interface NewRecord {
  id: number
  batch_id: number
  line: number
  /** 52 bits over signature and cells: a hint that is confirmed by comparing the cells. */
  hash: number
  observed_at: string | null
  cells: string
  fields: string
  tail: string
  group_id: number | null
  person_id: string | null
  company_key: string | null
  domain: string | null
  name_key: string | null
  /** Of a company that is known by its name alone. */
  country: string | null
}

export interface RecordRow extends NewRecord {
  active: 0 | 1
}

/** A record that names a company without a domain. */
export interface NamedRecord {
  id: number
  person_id: string | null
  company_key: string | null
  country: string | null
}

/** An active record of a person, as it is found by a key. */
export interface KeyedRecord {
  id: number
  /** JSON. */
  fields: string
  group_id: number
  person_id: string
}

export interface Membership {
  id: number
  group_id: number | null
  person_id: string | null
}

/** A record as `prm show` lists it. */
export interface RecordOrigin {
  id: number
  line: number
  file: string | null
  source: string
  run_id: number
  on_match: OnMatch
  observed_at: string | null
  fields: string
}

interface RawActive {
  id: number
  fields: string
  observed_at: string | null
  company_key: string | null
  ranking: string
}

const HAND = 1e12
const OVERWRITES = 2e12
const FILLS = 3e12

// The one sighting that decides a record's rank: by hand, else the latest overwrite, else the earliest fill. As the least
// of texts that begin with the rank, all of one length: a sorter for every record cost ten times as much.
const RANK = `CASE b.on_match WHEN 'hand' THEN 1000000000000 + b.id WHEN 'fill' THEN 3000000000000 + b.id
                         WHEN 'skip' THEN 4000000000000 + b.id ELSE 3000000000000 - b.id END`

const RANKING = `
  (SELECT min(${RANK} || ':' || s.batch_id || ':' || b.on_match || ':' || b.kind || ':' || o.trust || ':' || u.as_of || ':' || o.name)
     FROM sighting s JOIN batch b ON b.id = s.batch_id JOIN source o ON o.id = b.source_id JOIN run u ON u.id = b.run_id
    WHERE s.record_id = r.id AND b.active = 1)`

const ACTIVE = `SELECT r.id, r.fields, r.observed_at, r.company_key, ${RANKING} AS ranking FROM record r`

const toActive = (row: RawActive): ActiveRecord => {
  const [, batch = '', onMatch = '', kind = '', trust = '', read_on = '', ...source] = row.ranking.split(':')
  return {
    id: row.id,
    fields: JSON.parse(row.fields) as RecordFields,
    on_match: onMatch as OnMatch,
    batch_id: Number(batch),
    kind: kind as BatchKind,
    trust: Number(trust),
    source: source.join(':'),
    observed_at: row.observed_at,
    read_on,
    enriched: false,
    company_key: row.company_key,
  }
}

/** What decides the rank of the records of one list. */
interface BatchRank {
  on_match: OnMatch
  kind: BatchKind
  trust: number
  read_on: string
  source: string
}

const COLUMNS = [
  'id',
  'batch_id',
  'line',
  'hash',
  'observed_at',
  'cells',
  'fields',
  'tail',
  'group_id',
  'person_id',
  'company_key',
  'domain',
  'name_key',
  'country',
] as const satisfies (keyof NewRecord)[]

const AMONG = 'r.id IN (SELECT value FROM json_each(?)) AND '

export const records = (db: Database.Database, firstLoad: Pick<FirstLoad, 'finder'>) => {
  /** A question that an index answers; while it is left out, one about the records that come into question. */
  const asked = <V extends string | number, Row>(
    sql: (among: string) => string,
    find: (finder: Finder, value: V) => number[],
    isPlucked = false,
  ): ((value: V) => Row[]) => {
    const byIndex = db.prepare<[V], Row>(sql('')).pluck(isPlucked)
    const among = once(() => db.prepare<[string, V], Row>(sql(AMONG)).pluck(isPlucked))
    return (value) => {
      const { finder } = firstLoad
      if (finder === null) return byIndex.all(value)
      const ids = find(finder, value)
      return ids.length === 0 ? [] : among().all(JSON.stringify(ids), value)
    }
  }
  const lastId = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM record').pluck()
  const insert = sparseInsert(db, 'INSERT', 'record', COLUMNS)
  const get = db.prepare<[number], RecordRow>('SELECT * FROM record WHERE id = ?')
  const insertKeys = bulkInsert(db, 'record_key', ['key', 'record_id'])
  const byHash = asked<number, { id: number; cells: string; signature: string; person_id: string | null }>(
    (among) => `SELECT r.id, r.cells, b.signature, r.person_id FROM record r JOIN batch b ON b.id = r.batch_id
      WHERE ${among}r.hash = ? AND r.active = 1 ORDER BY r.id`,
    (finder, hash) => finder.byHash(hash),
  )
  const byKey = db.prepare<[string], KeyedRecord>(
    `SELECT r.id, r.fields, r.group_id, r.person_id FROM record_key k JOIN record r ON r.id = k.record_id
      WHERE k.key = ? AND r.active = 1 AND r.group_id IS NOT NULL ORDER BY r.id`,
  )
  const activeWithKey = db
    .prepare<[string], number>(
      'SELECT k.record_id FROM record_key k JOIN record r ON r.id = k.record_id WHERE k.key = ? AND r.active = 1',
    )
    .pluck()
  const oldestOfPerson = db
    .prepare<[string], number>('SELECT min(id) FROM record WHERE person_id = ? AND active = 1')
    .pluck()
  const activeOfPerson = db.prepare<[string], RawActive>(
    `${ACTIVE} WHERE r.person_id = ? AND r.active = 1 ORDER BY r.id`,
  )
  // As RANKING, but the number alone.
  const rankedOfPerson = db.prepare<[string], Omit<RawActive, 'ranking'> & { rank: number }>(
    `SELECT r.id, r.fields, r.observed_at, r.company_key,
            (SELECT min(${RANK}) FROM sighting s JOIN batch b ON b.id = s.batch_id WHERE s.record_id = r.id AND b.active = 1) AS rank
       FROM record r WHERE r.person_id = ? AND r.active = 1 ORDER BY r.id`,
  )
  const batchRank = db.prepare<[number], BatchRank>(
    `SELECT b.on_match, b.kind, o.trust, u.as_of AS read_on, o.name AS source
       FROM batch b JOIN source o ON o.id = b.source_id JOIN run u ON u.id = b.run_id WHERE b.id = ?`,
  )
  const activeOfCompany = asked<string, RawActive>(
    (among) => `${ACTIVE} WHERE ${among}r.company_key = ? AND r.active = 1 ORDER BY r.id`,
    (finder, key) => finder.byCompany(key),
  )
  const peopleOfCompany = asked<string, string>(
    (among) =>
      `SELECT DISTINCT person_id FROM record r WHERE ${among}company_key = ? AND active = 1 AND person_id IS NOT NULL`,
    (finder, key) => finder.byCompany(key),
    true,
  )
  const setMembership = db.prepare<Membership>(
    'UPDATE record SET group_id = @group_id, person_id = @person_id WHERE id = @id',
  )
  const tailOf = db.prepare<[number], string>('SELECT tail FROM record WHERE id = ?').pluck()
  const personOf = db.prepare<[number], string | null>('SELECT person_id FROM record WHERE id = ?').pluck()
  const groupOf = db.prepare<[number], number | null>('SELECT group_id FROM record WHERE id = ?').pluck()
  const idsOfPerson = db.prepare<[string], number>('SELECT id FROM record WHERE person_id = ?').pluck()
  const reassign = db.prepare<[string, string]>('UPDATE record SET person_id = ? WHERE person_id = ?')
  const setHints = db.prepare<Pick<RecordRow, 'id' | 'domain' | 'name_key' | 'country'>>(
    'UPDATE record SET domain = @domain, name_key = @name_key, country = @country WHERE id = @id',
  )
  const setCompany = db.prepare<[string | null, number]>('UPDATE record SET company_key = ? WHERE id = ?')
  const named = (also = '') =>
    asked<string, NamedRecord>(
      (among) => `SELECT id, person_id, company_key, country FROM record r
      WHERE ${among}name_key = ? AND domain IS NULL AND active = 1 AND company_key IS NOT NULL${also}`,
      (finder, name) => finder.byName(name),
    )
  const ofCompany = db.prepare<[string], NamedRecord & Pick<RecordRow, 'domain' | 'name_key'>>(
    `SELECT id, person_id, company_key, country, domain, name_key FROM record WHERE company_key = ? AND active = 1`,
  )
  const someOfCompany = db
    .prepare<[string], string>(
      'SELECT fields FROM record WHERE company_key = ? AND active = 1 ORDER BY id LIMIT 50',
    )
    .pluck()
  const placesOfCompanies = companyPlaces(db)
  const originsOfCompany = db.prepare<[string], Pick<RecordOrigin, 'file' | 'source'>>(
    `SELECT DISTINCT b.file, o.name AS source
       FROM (SELECT batch_id FROM record WHERE company_key = ? AND active = 1 ORDER BY id LIMIT 50) r
       JOIN batch b ON b.id = r.batch_id JOIN source o ON o.id = b.source_id ORDER BY b.id`,
  )
  const oldestOfCompany = db
    .prepare<[string], number | null>('SELECT min(id) FROM record WHERE company_key = ? AND active = 1')
    .pluck()
  const nameOnly = named()
  const nameAlone = named(' AND country IS NULL')
  const nameUses = asked<string, { domain: string | null; country: string | null; n: number }>(
    (among) => `SELECT domain, country, count(*) AS n FROM record r
      WHERE ${among}name_key = ? AND active = 1 AND company_key IS NOT NULL GROUP BY domain, country ORDER BY domain, country`,
    (finder, name) => finder.byName(name),
  )
  const ofRun = db
    .prepare<[number], number>(
      `SELECT DISTINCT s.record_id FROM batch b JOIN sighting s ON s.batch_id = b.id
        WHERE b.run_id = ? AND s.record_id IS NOT NULL ORDER BY s.record_id`,
    )
    .pluck()
  const refreshActive = db.prepare<[number, number]>(
    `UPDATE record SET active = EXISTS (SELECT 1 FROM sighting s JOIN batch b ON b.id = s.batch_id
                                         WHERE s.record_id = ? AND b.active = 1)
      WHERE id = ?`,
  )
  const range = db.prepare<[number, number], RecordRow>(
    'SELECT * FROM record WHERE id > ? AND id <= ? AND active = 1 ORDER BY id',
  )
  const originsOf = db.prepare<[string], RecordOrigin>(
    `SELECT r.id, r.line, b.file, o.name AS source, b.run_id, b.on_match, r.observed_at, r.fields
       FROM record r JOIN batch b ON b.id = r.batch_id JOIN source o ON o.id = b.source_id
      WHERE r.person_id = ? AND r.active = 1 ORDER BY r.id`,
  )
  // Ends at the first other list: a row may have been seen thousands of times.
  const isSkipped = db
    .prepare<[number], number>(
      `SELECT NOT EXISTS (SELECT 1 FROM sighting s JOIN batch b ON b.id = s.batch_id
                           WHERE s.record_id = ? AND b.active = 1 AND b.on_match <> 'skip')`,
    )
    .pluck()
  return {
    /** Whether nothing but lists that leave known people as they are tell of this active record. */
    isSkipped: (id: number): boolean => isSkipped.get(id) === 1,
    lastId: (): number => lastId.get() ?? 0,
    /** Writes a record; its keys are for {@link addKeys}. */
    insert: (record: NewRecord): void => {
      insert(sparse(COLUMNS.map((name) => record[name])))
      firstLoad.finder?.add(record)
    },
    /** Keys of new records, of each record each once: key, number of the record, key, number … */
    addKeys: (keys: readonly (string | number)[]): void => {
      if (keys.length > 0) insertKeys(keys)
    },
    get: (id: number): RecordRow | undefined => get.get(id),
    byHash: (hash: number) => byHash(hash),
    byKey: (key: string) => byKey.all(key),
    activeWithKey: (key: string): number[] => activeWithKey.all(key),
    /** Undefined where nothing stands behind the person any more. */
    oldestOfPerson: (person: string): number | undefined => oldestOfPerson.get(person) ?? undefined,
    activeOfPerson: (id: string): ActiveRecord[] => activeOfPerson.all(id).map(toActive),
    /** As {@link activeOfPerson} for many, remembering what is known of lists: for as long as no list changes. */
    activeReader: (): ((person: string) => ActiveRecord[]) => {
      const known = new Map<number, BatchRank>()
      return (person) =>
        rankedOfPerson.all(person).map(({ id, fields, observed_at, company_key, rank }) => {
          const batch_id = rank > OVERWRITES && rank < FILLS ? FILLS - rank : rank % HAND
          let list = known.get(batch_id)
          if (!list) known.set(batch_id, (list = batchRank.get(batch_id)!))
          return {
            ...{ id, fields: JSON.parse(fields) as RecordFields, on_match: list.on_match, batch_id },
            ...{ kind: list.kind, trust: list.trust, source: list.source, observed_at },
            ...{ read_on: list.read_on, enriched: false, company_key },
          }
        })
    },
    activeOfCompany: (key: string): ActiveRecord[] => activeOfCompany(key).map(toActive),
    /** Active records of the company with this key, with what they say of it. */
    ofCompany: (key: string) => ofCompany.all(key),
    /** What the oldest fifty records of the company say. */
    someOfCompany: (key: string): RecordFields[] =>
      someOfCompany.all(key).map((fields) => JSON.parse(fields) as RecordFields),
    /** What such records of many companies say of where these are; with `hasPostalCode` those that tell one alone. */
    placesOfCompanies,
    /** From which lists these are. */
    originsOfCompany: (key: string) => originsOfCompany.all(key),
    /** Undefined where nothing speaks of the company any more. */
    oldestOfCompany: (key: string): number | undefined => oldestOfCompany.get(key) ?? undefined,
    peopleOfCompany: (key: string): string[] => peopleOfCompany(key),
    setMembership: (membership: Membership): void => void setMembership.run(membership),
    /** The random end of the ids that this record gives to whom it speaks of first. */
    tailOf: (id: number): string => tailOf.get(id)!,
    personOf: (id: number): string | null => personOf.get(id) ?? null,
    /** The unit of a record; null for one that counts nowhere. */
    groupOf: (id: number): number | null => groupOf.get(id) ?? null,
    idsOfPerson: (person: string): number[] => idsOfPerson.all(person),
    /** All records of one person are those of another now. */
    reassign: (from: string, to: string): void => void reassign.run(to, from),
    setHints: (
      id: number,
      { domain, name_key, country }: Pick<RecordRow, 'domain' | 'name_key' | 'country'>,
    ): void => {
      setHints.run({ id, domain, name_key, country })
      firstLoad.finder?.add({ id, name_key })
    },
    setCompany: (id: number, key: string | null): void => {
      setCompany.run(key, id)
      firstLoad.finder?.add({ id, company_key: key })
    },
    /** Records that name a company without a domain: they follow what the name stands for. */
    nameOnly: (nameKey: string) => nameOnly(nameKey),
    /** Those of them that tell no country. */
    nameAlone: (nameKey: string) => nameAlone(nameKey),
    /** With which domains and countries records use this name, and how often. */
    nameUses: (nameKey: string) => nameUses(nameKey),
    ofRun: (run: number): number[] => ofRun.all(run),
    /** Sets `active` from the record's sightings in active batches. */
    refreshActive: (id: number): void => void refreshActive.run(id, id),
    /** Active records with `after < id <= upto`. */
    range: (after: number, upto: number): IterableIterator<RecordRow> => range.iterate(after, upto),
    originsOf: (person: string): RecordOrigin[] => originsOf.all(person),
  }
}

export type RecordStore = ReturnType<typeof records>
