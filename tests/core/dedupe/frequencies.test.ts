import { describe, expect, it } from 'vitest'
import { Dictionary } from '../../../src/core/dedupe/dictionary.ts'
import {
  frequenciesOf,
  frequencyBits,
  fullNameBits,
  fullNameCounts,
} from '../../../src/core/dedupe/frequencies.ts'

const texts = new Dictionary()
const column = (values: readonly string[]): Int32Array => Int32Array.from(values, (v) => texts.intern(v))
const names = [
  ...Array.from({ length: 40 }, () => ['marco', 'rossi'] as const),
  ...Array.from({ length: 960 }, (_, i) => [`given${i % 50}`, `family${i % 97}`] as const),
]
const given = column(names.map(([name]) => name))
const family = column(names.map(([, name]) => name))

describe('frequencies', () => {
  it('make usual values weigh less than rare ones', () => {
    const counted = frequenciesOf(family, texts, 0.001)
    const bits = frequencyBits(counted, texts)
    expect(counted.total).toBe(1000)
    expect(counted.counts.rossi).toBe(40)
    expect(bits[texts.find('rossi')]).toBeLessThan(bits[texts.find('family1')]!)
    expect(bits[0]).toBe(0)
  })

  it('leave out values that occur but twice', () => {
    expect(frequenciesOf(column(['one', 'two', 'two', 'many', 'many', 'many']), texts, 0.001).counts).toEqual(
      {
        many: 3,
      },
    )
  })

  it('count the pairs of one full name', () => {
    const given = column(['marco', 'marco', 'marco', 'anna', 'anna', ''])
    const family = column(['rossi', 'rossi', 'rossi', 'rossi', 'bianchi', ''])
    expect(fullNameCounts(given, family, texts)).toEqual({ often: {}, pairs: 3 })
  })

  it('let a full name that many bear weigh less than its parts would have it', () => {
    const { often } = fullNameCounts(given, family, texts)
    expect(often['marco|rossi']).toBe(40)
    const [first, last] = [frequenciesOf(given, texts, 0.005), frequenciesOf(family, texts, 0.001)]
    const most = fullNameBits(often, first, last, texts)
    const parts =
      frequencyBits(first, texts)[texts.find('marco')]! + frequencyBits(last, texts)[texts.find('rossi')]!
    expect(most(texts.find('marco'), texts.find('rossi'))).toBeLessThan(parts)
  })
})
