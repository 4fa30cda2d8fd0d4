/** The pairs of units that stand in one block, each once: under the first rule (and its lowest block) that they share. */
import type { Blocks } from './blocking.ts'
import { grouped, type Groups } from './grouping.ts'

export interface PairOptions {
  /** Only pairs in which at least one unit is marked 1. */
  only?: Uint8Array
}

/**
 * Calls `emit` with each pair of units once, a < b.
 */
export const eachPair = (
  blocks: Blocks,
  emit: (a: number, b: number) => void,
  { only }: PairOptions = {},
): void => {
  const { rules, more } = blocks
  const width = rules.length
  const { first, rulesOf } = rowsOf(blocks)

  /** Whether two units that have blocks under a rule have one of them, below this, in common. */
  const meet = (a: number, b: number, rule: number, below: number): boolean => {
    const [x, y] = [first[a * width + rule]!, first[b * width + rule]!]
    if (x === y && x < below) return true
    const [others, theirs] = [more[rule]!.get(a) ?? NONE, more[rule]!.get(b) ?? NONE]
    if (others === NONE && theirs === NONE) return false
    const isBelow = (number: number): boolean => number < below && (number === y || theirs.includes(number))
    return isBelow(x) || others.some(isBelow)
  }

  for (let r = 0; r < width; r++) {
    const { start, members } = membersOf(blocks, r)
    const hasMore = more[r]!.size > 0
    const earlier = 2 ** r - 1
    for (let block = 1; block < start.length - 1; block++) {
      const end = start[block + 1]!
      for (let x = start[block]!; x < end - 1; x++) {
        const a = members[x]!
        const rowA = a * width
        const rulesA = rulesOf[a]!
        for (let y = x + 1; y < end; y++) {
          const b = members[y]!
          if (only?.[a] === 0 && only[b] === 0) continue
          const either = rulesA | rulesOf[b]!
          let common = rulesA & rulesOf[b]! & earlier
          if (either < 0) {
            while (common !== 0 && !meet(a, b, lowestOf(common), Infinity)) common &= common - 1
            if (common !== 0 || (hasMore && meet(a, b, r, block))) continue
          } else {
            const rowB = b * width
            while (common !== 0) {
              const q = lowestOf(common)
              if (first[rowA + q] === first[rowB + q]) break
              common &= common - 1
            }
            if (common !== 0) continue
          }
          if (a < b) emit(a, b)
          else emit(b, a)
        }
      }
    }
  }
}

const NONE: readonly number[] = []

/** The place of the lowest bit. */
const lowestOf = (bits: number): number => 31 - Math.clz32(bits & -bits)

/** A unit that has several blocks under some rule. */
const SEVERAL = 1 << 31

/**
 * [unit * rules + rule]: what one unit has under all rules lies together; and [unit]: under which rules it has any, as
 * bits, so that mostly no more than this is looked at.
 */
const rowsOf = ({ first: columns, more, units }: Blocks): { first: Int32Array; rulesOf: Int32Array } => {
  const width = columns.length
  const first = new Int32Array(units * width)
  const rulesOf = new Int32Array(units)
  for (const [r, column] of columns.entries()) {
    for (let unit = 0, at = r; unit < units; unit++, at += width) {
      const block = column[unit]!
      if (block === 0) continue
      first[at] = block
      rulesOf[unit]! |= 1 << r
    }
  }
  for (const map of more) for (const unit of map.keys()) rulesOf[unit]! |= SEVERAL
  return { first, rulesOf }
}

/** The units of each block of a rule. */
const membersOf = ({ first, counts, more, units }: Blocks, r: number): Groups => {
  const size = counts[r]! + 1
  if (more[r]!.size === 0) return grouped(first[r]!, size)
  const further: { unit: number; number: number }[] = []
  for (const [unit, numbers] of more[r]!) for (const number of numbers) further.push({ unit, number })
  const numbers = new Int32Array(units + further.length)
  numbers.set(first[r]!)
  for (const [n, { number }] of further.entries()) numbers[units + n] = number
  const { start, members } = grouped(numbers, size)
  for (let m = 0; m < members.length; m++)
    if (members[m]! >= units) members[m] = further[members[m]! - units]!.unit
  return { start, members }
}
