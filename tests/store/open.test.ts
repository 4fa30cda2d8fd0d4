import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { MIGRATIONS } from '../../src/store/migrate.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { startScript } from '../support/child.ts'
import { failure, rejection } from '../support/failure.ts'
import { folder } from '../support/folder.ts'

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

const make = (path: string): void => openProspectFile(path, { create: true }).close()

const raw = <T>(path: string, fn: (db: Database.Database) => T): T => {
  const db = new Database(path)
  try {
    return fn(db)
  } finally {
    db.close()
  }
}

describe('what cannot be opened is refused in one sentence, and left as it is', () => {
  const cases: { name: string; make: (path: string) => void; code: string; says: RegExp }[] = [
    { name: 'a missing file', make: () => undefined, code: 'store.missing', says: /there is no database at/ },
    { name: 'a folder', make: (path) => mkdirSync(path), code: 'store.is_directory', says: /is a folder/ },
    {
      name: 'a spreadsheet export',
      make: (path) => writeFileSync(path, 'Email,Name\n'.repeat(200)),
      code: 'store.not_a_database',
      says: /is not a prospect database/,
    },
    {
      name: 'a few bytes',
      make: (path) => writeFileSync(path, 'hello'),
      code: 'store.not_a_database',
      says: /is not a prospect database/,
    },
    {
      name: "another program's SQLite database",
      make: (path) =>
        raw(path, (db) => db.exec('CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES (1)')),
      code: 'store.not_ours',
      says: /not one of prm/,
    },
    {
      name: 'a database of the future',
      make: (path) => {
        make(path)
        raw(path, (db) => db.pragma('user_version = 999'))
      },
      code: 'store.newer_schema',
      says: /written by a newer prm \(schema 999/,
    },
  ]
  test.each(cases)('$name', ({ make: prepare, code, says }) => {
    const path = join(folder(), 'prospects.db')
    prepare(path)
    const isFile = existsSync(path) && statSync(path).isFile()
    const before = isFile ? readFileSync(path) : null
    const error = failure(() => openProspectFile(path))
    expect(error).toEqual({ kind: 'store', code, message: expect.stringMatching(says) as string })
    expect(error.message.split('\n')).toHaveLength(1)
    if (before) expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(join(path, '..'))).toEqual(existsSync(path) ? ['prospects.db'] : [])
  })

  test('creating does not bend the rule for any of them', () => {
    for (const { name, make: prepare, code } of cases.slice(1)) {
      const path = join(folder(), 'prospects.db')
      prepare(path)
      expect(failure(() => openProspectFile(path, { create: true })).code, name).toBe(code)
    }
  })

  test('a folder that is not there', () => {
    const path = join(folder(), 'none', 'prospects.db')
    expect(failure(() => openProspectFile(path, { create: true })).code).toBe('store.cannot_create')
  })
})

describe('a new file', () => {
  test('is announced once', () => {
    const path = join(folder(), 'prospects.db')
    const first = openProspectFile(path, { create: true })
    const { id } = first
    expect([first.created, first.path, first.backup]).toEqual([true, path, null])
    first.close()
    const second = openProspectFile(path, { create: true })
    expect([second.created, second.id]).toEqual([false, id])
    second.close()
  })

  test('is readable by its owner alone, and so is its log, under any umask', () => {
    const umask = process.umask(0)
    try {
      const path = join(folder(), 'prospects.db')
      const file = openProspectFile(path, { create: true })
      file.write(() => file.meta.set('a', 'b'))
      expect([path, `${path}-wal`, `${path}-shm`].map(mode)).toEqual(['600', '600', '600'])
      file.close()
    } finally {
      process.umask(umask)
    }
  })

  test('two files are told apart', () => {
    const [a, b] = [openProspectFile(':memory:'), openProspectFile(':memory:')]
    expect(a.id).not.toBe(b.id)
  })

  test('deleted text is overwritten on the disk', () => {
    const path = join(folder(), 'prospects.db')
    const file = openProspectFile(path, { create: true })
    const secret = 'ann.secret@acme.example '.repeat(2000)
    file.write(() => file.meta.set('note', secret))
    file.close()
    expect(readFileSync(path).includes('ann.secret')).toBe(true)
    const again = openProspectFile(path)
    again.write(() => again.meta.set('note', 'gone'))
    again.close()
    expect(readFileSync(path).includes('ann.secret')).toBe(false)
  })

  test('is in WAL mode, with foreign keys on', () => {
    const path = join(folder(), 'prospects.db')
    const file = openProspectFile(path, { create: true })
    file.write(() => file.meta.set('a', 'b'))
    expect(existsSync(`${path}-wal`)).toBe(true)
    const orphan = {
      kind: 'email',
      address: 'a@acme.example',
      verdict: 'plausible',
      level: 'syntax',
    } as const
    const rest = {
      reason: null,
      suggestion: null,
      checked_by: 'prm',
      checked_at: '2026-11-21',
      evidence: null,
    }
    expect(() => file.write(() => file.verdicts.add({ run_id: 77, ...orphan, ...rest }))).toThrow(
      /FOREIGN KEY/,
    )
    file.close()
    expect(raw(path, (db) => db.pragma('journal_mode', { simple: true }))).toBe('wal')
  })
})

describe('several processes', () => {
  test('eight open one cold path at once: one makes it, all use it', async () => {
    for (let round = 0; round < 3; round++) {
      const path = join(folder(), 'prospects.db')
      const at = String(Date.now() + 900)
      const ended = await Promise.all(
        Array.from({ length: 8 }, () => startScript('open-file.ts', [path, at]).ended),
      )
      expect(ended.map(({ code, stderr }) => (code === 0 ? '' : stderr))).toEqual(
        Array.from({ length: 8 }, () => ''),
      )
      const said = ended.map(({ stdout }) => stdout.trim().split(' '))
      expect(new Set(said.map(([id]) => id)).size).toBe(1)
      expect(said.filter(([, created]) => created === 'true')).toHaveLength(1)
      const file = openProspectFile(path)
      expect(file.leads.rows('SELECT number FROM migration')).toEqual(
        MIGRATIONS.map(({ number }) => ({ number })),
      )
      file.close()
    }
  })

  test('a writer waits for another, and says busy when the wait is over', async () => {
    const path = join(folder(), 'prospects.db')
    make(path)
    const holder = startScript('open-file.ts', [path, '0', '900'])
    await once(holder.process.stdout!, 'data')
    const hasty = openProspectFile(path, { timeout: 50 })
    const began = Date.now()
    expect(failure(() => hasty.write(() => hasty.meta.set('a', 'hasty')))).toMatchObject({
      kind: 'store',
      code: 'store.busy',
    })
    expect(Date.now() - began).toBeLessThan(800)
    // Reading does not wait for anybody.
    expect(hasty.meta.get('a')).toBeUndefined()
    expect(await rejection(hasty.rehearse(() => Promise.resolve(1)))).toMatchObject({ code: 'store.busy' })
    hasty.close()
    const patient = openProspectFile(path, { timeout: 5000 })
    patient.write(() => patient.meta.set('a', 'patient'))
    expect([patient.meta.get('a'), patient.meta.get('holder')]).toEqual([
      'patient',
      String(holder.process.pid),
    ])
    patient.close()
    expect((await holder.ended).code).toBe(0)
  })
})

describe('write', () => {
  test('takes the lock before the first statement', () => {
    const path = join(folder(), 'prospects.db')
    const [a, b] = [openProspectFile(path, { create: true }), openProspectFile(path, { timeout: 10 })]
    // A deferred transaction that has only read so far would let the other one write.
    a.write(() => {
      a.meta.get('x')
      expect(failure(() => b.write(() => b.meta.set('x', 'b'))).code).toBe('store.busy')
    })
    a.close()
    b.close()
  })

  test('is all or nothing, nested calls included', () => {
    const file = openProspectFile(':memory:')
    const boom = (): void =>
      file.write(() => {
        file.meta.set('a', '1')
        file.write(() => file.meta.set('b', '2'))
        throw new Error('boom')
      })
    expect(boom).toThrow('boom')
    expect([file.meta.get('a'), file.meta.get('b')]).toEqual([undefined, undefined])
    expect(file.write(() => 7)).toBe(7)
  })
})

describe('rehearse', () => {
  test('gives the result and leaves no trace, whether it succeeds or fails', async () => {
    const path = join(folder(), 'prospects.db')
    make(path)
    const before = readFileSync(path)
    const file = openProspectFile(path)
    const result = await file.rehearse(async () => {
      file.write(() => file.meta.set('a', '1'))
      await Promise.resolve()
      return file.meta.get('a')
    })
    expect(result).toBe('1')
    const failed = file.rehearse(() => {
      file.write(() => file.meta.set('a', '2'))
      return Promise.reject(new Error('boom'))
    })
    await expect(failed).rejects.toThrow('boom')
    expect(file.meta.get('a')).toBeUndefined()
    // The connection is usable afterwards.
    file.write(() => file.meta.set('a', '3'))
    expect(file.meta.get('a')).toBe('3')
    file.write(() => file.meta.set('a', '3'))
    file.close()
    expect(readFileSync(path).equals(before)).toBe(false)
  })

  test('in a file that may not be written to is refused in one sentence, as writing is', async () => {
    const path = join(folder(), 'prospects.db')
    make(path)
    const pragma = vi.spyOn(Database.prototype, 'pragma')
    onTestFinished(() => pragma.mockRestore())
    const file = openProspectFile(path)
    const connection = pragma.mock.contexts[0] as Database.Database
    const write = (): void => {
      // A file of somebody else is opened, and begins a transaction, all the same; and rights do not hold up root.
      connection.pragma('query_only = ON')
      file.meta.set('a', '1')
    }
    const attempt = (): Promise<void> => file.rehearse(() => Promise.resolve().then(write))
    const again = (): void => void connection.pragma('query_only = OFF')
    const refused = {
      kind: 'store',
      code: 'store.not_writable',
      message: `${path} cannot be opened for writing`,
    }
    expect(failure(() => file.write(write))).toEqual(refused)
    again()
    expect(await rejection(attempt())).toEqual(refused)
    again()
    expect(await rejection(file.rehearse(attempt))).toEqual(refused)
    expect(file.isWriting).toBe(false)
    file.close()
  })

  test('the bytes on the disk stay the same', async () => {
    const path = join(folder(), 'prospects.db')
    make(path)
    const before = readFileSync(path)
    const file = openProspectFile(path)
    await file.rehearse(() => {
      file.write(() => file.meta.set('a', '1'))
      return Promise.resolve()
    })
    file.close()
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

test('the clock is the day of opening until it is set, and belongs to the connection', () => {
  const path = join(folder(), 'prospects.db')
  const a = openProspectFile(path, { create: true, now: '2026-03-01T23:59:59.000Z' })
  const b = openProspectFile(path, { now: '2026-03-02T00:00:00.000Z' })
  const day = (file: typeof a): unknown => file.leads.rows('SELECT as_of FROM temp.clock')
  expect([day(a), day(b)]).toEqual([[{ as_of: '2026-03-01' }], [{ as_of: '2026-03-02' }]])
  a.setClock('2020-01-01')
  a.setClock('2021-01-01')
  expect([day(a), day(b)]).toEqual([[{ as_of: '2021-01-01' }], [{ as_of: '2026-03-02' }]])
  a.close()
  b.close()
})

test('a pinned connection reads what was committed when it was pinned', () => {
  const path = join(folder(), 'people.db')
  make(path)
  const [writer, reader] = [openProspectFile(path), openProspectFile(path)]
  writer.write(() => writer.meta.set('noted', 'before'))
  reader.pin()
  writer.write(() => writer.meta.set('noted', 'after'))
  expect([reader.meta.get('noted'), writer.meta.get('noted')]).toEqual(['before', 'after'])
  reader.close()
  writer.close()
})
