import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../../src/lib/random.ts'
import { matchKeys, sortEntries, type KeyEntries } from '../../src/store/match-keys.ts'
import { migrate } from '../../src/store/migrate.ts'

const made = () => {
  const db = new Database(':memory:')
  migrate(db, '2026-11-21T09:00:00.000Z')
  return { db, keys: matchKeys(db) }
}

const entries = (pairs: readonly (readonly [number, number])[]): KeyEntries => ({
  keys: Float64Array.from(pairs, ([key]) => key),
  units: Uint32Array.from(pairs, ([, unit]) => unit),
})

const found = (keys: ReturnType<typeof matchKeys>, wanted: readonly number[]): [number, number][] => {
  const sorted = Float64Array.from(new Set(wanted)).sort()
  const pairs: [number, number][] = []
  keys.find(sorted, (at, unit) => pairs.push([sorted[at]!, unit]))
  return pairs.sort(([a, x], [b, y]) => a - b || x - y)
}

describe('sortEntries', () => {
  test('sorts numbers of up to 52 bits, and keeps the order within one key', () => {
    const number = fc.maxSafeNat().map((n) => n % 2 ** 52)
    fc.assert(
      fc.property(
        fc.oneof(fc.array(number), fc.array(number, { minLength: 128, maxLength: 400 })),
        (numbers) => {
          const doubled = [...numbers, ...numbers].map((key, i): [number, number] => [key, i])
          const sorted = sortEntries(entries(doubled))
          const wanted = [...doubled].sort(([a, x], [b, y]) => a - b || x - y)
          expect([...sorted.keys]).toEqual(wanted.map(([key]) => key))
          expect([...sorted.units]).toEqual(wanted.map(([, unit]) => unit))
        },
      ),
    )
  })
})

describe('sortEntries of many', () => {
  test('sorts keys that begin alike, too, and keeps the order within one key', () => {
    const random = seeded(5)
    // Of three keys one is another's, one lies beside another.
    const pairs: [number, number][] = []
    for (let i = 0; i < 90_000; i++) {
      const some = pairs[Math.floor(random() * i)]?.[0] ?? 0
      pairs.push([[Math.floor(random() * 2 ** 52), some, some - (some % 16) + (i % 16)][i % 3]!, i])
    }
    const sorted = sortEntries(entries(pairs))
    const wanted = [...pairs].sort(([a, x], [b, y]) => a - b || x - y)
    expect([...sorted.keys]).toEqual(wanted.map(([key]) => key))
    expect([...sorted.units]).toEqual(wanted.map(([, unit]) => unit))
  })
})

describe('match keys', () => {
  test('whatever was added in whatever portions is found, and nothing else', () => {
    const key = fc.nat({ max: 400 }).map((n) => n * 7_000_000_000_001)
    const portion = fc.array(fc.tuple(key, fc.nat({ max: 2 ** 32 - 1 })), { maxLength: 900 })
    fc.assert(
      fc.property(fc.array(portion, { maxLength: 6 }), fc.array(key), (portions, wanted) => {
        const { db, keys } = made()
        for (const pairs of portions) keys.add(entries(pairs))
        const all = portions.flat()
        const asked = new Set(wanted)
        const expected = all.filter(([k]) => asked.has(k)).sort(([a, x], [b, y]) => a - b || x - y)
        expect(found(keys, wanted)).toEqual(expected)
        db.close()
      }),
      { numRuns: 40 },
    )
  })

  test('a key with more units than a page holds is found whole', () => {
    const { keys } = made()
    keys.add(entries(Array.from({ length: 3000 }, (_, i) => [i < 100 ? i : i > 2900 ? i : 1000, i])))
    expect(found(keys, [1000])).toHaveLength(2801)
    expect(found(keys, [99, 2950])).toEqual([
      [99, 99],
      [2950, 2950],
    ])
  })

  test('many small portions do not make many layers', () => {
    const { db, keys } = made()
    for (let i = 0; i < 200; i++) keys.add(entries([[i, i]]))
    const layers = db.prepare('SELECT count(DISTINCT segment) FROM match_key').pluck().get()
    expect(Number(layers)).toBeLessThan(12)
    expect(found(keys, [0, 199])).toEqual([
      [0, 0],
      [199, 199],
    ])
    keys.clear()
    expect(found(keys, [0, 199])).toEqual([])
  })
})
