/** Titles before a name and credentials after it. */

import {
  COURTESY_TITLES,
  CREDENTIALS_THAT_ARE_NAMES,
  NEVER_TITLES_ALONE,
  ROMAN_LETTERS,
  TITLES_THAT_ARE_NAMES,
  TITLE_TAILS,
} from './data/name-words.ts'
import { isConjunction, isInitial, isSuffix, isTitle, isUpper, plain, type Context } from './name-words.ts'

/** How many words at the front are titles. */
export const countTitles = (words: string[], context: Context): number => {
  let count = 0
  while (count < words.length) {
    const word = words[count]!
    // Mr. and Mrs.; Secretary of State; Lord of the Universe and …
    if (count > 0 && isConjunction(word) && !isInitial(word)) {
      let next = count + 1
      while (next < words.length && isConjunction(words[next]!)) next++
      if (next >= words.length) break
      const ties = words.slice(count, next).some((tie) => ['of', 'the'].includes(plain(tie)))
      if (!ties && !isTitle(words[next]!)) break
      count = next + 1
      continue
    }
    const next = words[count + 1]
    const isUs = /^u\.?s\.?$/i.test(word) && words.length > 2 && next !== undefined && isTitle(next)
    const isTail =
      count > 0 && TITLE_TAILS.has(plain(word)) && word.endsWith('.') && /^(?:prof|dr)/i.test(words[0]!)
    if (isUs || isTail) {
      count++
      continue
    }
    if (!isTitle(word)) break
    if (TITLES_THAT_ARE_NAMES.has(plain(word)) && !isConfirmedTitle(words, count, context)) break
    count++
  }
  return count
}

/** A title that could be a name is one beside another title, with a dot, or before two more names. */
const isConfirmedTitle = (words: string[], at: number, context: Context): boolean => {
  const word = words[at]!
  const rest = words.length - at - 1
  if (at > 0 && rest === 1 && COURTESY_TITLES.has(plain(words[at - 1]!)) && !word.endsWith('.')) return false
  if (at > 0) return words.slice(at + 1).some((other) => !isSuffix(other, context))
  if (word.endsWith('.') && word.length > 2) return true
  const next = words[at + 1]
  if (next === undefined) return plain(word) === 'coach'
  const nextKey = plain(next)
  if (['of', 'the'].includes(nextKey)) return true
  if (plain(word) === 'the') return isTitle(next)
  if (isTitle(next) && rest > 1) return true
  if (['king', 'queen', 'prince', 'princess', 'pope'].includes(plain(word))) {
    // King Henry, Queen Elizabeth, King John V.; but "King" alone never, and three plain words may be a person.
    return (
      rest <= 1 ||
      isInitial(words.at(-1)!) ||
      ROMAN_LETTERS.has(plain(words.at(-1)!)) ||
      isSuffix(words.at(-1)!, context)
    )
  }
  return rest >= 2 && !NEVER_TITLES_ALONE.has(plain(word))
}

/** Takes credentials and generations from the end of `words` (in place), in the order they stood. */
export const takeSuffixes = (words: string[], context: Context, keep: number): string[] => {
  const found: string[] = []
  while (words.length > keep) {
    const last = words.at(-1)!
    // "Ph. D." and "M. D." stand as two words.
    const pair = words.length > keep + 1 ? plain(words.at(-2)!) + plain(last) : ''
    if (words.at(-2)?.endsWith('.') === true && ['phd', 'md'].includes(pair) && words.length > keep + 1) {
      found.unshift(words.splice(-2).join(' '))
      continue
    }
    const key = plain(last)
    const isRoman =
      ROMAN_LETTERS.has(key) &&
      !last.endsWith('.') &&
      words.length >= 3 &&
      !isInitial(words.at(-2)!) &&
      words.length - 1 >= keep
    if (!isRoman && !isSuffix(last, context)) break
    found.unshift(words.pop()!)
  }
  return found
}

export const isSuffixSection = (section: string, first: string[], context: Context): boolean => {
  const words = section.split(' ')
  if (/^ph\.? ?d\.?$/i.test(section)) return true
  if (
    words.every(
      (word) => isSuffix(word, { mixed: true }) || (first.length > 1 && ROMAN_LETTERS.has(plain(word))),
    )
  ) {
    // "Ma, Jack" has its comma after the family name; "Lee, MA" after one name could be either: a degree in capitals.
    return (
      first.length > 1 || words.every((word) => !CREDENTIALS_THAT_ARE_NAMES.has(plain(word)) || isUpper(word))
    )
  }
  // Unknown letters after a whole name: "Jane Doe, XYZ".
  return first.length > 1 && context.mixed && words.every((word) => /^[A-Z][A-Z.®™0-9-]{1,9}$/.test(word))
}
