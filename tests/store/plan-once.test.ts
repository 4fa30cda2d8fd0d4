import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { planOnce } from '../../src/store/plan-once.ts'

const database = (isPlannedOnce: boolean): Database.Database => {
  const db = new Database(':memory:')
  if (isPlannedOnce) planOnce(db)
  db.exec('CREATE TABLE t (a TEXT, b TEXT, "x = ?" TEXT); CREATE INDEX t_a ON t (a, b)')
  return db
}

describe('statements are planned once', () => {
  test.each([
    ['SELECT a FROM t WHERE a = ? ORDER BY b', 'SELECT a FROM t WHERE a = +? ORDER BY b'],
    ['SELECT a FROM t WHERE a=@a AND b IS @b', 'SELECT a FROM t WHERE a=+@a AND b IS +@b'],
    ['SELECT a FROM t LIMIT ?', 'SELECT a FROM t LIMIT +?'],
    ["SELECT 'a = ?' FROM t", "SELECT 'a = ?' FROM t"],
    ["SELECT a FROM t WHERE a = 'it''s = ?' AND b = ?", "SELECT a FROM t WHERE a = 'it''s = ?' AND b = +?"],
    ['SELECT "x = ?" FROM t', 'SELECT "x = ?" FROM t'],
    ["SELECT a -- isn't b = ?\n FROM t WHERE a = ?", "SELECT a -- isn't b = ?\n FROM t WHERE a = +?"],
  ])('%s', (given, planned) => {
    expect(database(true).prepare(given).source).toBe(planned)
  })

  test.each(['text', 5, 1.5, null, Buffer.from([1])])('%s stays the value that it is', (value) => {
    const db = database(true)
    db.exec('CREATE TABLE v (v ANY) STRICT')
    db.prepare('INSERT INTO v (v) VALUES (NULL)').run()
    db.prepare('UPDATE v SET v = ?').run(value)
    expect(db.prepare('SELECT v FROM v WHERE v IS ?').pluck().all(value)).toEqual([value])
  })

  test('a statement that is hard to plan is quick to run', () => {
    const joins = Array.from({ length: 8 }, (_, i) => ` JOIN t t${i + 1} ON t${i + 1}.a = t${i}.b`).join('')
    const time = (isPlannedOnce: boolean): number => {
      const all = database(isPlannedOnce).prepare(
        `SELECT t0.a FROM t t0${joins} WHERE t0.a = ? ORDER BY t4.b`,
      )
      all.all('x')
      const begun = performance.now()
      for (let i = 0; i < 200; i++) all.all('x')
      return performance.now() - begun
    }
    expect(time(true)).toBeLessThan(time(false) / 3)
  })
})
