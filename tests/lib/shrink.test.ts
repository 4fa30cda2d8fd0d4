import { describe, expect, test } from 'vitest'
import { shrunkShares } from '../../src/lib/shrink.ts'

const near = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 1e4) / 1e4)

describe('shares drawn towards the mean', () => {
  test.each([
    ['nothing', [], []],
    ['nobody seen', [[0, 0]], [0]],
    ['one alone keeps its own', [[3, 10]], [0.3]],
    [
      'no more apart than chance explains: all are the mean',
      [
        [1, 2],
        [90, 200],
      ],
      [0.4505, 0.4505],
    ],
    // m = 0.2, S = 2, γ = (2 − 0.16) / (0.16 · 99), M = 7.6087
    [
      'two that differ',
      [
        [10, 100],
        [30, 100],
      ],
      [0.1071, 0.2929],
    ],
    [
      'unseen among seen is the mean',
      [
        [10, 100],
        [30, 100],
        [0, 0],
      ],
      [0.1071, 0.2929, 0.2],
    ],
    [
      'all or nothing',
      [
        [5, 5],
        [7, 7],
      ],
      [1, 1],
    ],
  ] as [string, [number, number][], number[]][])('%s', (_, seen, expected) => {
    expect(near(shrunkShares(seen.map(([hits, n]) => ({ hits, n }))))).toEqual(expected)
  })
  test('1 of 2 does not beat 90 of 200', () => {
    const [few, many] = shrunkShares([
      { hits: 1, n: 2 },
      { hits: 90, n: 200 },
      { hits: 10, n: 200 },
      { hits: 20, n: 400 },
    ]) as [number, number]
    expect(few).toBeLessThan(many)
    expect(few).toBeGreaterThan(0.1)
  })
})
