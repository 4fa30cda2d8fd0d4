/**
 * Columns that know the answer. They make a model look brilliant and useless: the call's duration is known only after
 * the call, what sales fill in only after the sale, and what is the same for everybody on a day says when, not who.
 */
import { binner, featureOf, binCount } from './features.ts'
import { foldsOf } from './folds.ts'
import { auc } from './ranking.ts'
import { allRows, positivesOf, type LearnColumn, type LearnTable } from './table.ts'

export type LeakKind = 'foretells_alone' | 'after_outcome' | 'only_time'

export interface Leak {
  column: string
  kind: LeakKind
  /** `foretells_alone`: its AUC; `after_outcome`: the share of positives among the filled; `only_time`: see below. */
  figure: number
}

/** A single column with a higher AUC is a leak until somebody says that it is none. */
export const LEAK_AUC = 0.85

const FEATURE = { most: 10, leastRows: 5, mostTexts: 40 }

/**
 * @param late columns of which the history says that they were filled in only after the outcome
 * @returns at most one leak for each column
 */
export const findLeaks = (table: LearnTable, late: ReadonlySet<string> = new Set()): Leak[] => {
  const { outcome, times } = table
  const rows = allRows(outcome.length)
  const order = times === null ? null : rows.slice().sort((a, b) => times[a]! - times[b]!)
  return table.columns.flatMap((column): Leak[] => {
    const leak = (kind: LeakKind, figure: number): Leak[] => [{ column: column.name, kind, figure }]
    const filled = filledAfter(column, outcome)
    if (late.has(column.name) || filled.isLate) return leak('after_outcome', filled.share)
    const alone = aucAlone(column, table)
    if (alone > LEAK_AUC) return leak('foretells_alone', alone)
    const sameDay = order === null ? null : changeWithinDay(column, order, times!)
    if (sameDay !== null && sameDay < SAME_FOR_ALL) return leak('only_time', sameDay)
    return []
  })
}

/** Known of hardly anybody but those who came true: nobody fills it in before. */
const filledAfter = ({ values }: LearnColumn, outcome: Uint8Array): { isLate: boolean; share: number } => {
  const filled = { positives: 0, negatives: 0 }
  values.forEach((value, row) => {
    if (value !== null) filled[outcome[row] === 1 ? 'positives' : 'negatives']++
  })
  const positives = positivesOf(outcome)
  const negatives = outcome.length - positives
  const share = filled.positives / Math.max(1, filled.positives + filled.negatives)
  const isLate =
    filled.positives >= 5 && filled.positives / positives >= 0.2 && filled.negatives / negatives <= 0.02
  return { isLate, share }
}

/** How well the column ranks by itself: the rates of its bins from one half of the rows, asked of the other. */
export const aucAlone = (column: LearnColumn, { ids, outcome }: LearnTable): number => {
  const rows = allRows(outcome.length)
  const scores = new Float64Array(outcome.length)
  const base = positivesOf(outcome) / Math.max(1, outcome.length)
  for (const { train, test } of foldsOf(ids, outcome, rows, 2, 5)) {
    const feature = featureOf(column, train, FEATURE)
    if (feature === null) return 0.5
    const bin = binner(feature)
    const held = new Float64Array(binCount(feature))
    const hits = new Float64Array(binCount(feature))
    for (const row of train) {
      const b = bin(column.values[row] ?? null)
      held[b]! += 1
      hits[b]! += outcome[row]!
    }
    for (const row of test) {
      const b = bin(column.values[row] ?? null)
      scores[row] = (hits[b]! + base) / (held[b]! + 1)
    }
  }
  return auc(scores, outcome)
}

/** Of what chance would give; below it the column is the same for everybody who came at one time. */
const SAME_FOR_ALL = 0.05
const LEAST_PAIRS = 30

/**
 * How often neighbours in time differ, as a share of how often two rows at random do. Neighbours are rows of one day;
 * where hardly a day has two, rows that follow one another.
 */
const changeWithinDay = ({ values }: LearnColumn, order: Int32Array, times: Float64Array): number | null => {
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const expected = 1 - [...counts.values()].reduce((sum, count) => sum + (count / values.length) ** 2, 0)
  // Nearly one value for all, at any time.
  if (expected < 0.02) return null
  const pairs = { same: 0, changed: 0, all: 0, allChanged: 0 }
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1]!, order[i]!]
    const isChanged = values[a] !== values[b]
    pairs.all++
    if (isChanged) pairs.allChanged++
    if (Math.floor(times[a]!) !== Math.floor(times[b]!)) continue
    pairs.same++
    if (isChanged) pairs.changed++
  }
  const days = pairs.all - pairs.same + 1
  // One day for all says nothing of time.
  if (days < 3) return null
  if (pairs.same >= LEAST_PAIRS) return pairs.changed / pairs.same / expected
  return pairs.all >= 10 * LEAST_PAIRS ? pairs.allChanged / pairs.all / expected : null
}
