import { describe, expect, test } from 'vitest'
import { functionBit, functionCount } from '../../src/model/job-function.ts'

const jobs: [name: string, people: [department: string | null, title: string | null][], count: number][] = [
  ['nobody', [], 0],
  ['one', [[null, 'CEO']], 1],
  [
    'two engineers',
    [
      [null, 'Software Engineer'],
      [null, 'Senior Developer'],
    ],
    1,
  ],
  [
    'an engineer and a buyer',
    [
      [null, 'Software Engineer'],
      [null, 'Head of Procurement'],
    ],
    2,
  ],
  [
    'three of whom nothing is known',
    [
      [null, null],
      [null, 'x'],
      [null, null],
    ],
    1,
  ],
  [
    'one known, two unknown',
    [
      [null, 'CFO'],
      [null, null],
      [null, null],
    ],
    2,
  ],
  [
    'a department in other words is the same department',
    [
      ['Vertrieb', null],
      [null, 'VP Sales'],
    ],
    1,
  ],
  [
    'the department before the title',
    [
      ['finance', 'Software Engineer'],
      [null, 'Software Engineer'],
    ],
    2,
  ],
]

describe('functions of people at one company', () => {
  test.each(jobs)('%s', (_, people, count) => {
    const set = people.reduce((bits, [department, title]) => bits | functionBit(department, title), 0)
    expect(functionCount(set)).toBe(count)
  })
})
