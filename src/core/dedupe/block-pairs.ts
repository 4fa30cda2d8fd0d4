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
  const { units, rules, more } = blocks
  const width = rules.length
  const first = rowsOf(blocks)
  const hasMore = new Uint8Array(units)
  for (const map of more) for (const unit of map.keys()) hasMore[unit] = 1

  /** Whether two units meet under an earlier rule, or in a lower block of this one. */
  const metBefore = (a: number, b: number, r: number, block: number): boolean => {
    for (let q = 0; q <= r; q++) {
      const of = (unit: number): number[] => [first[unit * width + q]!, ...(more[q]!.get(unit) ?? [])]
      const others = of(b)
      for (const number of of(a)) {
        if (number !== 0 && (q < r || number < block) && others.includes(number)) return true
      }
    }
    return false
  }

  for (let r = 0; r < width; r++) {
    const { start, members } = membersOf(blocks, r)
    for (let block = 1; block < start.length - 1; block++) {
      const end = start[block + 1]!
      for (let x = start[block]!; x < end - 1; x++) {
        const a = members[x]!
        const rowA = a * width
        for (let y = x + 1; y < end; y++) {
          const b = members[y]!
          if (only?.[a] === 0 && only[b] === 0) continue
          if (hasMore[a] === 1 || hasMore[b] === 1) {
            if (metBefore(a, b, r, block)) continue
          } else {
            const rowB = b * width
            let q = 0
            while (q < r && (first[rowA + q] === 0 || first[rowA + q] !== first[rowB + q])) q++
            if (q < r) continue
          }
          if (a < b) emit(a, b)
          else emit(b, a)
        }
      }
    }
  }
}

/** [unit * rules + rule]: what one unit has under all rules lies together. */
const rowsOf = ({ first, units }: Blocks): Int32Array => {
  const width = first.length
  const rows = new Int32Array(units * width)
  for (let unit = 0, at = 0; unit < units; unit++)
    for (let r = 0; r < width; r++) rows[at++] = first[r]![unit]!
  return rows
}

/** The units of each block of a rule. */
const membersOf = ({ first, more, units }: Blocks, r: number): Groups => {
  const further = [...more[r]!].flatMap(([unit, numbers]) => numbers.map((number) => ({ unit, number })))
  let numbers = first[r]!
  if (further.length > 0) {
    numbers = new Int32Array(units + further.length)
    numbers.set(first[r]!)
    for (const [n, { number }] of further.entries()) numbers[units + n] = number
  }
  let size = 1
  for (const number of numbers) if (number >= size) size = number + 1
  const { start, members } = grouped(numbers, size)
  if (further.length > 0)
    for (const [m, place] of members.entries()) if (place >= units) members[m] = further[place - units]!.unit
  return { start, members }
}
