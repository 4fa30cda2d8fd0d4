/** Chance that is the same in every run. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let n = Math.imul(state ^ (state >>> 15), state | 1)
    n = (n + Math.imul(n ^ (n >>> 7), n | 61)) ^ n
    return ((n ^ (n >>> 14)) >>> 0) / 4294967296
  }
}
