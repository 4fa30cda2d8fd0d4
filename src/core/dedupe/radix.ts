/** Sorting by whole numbers without comparing: some ten times faster than a comparison function on a million rows. */

const BITS = 13
const DIGITS = 2 ** BITS
/** So few are sorted before the digits are counted. */
const FEW = 256

/**
 * The numbers 0 to n - 1 in the order of the last of the keys, ties by the one before, and so on; stable.
 *
 * @param keys whole numbers from 0 to 2^52, one for each of the n
 */
export const sortedBy = (n: number, keys: readonly Float64Array[]): Int32Array => {
  let order = new Int32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  if (n < FEW) return order.sort(comparing(keys))
  let spare = new Int32Array(n)
  const counts = new Uint32Array(DIGITS)
  for (const key of keys) {
    let most = 0
    for (let i = 0; i < n; i++) if (key[i]! > most) most = key[i]!
    for (let shift = 1; shift <= most; shift *= DIGITS) {
      counts.fill(0)
      for (let i = 0; i < n; i++) counts[Math.floor(key[i]! / shift) & (DIGITS - 1)]!++
      for (let k = 0, sum = 0; k < DIGITS; k++) {
        const count = counts[k]!
        counts[k] = sum
        sum += count
      }
      for (let i = 0; i < n; i++) {
        const item = order[i]!
        spare[counts[Math.floor(key[item]! / shift) & (DIGITS - 1)]!++] = item
      }
      const before = order
      order = spare
      spare = before
    }
  }
  return order
}

/** By the last of the keys, ties by the one before, and so on. */
const comparing =
  (keys: readonly Float64Array[]): ((x: number, y: number) => number) =>
  (x, y) => {
    for (let k = keys.length - 1; k >= 0; k--) {
      const difference = keys[k]![x]! - keys[k]![y]!
      if (difference !== 0) return difference
    }
    return x - y
  }
