/**
 * A full name to its parts. The order of the work: take out what is no name (nicknames, pronouns, emoji), split at
 * commas, cut titles from the front and credentials from the end, tie conjunctions and particles to their neighbours;
 * what remains is first, middle and last.
 */

import { fold, remembered, squash } from '../lib/text.ts'
import {
  CONJUNCTIONS,
  COURTESY_TITLES,
  COUPLE_WORDS,
  CREDENTIALS,
  CREDENTIALS_THAT_ARE_NAMES,
  FIRST_NAME_TITLES,
  GENERATIONS,
  PARTICLES,
  ROMAN_LETTERS,
  TITLES,
  TITLE_TAILS,
  TITLES_THAT_ARE_NAMES,
  WEAK_PARTICLES,
} from './data/name-words.ts'
import type { NameParts } from './name-parts.ts'
import { withoutSymbols } from './name-symbols.ts'

const NICKNAME =
  /\(([^()]*)\)|(?<=^|\s)[“”"„]([^“”"„]+)[“”"](?=$|[\s,])|(?<=^|\s)['‘]([^'’‘]+)['’](?=$|[\s,])/g
const PRONOUNS =
  /^(?:she|he|they|ze|xe|elle|il|sie|er|ella|el|ela|ele|any)(?:\s*\/\s*\p{L}+)+$|^any pronouns$/iu
const JOINERS = /^(?:&|\+|and|und|et|y|e|en|\/)$/i

const plain = remembered((word: string): string => fold(word).replace(/[.,'’]/g, ''))
const isInitial = (word: string): boolean => /^\p{L}\.?$/u.test(word)
const isUpper = (word: string): boolean => word === word.toUpperCase() && word !== word.toLowerCase()
const isLower = (word: string): boolean => word === word.toLowerCase() && word !== word.toUpperCase()

const isConjunction = (word: string): boolean => CONJUNCTIONS.has(plain(word)) && !/\.\p{L}/u.test(word)

interface Context {
  /** The whole text has letters of both cases, so that case tells something. */
  mixed: boolean
}

const isSuffix = (word: string, context: Context): boolean => {
  const key = plain(word)
  const dotted = /\p{L}\.\p{L}/u.test(word)
  // J.R. is two initials, Jr. a generation.
  if (GENERATIONS.has(key)) return !dotted
  if (isInitial(word)) return false
  if (CREDENTIALS_THAT_ARE_NAMES.has(key)) return dotted || (context.mixed && isUpper(word) && key.length > 1)
  if (CREDENTIALS.has(key)) return true
  if (/^\p{L}{2,}(?:[-/]\p{L}{2,})+$/u.test(word))
    return word.split(/[-/]/).every((part) => CREDENTIALS.has(plain(part)))
  // Msc.Ed.: every piece is one.
  const pieces = word.split('.').filter(Boolean)
  return (
    dotted && pieces.length > 1 && pieces.every((piece) => piece.length > 1 && CREDENTIALS.has(plain(piece)))
  )
}

const isTitle = (word: string): boolean => {
  const key = plain(word)
  if (TITLES.has(key)) return true
  // Lt.Gen., Dipl.-Ing., Mag-Judge: a compound of titles.
  const pieces = word.split(/[.-]+/).filter(Boolean)
  return pieces.length > 1 && pieces.every((piece) => TITLES.has(plain(piece)))
}

/** How many words at the front are titles. */
const countTitles = (words: string[], context: Context): number => {
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
    const isTail = count > 0 && TITLE_TAILS.has(plain(word)) && word.endsWith('.') && /^(?:prof|dr)/i.test(words[0]!)
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
  return (
    rest >= 2 &&
    !['dean', 'don', 'earl', 'justice', 'duke', 'grace', 'right', 'very', 'most', 'senior', 'designated'].includes(plain(word))
  )
}

/** Ties words around conjunctions and particles together: `Velasquez y Garcia`, `de la Vega`, `von bergen wessels`. */
const tie = (words: string[], context: Context, isFamily: boolean): string[] => {
  const pieces: string[] = []
  const names = words.filter((word) => !isInitial(word)).length
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const key = plain(word)
    if (isConjunction(word) && (key.length > 1 || key === '&' || (words.length > 3 && names >= 3))) {
      let end = at
      while (end + 1 < words.length && isConjunction(words[end + 1]!)) end++
      const before = pieces.pop()
      const after = words[end + 1]
      pieces.push([before, ...words.slice(at, end + 1), after].filter((part) => part !== undefined).join(' '))
      at = end + 1
      continue
    }
    const canLead = isFamily || at > 0
    if (canLead && isParticle(word, words, context) && at + 1 < words.length) {
      let end = at
      while (end + 1 < words.length && isParticle(words[end + 1]!, words, context)) end++
      // Everything up to the next particle belongs to it: "von bergen wessels".
      let last = Math.min(end + 1, words.length - 1)
      while (last + 1 < words.length && !isParticle(words[last + 1]!, words, context)) last++
      const chunk = words.slice(at, last + 1)
      pieces.push(chunk.join(' '))
      at = last
      continue
    }
    pieces.push(word)
  }
  return pieces
}

const isParticle = (word: string, words: string[], context: Context): boolean => {
  const key = plain(word)
  if (!PARTICLES.has(key) && key !== 'ben') return false
  if (key === 'st' || key === 'ste') return word.length <= 4
  if (!WEAK_PARTICLES.has(key) && key !== 'ben') return true
  if (key === 'mac') return isUpper(word.charAt(0)) && words.length > 2 && word !== words[0]
  return context.mixed && isLower(word) && (key.length > 1 || word.endsWith('’') || word.endsWith("'"))
}

/** First, middle and last of words in their natural order. */
const natural = (words: string[], context: Context): NameParts => {
  const pieces = tie(words, context, false)
  if (pieces.length === 0) return {}
  if (pieces.length === 1) return { first_name: pieces[0]! }
  const middle = pieces.slice(1, -1).join(' ')
  return {
    first_name: pieces[0]!,
    ...(middle === '' ? {} : { middle_name: middle }),
    last_name: pieces.at(-1)!,
  }
}

/** Takes credentials and generations from the end of `words` (in place), in the order they stood. */
const takeSuffixes = (words: string[], context: Context, keep: number): string[] => {
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

const isSuffixSection = (section: string, first: string[], context: Context): boolean => {
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

/** "Jane Doe | Acme", "Jane Doe - CEO": what follows a bar or a dash between blanks is no part of the name. */
const beforeBar = (full: string): string => {
  const at = full.search(/\s+[-–—]\s+|\s*\|\s*/)
  return at > 0 && full.slice(0, at).trim().includes(' ') ? full.slice(0, at) : full
}

/**
 * The parts of a full name, as written (case is mended by `cleanName`). Understands `Last, First Middle, Suffix`,
 * titles, credentials, particles, nicknames in quotes or brackets. A text that names two people (`John & Mary Smith`)
 * is flagged as a couple: `first_name` then holds both given names as read, and nobody should be greeted by it.
 */
export const parseName = (full: string): NameParts & { couple: boolean } => {
  let nickname: string | undefined
  const suffixes: string[] = []
  const stripped = withoutSymbols(beforeBar(full)).replace(
    NICKNAME,
    (_all, bracketed?: string, double?: string, single?: string) => {
      const inner = squash(bracketed ?? double ?? single ?? '')
      if (inner === '' || PRONOUNS.test(inner)) return ' '
      if (bracketed !== undefined && inner.split(/[ ,]+/).every((word) => isSuffix(word, { mixed: true })))
        suffixes.push(inner)
      else nickname ??= inner
      return ' '
    },
  )
  const text = squash(stripped.replace(/[“”„"]/g, ' '))
    .replace(/ ,/g, ',')
    .replace(/^[,;\s]+|[,;\s]+$/g, '')
  const context = { mixed: /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text) }
  const sections = text.split(/\s*[,;]\s*/).filter(Boolean)
  const parts: NameParts = {}
  let couple = false

  if (sections.length > 0) {
    const first = sections[0]!.split(' ')
    const isNatural = sections.length === 1 || isSuffixSection(sections[1]!, first, context)
    const words = isNatural ? first : sections[1]!.split(' ')
    const titles = words.splice(0, countTitles(words, context))
    // A family name alone before the comma may carry a title, too: "Dr. Doe, John".
    const family = isNatural ? [] : first
    if (!isNatural) titles.unshift(...family.splice(0, family.length > 1 ? countTitles(family, context) : 0))
    const familySuffixes = isNatural ? [] : takeSuffixes(family, context, 1)
    const own = takeSuffixes(words, context, titles.length > 0 ? 0 : 1)
    suffixes.unshift(...familySuffixes, ...own, ...sections.slice(isNatural ? 1 : 2))
    couple = isCouple(words, titles)
    if (isNatural) Object.assign(parts, natural(words, context))
    else {
      const given = tie(words, context, false)
      parts.last_name = tie(family, context, true).join(' ')
      if (given.length > 0) parts.first_name = given[0]!
      if (given.length > 1) parts.middle_name = given.slice(1).join(' ')
    }
    settleSingle(parts, titles, { nickname, hasComma: sections.length > 1 }, context)
    if (titles.length > 0) parts.prefix = titles.join(' ')
  }
  if (suffixes.length > 0) parts.suffix = suffixes.join(', ')
  if (nickname !== undefined) parts.nickname = nickname
  return { ...parts, couple }
}

/** A single name after a title is a family name (Rev Andrews), unless the title goes with given names (Sir Gerald). */
const settleSingle = (
  parts: NameParts,
  titles: string[],
  nickname: string | undefined,
  context: Context,
): void => {
  if (parts.first_name === undefined || parts.last_name !== undefined) return
  const only = parts.first_name
  const isFamily =
    (titles.length > 0 && !(titles.length === 1 && FIRST_NAME_TITLES.has(plain(titles[0]!)))) ||
    (titles.length === 0 && nickname !== undefined) ||
    // "Andrews, M.D."
    (titles.length === 0 && hasComma) ||
    // "de la Cruz" without a given name
    (context.mixed && /^(?:de|da|van|von|della|di|du|dos)\s/.test(only))
  if (!isFamily) return
  delete parts.first_name
  parts.last_name = only
}

/** Two given names tied by "and": `John & Mary Smith`, `Mr. and Mrs. Smith`, `Anna und Peter Schmidt`, `Jo/Max Roe`. */
const isCouple = (words: string[], titles: string[]): boolean => {
  if (
    titles.some((word) => JOINERS.test(word)) &&
    titles.filter((word) => /^(?:mr|mrs|ms|dr|herr|frau|sr|sra|m|mme)\.?$/i.test(word)).length > 1
  ) {
    return true
  }
  if (words.length > 1 && /^\p{L}{2,}\/\p{L}{2,}$/u.test(words[0]!)) return true
  const at = words.findIndex((word) => COUPLE_WORDS.has(plain(word)))
  if (at < 1 || at + 1 >= words.length) return false
  const tieWord = plain(words[at]!)
  // "Velasquez y Garcia" is a family name, and "John e Smith" has an initial: y and e tie nobody for certain.
  if (/^[ye]$/.test(tieWord)) return false
  return !isInitial(words[at - 1]!) || tieWord === '&'
}
