import { beforeAll, describe, expect, test } from 'vitest'
import type { Deps } from '../../../src/core/derive/run.ts'
import { LIST_COLUMNS, listPeople, type ListInput } from '../../../src/core/look/list.ts'
import { checkColumns, splitNames } from '../../../src/core/look/people.ts'
import { PrmError } from '../../../src/model/errors.ts'
import { giveScores, makeSample } from './sample.ts'

let deps: Deps
beforeAll(async () => {
  deps = await makeSample()
  giveScores(deps, { 'ann@acme.example': { score: 9, mvl: 1 }, 'bob@acme.example': { score: 30 } })
})

const firstNames = (input: ListInput): unknown[] =>
  [...listPeople(deps, { columns: ['first_name'], ...input }).people].map((row) => row.first_name)

describe('listPeople', () => {
  test('the usual columns, everybody, in the order of their ids', () => {
    const { counts, columns, people } = listPeople(deps, {})
    expect(counts).toEqual({ people: 4, shown: 4 })
    expect(columns).toEqual(LIST_COLUMNS)
    expect([...people].map((row) => row.email)).toEqual([
      'ann@acme.example',
      'bob@acme.example',
      'cy@birch.example',
      'dee@cedar.example',
    ])
  })
  test.each<[string, ListInput, unknown[]]>([
    ['a condition', { where: "company = 'Acme'" }, ['Ann', 'Bob']],
    ['an own column is a number where it is compared with one', { where: 'custom.booth < 10' }, ['Ann']],
    ['the clock of the run', { where: "today = date '2026-11-21' and mvl" }, ['Ann']],
    ['numbers are sorted as numbers, unknown last', { sort: ['score'] }, ['Ann', 'Bob', 'Cy', null]],
    ['greatest first, unknown still last', { sort: ['-score'] }, ['Bob', 'Ann', 'Cy', null]],
    ['several keys', { sort: ['-company', 'first_name'] }, [null, 'Cy', 'Ann', 'Bob']],
    ['an own column', { sort: ['-custom.booth'], limit: 1 }, ['Bob']],
    ['a limit', { limit: 2 }, ['Ann', 'Bob']],
    ['nobody', { where: 'false' }, []],
  ])('%s', (_name, input, expected) => {
    expect(firstNames(input)).toEqual(expected)
  })
  test('rows always have an id, and can be read again', () => {
    const { people, columns } = listPeople(deps, { columns: ['email'], limit: 1 })
    expect(columns).toEqual(['email'])
    const [row] = [...people]
    expect(row).toEqual({ id: deps.file.people.ids()[0], email: 'ann@acme.example' })
    expect([...people]).toEqual([row])
  })
  test('true and false are true and false, unknown is null', () => {
    const { people } = listPeople(deps, { columns: ['mvl', 'suppressed'] })
    expect([...people].map(({ mvl, suppressed }) => [mvl, suppressed])).toEqual([
      [true, false],
      [false, false],
      [null, true],
      [null, false],
    ])
  })
  test('counts say how many there are beyond the limit', () => {
    expect(listPeople(deps, { where: "company = 'Acme'", limit: 1 }).counts).toEqual({ people: 2, shown: 1 })
  })
  test('a reader that leaves early leaves the file usable', () => {
    for (const row of listPeople(deps, {}).people) {
      expect(row.id).toBeTypeOf('string')
      break
    }
    expect(() => deps.file.write(() => deps.file.meta.set('note', 'x'))).not.toThrow()
  })
})

describe('columns', () => {
  const problem = (names: string[]): PrmError => {
    try {
      checkColumns(deps.file, names)
    } catch (error) {
      if (error instanceof PrmError) return error
    }
    throw new Error('no problem')
  }
  test('custom.* stands for all own columns, each once', () => {
    expect(checkColumns(deps.file, ['custom.booth', 'id', 'custom.*', 'id'])).toEqual(['custom.booth', 'id'])
  })
  test('a slip is understood, all mistakes are told at once', () => {
    const error = problem(['emial', 'qqqqq', 'custom.boot'])
    expect(error.code).toBe('list.unknown_column')
    expect(error.message).toBe(
      'there are no columns "emial" (did you mean email?), "qqqqq", "custom.boot" (did you mean custom.booth?)',
    )
    expect(error.hint).toMatch(/^there are id, full_name, .*custom\.booth$/)
  })
  test('a name cannot carry SQL', () => {
    expect(problem(['id" from person --']).code).toBe('list.unknown_column')
    expect(problem(["custom.x') --"]).code).toBe('list.unknown_column')
  })
  test('names are split at commas', () => {
    expect(splitNames('id, -score,,custom.a b ')).toEqual(['id', '-score', 'custom.a b'])
  })
})
