import Database from 'better-sqlite3'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  APPLICATION_ID,
  checkSchema,
  hasPending,
  migrate,
  MIGRATIONS,
  type Migration,
} from '../../src/store/migrate.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { failure } from '../support/failure.ts'
import { folder } from '../support/folder.ts'

const NOW = '2026-11-21T09:00:00.000Z'

const later = (sql: string, number = MIGRATIONS.length + 1): Migration[] => [
  ...MIGRATIONS,
  { number, name: 'later', sql },
]

const old = (): Database.Database => {
  const db = new Database(':memory:')
  migrate(db, NOW)
  return db
}

const version = (db: Database.Database): unknown => db.pragma('user_version', { simple: true })

const names = (db: Database.Database): unknown[] =>
  db.prepare('SELECT name FROM sqlite_master ORDER BY name').pluck().all()

const steps = (db: Database.Database): unknown[] =>
  db.prepare('SELECT number, name, applied_at FROM migration ORDER BY number').raw().all()

describe('migrate', () => {
  test('numbers its steps without a gap', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  })

  test('marks the file as ours and writes down each step', () => {
    const db = old()
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
    expect(version(db)).toBe(MIGRATIONS.length)
    expect(steps(db)[0]).toEqual([1, 'start', NOW])
  })

  test('a second step is pending, is applied once, and keeps the data', () => {
    const db = old()
    db.exec("INSERT INTO meta VALUES ('kept', 'yes')")
    const list = later('CREATE TABLE extra (x TEXT) STRICT')
    expect([hasPending(db), hasPending(db, list)]).toEqual([false, true])
    migrate(db, NOW, list)
    migrate(db, NOW, list)
    expect([version(db), hasPending(db, list)]).toEqual([list.length, false])
    expect(steps(db).filter((step) => (step as unknown[])[1] === 'later')).toHaveLength(1)
    expect(db.prepare("SELECT value FROM meta WHERE key = 'kept'").pluck().get()).toBe('yes')
  })

  test.each([
    ['bad SQL after good', 'CREATE TABLE extra (x TEXT) STRICT; CREATE TABEL oops (y)'],
    ['a table that is there already', 'CREATE TABLE extra (x TEXT) STRICT; CREATE TABLE person (id TEXT)'],
    ['a broken rule', "CREATE TABLE extra (x TEXT) STRICT; INSERT INTO run (id, command) VALUES (1, 'x')"],
  ])('%s leaves the old schema', (_, sql) => {
    const db = old()
    const before = names(db)
    expect(() => migrate(db, NOW, later(sql))).toThrow()
    expect([names(db), version(db), db.inTransaction]).toEqual([before, MIGRATIONS.length, false])
    expect(hasPending(db, later(sql))).toBe(true)
  })

  test('steps before the failing one stay', () => {
    const db = old()
    const good = later('CREATE TABLE extra (x TEXT) STRICT')
    const list = [...good, { number: good.length + 1, name: 'bad', sql: 'CREATE TABEL oops (y)' }]
    expect(() => migrate(db, NOW, list)).toThrow()
    expect([version(db), names(db).includes('extra')]).toEqual([good.length, true])
  })
})

describe('checkSchema', () => {
  test('an older program refuses what a newer one wrote', () => {
    const db = old()
    migrate(db, NOW, later('CREATE TABLE extra (x TEXT) STRICT'))
    expect(failure(() => checkSchema(db, 'p.db'))).toMatchObject({
      kind: 'store',
      code: 'store.newer_schema',
    })
    expect(() => checkSchema(db, 'p.db', later(''))).not.toThrow()
  })

  test('an empty database is nobody’s yet', () => {
    expect(() => checkSchema(new Database(':memory:'), 'p.db')).not.toThrow()
  })

  test('another program may have numbered its schema too', () => {
    const db = new Database(':memory:')
    db.exec('CREATE TABLE t (x)')
    db.pragma('user_version = 1')
    expect(failure(() => checkSchema(db, 'p.db')).code).toBe('store.not_ours')
  })
})

/** Opening knows the steps of this program only; here it is one step ahead. */
const oneStepAhead = (sql: string): void => {
  const list = MIGRATIONS as Migration[]
  list.push({ number: list.length + 1, name: 'later', sql })
  onTestFinished(() => void list.pop())
}

describe('an existing file is saved before its first pending step', () => {
  const before = MIGRATIONS.length

  const made = (): string => {
    const path = join(folder(), 'prospects.db')
    const file = openProspectFile(path, { create: true })
    file.write(() => file.meta.set('kept', 'yes'))
    file.close()
    return path
  }

  test('as it was, for its owner alone, once', () => {
    const path = made()
    oneStepAhead('CREATE TABLE extra (x TEXT) STRICT')
    const file = openProspectFile(path)
    const copy = `${path}.schema-${before}.bak`
    expect([file.backup, file.leads.schema()]).toEqual([copy, before + 1])
    file.close()
    expect((statSync(copy).mode & 0o777).toString(8)).toBe('600')
    const saved = new Database(copy)
    expect([version(saved), names(saved).includes('extra')]).toEqual([before, false])
    expect(saved.prepare("SELECT value FROM meta WHERE key = 'kept'").pluck().get()).toBe('yes')
    saved.close()
    const again = openProspectFile(path)
    expect([again.backup, again.meta.get('kept')]).toEqual([null, 'yes'])
    again.close()
  })

  test('a new one is not', () => {
    const path = join(folder(), 'prospects.db')
    oneStepAhead('CREATE TABLE extra (x TEXT) STRICT')
    openProspectFile(path, { create: true }).close()
    expect(readdirSync(join(path, '..'))).toEqual(['prospects.db'])
  })

  test('a failing step leaves the file as it was, with its copy beside it', () => {
    const path = made()
    oneStepAhead('CREATE TABLE extra (x TEXT) STRICT; CREATE TABEL oops (y)')
    expect(() => openProspectFile(path)).toThrow(/syntax error/)
    const db = new Database(path)
    expect([version(db), names(db).includes('extra')]).toEqual([before, false])
    db.close()
    expect(existsSync(`${path}.schema-${before}.bak`)).toBe(true)
  })

  test('a copy that a kill left half written, or that is of another time, does not pass for the copy', () => {
    const path = made()
    oneStepAhead('CREATE TABLE extra (x TEXT) STRICT')
    writeFileSync(`${path}.schema-${before}.bak`, 'SQLite format 3\0 and no more')
    const file = openProspectFile(path)
    const saved = new Database(file.backup!)
    expect(saved.prepare("SELECT value FROM meta WHERE key = 'kept'").pluck().get()).toBe('yes')
    saved.close()
    file.close()
  })
})
