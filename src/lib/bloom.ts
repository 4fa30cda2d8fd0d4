/**
 * A Bloom filter over texts: "certainly not seen" or "perhaps seen". 4 MiB keep four million texts at about two false
 * alarms in a hundred, and a false alarm only costs the look-up that would have been made anyway.
 */
import { hash32 } from './quick-hash.ts'

export interface Bloom {
  add(text: string): void
  /** False: certainly never added. */
  has(text: string): boolean
}

const PROBES = 5

/** @param bits a power of two */
export const bloom = (bits = 2 ** 25): Bloom => {
  const words = new Uint32Array(bits / 32)
  const mask = bits - 1
  // Two hashes give as many as are wanted (Kirsch and Mitzenmacher 2006).
  const probe = (text: string, see: (word: number, bit: number) => boolean): boolean => {
    const a = hash32(text, 0x811c9dc5)
    const b = hash32(text, 0x9747b28c) | 1
    for (let i = 0; i < PROBES; i++) {
      const position = (a + Math.imul(i, b)) & mask
      if (!see(position >>> 5, 1 << (position & 31))) return false
    }
    return true
  }
  return {
    add: (text) =>
      void probe(text, (word, bit) => {
        words[word]! |= bit
        return true
      }),
    has: (text) => probe(text, (word, bit) => (words[word]! & bit) !== 0),
  }
}
