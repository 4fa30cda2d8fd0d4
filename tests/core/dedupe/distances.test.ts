import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Dictionary } from '../../../src/core/dedupe/dictionary.ts'
import { createDistances } from '../../../src/core/dedupe/distances.ts'
import { editDistance } from '../../../src/lib/text.ts'

const distances = createDistances()

describe('Jaro–Winkler', () => {
  // The classic examples of Winkler's papers.
  it.each([
    ['martha', 'marhta', 0.9611],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.8133],
    ['same', 'same', 1],
    ['abc', 'xyz', 0],
    ['', 'abc', 0],
  ])('%s and %s: %d', (a, b, expected) => {
    expect(distances.textJaroWinkler(a, b)).toBeCloseTo(expected, 4)
    expect(distances.textJaroWinkler(b, a)).toBeCloseTo(expected, 4)
  })

  it('says the same of long texts as of short ones', () => {
    const word = fc.stringMatching(/^[abc]{17,32}$/)
    fc.assert(
      fc.property(word, word, (a, b) => {
        // One letter that neither has, put far behind the other matches, forces the long way and costs a known share.
        const short = distances.textJaroWinkler(a, b)
        expect(short).toBeGreaterThanOrEqual(0)
        expect(short).toBeLessThanOrEqual(1)
        const long = distances.textJaroWinkler(`${a}${'z'.repeat(40)}`, `${b}${'z'.repeat(40)}`)
        expect(long).toBeGreaterThan(short - 0.3)
      }),
    )
    const text = 'gesellschaft fuer angewandte informatik und logistik'
    expect(distances.textJaroWinkler(text, text)).toBe(1)
    expect(distances.textJaroWinkler(text, text.replace('und', 'nud'))).toBeGreaterThan(0.98)
  })
})

describe('edits', () => {
  it('agrees with the distance over texts', () => {
    const word = fc.stringMatching(/^[abcd]{0,12}$/)
    const dictionary = new Dictionary()
    fc.assert(
      fc.property(word, word, (a, b) => {
        const found = distances.edits(dictionary, dictionary.intern(a), dictionary.intern(b), 3)
        expect(found).toBe(Math.min(4, editDistance(a, b)))
      }),
    )
  })
})

describe('a dictionary', () => {
  it('gives each text one number, and none the number 0', () => {
    const dictionary = new Dictionary()
    const texts = Array.from({ length: 3000 }, (_, i) => `value ${i % 1500}`)
    const ids = texts.map((text) => dictionary.intern(text))
    expect(dictionary.intern('')).toBe(0)
    expect(new Set(ids).size).toBe(1500)
    expect(ids.map((id) => dictionary.values[id])).toEqual(texts)
    expect(dictionary.find('value 3')).toBe(ids[3])
    expect(dictionary.find('unknown')).toBe(0)
  })
})
