/**
 * A Bloom filter over texts: "certainly not seen" or "perhaps seen". 4 MiB keep four million texts at about two false
 * alarms in a hundred, and a false alarm only costs the look-up that would have been made anyway.
 */

/** By their `hash52`, which whoever asks twice has at hand. */
export interface Bloom {
  add(hash: number): void
  /** False: certainly never added. */
  has(hash: number): boolean
}

const PROBES = 5

/** @param bits a power of two */
export const bloom = (bits = 2 ** 25): Bloom => {
  const words = new Uint32Array(bits / 32)
  const mask = bits - 1
  // Two hashes give as many as are wanted (Kirsch and Mitzenmacher 2006): here the two halves of one.
  const probe = (hash: number, see: (word: number, bit: number) => boolean): boolean => {
    const step = Math.floor(hash / 2 ** 26) | 1
    for (let i = 0; i < PROBES; i++) {
      const position = ((hash >>> 0) + Math.imul(i, step)) & mask
      if (!see(position >>> 5, 1 << (position & 31))) return false
    }
    return true
  }
  return {
    add: (hash) =>
      void probe(hash, (word, bit) => {
        words[word]! |= bit
        return true
      }),
    has: (hash) => probe(hash, (word, bit) => (words[word]! & bit) !== 0),
  }
}
