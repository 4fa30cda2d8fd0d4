/** Do two names clearly belong to two people? Asked when two records share an e-mail address. */

import { editDistance } from '../lib/text.ts'
import { NICKNAMES } from './data/name-nicknames.ts'
import { GENERATIONS } from './data/name-words.ts'
import { nameFold } from './name-parts.ts'

export interface NameOf {
  first_name?: string | undefined
  last_name?: string | undefined
  full_name?: string | undefined
  /** See generation.ts; 0 or none where nothing tells it. */
  generation?: number | undefined
}

/** For each name the numbers of the lines it stands in. */
const LINES = new Map<string, number[]>()
for (const [number, line] of NICKNAMES.entries()) {
  for (const name of line.split(' ')) LINES.set(name, [...(LINES.get(name) ?? []), number])
}

/** True when one of two folded given names is a usual short form of the other, or both are of the same name. */
export const isNickname = (a: string, b: string): boolean => {
  const other = LINES.get(b)
  return other !== undefined && (LINES.get(a)?.some((line) => other.includes(line)) ?? false)
}

const wordsIn = (text: string | undefined): string[] => {
  const folded = nameFold(text ?? '')
  return folded === '' ? [] : folded.split(' ')
}

const tokens = (name: NameOf): string[] => {
  const parts = `${name.first_name ?? ''} ${name.last_name ?? ''}`.trim()
  return wordsIn(parts === '' ? name.full_name : parts)
}

/**
 * True only when both have names, and either nothing ties them (no shared word, no initial that fits, no nickname, no
 * beginning of three letters or more), or nothing but the family does: husband and wife. Names missing: false.
 */
export const namesClash = (a: NameOf, b: NameOf): boolean => {
  if (a.generation && b.generation && a.generation !== b.generation) return true
  const left = tokens(a)
  const right = tokens(b)
  if (left.length === 0 || right.length === 0) return false
  return !left.some((one) => right.some((other) => isRelated(one, other))) || areRelatives(a, b)
}

/**
 * One family name, and given names that have nothing in common: neither how they begin, nor three letters in a row.
 * Stricter would take short forms (Ricky, Ramona and Mona, Ella and Ellen) for two people.
 */
const areRelatives = (a: NameOf, b: NameOf): boolean => {
  const [left, right] = [wordsIn(a.first_name), wordsIn(b.first_name)]
  if (left.length === 0 || right.length === 0) return false
  if (familyOf(a) !== familyOf(b)) return false
  return !left.some((one) => right.some((other) => isRelated(one, other) || areAlike(one, other)))
}

/** Without what tells the generation. */
const familyOf = ({ last_name }: NameOf): string =>
  wordsIn(last_name)
    .filter((word) => !GENERATIONS.has(word))
    .join(' ')

const areAlike = (a: string, b: string): boolean => {
  if (a.startsWith(b.charAt(0))) return true
  for (let at = 0; at + 3 <= a.length; at++) if (b.includes(a.slice(at, at + 3))) return true
  return editDistance(a, b, 1) <= 1
}

const isRelated = (a: string, b: string): boolean => {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 1 || short.length >= 3) {
    if (long.startsWith(short)) return true
  }
  return isNickname(a, b)
}
