/**
 * Hashes to row numbers, for many millions of keys: a Map takes some 60 bytes an entry and holds 16 million at most,
 * two typed arrays take 12 to 48.
 */
export interface KeyIndex {
  /** @param hash a whole number above 0 */
  get(hash: number): number | undefined
  /** Keeps the first value given for a hash. */
  add(hash: number, value: number): void
  size(): number
}

const START = 1 << 12
const FULL = 0.6

export const createKeyIndex = (): KeyIndex => {
  let hashes = new Float64Array(START)
  let values = new Int32Array(START)
  let size = 0

  /** Where the hash is, or the free place where it belongs. */
  const place = (hash: number): number => {
    let at = hash % hashes.length
    while (hashes[at] !== 0 && hashes[at] !== hash) at = (at + 1) % hashes.length
    return at
  }
  const grow = (): void => {
    const [oldHashes, oldValues] = [hashes, values]
    hashes = new Float64Array(oldHashes.length * 2)
    values = new Int32Array(oldHashes.length * 2)
    for (const [i, hash] of oldHashes.entries()) {
      if (hash === 0) continue
      const at = place(hash)
      hashes[at] = hash
      values[at] = oldValues[i]!
    }
  }
  return {
    get: (hash) => {
      const at = place(hash)
      return hashes[at] === hash ? values[at] : undefined
    },
    add: (hash, value) => {
      const at = place(hash)
      if (hashes[at] === hash) return
      hashes[at] = hash
      values[at] = value
      size++
      if (size > hashes.length * FULL) grow()
    },
    size: () => size,
  }
}
