/**
 * How alike two texts are. Jaro–Winkler counts with bits (a word of 32 letters is one integer), since matching asks it
 * millions of times; longer texts take the plain way. The scratch memory belongs to what `createDistances` returns.
 */
import type { Letters } from './dictionary.ts'

export interface Distances {
  /**
   * Jaro–Winkler similarity, 0 to 1 (Winkler 1990: the boost of 0.1 for each of up to four equal first letters, from a
   * Jaro similarity of 0.7 on). 0 where either is empty.
   */
  jaroWinkler: (of: Letters, a: number, b: number) => number
  /** Optimal string alignment distance (Damerau–Levenshtein without overlapping edits); `limit + 1` when above `limit`. */
  edits: (of: Letters, a: number, b: number, limit: number) => number
  /** The same of two texts. */
  textJaroWinkler: (a: string, b: string) => number
}

/** Distances with scratch memory of their own; one per thread of work. */
export const createDistances = (): Distances => {
  const places = new Int32Array(1 << 16)
  const usedA = new Uint8Array(256)
  const usedB = new Uint8Array(256)
  const rows = [new Uint16Array(256), new Uint16Array(256), new Uint16Array(256)] as const
  const scratch: Letters = {
    letters: new Uint16Array(512),
    start: Uint32Array.of(0, 0, 256),
    length: Uint8Array.of(0, 0, 0),
  }

  const jaro = (matches: number, swapped: number, a: number, b: number): number =>
    (matches / a + matches / b + (matches - swapped / 2) / matches) / 3

  /** Both at most 32 letters, `la <= lb`: the letters of b as bit sets of their places. */
  const shortJaro = (text: Uint16Array, a: number, la: number, b: number, lb: number): number => {
    const window = Math.max(0, (lb >> 1) - 1)
    for (let j = 0; j < lb; j++) places[text[b + j]!]! |= 1 << j
    let foundA = 0
    let foundB = 0
    let matches = 0
    for (let i = 0; i < la; i++) {
      const low = i > window ? i - window : 0
      const high = i + window
      const mask = (high >= 31 ? -1 : (1 << (high + 1)) - 1) & ~((1 << low) - 1)
      const open = places[text[a + i]!]! & mask & ~foundB
      if (open === 0) continue
      foundB |= open & -open
      foundA |= 1 << i
      matches++
    }
    for (let j = 0; j < lb; j++) places[text[b + j]!] = 0
    if (matches === 0) return 0
    let swapped = 0
    while (foundA !== 0) {
      const i = 31 - Math.clz32(foundA & -foundA)
      const j = 31 - Math.clz32(foundB & -foundB)
      if (text[a + i] !== text[b + j]) swapped++
      foundA &= foundA - 1
      foundB &= foundB - 1
    }
    return jaro(matches, swapped, la, lb)
  }

  const longJaro = (text: Uint16Array, a: number, la: number, b: number, lb: number): number => {
    const window = Math.max(0, (lb >> 1) - 1)
    usedA.fill(0, 0, la)
    usedB.fill(0, 0, lb)
    let matches = 0
    for (let i = 0; i < la; i++) {
      const last = Math.min(lb - 1, i + window)
      for (let j = Math.max(0, i - window); j <= last; j++) {
        if (usedB[j] === 1 || text[a + i] !== text[b + j]) continue
        usedA[i] = usedB[j] = 1
        matches++
        break
      }
    }
    if (matches === 0) return 0
    let swapped = 0
    for (let i = 0, j = 0; i < la; i++) {
      if (usedA[i] === 0) continue
      while (usedB[j] === 0) j++
      if (text[a + i] !== text[b + j]) swapped++
      j++
    }
    return jaro(matches, swapped, la, lb)
  }

  /** The shorter first, of two equally long ones the first by letters. */
  const isFirst = (of: Letters, one: number, other: number): boolean => {
    const length = of.length[one]!
    if (length !== of.length[other]) return length < of.length[other]!
    const a = of.start[one]!
    const b = of.start[other]!
    let i = 0
    while (i < length && of.letters[a + i] === of.letters[b + i]) i++
    return i === length || of.letters[a + i]! < of.letters[b + i]!
  }

  const jaroWinkler = (of: Letters, one: number, other: number): number => {
    const text = of.letters
    // Jaro's matching is greedy, so the two must come in an order that follows their content.
    const isShorter = isFirst(of, one, other)
    const a = of.start[isShorter ? one : other]!
    const la = of.length[isShorter ? one : other]!
    const b = of.start[isShorter ? other : one]!
    const lb = of.length[isShorter ? other : one]!
    if (la === 0) return 0
    const plain = lb <= 32 ? shortJaro(text, a, la, b, lb) : longJaro(text, a, la, b, lb)
    if (plain <= 0.7) return plain
    let prefix = 0
    while (prefix < 4 && prefix < la && text[a + prefix] === text[b + prefix]) prefix++
    return plain + prefix * 0.1 * (1 - plain)
  }

  const edits = (of: Letters, one: number, other: number, limit: number): number => {
    const text = of.letters
    let a = of.start[one]!
    let la = of.length[one]!
    let b = of.start[other]!
    let lb = of.length[other]!
    if (Math.abs(la - lb) > limit) return limit + 1
    // What both begin or end with takes no edits.
    while (la > 0 && lb > 0 && text[a] === text[b]) {
      a++
      b++
      la--
      lb--
    }
    while (la > 0 && lb > 0 && text[a + la - 1] === text[b + lb - 1]) {
      la--
      lb--
    }
    let before = rows[0]
    let last = rows[1]
    let row = rows[2]
    for (let j = 0; j <= lb; j++) last[j] = j
    for (let i = 1; i <= la; i++) {
      row[0] = i
      const letter = text[a + i - 1]
      let best = i
      for (let j = 1; j <= lb; j++) {
        const cost = letter === text[b + j - 1] ? 0 : 1
        let value = Math.min(last[j - 1]! + cost, last[j]! + 1, row[j - 1]! + 1)
        if (i > 1 && j > 1 && letter === text[b + j - 2] && text[a + i - 2] === text[b + j - 1])
          value = Math.min(value, before[j - 2]! + 1)
        row[j] = value
        if (value < best) best = value
      }
      if (best > limit) return limit + 1
      const spare = before
      before = last
      last = row
      row = spare
    }
    return Math.min(last[lb]!, limit + 1)
  }

  const put = (text: string, id: number): void => {
    const length = Math.min(text.length, 255)
    for (let i = 0; i < length; i++) scratch.letters[scratch.start[id]! + i] = text.charCodeAt(i)
    scratch.length[id] = length
  }
  const textJaroWinkler = (a: string, b: string): number => {
    put(a, 1)
    put(b, 2)
    return jaroWinkler(scratch, 1, 2)
  }
  return { jaroWinkler, edits, textJaroWinkler }
}

/**
 * Remembers what a comparison of two numbers said, in a table of fixed size where newer answers push out older ones.
 * The comparison must not mind the order of the two, and answer with an integer from 0 to 127.
 *
 * @param units of so many units: the table has room for some answers of each, 2^20 at most
 */
export const remembering = (
  compare: (a: number, b: number) => number,
  units: number,
): ((a: number, b: number) => number) => {
  const mask = 2 ** Math.min(20, Math.max(8, Math.ceil(Math.log2(units + 1)) + 2)) - 1
  // The lower and the higher, side by side: most of the time goes into waiting for memory.
  const asked = new Int32Array(2 * mask + 2)
  const answer = new Int8Array(mask + 1)
  return (a, b) => {
    const x = a < b ? a : b
    const y = a < b ? b : a
    const place = ((Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> 7) & mask
    if (asked[2 * place] === x && asked[2 * place + 1] === y) return answer[place]!
    const now = compare(x, y)
    asked[2 * place] = x
    asked[2 * place + 1] = y
    answer[place] = now
    return now
  }
}
