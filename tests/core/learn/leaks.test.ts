import { expect, test } from 'vitest'
import { findLeaks } from '../../../src/core/learn/leaks.ts'
import type { Cell } from '../../../src/core/learn/table.ts'
import { seeded } from '../../../src/lib/random.ts'

const COUNT = 600
const random = seeded(9)
const outcome = Uint8Array.from({ length: COUNT }, () => (random() < 0.25 ? 1 : 0))
const times = Float64Array.from({ length: COUNT }, (_, i) => Math.floor(i / 6))
const ids = Array.from({ length: COUNT }, (_, i) => `row ${i}`)

const column = (value: (row: number) => Cell) => ({ name: 'it', values: ids.map((_, row) => value(row)) })

test.each<[string, (row: number) => Cell, string[]]>([
  ['what has nothing to do with it is none', () => Math.floor(random() * 50), []],
  ['what says a little is none', (row) => outcome[row]! + 3 * random(), []],
  ['what foretells it alone', (row) => 10 * outcome[row]! + random(), ['foretells_alone']],
  ['a text that foretells it alone', (row) => (outcome[row] === 1 ? 'yes' : 'no'), ['foretells_alone']],
  [
    'what is known of hardly any other',
    (row) => (outcome[row] === 1 && random() < 0.5 ? 'B' : null),
    ['after_outcome'],
  ],
  ['what is the same for all of a day', (row) => (times[row]! * 7) % 13, ['only_time']],
  ['what differs within a day', (row) => ((row * 7) % 13) + 0, []],
])('%s', (_name, value, kinds) => {
  const leaks = findLeaks({ columns: [column(value)], outcome, ids, times })
  expect(leaks.map(({ kind }) => kind)).toEqual(kinds)
})

test('what the history says was filled in late is a leak, whatever it looks like', () => {
  const table = { columns: [column(() => random())], outcome, ids, times }
  expect(findLeaks(table, new Set(['it'])).map(({ kind }) => kind)).toEqual(['after_outcome'])
})
