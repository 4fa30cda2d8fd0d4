import { describe, expect, it } from 'vitest'
import {
  decode,
  encode,
  fitMixture,
  histogramOf,
  learn,
  normalised,
  patternCount,
  type MixtureClass,
} from '../../../src/core/dedupe/mixture.ts'

describe('patterns', () => {
  it('come back as they went in', () => {
    const levels = [3, 4, 2]
    for (let p = 0; p < patternCount(levels); p++) {
      expect(encode(levels, decode(levels, p, new Uint8Array(3)))).toBe(p)
    }
  })
})

describe('EM', () => {
  it('finds the two classes that a histogram was made of', () => {
    const levels = [3, 3, 3]
    const truth: MixtureClass[] = [
      { share: 0.1, tables: levels.map(() => normalised([0, 0.1, 0.9])) },
      { share: 0.9, tables: levels.map(() => normalised([0, 0.95, 0.05])) },
    ]
    const counts = new Float64Array(patternCount(levels))
    for (let p = 0; p < counts.length; p++) {
      const digits = decode(levels, p, new Uint8Array(3))
      if (digits.includes(0)) continue
      for (const { share, tables } of truth) {
        counts[p]! += 1e5 * share * tables.reduce((product, table, k) => product * table[digits[k]!]!, 1)
      }
    }
    const match: MixtureClass = { share: 0.3, tables: levels.map(() => normalised([0, 0.4, 0.6])) }
    const other: MixtureClass = { share: 0.7, tables: truth[1]!.tables }
    fitMixture(histogramOf(levels, counts), [match, other], ({ pairs, levels: seen }) => {
      const before = match.share
      match.share = pairs[0]! / (pairs[0]! + pairs[1]!)
      other.share = 1 - match.share
      return Math.max(
        Math.abs(match.share - before),
        ...match.tables.map((table, k) => learn(table, seen[0]![k]!)),
      )
    })
    expect(match.share).toBeCloseTo(0.1, 2)
    for (const table of match.tables) expect(table[2]).toBeCloseTo(0.9, 2)
  })
})
