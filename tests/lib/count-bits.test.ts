import { expect, test } from 'vitest'
import { countBits } from '../../src/lib/count-bits.ts'

test.each([
  [0, 0],
  [1, 1],
  [0b1011, 3],
  [0x7fffffff, 31],
  [-1, 32],
  [1 << 31, 1],
])('%i has so many bits: %i', (bits, count) => {
  expect(countBits(bits)).toBe(count)
})
