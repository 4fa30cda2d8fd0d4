/** The pairs of units that stand in one block, each once: under the first rule (and its lowest block) that they share. */
import type { Blocks } from './blocking.ts'

export interface PairOptions {
  /** Only pairs in which at least one unit is marked 1. */
  only?: Uint8Array
  /** Only every `of`-th block, from the `part`-th on: shares of the work. */
  part?: number
  of?: number
}

/**
 * Calls `emit` with each pair of units once, and the number of the rule that makes it.
 *
 * @returns how many pairs each rule made
 */
export const eachPair = (
  blocks: Blocks,
  emit: (a: number, b: number, rule: number) => void,
  { only, part = 0, of = 1 }: PairOptions = {},
): Float64Array => {
  const { first, units, rules, more } = blocks
  const width = rules.length
  const made = new Float64Array(width)
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
    for (let block = 1 + part; block < start.length - 1; block += of) {
      const end = start[block + 1]!
      for (let x = start[block]!; x < end - 1; x++) {
        const a = members[x]!
        for (let y = x + 1; y < end; y++) {
          const b = members[y]!
          if (only?.[a] === 0 && only[b] === 0) continue
          if (hasMore[a] === 1 || hasMore[b] === 1) {
            if (metBefore(a, b, r, block)) continue
          } else {
            let q = 0
            const [rowA, rowB] = [a * width, b * width]
            while (q < r && (first[rowA + q] === 0 || first[rowA + q] !== first[rowB + q])) q++
            if (q < r) continue
          }
          made[r]!++
          if (a < b) emit(a, b, r)
          else emit(b, a, r)
        }
      }
    }
  }
  return made
}

/** The units of each block of a rule, by counting sort: those of block k from start[k] to start[k + 1]. */
const membersOf = (
  { first, units, rules, more }: Blocks,
  r: number,
): { start: Uint32Array; members: Int32Array } => {
  const width = rules.length
  let last = 0
  for (let i = 0; i < units; i++) last = Math.max(last, first[i * width + r]!)
  for (const numbers of more[r]!.values()) for (const number of numbers) last = Math.max(last, number)
  const start = new Uint32Array(last + 2)
  const each = (visit: (block: number, unit: number) => void): void => {
    for (let i = 0; i < units; i++) if (first[i * width + r] !== 0) visit(first[i * width + r]!, i)
    for (const [unit, numbers] of more[r]!) for (const number of numbers) visit(number, unit)
  }
  each((block) => start[block + 1]!++)
  for (let k = 1; k < start.length; k++) start[k]! += start[k - 1]!
  const members = new Int32Array(start[start.length - 1]!)
  const next = start.slice()
  each((block, unit) => {
    members[next[block]!++] = unit
  })
  return { start, members }
}
