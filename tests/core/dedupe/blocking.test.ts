import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachPair } from '../../../src/core/dedupe/block-pairs.ts'
import { buildBlocks, followKey, type BlockingRule, type Entries } from '../../../src/core/dedupe/blocking.ts'
import { hash52 } from '../../../src/lib/quick-hash.ts'

interface Unit {
  names: string[]
  mails: string[]
  city: string
  country: string
}

const hashed = (text: string, salt: string): number => (text === '' ? 0 : hash52(text, salt))
/** A rule whose keys are the values of a unit, the texts by their numbers. */
const ruleOf = (
  units: readonly Unit[],
  of: 'mails' | 'names',
  parts: BlockingRule['parts'],
): BlockingRule => {
  const texts = ['', ...new Set(units.flatMap((unit) => unit[of]))]
  const firsts = units.map((unit) => texts.indexOf(unit[of][0] ?? ''))
  const others = units.flatMap((unit, i) =>
    unit[of].slice(1).map((text) => [i, texts.indexOf(text)] as const),
  )
  const x = Int32Array.from([...firsts, ...others.map(([, number]) => number)])
  return {
    name: of.slice(0, -1),
    entries: () => ({
      ...{ x, y: x, sizes: [texts.length, texts.length] },
      further: others.map(([unit]) => unit),
    }),
    keyOf: (number) => hashed(texts[number]!, of.slice(0, 1)),
    parts,
  }
}
const rulesOf = (units: readonly Unit[]): BlockingRule[] => [
  ruleOf(units, 'mails', []),
  ruleOf(units, 'names', [
    { name: 'city', keyOf: (unit: number) => hashed(units[unit]!.city, 'city') },
    { name: 'country', keyOf: (unit: number) => hashed(units[unit]!.country, 'country') },
  ]),
]
/** The same entries in a list of so many units. */
const longer = ({ x, sizes }: Entries, units: number): Entries => {
  const column = new Int32Array(units)
  column.set(x)
  return { x: column, y: column, sizes, further: [] }
}
const pairsOf = (units: readonly Unit[], cap = 100): string[] => {
  const pairs: string[] = []
  eachPair(buildBlocks(rulesOf(units), units.length, cap), (a, b) => pairs.push(`${a}-${b}`))
  return pairs
}
const person = (unit: Partial<Unit>): Unit => ({ names: [], mails: [], city: '', country: '', ...unit })

const anyUnit = fc.record({
  names: fc.array(fc.constantFrom('ann', 'bob', 'cid'), { maxLength: 2 }),
  mails: fc.array(fc.constantFrom('x@a', 'y@a', 'z@b', 'w@b'), { maxLength: 3 }),
  city: fc.constantFrom('', 'bern', 'rome'),
  country: fc.constantFrom('', 'ch', 'it'),
})

describe('pairs from blocks', () => {
  it('makes every pair that shares a key exactly once', () => {
    fc.assert(
      fc.property(fc.array(anyUnit, { maxLength: 14 }), (units) => {
        const expected: string[] = []
        for (const [a, left] of units.entries()) {
          for (const [b, right] of units.entries()) {
            const meet =
              left.names.some((n) => right.names.includes(n)) ||
              left.mails.some((m) => right.mails.includes(m))
            if (a < b && meet) expected.push(`${a}-${b}`)
          }
        }
        expect(pairsOf(units).sort()).toEqual(expected.sort())
      }),
    )
  })

  it('makes no pair twice where large blocks are parted', () => {
    fc.assert(
      fc.property(fc.array(anyUnit, { maxLength: 14 }), (units) => {
        const pairs = pairsOf(units, 2)
        expect(new Set(pairs).size).toBe(pairs.length)
      }),
    )
  })

  it('parts a large block by the next attribute, and says so', () => {
    const units = [
      person({ names: ['ann'], city: 'bern' }),
      person({ names: ['ann'], city: 'bern' }),
      person({ names: ['ann'], city: 'rome' }),
      person({ names: ['ann'], country: 'it' }),
      person({ names: ['ann'], country: 'it' }),
      person({ names: ['ann'] }),
    ]
    expect(pairsOf(units, 3)).toEqual(['0-1', '3-4'])
    const { splits } = buildBlocks(rulesOf(units), units.length, 3)
    expect(splits).toMatchObject([{ rule: 'name', size: 6, by: ['city', 'country'], left_out: 1 }])
  })

  it('parts blocks of a loose rule sooner where the list is long, but no longer under a frozen model', () => {
    const units = Array.from({ length: 30 }, (_, i) =>
      person({ names: ['ann'], city: i < 10 ? 'bern' : 'rome', country: i < 20 ? 'ch' : 'it' }),
    )
    const sizesOf = (isLoose: boolean, of: number, parted?: ReadonlySet<number>): number[] => {
      const rules = rulesOf(units).map((rule) => ({ ...rule, isLoose }))
      // The others have neither names nor mailboxes.
      const padded = rules.map((rule) => ({ ...rule, entries: () => longer(rule.entries(), of) }))
      return buildBlocks(padded, of, 40, parted).splits.map(({ size }) => size)
    }
    expect(sizesOf(true, 1000)).toEqual([])
    expect(sizesOf(false, 1_000_000)).toEqual([])
    // The block, and of its parts the one that is too large still.
    expect(sizesOf(true, 1_000_000)).toEqual([30, 20])
    expect(sizesOf(true, 1_000_000, new Set())).toEqual([])
  })

  it('parts again what is still too large', () => {
    const units = Array.from({ length: 6 }, (_, i) =>
      person({ names: ['ann'], city: 'bern', country: i < 2 ? 'ch' : i < 4 ? 'it' : '' }),
    )
    expect(pairsOf(units, 3)).toEqual(['0-1', '2-3'])
  })

  it('finds the same blocks by key with the keys parted before', () => {
    const units = Array.from({ length: 6 }, (_, i) =>
      person({ names: ['ann'], city: i < 3 ? 'bern' : 'rome' }),
    )
    const { parted } = buildBlocks(rulesOf(units), units.length, 3)
    const keys = units.map((unit) =>
      followKey(hashed('ann', 'n'), parted, 2, (n) =>
        n === 0 ? hashed(unit.city, 'city') : hashed(unit.country, 'country'),
      ),
    )
    expect(new Set(keys).size).toBe(2)
    expect(keys[0]).toBe(keys[2])
    // A smaller file under the same model keeps to the parted keys.
    const few = units.slice(2, 4)
    const made: string[] = []
    eachPair(buildBlocks(rulesOf(few), 2, 3, parted), (a, b) => made.push(`${a}-${b}`))
    expect(made).toEqual([])
  })

  it('gives only pairs with a marked unit', () => {
    const units = Array.from({ length: 4 }, () => person({ names: ['ann'] }))
    const blocks = buildBlocks(rulesOf(units), 4, 100)
    const only: string[] = []
    eachPair(blocks, (a, b) => only.push(`${a}-${b}`), { only: Uint8Array.of(0, 0, 0, 1) })
    expect(only).toEqual(['0-3', '1-3', '2-3'])
  })

  it('in a look-up parts what was parted before only where it is too large, and tells of the blocks asked about', () => {
    const units = Array.from({ length: 8 }, (_, i) =>
      person({ names: ['ann'], city: i < 4 ? 'bern' : 'rome' }),
    )
    const { parted } = buildBlocks(rulesOf(units), units.length, 4)
    const countOf = (of: readonly Unit[], asked?: Uint8Array): [pairs: number, told: number] => {
      let pairs = 0
      const blocks = buildBlocks(rulesOf(of), of.length, 4, parted, asked)
      eachPair(blocks, () => pairs++)
      return [pairs, blocks.splits.length]
    }
    const few = units.slice(3, 7)
    expect(countOf(few)).toEqual([3, 0])
    expect(countOf(few, Uint8Array.of(1, 0, 0, 0))).toEqual([6, 0])
    expect(countOf(units, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0))).toEqual([12, 1])
    expect(countOf(units, new Uint8Array(8))).toEqual([12, 0])
  })
})
