import fc from 'fast-check'
import { expect, it } from 'vitest'
import { alike, grouped } from '../../../src/core/dedupe/grouping.ts'

it('lays places of one number together, in their order, and leaves out those of number 0', () => {
  const { start, members } = grouped(Int32Array.of(2, 0, 3, 2, 3, 2), 5)
  expect([...members]).toEqual([0, 3, 5, 2, 4])
  expect([...start]).toEqual([0, 0, 0, 3, 5, 5])
})

it('numbers places that agree in both numbers, as comparing each with each does', () => {
  const number = fc.nat(3)
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 30 }), (places) => {
      const x = Int32Array.from(places, ([one]) => one)
      const y = Int32Array.from(places, ([, other]) => other)
      const { set, counts, leaders } = alike({ x, y, sizes: [4, 4] })
      const sets = new Map<string, number[]>()
      for (const [place, [one, other]] of places.entries())
        if (one !== 0 && other !== 0) {
          const key = `${one} ${other}`
          sets.set(key, [...(sets.get(key) ?? []), place])
        }
      const expected = [...sets.values()].filter(({ length }) => length > 1)
      expect([...counts].slice(1)).toEqual(expected.map(({ length }) => length))
      expect([...leaders].slice(1)).toEqual(expected.map(([first]) => first))
      expect([...set]).toEqual(places.map((_, place) => expected.findIndex((of) => of.includes(place)) + 1))
    }),
  )
})
