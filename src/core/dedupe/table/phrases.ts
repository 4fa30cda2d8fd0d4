/**
 * Before texts are compared by their words: short forms are written out ("NUS", where the same column says "National
 * University of Singapore") and words that nearly always stand together become one ("hong kong" is one piece of evidence,
 * not two). Both are learnt from the column itself.
 */
import { createDistances } from '../distances.ts'

export interface Phrases {
  /** Slips and abbreviations, and the word that they stand for ("univ", "universty": "university"). */
  spellings: (readonly [word: string, usual: string])[]
  /** Short forms and the words that they stand for. */
  acronyms: (readonly [short: string, words: readonly string[]])[]
  /** Words that are one, in order of joining. */
  pairs: (readonly [first: string, second: string])[]
}

/** Words that names carry or leave out at will. */
const IDLE = new Set(['of', 'the', 'at', 'and', 'for', 'in', 'de', 'a'])
/** A finding must stand in so many texts. */
const LEAST = 3
const LONGEST_ACRONYM = 6
/** Of the phrases with these initials, the most common must be at least this share. */
const ONE_MEANING = 0.5
/** Two words are one if they stand together in this share of the texts that have the commoner of them. */
const TOGETHER = 0.7
const ROUNDS = 2

/** The words of a folded text; single letters that follow each other are a short form ("u c berkeley"). */
const plainWords = (text: string): string[] => {
  const words: string[] = []
  let letters = ''
  for (const word of [...text.split(' '), '']) {
    if (/^[a-z]$/.test(word)) {
      letters += word
      continue
    }
    if (letters !== '') words.push(letters)
    letters = ''
    if (word !== '') words.push(word)
  }
  return words.filter((word) => !IDLE.has(word))
}

/** What a column of folded texts teaches. */
export const learnPhrases = (texts: readonly string[]): Phrases => {
  const plain = texts.map(plainWords)
  const acronyms = findAcronyms(plain)
  const long = new Map(acronyms)
  const written = plain.map((own) => writtenOut(own, long))
  const spellings = findSpellings(written)
  const usual = new Map(spellings)
  let words = written.map((own) => own.map((word) => usual.get(word) ?? word))
  const pairs: Phrases['pairs'] = []
  for (let round = 0; round < ROUNDS; round++) {
    const found = findPairs(words)
    pairs.push(...found)
    const joint = new Set(found.map(pairKey))
    words = words.map((own) => joined(own, joint))
  }
  return { acronyms, spellings, pairs }
}

/** Gives texts as their words in the form in which they are compared, parted by blanks, each once. */
export const phraser = ({ acronyms, spellings, pairs }: Phrases): ((text: string) => string) => {
  const long = new Map(acronyms)
  const usual = new Map(spellings)
  const joint = new Set(pairs.map(pairKey))
  return (text) => {
    let words = writtenOut(plainWords(text), long).map((word) => usual.get(word) ?? word)
    for (let round = 0; round < ROUNDS; round++) words = joined(words, joint)
    return [...new Set(words)].join(' ')
  }
}

const pairKey = ([first, second]: readonly [string, string]): string => `${first} ${second}`

const writtenOut = (words: readonly string[], long: ReadonlyMap<string, readonly string[]>): string[] =>
  words.flatMap((word) => long.get(word) ?? [word])

const joined = (words: readonly string[], joint: ReadonlySet<string>): string[] => {
  const all: string[] = []
  for (let i = 0; i < words.length; i++) {
    const next = words[i + 1]
    if (next !== undefined && joint.has(pairKey([words[i]!, next]))) {
      all.push(`${words[i]!}_${next}`)
      i++
    } else all.push(words[i]!)
  }
  return all
}

const findAcronyms = (texts: readonly (readonly string[])[]): Phrases['acronyms'] => {
  const vocabulary = new Set(texts.flat())
  const meanings = new Map<string, Map<string, number>>()
  for (const words of texts) {
    const seen = new Set<string>()
    for (let from = 0; from < words.length; from++) {
      let initials = ''
      for (let to = from; to < Math.min(words.length, from + LONGEST_ACRONYM); to++) {
        const word = words[to]!
        if (word.length < 3 || /\d/.test(word)) break
        initials += word.charAt(0)
        const phrase = words.slice(from, to + 1).join(' ')
        if (to === from || !vocabulary.has(initials) || seen.has(phrase)) continue
        seen.add(phrase)
        const of = meanings.get(initials) ?? new Map<string, number>()
        of.set(phrase, (of.get(phrase) ?? 0) + 1)
        meanings.set(initials, of)
      }
    }
  }
  const found: Phrases['acronyms'] = []
  for (const [short, of] of meanings) {
    const [best, count] = [...of].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1))[0]!
    let all = 0
    for (const each of of.values()) all += each
    if (count >= LEAST && count >= ONE_MEANING * all) found.push([short, best.split(' ')])
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A word is a slip of one at least so many times as common. */
const COMMONER = 2
const ONE_WORD = 0.94

const findSpellings = (texts: readonly (readonly string[])[]): Phrases['spellings'] => {
  const counts = new Map<string, number>()
  for (const words of texts) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const { textJaroWinkler } = createDistances()
  const isWord = (word: string): boolean => word.length >= 4 && !/\d/.test(word)
  const common = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1))
  // Of words with the same beginning, the common ones first.
  const begins = Map.groupBy(
    common.filter(([word]) => isWord(word)),
    ([word]) => word.slice(0, 3),
  )
  const usual = new Map<string, string>()
  for (const [word, count] of common) {
    if (!isWord(word)) continue
    for (const [other, times] of begins.get(word.slice(0, 3))!) {
      if (times <= COMMONER * count) break
      const isShort = other.startsWith(word) && other.length > word.length + 1
      if (!isShort && (other.length < 5 || textJaroWinkler(word, other) < ONE_WORD)) continue
      usual.set(word, usual.get(other) ?? other)
      break
    }
  }
  return [...usual].sort(([a], [b]) => (a < b ? -1 : 1))
}

const findPairs = (texts: readonly (readonly string[])[]): Phrases['pairs'] => {
  const single = new Map<string, number>()
  const both = new Map<string, number>()
  const count = (of: Map<string, number>, keys: ReadonlySet<string>): void => {
    for (const key of keys) of.set(key, (of.get(key) ?? 0) + 1)
  }
  for (const words of texts) {
    count(single, new Set(words))
    count(both, new Set(words.slice(1).map((word, i) => pairKey([words[i]!, word]))))
  }
  const found: Phrases['pairs'] = []
  for (const [key, together] of both) {
    const [first = '', second = ''] = key.split(' ')
    if (together < LEAST || together < TOGETHER * Math.max(single.get(first)!, single.get(second)!)) continue
    found.push([first, second])
  }
  return found.sort((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1))
}
