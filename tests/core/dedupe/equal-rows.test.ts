import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentsOf, EqualRows } from '../../../src/core/dedupe/equal-rows.ts'
import { tableOf } from '../../../src/core/dedupe/people-matcher.ts'
import { person } from './people.ts'

test('people are equal where they are in all that is compared, wherever they stand', () => {
  const ann = { email: 'ann@acme.example', company: 'Acme' }
  const several = { company: 'Acme', emails: ['ann@acme.example', 'lee@acme.example'] }
  const contents = contentsOf(
    tableOf([
      ...[person('Ann Lee', ann), person('Bob Roe', ann), person('Ann Lee', several)],
      ...[person('ANN LEE', ann), person('Ann Lee', { ...ann, city: 'Rome' }), person('Ann Lee', several)],
      person('Ann Lee', { ...several, emails: several.emails.toReversed() }),
    ]),
  )
  const firsts = [...contents].map((content) => contents.indexOf(content))
  expect(firsts).toEqual([0, 1, 2, 0, 4, 2, 6])
})

/** Every pair of places that matching each by itself would give, if `areOne` says of each two contents what it says. */
const allPairs = (
  contents: readonly number[],
  rows: number,
  isWithin: boolean,
  areOne: (a: number, b: number) => boolean,
): string[] => {
  const found: string[] = []
  for (const [row, a] of contents.entries()) {
    for (const [other, b] of contents.entries()) {
      const isPair = isWithin ? other < row : row < rows && other >= rows
      if (isPair && areOne(a, b)) found.push(`${row}-${other}`)
    }
  }
  return found.sort()
}

/** The same, of the chosen alone and then for all. */
const spread = (
  contents: readonly number[],
  rows: number,
  isWithin: boolean,
  areOne: (a: number, b: number) => boolean,
): string[] => {
  const equal = new EqualRows(Int32Array.from(contents), rows, isWithin)
  const found = [...equal.chosen].flatMap((row) =>
    [...equal.chosen]
      .filter((other) => (isWithin ? other < row : row < rows && other >= rows))
      .filter((other) => areOne(contents[row]!, contents[other]!))
      .map((other) => ({ row, other })),
  )
  const { pairs, unlisted } = equal.spread(found)
  expect(unlisted).toBe(0)
  return pairs.map(({ row, other }) => `${row}-${other}`).sort()
}

describe('what is matched once', () => {
  test('gives the pairs that matching all gives', () => {
    const contents = fc.array(fc.nat(3), { maxLength: 12 }).map((all) => all.map((n) => all.indexOf(n)))
    fc.assert(
      fc.property(contents, fc.nat(12), fc.boolean(), fc.nat(2), (all, place, isWithin, apart) => {
        const rows = isWithin ? all.length : Math.min(place, all.length)
        const areOne = (a: number, b: number): boolean => Math.abs(a - b) <= apart
        expect(spread(all, rows, isWithin, areOne)).toEqual(allPairs(all, rows, isWithin, areOne))
      }),
    )
  })

  test('lists no more of two large sets than anybody reads, but every row', () => {
    const all = new Int32Array(3000).fill(7)
    const across = new EqualRows(all, 2000, false).spread([{ row: 0, other: 2000 }])
    expect(new Set(across.pairs.map(({ row }) => row)).size).toBe(2000)
    expect(across.pairs.length + across.unlisted).toBe(2000 * 1000)
    expect(across.unlisted).toBeGreaterThan(across.pairs.length)
    const within = new EqualRows(all, 3000, true)
    expect([...within.chosen]).toEqual([0, 1])
    const { pairs, unlisted } = within.spread([{ row: 1, other: 0 }])
    expect(new Set(pairs.map(({ row }) => row)).size).toBe(2999)
    expect(pairs.length + unlisted).toBe((3000 * 2999) / 2)
  })

  test('lists once what is one anyway', () => {
    const equal = new EqualRows(new Int32Array(6), 2, false)
    const { pairs } = equal.spread([{ row: 0, other: 2 }], (place) => place % 2)
    expect(pairs).toHaveLength(4)
  })
})
