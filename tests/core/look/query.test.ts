import { beforeAll, describe, expect, test } from 'vitest'
import type { Deps } from '../../../src/core/derive/run.ts'
import { queryFile } from '../../../src/core/look/query.ts'
import { describeSchema } from '../../../src/core/look/schema.ts'
import { PrmError } from '../../../src/model/errors.ts'
import { makeSample } from './sample.ts'

let deps: Deps
beforeAll(async () => {
  deps = await makeSample()
})

const problem = (run: () => unknown): PrmError => {
  try {
    run()
  } catch (error) {
    if (error instanceof PrmError) return error
    throw error
  }
  throw new Error('no problem')
}

describe('queryFile', () => {
  test('gives columns and rows', () => {
    const { columns, rows } = queryFile(
      deps,
      'select company, count(*) as n from lead group by 1 order by 2 desc, 1',
    )
    expect(columns).toEqual(['company', 'n'])
    expect([...rows]).toEqual([
      { company: 'Acme', n: 2 },
      { company: 'Birch', n: 1 },
      { company: 'Cedar', n: 1 },
    ])
  })
  test('with and values read too', () => {
    expect([...queryFile(deps, 'with t as (values (1)) select * from t').rows]).toEqual([{ column1: 1 }])
  })
  test.each([
    ['delete from person', 'query.not_read_only'],
    ["update person set city = 'x' returning id", 'query.not_read_only'],
    ['drop table person', 'query.not_read_only'],
    ["attach 'x.db' as x", 'query.not_read_only'],
    ['pragma user_version = 7', 'query.not_read_only'],
    ['pragma journal_mode = delete', 'query.not_read_only'],
    ['begin', 'query.not_read_only'],
    ['select 1; delete from person', 'query.failed'],
    ['', 'query.failed'],
    ['selct 1', 'query.failed'],
  ])('%s is refused', (sql, code) => {
    expect(problem(() => [...queryFile(deps, sql).rows]).code).toBe(code)
    expect(deps.file.people.count()).toBe(4)
  })
  test.each([
    ['select 1 from leed', 'did you mean lead?'],
    ['select emial from lead', 'did you mean email?'],
    ['select l.emial from lead l', 'did you mean email?'],
    ['select 1 from qqqqqqqq', 'prm schema lists the tables and columns'],
  ])('%s: %s', (sql, hint) => {
    expect(problem(() => queryFile(deps, sql)).hint).toBe(hint)
  })
  test('what fails while it runs is the statement’s fault', () => {
    const { rows } = queryFile(deps, "select json_extract('{', '$')")
    expect(problem(() => [...rows]).code).toBe('query.failed')
  })
})

describe('describeSchema', () => {
  test('everything, with what conditions may hold', () => {
    const { counts, tables, conditions } = describeSchema()
    expect(counts.tables).toBe(tables.length)
    expect(counts.columns).toBe(tables.flatMap(({ columns }) => columns).length)
    expect(conditions).toContain('between 20 and 500')
  })
  test('one table; conditions with lead alone', () => {
    expect(describeSchema('verdict')).toMatchObject({ counts: { tables: 1 }, conditions: null })
    expect(describeSchema('lead').conditions).not.toBeNull()
  })
  test('a slip', () => {
    const { code, hint } = problem(() => describeSchema('verdct'))
    expect([code, hint]).toEqual(['schema.unknown_table', 'did you mean prm schema verdict?'])
  })
})
