import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { steadySql, steadyStatements } from '../../src/store/steady-statements.ts'

describe('steadySql', () => {
  it.each([
    ['a plain parameter', 'SELECT 1 WHERE a = ?', 'SELECT 1 WHERE a = +?'],
    ['numbered ones', 'SELECT ?1, ?2', 'SELECT +?1, +?2'],
    ['named ones', 'VALUES (@a, :b, $c)', 'VALUES (+@a, +:b, +$c)'],
    ['one in front of a word', 'LIMIT ?', 'LIMIT +?'],
    ['texts', "SELECT '?', 'it''s @a', ?", "SELECT '?', 'it''s @a', +?"],
    ['names', 'SELECT "a?" FROM "b@c" WHERE x = ?', 'SELECT "a?" FROM "b@c" WHERE x = +?'],
    ['comments', 'SELECT ? -- why?\n, /* or @what? */ ?', 'SELECT +? -- why?\n, /* or @what? */ +?'],
  ])('%s', (_, sql, steady) => expect(steadySql(sql)).toBe(steady))
})

describe('steadyStatements', () => {
  const open = (): Database.Database => {
    const db = new Database(':memory:')
    db.exec(
      'CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, size INTEGER) STRICT; CREATE INDEX a_name ON a (name)',
    )
    return db
  }

  it('changes no value and no type', () => {
    const db = open()
    steadyStatements(db)
    db.prepare('INSERT INTO a VALUES (@id, @name, ?)').run(7, { id: 1, name: '12' })
    expect(db.prepare('SELECT * FROM a WHERE name = ? AND size = ?').get('12', 7)).toEqual({
      id: 1,
      name: '12',
      size: 7,
    })
    const typesIn = (given: Database.Database): unknown =>
      given
        .prepare('SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c, typeof(?) AS d')
        .get('1', 1, null, Buffer.from('x'))
    expect(typesIn(db)).toEqual(typesIn(open()))
  })

  it('still uses an index', () => {
    const db = open()
    steadyStatements(db)
    const [{ detail } = { detail: '' }] = db
      .prepare<[string], { detail: string }>(
        'EXPLAIN QUERY PLAN SELECT * FROM a WHERE name = ? ORDER BY size',
      )
      .all('x')
    expect(detail).toBe('SEARCH a USING INDEX a_name (name=?)')
  })
})
