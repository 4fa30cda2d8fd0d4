import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cluster, type Edges } from '../../../src/core/dedupe/cluster.ts'

/** Edges from a table of weights; pairs not in it weigh -8. */
const world = (weights: Record<string, number>) => {
  const pairs = Object.entries(weights).map(([key, weight]) => ({
    ...{ a: Number(key.split('-')[0]), b: Number(key.split('-')[1]), weight },
  }))
  const edges: Edges = {
    a: Int32Array.from(pairs, (p) => p.a),
    b: Int32Array.from(pairs, (p) => p.b),
    weight: Float64Array.from(pairs, (p) => p.weight),
  }
  const score = (a: number, b: number): number => weights[`${a}-${b}`] ?? weights[`${b}-${a}`] ?? -8
  return { edges, score }
}

describe('clusters', () => {
  it('joins what hangs together and leaves the rest alone', () => {
    const { edges, score } = world({ '0-1': 9, '1-2': 5, '0-2': 3, '3-4': 1 })
    expect([...cluster(edges, { units: 6, score }).cluster]).toEqual([0, 0, 0, 3, 3, 5])
  })

  it('refuses a bridge between two groups that speak against each other', () => {
    const { edges, score } = world({ '0-1': 12, '2-3': 12, '1-2': 4 })
    const { cluster: found, refused } = cluster(edges, { units: 4, score })
    expect([...found]).toEqual([0, 0, 2, 2])
    expect(refused).toEqual([{ a: 1, b: 2, weight: 4, reason: 'bridge' }])
  })

  it('keeps pairs apart that may not be one, though a third would join them', () => {
    const { edges, score } = world({ '0-1': 9, '1-2': 8, '0-2': 7 })
    const cannot = (a: number, b: number) => (a + b === 2 && a !== b ? ('two_profiles' as const) : null)
    const { cluster: found, refused } = cluster(edges, { units: 3, score, cannot })
    expect([...found]).toEqual([0, 0, 2])
    expect(refused.map(({ reason }) => reason)).toEqual(['two_profiles', 'two_profiles'])
  })

  it('makes decided unions whatever the evidence', () => {
    const { edges, score } = world({ '0-1': 3 })
    expect([...cluster(edges, { units: 3, score, must: [[2, 1]] }).cluster]).toEqual([0, 1, 1])
  })

  it('is the same whatever the order of the edges, and goes by rank where units are numbered anew', () => {
    const table = fc.dictionary(
      fc
        .tuple(fc.nat(7), fc.nat(7))
        .filter(([a, b]) => a < b)
        .map(([a, b]) => `${a}-${b}`),
      fc.integer({ min: -3, max: 6 }),
    )
    fc.assert(
      fc.property(
        table,
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
        (weights, order) => {
          const { edges, score } = world(weights)
          const plain = cluster(edges, { units: 8, score }).cluster
          // The unit that was i is now order[i]; its rank stays i.
          const rank = new Int32Array(8)
          for (const [i, unit] of order.entries()) rank[unit] = i
          const back = (unit: number): number => order.indexOf(unit)
          const moved: Edges = {
            a: edges.b.map((unit) => order[unit]!).reverse(),
            b: edges.a.map((unit) => order[unit]!).reverse(),
            weight: Float64Array.from(edges.weight).reverse(),
          }
          const anew = cluster(moved, { units: 8, score: (a, b) => score(back(a), back(b)), rank }).cluster
          expect(Array.from(order, (unit) => back(anew[unit]!))).toEqual([...plain])
        },
      ),
    )
  })
})
