import type Database from 'better-sqlite3'
import { crypto } from '../lib/lazy-crypto.ts'
import { PrmError } from '../model/errors.ts'
import { start } from './migrations/001-start.ts'
import { facts } from './migrations/002-facts.ts'
import { relationships } from './migrations/003-relationships.ts'
import { activities } from './migrations/004-activities.ts'
import { roles } from './migrations/005-roles.ts'
import { matching } from './migrations/006-matching.ts'
import { services } from './migrations/007-services.ts'
import { validity } from './migrations/008-validity.ts'
import { companyLinks } from './migrations/009-company-links.ts'
import { scoring } from './migrations/010-scoring.ts'
import { companyMatching } from './migrations/011-company-matching.ts'
import { companyColumns } from './migrations/012-company-columns.ts'
import { targets } from './migrations/013-targets.ts'
import { assignment } from './migrations/014-assignment.ts'
import { segments } from './migrations/015-segments.ts'
import { scoreCounts } from './migrations/016-score-counts.ts'
import { untiedEvents } from './migrations/017-untied-events.ts'
import { hasEvents } from './migrations/018-has-events.ts'
import { dedupeOfFew } from './migrations/019-dedupe-of-few.ts'

/** A numbered step of the schema. Never edit one that has shipped. */
export interface Migration {
  number: number
  name: string
  sql: string
}

export const MIGRATIONS: readonly Migration[] = [
  start,
  facts,
  relationships,
  activities,
  roles,
  matching,
  services,
  validity,
  companyLinks,
  scoring,
  companyMatching,
  companyColumns,
  targets,
  assignment,
  segments,
  scoreCounts,
  untiedEvents,
  hasEvents,
  dedupeOfFew,
]

/** Marks the file as ours ("prm1"), so that another program's database is never taken for one. */
export const APPLICATION_ID = 0x70726d31

const schemaVersion = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }))

const isEmpty = (db: Database.Database): boolean =>
  db.prepare('SELECT count(*) AS n FROM sqlite_master').pluck().get() === 0

/**
 * What stands in the way of using this file: another program's database, or a schema newer than this program.
 *
 * @throws PrmError `store.not_ours` or `store.newer_schema`
 */
export const checkSchema = (db: Database.Database, path: string, migrations = MIGRATIONS): void => {
  // In this order: a file that another process fills between the two questions is then seen to be ours.
  const empty = isEmpty(db)
  if (!empty && Number(db.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
    throw new PrmError('store', 'store.not_ours', `${path} is a SQLite database, but not one of prm`, {
      hint: 'name another file with --db',
    })
  }
  const version = schemaVersion(db)
  const newest = migrations.at(-1)?.number ?? 0
  if (version > newest) {
    throw new PrmError(
      'store',
      'store.newer_schema',
      `${path} was written by a newer prm (schema ${version}, this one knows ${newest})`,
      { hint: 'update prm; the file was not touched' },
    )
  }
}

/** Whether steps are waiting; cheap, for deciding about a backup. */
export const hasPending = (db: Database.Database, migrations = MIGRATIONS): boolean =>
  schemaVersion(db) < (migrations.at(-1)?.number ?? 0)

/**
 * Applies the pending steps, each in one immediate transaction together with its record, so that two processes
 * that open a new file at once do not both apply it.
 *
 * @param now ISO time for the record
 */
export const migrate = (db: Database.Database, now: string, migrations = MIGRATIONS): void => {
  // A table that is made anew is dropped first, which would break what points at it; checked before each commit.
  const keys = Number(db.pragma('foreign_keys', { simple: true }))
  db.pragma('foreign_keys = OFF')
  try {
    for (const migration of migrations) db.transaction(() => apply(db, migration, now)).immediate()
  } finally {
    db.pragma(`foreign_keys = ${keys}`)
  }
}

const apply = (db: Database.Database, { number, name, sql }: Migration, now: string): void => {
  if (schemaVersion(db) >= number) return
  db.exec(
    'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
  )
  db.exec(sql)
  const broken = db.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0)
    throw new Error(`step ${number} of the schema leaves ${broken.length} rows pointing at nothing`)
  const hash = crypto().createHash('sha256').update(sql).digest('hex')
  db.prepare('INSERT INTO migration (number, name, hash, applied_at) VALUES (?, ?, ?, ?)').run(
    number,
    name,
    hash,
    now,
  )
  db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma(`user_version = ${number}`)
}
