/** Texts of several words, compared by the words they share: a rare word says more than a common one. */
import { Dictionary } from '../dictionary.ts'
import type { Distances } from '../distances.ts'

export interface TokenIndex {
  /** Words of each value, as numbers. */
  words: Int32Array[]
  texts: Dictionary
  /** How many of the values have each word. */
  counts: Uint32Array
  /** Bits that each word says: log2 of (values / values that have it). */
  idf: Float64Array
  /** Sum of `idf` over a value. */
  mass: Float64Array
}

/** How many distinct values there are, and how many have each word (those that stand alone left out). */
export interface WordCounts {
  values: number
  words: readonly (readonly [word: string, count: number])[]
}

/** @param values distinct; `''` has no words */
export const indexTokens = (values: readonly string[], frozen?: WordCounts): TokenIndex => {
  const texts = new Dictionary()
  const seen: number[] = [0]
  const words = values.map((value) =>
    Int32Array.from(wordsOf(value), (word) => {
      const number = texts.intern(word)
      seen[number] = (seen[number] ?? 0) + 1
      return number
    }),
  )
  const known = frozen === undefined ? undefined : new Map(frozen.words)
  const counts = known === undefined ? seen : texts.values.map((word) => known.get(word) ?? 1)
  const among = frozen?.values ?? values.length
  const idf = Float64Array.from(counts, (count) => Math.log2(1 + among / Math.max(1, count)))
  const mass = Float64Array.from(words, (own) => own.reduce((sum, word) => sum + idf[word]!, 0))
  return { words, texts, counts: Uint32Array.from(seen), idf, mass }
}

const wordsOf = (value: string): string[] => [...new Set(value.split(' '))].filter((word) => word !== '')

/** Words shorter than this are alike only when equal: "n" and "s", "12" and "13". */
const LEAST_LENGTH = 4
const ALIKE = 0.9

/**
 * The mass that two values share, each word of the one given to the best word of the other, like words at a discount.
 *
 * @returns bits
 */
export const sharedMass = (index: TokenIndex, distances: Distances, a: number, b: number): number => {
  const { words, texts, idf } = index
  const [few, many] = words[a]!.length <= words[b]!.length ? [words[a]!, words[b]!] : [words[b]!, words[a]!]
  let sum = 0
  let left: number[] | undefined
  for (const word of few) {
    if (many.includes(word)) sum += idf[word]!
    else if (texts.length[word]! >= LEAST_LENGTH) (left ??= []).push(word)
  }
  if (left === undefined) return sum
  for (const word of left) {
    let best = 0
    for (const other of many) {
      if (texts.length[other]! < LEAST_LENGTH || few.includes(other) || !mayBeAlike(texts, word, other))
        continue
      const alike = distances.jaroWinkler(texts, word, other)
      if (alike >= ALIKE) best = Math.max(best, alike * Math.min(idf[word]!, idf[other]!))
    }
    sum += best
  }
  return sum
}

/** The same first letter, and no number. */
const mayBeAlike = ({ letters, start }: Dictionary, a: number, b: number): boolean => {
  const first = letters[start[a]!]!
  return first === letters[start[b]!] && (first < 48 || first > 57)
}

/** As `prepareColumn` takes it for another table. */
export const wordCounts = ({ texts, counts, words }: TokenIndex): WordCounts => ({
  values: words.length,
  words: texts.values
    .map((word, number) => [word, counts[number]!] as const)
    .filter(([, count]) => count > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
})
