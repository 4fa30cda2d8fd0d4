import { describe, expect, it } from 'vitest'
import { AT, WIDTH, type PeopleTable } from '../../../src/core/dedupe/people-table.ts'
import { tableOf } from '../../../src/core/dedupe/people-matcher.ts'
import { person } from './people.ts'

const COMPANIES = ['Acme GmbH', 'ACME', 'Birch', '', 'The Birch Ltd']

/** People of one family name, each with two mailboxes: their rows lie in the order of a hash of all that they have. */
const PEOPLE = Array.from({ length: 40 }, (_, i) => ({
  ...person(`Given${i % 7} Lee`, { company: COMPANIES[i % 5]! }),
  id: i + 1,
  emails: [`person${i}@firm${i % 11}.example`, `other${i}@firm${i % 3}.example`],
}))

const wordsAt = ({ rows, units, texts }: PeopleTable, place: 'given' | 'company'): string[] =>
  Array.from(
    { length: units },
    (_, row) => (place === 'given' ? texts.names : texts.companies).values[rows[row * WIDTH + AT[place]]!]!,
  )

describe('a table of people', () => {
  it('has its rows in the order of their content, whatever was read before', () => {
    const table = tableOf(PEOPLE)
    const anew = tableOf([...PEOPLE].reverse())
    expect([...anew.ids]).toEqual([...table.ids])
    expect([...table.ids]).not.toEqual(PEOPLE.map(({ id }) => id))
  })

  it('has the values of each, where one is written in several ways or missing, too', () => {
    const table = tableOf(PEOPLE)
    const keys = ['acme', 'acme', 'birch', '', 'birch']
    expect(wordsAt(table, 'company')).toEqual(Array.from(table.ids, (id) => keys[(id - 1) % 5]))
    expect(wordsAt(table, 'given')).toEqual(Array.from(table.ids, (id) => `given${(id - 1) % 7}`))
    expect([...table.texts.companies.values].sort()).toEqual(['', 'acme', 'birch'])
  })
})
