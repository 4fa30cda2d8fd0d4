/** The quick looks that stand before the dear comparisons refuse nobody whom those would find alike. */
import { describe, expect, test } from 'vitest'
import { Dictionary } from '../../../src/core/dedupe/dictionary.ts'
import { createDistances } from '../../../src/core/dedupe/distances.ts'
import { createNameLikeness, FAMILY, GIVEN } from '../../../src/core/dedupe/name-likeness.ts'
import {
  mailboxHead,
  mayBeNearMailboxes,
  mayBeNearPhones,
  phoneHead,
} from '../../../src/core/dedupe/value-heads.ts'
import { seeded } from '../../../src/lib/random.ts'

const heads = (of: typeof phoneHead, a: string, b: string): [number, number] => {
  const texts = new Dictionary()
  const [x, y] = [texts.intern(a), texts.intern(b)]
  return [of(texts, x), of(texts, y)]
}

describe('phones', () => {
  test.each([
    ['equal', '555010132', '555010132', true],
    ['one digit changed', '555010132', '595010132', true],
    ['the last digit changed', '555010132', '555010139', true],
    ['two neighbours swapped', '155010132', '515010132', true],
    ['one digit more', '55501013', '555010132', true],
    ['one digit more, and another beginning', '65501013', '555010132', false],
    ['two digits far apart', '555010132', '655010232', false],
    ['strangers', '555010132', '207946088', false],
  ])('%s', (_, a, b, may) => {
    expect(mayBeNearPhones(...heads(phoneHead, a, b))).toBe(may)
    expect(mayBeNearPhones(...heads(phoneHead, b, a))).toBe(may)
  })
})

describe('mailboxes', () => {
  test.each([
    ['a letter more', 'ann.lee@acme.example', 'ann.leee@acme.example', true],
    ['three letters more', 'ann.lee@acme.example', 'ann.leeson@acme.example', false],
    ['another beginning', 'ann.lee@acme.example', 'bnn.lee@acme.example', false],
    ['another second letter', 'ann.lee@acme.example', 'amn.lee@acme.example', false],
  ])('%s', (_, a, b, may) => {
    expect(mayBeNearMailboxes(...heads(mailboxHead, a, b))).toBe(may)
  })
  test('flags play no part', () => {
    const [a, b] = heads(mailboxHead, 'ann.lee@acme.example', 'ann.leee@acme.example')
    expect(mayBeNearMailboxes(a | 3, b)).toBe(true)
  })
})

test('names are as far apart as their Jaro–Winkler similarity says, whatever their letters', () => {
  const names = new Dictionary()
  const random = seeded(5)
  const word = (): string =>
    Array.from({ length: 2 + Math.floor(random() * 7) }, () => 'aebln'[Math.floor(random() * 5)]!).join('')
  const ids = Array.from({ length: 300 }, () => names.intern(word()))
  const distances = createDistances()
  const likeness = createNameLikeness(names, distances, ids.length)
  const seen = new Set<number>()
  for (const a of ids) {
    for (const b of ids) {
      if (a === b) continue
      const family = likeness.family(a, b)
      const value = distances.jaroWinkler(names, a, b)
      seen.add(family)
      expect(family).toBe(value >= 0.92 ? FAMILY.near : value >= 0.85 ? FAMILY.part : FAMILY.differ)
      const given = likeness.given(a, b)
      if (given !== GIVEN.nickname)
        expect(given).toBe(value >= 0.92 ? GIVEN.near : value >= 0.84 ? GIVEN.far : GIVEN.differ)
    }
  }
  expect([...seen].sort()).toEqual([FAMILY.differ, FAMILY.part, FAMILY.near])
})
