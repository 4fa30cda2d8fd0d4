import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PrmError } from '../../src/model/errors.ts'
import { PORTABLE_SUBSET, checkCondition, compileCondition } from '../../src/store/condition.ts'
import type { ConditionOptions } from '../../src/store/condition.ts'
import { FUNCTIONS } from '../../src/store/condition-functions.ts'
import { LEAD_COLUMNS } from '../../src/store/lead-columns.ts'

const ada = {
  id: 'p1',
  full_name: 'Ada Ex',
  title: "Chief 'Data' Officer",
  country: 'US',
  employees: 120,
  revenue: 7,
  created_at: '2026-10-01',
  email_checked: '2026-11-21T09:30:00Z',
  unsubscribed: 0,
  mvl: null,
  stakeholders: 2,
  as_of: '2026-11-21',
  custom: JSON.stringify({ budget: '9', 'Big Budget': 30000, note: 'n/a', größe: 'XL', start: '2026-11-01' }),
}

/** What the condition yields for Ada in SQLite: 1, 0 or null. */
const judge = (text: string, options: ConditionOptions = {}): unknown => {
  const db = new Database(':memory:')
  const names = [...LEAD_COLUMNS.map(({ name }) => name), 'custom']
  const types = [
    ...LEAD_COLUMNS.map(({ type }) => (type === 'real' ? 'REAL' : type === 'integer' ? 'INTEGER' : 'ANY')),
    'TEXT',
  ]
  db.exec(`CREATE TABLE lead (${names.map((name, i) => `"${name}" ${types[i]!}`).join(', ')}) STRICT`)
  const values = names.map((name) => (ada as Record<string, unknown>)[name] ?? null)
  db.prepare(`INSERT INTO lead VALUES (${names.map(() => '?').join(', ')})`).run(values)
  const value = db
    .prepare(`SELECT ${compileCondition(text, options).sql} FROM lead`)
    .pluck()
    .get()
  db.close()
  return value
}

describe('what a condition means', () => {
  test.each<[string, 1 | 0 | null]>([
    ["employees between 20 and 500 and country in ('US','GB')", 1],
    ['employees between 20 and 100', 0],
    ['employees not between 20 and 100', 1],
    ["country not in ('US')", 0],
    ["country != 'GB' and country <> 'FR'", 1],
    ["title ilike '%DATA%'", 1],
    ["title like '%data%'", 1],
    ["title not like '%sales%'", 1],
    ["title = 'Chief ''Data'' Officer'", 1],
    ['industry is null', 1],
    ["industry = 'Software'", null],
    ["not industry = 'Software'", null],
    ['country is not null and not unsubscribed', 1],
    ['unsubscribed', 0],
    ['unsubscribed = 0', 1],
    ['unsubscribed = false', 1],
    ['unsubscribed is not true', 1],
    ['mvl is true', 0],
    ['mvl is not true', 1],
    ['true', 1],
    ['false or employees > 1', 1],
    ['revenue / 2 = 3.5', 1],
    ['employees / 7 > 17.1', 1],
    ['employees - 20 = 100', 1],
    ['employees -20 = 100', 1],
    ['employees-20=100', 1],
    ['-employees < -119', 1],
    ['employees - -20 = 140', 1],
    ['2 + 3 * 4 = 14', 1],
    ['(2 + 3) * 4 = 20', 1],
    ['10 - 4 - 3 = 3', 1],
    ["employees > 200 or employees < 130 and country = 'US'", 1],
    ["(country = 'GB' or country = 'US') and employees < 100", 0],
    ['created_at >= today - 90', 1],
    ['created_at>=today-50', 0],
    ['created_at >= today - (stakeholders * 10)', 0],
    ['today - created_at = 51', 1],
    ["created_at < date '2026-10-02'", 1],
    ["created_at between '2026-09-01' and '2026-10-01'", 1],
    ["created_at = date '2026-11-21' - 51", 1],
    ["today - -1 = date '2026-11-22'", 1],
    ["email_checked <= date '2026-11-21'", 1],
    ['email_checked = today', 1],
    ["lower(country) = 'us' and upper('us') = country", 1],
    ["length(trim('  ab ')) = 2", 1],
    ["country || '-' || full_name = 'US-Ada Ex'", 1],
    ['abs(-3) = 3 and round(2.567, 1) = 2.6', 1],
    ["coalesce(industry, 'none') = 'none'", 1],
    ["nullif(country, 'US') is null", 1],
    ["case when employees > 100 then 'big' else 'small' end = 'big'", 1],
    ["case country when 'US' then 1 when 'GB' then 2 end = 1", 1],
    ['case when employees > 100 then true else false end', 1],
    ["cast('12' as integer) = 12 and cast(employees as text) = '120'", 1],
    ['cast(title as integer) is null', 1],
    ['custom.budget > 20', 0],
    ['custom.budget < 20000', 1],
    ['custom.budget + 1 = 10', 1],
    ["custom.budget = '9'", 1],
    ['custom."Big Budget" = 30000', 1],
    ['custom.note < 100', null],
    ['custom."größe" = \'XL\'', 1],
    ['custom.nothing is null', 1],
    ["custom.start > date '2026-10-31'", 1],
    ["lead.country = 'US' and LEAD.employees = 120", 1],
    ["EMPLOYEES > 100 AND Country = 'US'", 1],
    ["employees > 1 -- don't\n and /* it's */ country = 'US'", 1],
    ["country = 'x''; drop table lead; --'", 0],
    ['stakeholders >= 2 and (industry is null or employees is null)', 1],
  ])('%s', (text, expected) => {
    expect(judge(text)).toBe(expected)
  })

  test('types found in the file decide for the list’s own columns', () => {
    const customTypes = { budget: 'number', 'Big Budget': 'number', start: 'date' } as const
    expect(judge('custom.big_budget > custom.budget', { customTypes })).toBe(1)
    expect(judge('custom.Budget >= 9', { customTypes })).toBe(1)
    expect(judge('custom.start >= today - 20', { customTypes })).toBe(1)
    expect(compileCondition('custom.BIG_BUDGET > 1', { customTypes }).custom).toEqual(['Big Budget'])
  })

  test('every column of lead can be named', () => {
    for (const { name } of LEAD_COLUMNS) expect(compileCondition(`${name} is null`).columns).toEqual([name])
  })

  test('says which columns it reads', () => {
    const { columns, custom } = compileCondition(
      "country = 'US' and custom.x = '1' and created_at > today - 3",
    )
    expect({ columns, custom }).toEqual({ columns: ['country', 'created_at', 'as_of'], custom: ['x'] })
  })
})

describe('what is refused, and where', () => {
  test.each<[string, string, string]>([
    [
      'employes > 20',
      'unknown_column',
      'unknown column "employes" (did you mean "employees"?) at line 1, column 1',
    ],
    [
      'country = "US"',
      'unknown_column',
      'unknown column "US" (text goes in single quotes) at line 1, column 11',
    ],
    ["people.country = 'US'", 'unknown_column', 'there is no table people'],
    ["custom = 'x'", 'unknown_column', 'write custom.<name of the column>'],
    ['country > 20', 'type', 'country is text, 20 is a number at line 1, column 11'],
    ["employees = '20'", 'type', "employees is a number, '20' is text"],
    ["employees in (1, 'x')", 'type', "employees is a number, 'x' is text"],
    ['unsubscribed = 2', 'type', 'unsubscribed is true or false, 2 is a number'],
    ["created_at > 'yesterday'", 'type', "'yesterday' is not a date"],
    ["created_at > date '2026-02-30'", 'type', "'2026-02-30' is not a date"],
    ['created_at > 5', 'type', 'created_at is a date, 5 is a number'],
    ['title + 1 > 2', 'type', '|| joins texts'],
    ["employees like '1%'", 'type', 'employees is a number; like compares texts'],
    ["lower(employees) = 'x'", 'type', 'lower() takes a text'],
    ['country = null', 'null', 'write is null or is not null'],
    ['country', 'not_a_condition', 'country is no condition: it is text'],
    ['employees + 1', 'not_a_condition', 'employees + 1 is no condition'],
    ['custom.vip', 'not_a_condition', 'compare it with something'],
    ['country and employees > 1', 'not_a_condition', 'country is no condition'],
    // The parser would read this as industry = (country is null); SQL reads it the other way round.
    ['industry = country is null', 'type', 'country is null is itself a condition'],
    ['employees > 1 = true', 'type', 'employees > 1 is itself a condition'],
    ['now() > created_at', 'unknown_function', 'unknown function "now" (today is the day of the run)'],
    ["lowr(title) = 'x'", 'unknown_function', 'unknown function "lowr" (did you mean "lower"?)'],
    ['count(*) > 1', 'unknown_function', 'a condition looks at one person at a time'],
    ["load_extension('x') = 1", 'unknown_function', 'unknown function "load_extension"'],
    ["coalesce(title) = 'x'", 'arguments', 'coalesce() takes 2 to 20 values, not 1'],
    ["lower(distinct title) = 'x'", 'unsupported', 'plain arguments only'],
    ['current_date > created_at', 'unsupported', 'today is the day of the run'],
    ["title ~ 'x'", 'unsupported', 'the operator ~ is not part of conditions'],
    ['employees % 2 = 1', 'unsupported', 'the operator % is not part of conditions'],
    ['id in (select id from lead)', 'unsupported', 'cannot hold a select'],
    ['(select 1) = 1', 'unsupported', 'cannot hold a select'],
    ['exists (select 1)', 'unknown_function', 'cannot hold a select'],
    ['select 1', 'unsupported', 'cannot hold a select at line 1, column 1'],
    ['employees > $1', 'unsupported', 'a parameter ($1) has no value here'],
    ['employees > 1; drop table lead', 'syntax', 'only one condition is allowed'],
    ['employees >', 'syntax', 'the condition ends too early at line 1, column 12'],
    ['employees == 1', 'syntax', 'equals is a single ='],
    ["country = 'US", 'syntax', 'this quote is never closed at line 1, column 11'],
    ['custom.größe = 1', 'syntax', 'in double quotes'],
    ['', 'empty', 'the condition is empty'],
    ['-- only a comment', 'empty', 'the condition is empty'],
    ["title like '50\\%'", 'unsupported', 'backslash'],
    ['employees = 9007199254740993', 'unsupported', 'too large a number'],
    ['(employees, revenue) = (1, 2)', 'unsupported', 'a list of values'],
    ["cast(title as json) = 'x'", 'unsupported', 'cannot cast to json'],
    ['custom."a""b" = \'x\'', 'unsupported', 'quote or backslash'],
  ])('%s', (text, code, message) => {
    let error: unknown
    try {
      compileCondition(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(PrmError)
    expect((error as PrmError).message).toContain(message)
    expect((error as PrmError).code).toBe(`condition.${code}`)
    expect((error as PrmError).kind).toBe('config')
  })

  test('the place is shown with carets, also on a later line and after a minus that was set apart', () => {
    expect(() => compileCondition('employees > 1\n and stakeholders-1 > 2\n  and titel is null')).toThrow(
      'unknown column "titel" (did you mean "title"?) at line 3, column 7\n    and titel is null\n        ^^^^^',
    )
    expect(() => compileCondition('employees-1 > 2 and titel is null')).toThrow('at line 1, column 21')
  })

  test('all mistakes of one condition are named at once, after the context', () => {
    const checked = checkCondition('employes > 20 and countri = 5')
    expect('problems' in checked && checked.problems.map(({ start }) => start)).toEqual([0, 18])
    expect(() => compileCondition('employes > 20', { where: '--where' })).toThrow('--where: unknown column')
  })
})

test('the published subset names every function', () => {
  for (const name of Object.keys(FUNCTIONS)) expect(PORTABLE_SUBSET).toContain(`${name}(`)
})

test('whatever the text: either SQL that SQLite takes and that has no side effect, or a PrmError', () => {
  const piece = fc.constantFrom(
    ...[
      "'x'",
      "''",
      '"',
      "'",
      ';',
      '--',
      '/*',
      '*/',
      '(',
      ')',
      ',',
      '1',
      '2.5',
      '-',
      '+',
      '/',
      '||',
      '=',
      '<>',
    ],
    ...[
      'and',
      'or',
      'not',
      'is null',
      'is true',
      'between',
      'in',
      'like',
      'country',
      'employees',
      'created_at',
    ],
    ...[
      'custom.x',
      'custom."a b"',
      'today',
      'lower(',
      'coalesce(',
      'case when',
      'then',
      'else',
      'end',
      'true',
    ],
    ...[
      'select',
      'drop table lead',
      'null',
      'date',
      '\0',
      'é',
      '\n',
      'unsubscribed',
      '::',
      'text',
      '\\',
      '$1',
    ],
  )
  const db = new Database(':memory:')
  const names = [...LEAD_COLUMNS.map(({ name }) => `"${name}"`), '"custom"']
  db.exec(`CREATE TABLE lead (${names.join(', ')})`)
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const checked = checkCondition(pieces.join(' '))
      if ('problems' in checked) {
        expect(checked.problems.length).toBeGreaterThan(0)
        return
      }
      const statement = db.prepare(`SELECT 1 FROM lead WHERE ${checked.condition.sql}`)
      expect(statement.readonly).toBe(true)
    }),
    { numRuns: 1500 },
  )
})
