/** Why two rows of a table are held to be one, or two. */
import type { EvidenceLine, PairEvidence } from '../types.ts'
import type { Column, CompareRows } from './columns.ts'
import { BRANCHES, type Scorer } from './model.ts'

interface Explained {
  columns: readonly Column[]
  score: Scorer
  compareTwo: CompareRows
  /** As they were read. */
  rows: readonly (readonly string[])[]
}

/** @returns takes two rows, and their places among the columns' values */
export const explainer =
  ({ columns, score, compareTwo, rows }: Explained) =>
  (a: number, b: number, placeA: number, placeB: number): PairEvidence => {
    const levels = new Uint8Array(columns.length)
    compareTwo(placeA, placeB, levels)
    const cell = (row: number, k: number): string | null => rows[row]![k]?.trim() || null
    const lines: EvidenceLine[] = columns.map(({ name, levels: words, ids }, k) => {
      const level = levels[k]!
      return {
        field: name,
        level: words[level]! || 'unknown',
        a: cell(a, k),
        b: cell(b, k),
        bits: score.bitsOf(k, level),
        frequency_bits: level === words.length - 1 ? score.frequencyOf(k, ids[placeA]!) : 0,
      }
    })
    const branch = score.branchBits(levels, 0)
    if (branch.against > MENTIONED) {
      const level = 'may be two branches of one organisation'
      lines.push({ field: BRANCHES, level, a: null, b: null, bits: branch.bits, frequency_bits: 0 })
    }
    let total = score.prior
    for (const { bits, frequency_bits } of lines) total += bits + frequency_bits
    // Odds against "the same" of each other reading; without branches, strangers are all there is.
    const strangers = branch.against === -Infinity ? -total : -total - Math.log2(1 + 2 ** branch.against)
    return {
      a,
      b,
      prior: score.prior,
      lines,
      total,
      probability: 1 / (1 + 2 ** -total),
      runner_up:
        branch.against > 0
          ? { reading: BRANCHES, bits: strangers + branch.against }
          : { reading: 'strangers', bits: strangers },
    }
  }

/** The line is left out where it takes away less than a thousandth of a bit: `total` must stay the sum of its lines. */
const MENTIONED = -10
