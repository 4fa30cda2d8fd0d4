import { describe, expect, it } from 'vitest'
import { Scratch } from '../../src/lib/scratch.ts'

const MANY = 2 ** 15

describe('working memory', () => {
  it.each([10, MANY])('gives %i numbers, all 0, whoever had them before', (length) => {
    const scratch = new Scratch()
    const before = scratch.ints(length).fill(7)
    scratch.giveBack(before)
    const after = scratch.ints(length)
    expect(after).toHaveLength(length)
    expect(after.every((number) => number === 0)).toBe(true)
  })

  it('uses again what was given back, whole, though only a part of it was asked for', () => {
    const scratch = new Scratch()
    const { buffer } = scratch.ints(2 * MANY)
    scratch.giveBack(new Int32Array(buffer, 0, 5))
    const part = scratch.ints(MANY)
    expect(part.buffer).toBe(buffer)
    scratch.giveBack(part)
    expect(scratch.ints(2 * MANY).buffer).toBe(buffer)
  })

  it('never gives to two what neither has given back', () => {
    const scratch = new Scratch()
    scratch.giveBack(scratch.ints(2 * MANY), scratch.ints(MANY))
    const [one, other, third] = [scratch.ints(MANY), scratch.ints(MANY), scratch.ints(MANY)]
    expect(new Set([one.buffer, other.buffer, third.buffer]).size).toBe(3)
    // The smaller of the two that had room.
    expect(one.buffer.byteLength).toBeLessThan(other.buffer.byteLength)
  })
})
