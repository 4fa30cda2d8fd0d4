/** A company known by its name alone is one company in each country. */
import { describe, expect, test } from 'vitest'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, world, type World } from '../../support/world.ts'

const HEADER = 'Full Name,Email,Company,Country,Website\n'
const us = 'Ann Lee,ann@x1.example,Acme Inc,US,\n'
const gb = 'Bob Roe,bob@x2.example,Acme Ltd,United Kingdom,\n'
const bare = 'Cy Diaz,cy@x3.example,Acme,,\n'

const companies = ({ file }: World): [unknown, unknown][] =>
  file.leads
    .rows('SELECT key, people FROM company ORDER BY key')
    .map(({ key, people }): [unknown, unknown] => [key, people])

const cases: { name: string; rows: string[]; is: [string, number][] }[] = [
  {
    name: 'two countries, two companies',
    rows: [us, gb],
    is: [
      ['n:acme@GB', 1],
      ['n:acme@US', 1],
    ],
  },
  { name: 'without a country: to the only one', rows: [bare, us], is: [['n:acme@US', 2]] },
  {
    name: 'without a country: to that of most',
    rows: [us, bare, gb, gb.replaceAll('ob', 'im')],
    is: [
      ['n:acme@GB', 3],
      ['n:acme@US', 1],
    ],
  },
  {
    name: 'without a country, where none has most: by itself',
    rows: [us, bare, gb],
    is: [
      ['n:acme', 1],
      ['n:acme@GB', 1],
      ['n:acme@US', 1],
    ],
  },
  {
    name: 'a domain that the name mostly has goes first',
    rows: [us, gb, bare, 'Dee Fox,dee@x4.example,Acme,US,acme.example\n'],
    is: [['d:acme.example', 4]],
  },
]

describe('a company by name and country', () => {
  test.each(cases)('$name', async ({ rows, is }) => {
    for (const order of [rows, [...rows].reverse()]) {
      const whole = world()
      await importText(whole, HEADER + order.join(''))
      expect(companies(whole)).toEqual(is)
      const single = world()
      for (const row of order) await importText(single, HEADER + row)
      expect(companies(single)).toEqual(is)
    }
  })

  test('in a list of companies it is the company’s own country', async () => {
    const w = world()
    await importText(w, HEADER + us + gb)
    await importText(w, 'Company,Country,Industry\nAcme,GB,Logistics\nAcme,US,Software\n', {
      kind: 'companies',
    })
    const rows = w.file.leads.rows('SELECT full_name, industry FROM lead ORDER BY full_name')
    expect(rows).toEqual([
      { full_name: 'Ann Lee', industry: 'Software' },
      { full_name: 'Bob Roe', industry: 'Logistics' },
    ])
  })

  test('an edit reaches the one that is meant, and taking a list back parts them again', async () => {
    const w = world()
    const first = await importText(w, HEADER + us)
    await importText(w, HEADER + bare)
    await importText(w, HEADER + gb)
    await editPerson(w.deps, { who: 'bob@x2.example', changes: { industry: 'Logistics' } })
    const industry = (key: string): unknown => w.file.companies.byKey(key)?.industry
    expect([industry('n:acme@GB'), industry('n:acme@US')]).toEqual(['Logistics', null])
    await undoRun(w.deps, { run: first.run! })
    expect(companies(w)).toEqual([['n:acme@GB', 2]])
  })
})
