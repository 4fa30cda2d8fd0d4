import { describe, expect, test } from 'vitest'
import { teachingOrder } from '../../../src/core/dedupe/teaching-order.ts'

describe('which pair is asked first', () => {
  test('the doubtful before the sure, either way', () => {
    const cases = [
      { bits: 9, pattern: 'a' },
      { bits: 0, pattern: 'b' },
      { bits: -4, pattern: 'c' },
    ]
    expect(teachingOrder(cases)).toEqual([1, 2, 0])
  })

  test('one pair of a pattern before a second one of it', () => {
    const cases = [
      { bits: 0.1, pattern: 'a' },
      { bits: 0.2, pattern: 'a' },
      { bits: 0.3, pattern: 'a' },
      { bits: 1, pattern: 'b' },
    ]
    expect(teachingOrder(cases)).toEqual([0, 3, 1, 2])
  })

  test('a common pattern before a rare one, a bridge before both', () => {
    const cases = [
      { bits: 0, pattern: 'rare' },
      { bits: 0, pattern: 'common' },
      { bits: 0, pattern: 'common' },
      { bits: 0, pattern: 'bridge', bridges: 12 },
    ]
    expect(teachingOrder(cases)).toEqual([3, 1, 0, 2])
  })

  test('each case is asked once', () => {
    const cases = Array.from({ length: 50 }, (_, i) => ({ bits: (i * 7) % 11, pattern: i % 5 }))
    expect(teachingOrder(cases).toSorted((a, b) => a - b)).toEqual(cases.map((_, i) => i))
    expect(teachingOrder([])).toEqual([])
  })
})
