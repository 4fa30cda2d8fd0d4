import { describe, expect, test } from 'vitest'
import { reasonOf } from '../../../src/core/dedupe/because.ts'
import { reconcile } from '../../../src/core/dedupe/reconcile.ts'
import type { UnitLink } from '../../../src/store/decisions.ts'

const link = (id: number, a: number, b: number, automatic: 0 | 1 = 1): UnitLink => ({
  ...{ id, kind: 'must_link', a, b, automatic },
})

describe('links that follow from clusters', () => {
  const cluster = new Map([[1, 1], [2, 1], [3, 1], [4, 4], [5, 4]]) // prettier-ignore
  const clusterOf = (unit: number): number => cluster.get(unit) ?? -unit

  test('a tree over each cluster, and no link that is there already', () => {
    const unions = [{ a: 1, b: 2 }, { a: 2, b: 3 }, { a: 1, b: 3 }, { a: 4, b: 5 }] // prettier-ignore
    expect(reconcile(clusterOf, [link(7, 4, 5)], unions)).toEqual({
      added: [
        { a: 1, b: 2 },
        { a: 2, b: 3 },
      ],
      ended: [],
    })
  })

  test('an automatic link between two clusters ends, one by hand stands', () => {
    const automatic = link(7, 1, 4)
    expect(reconcile(clusterOf, [automatic, link(8, 3, 5, 0)], [])).toEqual({ added: [], ended: [automatic] })
  })

  test('one that gives way to a word on the same two rests, and joins nobody', () => {
    const links: UnitLink[] = [
      link(7, 1, 4),
      link(8, 2, 5),
      { ...link(9, 4, 1, 0), kind: 'cannot_link' },
      { ...link(10, 2, 5, 0), kind: 'cannot_link' },
      link(11, 4, 5),
    ]
    expect(reconcile(clusterOf, links, [{ a: 1, b: 2 }])).toEqual({ added: [{ a: 1, b: 2 }], ended: [] })
  })
})

test('a reason in words', () => {
  const line = (field: string, level: string, bits: number) => ({ field, level, a: null, b: null, bits, frequency_bits: 0 }) // prettier-ignore
  expect(
    reasonOf([
      line('name', 'equal', 12),
      line('email', 'other domain', 2),
      line('phone', 'differs', -3),
      line('company', 'same company and city', 4),
    ]),
  ).toBe('same name, company and city; email: other domain')
})
