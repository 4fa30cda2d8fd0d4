/**
 * What a phone or mailbox begins with, as one number that stands in the row of its unit: most pairs can be told apart by
 * it, and the letters themselves lie far off in memory.
 */
import type { Letters } from './dictionary.ts'

const HEAD_DIGITS = 7

/**
 * The first seven digits of a phone, four bits each, and its length in the lowest four: what most pairs of phones can be
 * told apart by without looking them up.
 */
export const phoneHead = ({ letters, start, length }: Letters, id: number): number => {
  if (id === 0) return 0
  let head = 0
  for (let i = 0; i < HEAD_DIGITS; i++)
    head = (head << 4) | (i < length[id]! ? letters[start[id]! + i]! & 15 : 0)
  return (head << 4) | (length[id]! & 15)
}

/** False where two phones are surely neither equal nor one digit, or two neighbours swapped, from it. */
export const mayBeNearPhones = (a: number, b: number): boolean => {
  const differ = a ^ b
  if ((differ & 15) !== 0) return differ >>> 24 === 0
  const lowest = 31 - Math.clz32(differ & -differ)
  return differ === 0 || differ >>> (lowest & ~3) < 256
}

/** The length and first two letters of a mailbox, eleven bits a letter, above the flags. */
export const mailboxHead = ({ letters, start, length }: Letters, id: number): number => {
  const at = start[id]!
  const [first, second] = [letters[at]!, length[id]! > 1 ? letters[at + 1]! : 0]
  return id === 0 ? 0 : ((first & 2047) << 21) | ((second & 2047) << 10) | (length[id]! << 2)
}

/** False where two mailboxes, by their flags, surely begin otherwise, or differ by more than two in length. */
export const mayBeNearMailboxes = (a: number, b: number): boolean => {
  if ((a ^ b) >>> 10 !== 0) return false
  const difference = ((a >>> 2) & 255) - ((b >>> 2) & 255)
  return difference <= 2 && difference >= -2
}
