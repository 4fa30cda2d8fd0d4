import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idIndex } from '../../src/lib/id-index.ts'

test('finds what a map of sets would find, however it grows', () => {
  const pairs = fc.array(fc.tuple(fc.constantFrom(0, 1, 7, 2 ** 31, 2 ** 32 - 1), fc.nat(40)), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(pairs, (added) => {
      const index = idIndex(2)
      const expected = new Map<number, Set<number>>()
      for (const [code, id] of added) {
        index.add(code, id)
        expected.set(code, (expected.get(code) ?? new Set()).add(id))
      }
      for (const code of [0, 1, 2, 7, 2 ** 31, 2 ** 32 - 1])
        expect(index.find(code).sort((a, b) => a - b)).toEqual(
          [...(expected.get(code) ?? [])].sort((a, b) => a - b),
        )
    }),
  )
})

test('a code above 32 bits is known by its lower ones', () => {
  const index = idIndex()
  index.add(2 ** 40 + 5, 3)
  expect([index.find(2 ** 40 + 5), index.find(5), index.find(6)]).toEqual([[3], [3], []])
})
