/** Which rows are learned from and which are asked: by time, and by the names of the rows. */
import { hash32 } from '../../lib/quick-hash.ts'

export interface Split {
  train: Int32Array
  test: Int32Array
}

/**
 * Folds with the same share of positives. The order follows from the names of the rows, so that a table in another order
 * gives the same folds.
 */
export const foldsOf = (
  ids: readonly string[],
  outcome: Uint8Array,
  rows: Int32Array,
  count: number,
  seed = 1,
): Split[] => {
  const keys = ids.map((id) => hash32(id, seed))
  const shuffled = Array.from(rows).sort((a, b) => keys[a]! - keys[b]! || (ids[a]! < ids[b]! ? -1 : 1))
  const tests: number[][] = Array.from({ length: count }, () => [])
  for (const value of [1, 0]) {
    shuffled.filter((row) => outcome[row] === value).forEach((row, i) => tests[i % count]!.push(row))
  }
  return tests.map((test) => {
    const asked = new Set(test)
    return {
      test: Int32Array.from(test).sort(),
      train: rows.filter((row) => !asked.has(row)),
    }
  })
}

/** The test holds the last fifth of the rows, or more (up to half) until it holds so many positives. */
export const LEAST_TEST_POSITIVES = 10

/**
 * The early rows to learn from, the late ones to be asked.
 *
 * @returns null where the early or the late ones hold no positive, or all rows began at once
 */
export const timeSplit = (
  times: Float64Array,
  outcome: Uint8Array,
  ids: readonly string[],
): (Split & { from: number }) | null => {
  const order = Int32Array.from({ length: times.length }, (_, i) => i).sort(
    (a, b) => times[a]! - times[b]! || (ids[a]! < ids[b]! ? -1 : 1),
  )
  const count = order.length
  let start = Math.floor(count * 0.8)
  let positives = 0
  for (let i = start; i < count; i++) positives += outcome[order[i]!]!
  while (start > count / 2 && positives < LEAST_TEST_POSITIVES) positives += outcome[order[--start]!]!
  // Rows of one day are never parted: the test begins with a day.
  const from = times[order[Math.min(start, count - 1)]!]!
  while (start > 0 && times[order[start - 1]!] === from) start--
  if (start === 0) {
    while (start < count && times[order[start]!] === from) start++
  }
  const [train, test] = [order.slice(0, start), order.slice(start)]
  const both = [train, test].every((part) => {
    const here = part.reduce((sum, row) => sum + outcome[row]!, 0)
    return here > 0 && here < part.length
  })
  return both ? { train: train.sort(), test: test.sort(), from: times[test[0]!]! } : null
}
