import { describe, expect, test } from 'vitest'
import { binOf, cutNumbers, shortCut } from '../../../src/core/learn/bins.ts'
import { calibrationError, calibrationTable, fittedIntercept } from '../../../src/core/learn/calibration.ts'
import { solvePositive } from '../../../src/core/learn/cholesky.ts'
import { designOf, featureOf } from '../../../src/core/learn/features.ts'
import { foldsOf, timeSplit } from '../../../src/core/learn/folds.ts'
import { likenessOf, weighAttributes } from '../../../src/core/learn/gower.ts'
import { fitLinear } from '../../../src/core/learn/linear.ts'
import { fitLogistic } from '../../../src/core/learn/logistic.ts'
import { psi } from '../../../src/core/learn/psi.ts'
import { auc, aucIntervals, gainsOf, reachOf, tiesOf } from '../../../src/core/learn/ranking.ts'
import { allRows } from '../../../src/core/learn/table.ts'
import { seeded } from '../../../src/lib/random.ts'

const repeat = <T>(value: T, times: number): T[] => new Array<T>(times).fill(value)

describe('bins', () => {
  test.each([
    ['four of the same size', [1, 2, 3, 4, 5, 6, 7, 8], { most: 4, leastRows: 1 }, [3, 5, 7]],
    [
      'a value of most rows has a bin of its own',
      [...repeat(0, 90), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      { most: 4, leastRows: 5 },
      [1],
    ],
    ['one value needs no cut', repeat(5, 20), { most: 4, leastRows: 1 }, []],
    ['no bin is smaller than it may be', [1, 2, 3, 4], { most: 4, leastRows: 2 }, [3]],
  ])('%s', (_name, values, options, cuts) => {
    expect(cutNumbers(Float64Array.from(values), options)).toEqual(cuts)
  })

  test.each([
    [49, 50, 50],
    [0.0123, 0.0271, 0.027],
    [1, 1.0000001, 1.0000001],
  ])('a short cut above %d and not above %d is %d', (below, value, cut) => {
    expect(shortCut(below, value)).toBe(cut)
    expect(shortCut(below, value)).toBeGreaterThan(below)
    expect(shortCut(below, value)).toBeLessThanOrEqual(value)
  })

  test('a value at a cut belongs above it', () => {
    expect([9, 10, 49, 50].map((value) => binOf([10, 50], value))).toEqual([0, 1, 1, 2])
  })
})

describe('solving', () => {
  test('a system with a known answer', () => {
    // [4 2; 2 3] x = [10; 9] has x = [1.5; 2].
    const x = solvePositive(Float64Array.from([4, 0, 2, 3]), Float64Array.from([10, 9]))
    expect([...x].map((value) => Number(value.toFixed(10)))).toEqual([1.5, 2])
  })
})

/** 100 rows: of 50 with `a` 40 are positive, of 50 with `b` 10. */
const twoGroups = () => {
  const values = [...repeat('a', 50), ...repeat('b', 50)]
  const outcome = Uint8Array.from([...repeat(1, 40), ...repeat(0, 10), ...repeat(1, 10), ...repeat(0, 40)])
  const columns = [{ name: 'group', values }]
  const feature = featureOf(columns[0]!, allRows(100), { most: 4, leastRows: 5, mostTexts: 10 })!
  return { design: designOf([feature], columns, 100), outcome, columns }
}

describe('logistic regression', () => {
  test('without a penalty the weights are the log-odds of the groups', () => {
    const { design, outcome } = twoGroups()
    const { intercept, weights } = fitLogistic(design, outcome, allRows(100), {
      strength: 1e-6,
      tolerance: 1e-9,
    })
    expect(intercept + weights[1]!).toBeCloseTo(Math.log(4), 4)
    expect(intercept + weights[2]!).toBeCloseTo(-Math.log(4), 4)
  })

  test('at the minimum the gradient is the penalty: Σ(p − y) = −strength · w', () => {
    const { design, outcome } = twoGroups()
    const strength = 5
    const { intercept, weights } = fitLogistic(design, outcome, allRows(100), { strength, tolerance: 1e-9 })
    const p = 1 / (1 + Math.exp(-(intercept + weights[1]!)))
    expect(50 * p - 40).toBeCloseTo(-strength * weights[1]!, 5)
    expect(weights[0]).toBeCloseTo(0, 9)
  })

  test('a rare outcome does not make the steps diverge', () => {
    const { design } = twoGroups()
    const outcome = new Uint8Array(100)
    outcome[3] = 1
    const { intercept, weights } = fitLogistic(design, outcome, allRows(100), { strength: 1 })
    expect([intercept, ...weights].every(Number.isFinite)).toBe(true)
  })
})

test('least squares come near to the means of the groups', () => {
  const { design } = twoGroups()
  const target = Float64Array.from([...repeat(1, 50), ...repeat(0, 50)])
  const weights = fitLinear(design, target, allRows(100), 1e-6)
  expect(weights[1]! - weights[2]!).toBeCloseTo(1, 5)
})

describe('ranking', () => {
  test.each([
    ['all right', [3, 2, 1], [1, 0, 0], 1],
    ['all wrong', [1, 2, 3], [1, 0, 0], 0],
    ['all the same', [1, 1, 1, 1], [1, 0, 1, 0], 0.5],
    ['a tie counts half', [2, 2, 1], [1, 0, 0], 0.75],
    ['three of four pairs', [4, 3, 2, 1], [1, 0, 1, 0], 0.75],
    ['nobody positive', [1, 2], [0, 0], 0.5],
  ])('AUC: %s', (_name, scores, outcome, expected) => {
    expect(auc(scores, outcome)).toBe(expected)
  })

  test('the bootstrap interval holds the AUC, is the same every time, and about as wide as theory says', () => {
    const random = seeded(3)
    const outcome = Array.from({ length: 400 }, () => (random() < 0.5 ? 1 : 0))
    const scores = outcome.map((truth) => truth + 3 * random())
    const first = aucIntervals([scores], outcome).auc[0]!
    expect(aucIntervals([scores], outcome).auc[0]).toEqual(first)
    const value = auc(scores, outcome)
    expect(first.low).toBeLessThan(value)
    expect(first.high).toBeGreaterThan(value)
    // Hanley and McNeil 1982.
    const [m, n] = [
      outcome.filter((truth) => truth === 1).length,
      outcome.filter((truth) => truth === 0).length,
    ]
    const [q1, q2] = [value / (2 - value), (2 * value ** 2) / (1 + value)]
    const error = Math.sqrt(
      (value * (1 - value) + (m - 1) * (q1 - value ** 2) + (n - 1) * (q2 - value ** 2)) / (m * n),
    )
    expect((first.high - first.low) / (2 * 1.96 * error)).toBeGreaterThan(0.8)
    expect((first.high - first.low) / (2 * 1.96 * error)).toBeLessThan(1.2)
  })

  test('an order is not ahead of itself', () => {
    const { overFirst } = aucIntervals(
      [
        [3, 2, 1, 0],
        [3, 2, 1, 0],
      ],
      [1, 0, 1, 0],
    )
    expect(overFirst[1]).toEqual({ low: 0, high: 0 })
  })

  test('reach: those with one score are taken in no order', () => {
    const ties = tiesOf([2, 2, 1, 1], [1, 0, 1, 0])
    expect(reachOf(ties, 1)).toEqual({ called: 1, hits: 0.5, recall: 0.25, lift: 1 })
    expect(reachOf(tiesOf([4, 3, 2, 1], [1, 1, 0, 0]), 2)).toMatchObject({ recall: 1, lift: 2 })
    expect(gainsOf(tiesOf([4, 3, 2, 1], [1, 1, 0, 0])).at(5)).toBe(1)
  })
})

describe('calibration', () => {
  test('the error of a table by hand', () => {
    const table = calibrationTable([0.1, 0.1, 0.9, 0.9], [0, 0, 1, 0], 2)
    expect(table).toEqual([
      { rows: 2, foretold: 0.1, came_true: 0 },
      { rows: 2, foretold: 0.9, came_true: 0.5 },
    ])
    expect(calibrationError(table)).toBeCloseTo(0.25, 10)
  })

  test('the intercept gives the share that came true', () => {
    const outcome = [...repeat(1, 300), ...repeat(0, 700)]
    expect(fittedIntercept(new Float64Array(1000), outcome)).toBeCloseTo(Math.log(0.3 / 0.7), 2)
  })
})

test('PSI: nothing for the same shares, the known sum for others', () => {
  expect(psi([100, 100], [1000, 1000])).toBeCloseTo(0, 10)
  expect(psi([50_000, 50_000], [80_000, 20_000])).toBeCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), 3)
})

describe('splits', () => {
  const ids = Array.from({ length: 50 }, (_, i) => `row ${i}`)
  const outcome = Uint8Array.from(ids, (_, i) => (i % 5 === 0 ? 1 : 0))

  test('every row is asked once, and each fold has its share of positives', () => {
    const folds = foldsOf(ids, outcome, allRows(50), 5)
    expect(folds.flatMap(({ test: asked }) => [...asked]).sort((a, b) => a - b)).toEqual([...allRows(50)])
    expect(folds.map(({ test: asked }) => asked.filter((row) => outcome[row] === 1).length)).toEqual(
      repeat(2, 5),
    )
  })

  test('a row stays in its fold wherever it stands', () => {
    const backwards = [...ids].reverse()
    const named = (names: string[], of: Uint8Array): string[][] =>
      foldsOf(names, of, allRows(50), 5).map(({ test: asked }) => [...asked].map((row) => names[row]!).sort())
    expect(named(backwards, outcome.slice().reverse())).toEqual(named(ids, outcome))
  })

  test('the late rows are asked, whole days of them, until ten positives are among them', () => {
    const times = Float64Array.from(ids, (_, i) => Math.floor(i / 4))
    const split = timeSplit(times, outcome, ids)!
    expect(Math.max(...[...split.train].map((row) => times[row]!))).toBeLessThan(split.from)
    expect([...split.test].every((row) => times[row]! >= split.from)).toBe(true)
    expect(split.test.length).toBeGreaterThanOrEqual(25)
  })

  test('people of one day cannot be split by time', () => {
    expect(timeSplit(new Float64Array(50), outcome, ids)).toBeNull()
  })
})

describe('likeness', () => {
  const columns = [
    { name: 'industry', values: ['a', 'a', 'a', 'a', 'b', null] },
    { name: 'employees', values: [10, 20, 10, 30, 30, 30] },
  ]

  test('distances by hand', () => {
    const attributes = weighAttributes(columns, [0, 1], [2, 3, 4, 5]).map((one) => ({ ...one, weight: 1 }))
    // The usual range is 10 to 30: the row agrees with the first customer, and differs by a half in one of two from the other.
    expect(likenessOf(2, columns, attributes, [0, 1], 1)).toEqual({ likeness: 1, nearest: [0] })
    expect(likenessOf(4, columns, attributes, [0], 1).likeness).toBe(0)
    expect(likenessOf(5, columns, attributes, [0], 1).likeness).toBe(0.25)
  })

  test('what customers share weighs more than what they do not', () => {
    const [industry, employees] = weighAttributes(columns, [0, 1], [2, 3, 4, 5])
    expect(industry!.weight).toBeGreaterThan(employees!.weight)
  })
})
