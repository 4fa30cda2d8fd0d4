/** The pairs of units that stand in one block, each once: under the first rule (and its lowest block) that they share. */
import { Scratch } from '../../lib/scratch.ts'
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
  const rows = rowsOf(blocks)
  const width = rules.length + 1

  /** Whether two units that have blocks under a rule have one of them, below this, in common. */
  const meet = (a: number, b: number, rule: number, below: number): boolean => {
    const [x, y] = [rows[a * width + 1 + rule]!, rows[b * width + 1 + rule]!]
    if (x === y && x < below) return true
    const [others, theirs] = [more[rule]!.get(a) ?? NONE, more[rule]!.get(b) ?? NONE]
    if (others === NONE && theirs === NONE) return false
    const isBelow = (number: number): boolean => number < below && (number === y || theirs.includes(number))
    return isBelow(x) || others.some(isBelow)
  }

  const scratch = new Scratch()
  for (let r = 0; r < rules.length; r++) {
    const { start, members } = membersOf(blocks, r, scratch)
    const hasMore = more[r]!.size > 0
    const earlier = 2 ** r - 1
    for (let block = 1; block < start.length - 1; block++) {
      const end = start[block + 1]!
      for (let x = start[block]!; x < end - 1; x++) {
        const a = members[x]!
        const rowA = a * width
        const rulesA = rows[rowA]!
        for (let y = x + 1; y < end; y++) {
          const b = members[y]!
          if (only?.[a] === 0 && only[b] === 0) continue
          const rowB = b * width
          const either = rulesA | rows[rowB]!
          let common = rulesA & rows[rowB]! & earlier
          if (either < 0) {
            while (common !== 0 && !meet(a, b, lowestOf(common), Infinity)) common &= common - 1
            if (common !== 0 || (hasMore && meet(a, b, r, block))) continue
          } else {
            while (common !== 0) {
              const q = 1 + lowestOf(common)
              if (rows[rowA + q] === rows[rowB + q]) break
              common &= common - 1
            }
            if (common !== 0) continue
          }
          if (a < b) emit(a, b)
          else emit(b, a)
        }
      }
    }
    scratch.giveBack(start, members)
  }
}

const NONE: readonly number[] = []

/** The place of the lowest bit. */
const lowestOf = (bits: number): number => 31 - Math.clz32(bits & -bits)

/** A unit that has several blocks under some rule. */
const SEVERAL = 1 << 31

/**
 * What one unit has under all rules lies together: first under which rules it has a block at all, as bits, so that mostly
 * no more than this is looked at; then the block under each rule.
 */
const rowsOf = ({ first: columns, more, units }: Blocks): Int32Array => {
  const width = columns.length + 1
  const rows = new Scratch().ints(units * width)
  for (const [r, column] of columns.entries()) {
    for (let unit = 0, row = 0; unit < units; unit++, row += width) {
      const block = column[unit]!
      if (block === 0) continue
      rows[row + 1 + r] = block
      rows[row]! |= 1 << r
    }
  }
  for (const map of more) for (const unit of map.keys()) rows[unit * width]! |= SEVERAL
  return rows
}

/** The units of each block of a rule. */
const membersOf = ({ first, counts, more, units }: Blocks, r: number, scratch: Scratch): Groups => {
  const size = counts[r]! + 1
  if (more[r]!.size === 0) return grouped(first[r]!, size, scratch)
  const further: { unit: number; number: number }[] = []
  for (const [unit, numbers] of more[r]!) for (const number of numbers) further.push({ unit, number })
  const numbers = scratch.ints(units + further.length)
  numbers.set(first[r]!)
  for (const [n, { number }] of further.entries()) numbers[units + n] = number
  const { start, members } = grouped(numbers, size, scratch)
  scratch.giveBack(numbers)
  for (let m = 0; m < members.length; m++)
    if (members[m]! >= units) members[m] = further[members[m]! - units]!.unit
  return { start, members }
}
