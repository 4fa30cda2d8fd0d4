import { describe, expect, it } from 'vitest'
import { cutOf, DEFAULT_PRECISION, doubtOf, mergeCut } from '../../../src/core/dedupe/merge-cut.ts'

const weights = Float64Array.from({ length: 4000 }, (_, i) => i / 100)

describe('the cut for merging', () => {
  it('leaves the mean doubt above it within what is asked', () => {
    for (const precision of [0.99, 0.995, 0.999]) {
      const cut = mergeCut(weights, precision)
      const above = weights.filter((bits) => bits >= cut)
      expect(above.reduce((sum, bits) => sum + doubtOf(bits), 0) / above.length).toBeLessThanOrEqual(
        1 - precision,
      )
    }
  })

  it('rises with the precision, in small files and in large ones', () => {
    for (const some of [weights, weights.slice(0, 900)]) {
      const cuts = [0.98, 0.99, 0.995, 0.999].map((precision) => mergeCut(some, precision))
      expect(cuts).toEqual([...cuts].sort((a, b) => a - b))
      expect(cuts[0]).toBeLessThan(cuts[3]!)
    }
  })

  it('is that of longer lists where there are few pairs to learn from', () => {
    expect(mergeCut([])).toBe(7.5)
    expect(mergeCut(weights.slice(0, 900))).toBe(7.5)
  })
})

describe('the cut of a file', () => {
  const usual = 10
  const answers = (same: boolean, n: number) => Array.from({ length: n }, () => ({ same, bits: 8 }))

  it('is that of the model, and rises with the precision that is asked for', () => {
    expect(cutOf(usual, DEFAULT_PRECISION)).toBe(usual)
    expect(cutOf(usual, 0.999)).toBeGreaterThan(usual)
    expect(cutOf(usual, 0.98)).toBeLessThan(usual)
  })

  it('rises where answers say that the model errs, and falls where they say that it does not', () => {
    expect(cutOf(usual, DEFAULT_PRECISION, answers(false, 20))).toBeGreaterThan(usual)
    expect(cutOf(usual, DEFAULT_PRECISION, answers(true, 400))).toBeLessThan(usual)
  })
})
