import { describe, expect, it } from 'vitest'
import { disjointSets, isSmaller } from '../../src/lib/disjoint-sets.ts'

describe('disjoint sets', () => {
  it('lets a member speak for itself until it is united', () => {
    expect(disjointSets<number>(isSmaller).find(7)).toBe(7)
  })

  it('lets the first of all united members speak for them, whatever the order of unions', () => {
    const one = disjointSets<number>(isSmaller)
    for (const [a, b] of [
      [9, 5],
      [7, 9],
      [5, 2],
    ] as const)
      expect(one.unite(a, b)).toBe(true)
    const other = disjointSets<number>(isSmaller)
    for (const [a, b] of [
      [2, 5],
      [9, 7],
      [7, 5],
    ] as const)
      other.unite(a, b)
    for (const member of [2, 5, 7, 9]) {
      expect(one.find(member)).toBe(2)
      expect(other.find(member)).toBe(2)
    }
    expect(one.find(3)).toBe(3)
  })

  it('says when two were in one set already', () => {
    const sets = disjointSets<string>((a, b) => a < b)
    sets.unite('b', 'a')
    sets.unite('c', 'b')
    expect(sets.unite('a', 'c')).toBe(false)
    expect(sets.find('c')).toBe('a')
  })
})
