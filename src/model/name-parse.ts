/**
 * A full name to its parts. The order of the work: take out what is no name (nicknames, pronouns, emoji), split at
 * commas, cut titles from the front and credentials from the end, tie conjunctions and particles to their neighbours;
 * what remains is first, middle and last.
 */

import { squash } from '../lib/text.ts'
import { COUPLE_WORDS, FIRST_NAME_TITLES, PARTICLES, WEAK_PARTICLES } from './data/name-words.ts'
import type { NameParts } from './name-parts.ts'
import { withoutSymbols } from './name-symbols.ts'
import { countTitles, isSuffixSection, takeSuffixes } from './name-titles.ts'
import { isConjunction, isInitial, isLower, isSuffix, isUpper, plain, type Context } from './name-words.ts'

const NICKNAME =
  /\(([^()]*)\)|(?<=^|\s)[“”"„]([^“”"„]+)[“”"](?=$|[\s,])|(?<=^|\s)['‘]([^'’‘]+)['’](?=$|[\s,])/g
const PRONOUNS =
  /^(?:she|he|they|ze|xe|elle|il|sie|er|ella|el|ela|ele|any)(?:\s*\/\s*\p{L}+)+$|^any pronouns$/iu
const JOINERS = /^(?:&|\+|and|und|et|y|e|en|\/)$/i

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
      while (end + 1 < words.length && isLink(words, end + 1, context)) end++
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

/** A particle, or what stands between two of them: "von und zu Hohenfels". */
const isLink = (words: string[], at: number, context: Context): boolean => {
  const isOne = (index: number): boolean => index < words.length && isParticle(words[index]!, words, context)
  return isOne(at) || (isConjunction(words[at]!) && isOne(at - 1) && isOne(at + 1))
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
  { nickname, hasComma }: { nickname: string | undefined; hasComma: boolean },
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
  // "Hohenfels von und zu" are one house.
  if (PARTICLES.has(plain(words[at - 1]!)) && PARTICLES.has(plain(words[at + 1]!))) return false
  return !isInitial(words[at - 1]!) || tieWord === '&'
}
