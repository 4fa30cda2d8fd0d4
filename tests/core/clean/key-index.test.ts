import { expect, test } from 'vitest'
import { createKeyIndex } from '../../../src/core/clean/key-index.ts'

test('finds what was added, through several growths, and keeps the first value', () => {
  const index = createKeyIndex()
  const hash = (i: number): number => (i * 7919 * 104729 + 1) % 2 ** 52
  for (let i = 0; i < 20_000; i++) index.add(hash(i), i)
  for (let i = 0; i < 20_000; i++) index.add(hash(i), -1)
  expect(index.size()).toBe(20_000)
  for (const i of [0, 1, 4095, 4096, 12_345, 19_999]) expect(index.get(hash(i))).toBe(i)
  expect(index.get(hash(20_000))).toBeUndefined()
})

test('keys that fall on one place are kept apart', () => {
  const index = createKeyIndex()
  index.add(5, 1)
  index.add(5 + 4096, 2)
  index.add(5 + 2 * 4096, 3)
  expect([5, 5 + 4096, 5 + 2 * 4096, 6].map((hash) => index.get(hash))).toEqual([1, 2, 3, undefined])
})
