/** Small helpers over text that know nothing of prospects: folding for comparison, "did you mean", numbers in a sentence. */

const SPECIAL: Record<string, string> = {
  ß: 'ss',
  ẞ: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ŉ: 'n',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  ʻ: "'",
}
const ASCII = /^[\x00-\x7f]*$/
const MARKS = /[\u0300-\u036f]/g
const SPECIAL_LETTERS = /[ßẞøłđðþæœıħŋŧĸŉ’‘ʼʻ]/g

/**
 * Text as it is compared: compatibility forms resolved, accents off, lower case, letters that do not decompose
 * (ß ø ł æ …) spelled out. White space and punctuation stay. Marks of other scripts (Indic vowels, kana) stay too.
 */
export const fold = (text: string): string => {
  if (ASCII.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(MARKS, '') // lower-casing İ yields a new mark
    .replace(SPECIAL_LETTERS, (letter) => SPECIAL[letter] ?? letter)
    .normalize('NFC')
}

/** Runs of white space (no-break and zero-width ones too) become one blank; none at the ends. */
export const squash = (text: string): string => text.replace(/[\s\u200b\u2060\ufeff]+/g, ' ').trim()

/** Damerau–Levenshtein distance (adjacent letters swapped count once), given up beyond `limit`. */
export const editDistance = (a: string, b: string, limit = Infinity): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, before[j - 2]! + 1)
      }
      row.push(value)
      if (value < best) best = value
    }
    if (best > limit) return limit + 1
    before = last
    last = row
  }
  return last[b.length]!
}

/**
 * The known word that was probably meant, or null when none is near: at most one slip in four letters, or the word
 * is the beginning of exactly one known word.
 */
export const didYouMean = (word: string, words: Iterable<string>): string | null => {
  const plain = (text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')
  const wanted = plain(word)
  if (wanted === '') return null
  let found: string | null = null
  let least = Math.max(1, Math.floor(wanted.length / 4)) + 1
  const begun: string[] = []
  for (const known of words) {
    const candidate = plain(known)
    if (wanted.length >= 3 && candidate.startsWith(wanted)) begun.push(known)
    const distance = editDistance(wanted, candidate, least)
    if (distance < least) {
      least = distance
      found = known
    }
  }
  return found ?? (begun.length === 1 ? begun[0]! : null)
}

/** 1234567 -> `1,234,567` */
export const number = (value: number): string => {
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** `1 person`, `1,234 people`. The plural is the singular with an s unless given. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`

/** Where most texts are new, looking them up costs more than it saves: so many times as many calls go by unremembered. */
const PAUSE = 20

/**
 * A pure function of a text that remembers its answers: columns repeat their values. Forgets everything at `most`
 * entries, so that free text cannot grow the memory without end, and rests where they were seldom asked again.
 */
export const remembered = <T>(answer: (text: string) => T, most = 20_000): ((text: string) => T) => {
  const known = new Map<string, T>()
  let hits = 0
  let rest = 0
  return (text) => {
    if (rest > 0) {
      rest--
      return answer(text)
    }
    const before = known.get(text)
    if (before !== undefined || known.has(text)) {
      hits++
      return before as T
    }
    const now = answer(text)
    if (known.size >= most) {
      if (hits < most) rest = most * PAUSE
      hits = 0
      known.clear()
    }
    known.set(text, now)
    return now
  }
}
