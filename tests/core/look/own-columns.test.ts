/** The lists' own columns in conditions: their types are found from the values, their names are checked. */
import { describe, expect, test } from 'vitest'
import { listPeople } from '../../../src/core/look/list.ts'
import { failure } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'

const LIST = `Email;Budget;Anteil;VIP;Seit;Kundennr;Shirt
a@x.example;20.001 €;45 %;ja;05 Oct 2020;0017;M
b@x.example;1.234,56 €;-3,5%;nein;2024-03-01;0018;XL
c@x.example;9;100%;;;0019;
d@x.example;;;oui;17. März 2026;;
`
const chosen = (w: World, where: string): string[] =>
  [...listPeople(w.deps, { where, columns: ['email'] }).people].map(({ email }) => String(email)[0]!).sort()

describe('types', () => {
  test.each([
    ['custom.budget > 20000', ['a']],
    ['custom.budget > 1234 and custom.budget < 1235', ['b']],
    ['custom.budget < 10', ['c']],
    ['custom.anteil >= 45', ['a', 'c']],
    ['custom.anteil < 0', ['b']],
    ['custom.vip', ['a', 'd']],
    ['not custom.vip', ['b']],
    ['custom.vip = true', ['a', 'd']],
    ['custom.vip is null', ['c']],
    ["custom.seit > '2021-01-01'", ['b', 'd']],
    ['custom.seit > today - 300', ['d']],
    ["custom.kundennr = '0017'", ['a']],
    ["custom.shirt in ('M', 'XL')", ['a', 'b']],
  ])('%s', async (where, people) => {
    const w = world()
    await importText(w, LIST)
    expect(chosen(w, where)).toEqual(people)
  })

  test('a column that two lists fill in two ways takes its type from the comparison', async () => {
    const w = world()
    await importText(w, 'Email,Budget\na@x.example,20000\n')
    await importText(w, 'Email,Budget\nb@x.example,a lot\n', { name: 'b.csv' })
    expect(chosen(w, 'custom.budget > 10000')).toEqual(['a'])
    expect(chosen(w, "custom.budget = 'a lot'")).toEqual(['b'])
  })
})

describe('names', () => {
  test.each([
    ['custom.nope = 1', 'no list has a column custom.nope'],
    ['custom.budgt > 1', 'no list has a column custom.budgt (did you mean custom.budget?)'],
    ['custom.shrt is null', 'no list has a column custom.shrt (did you mean custom.shirt?)'],
  ])('%s', async (where, message) => {
    const w = world()
    await importText(w, LIST)
    const found = failure(() => chosen(w, where))
    expect(found).toMatchObject({ kind: 'config', code: 'condition.unknown_column' })
    expect(found.message).toContain(`--where: ${message} at line 1`)
  })

  test('as the header spells it', async () => {
    const w = world()
    await importText(w, LIST)
    expect(chosen(w, 'custom."Budget" > 20000')).toEqual(['a'])
  })
})
