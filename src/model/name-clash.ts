/** Do two names clearly belong to two people? Asked when two records share an e-mail address. */

import { NICKNAMES } from './data/name-nicknames.ts'
import { nameFold } from './name-parts.ts'

export interface NameOf {
  first_name?: string | undefined
  last_name?: string | undefined
  full_name?: string | undefined
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

const tokens = (name: NameOf): string[] => {
  const parts = `${name.first_name ?? ''} ${name.last_name ?? ''}`.trim()
  const text = nameFold(parts === '' ? (name.full_name ?? '') : parts)
  return text === '' ? [] : text.split(' ')
}

/**
 * True only when both have names and nothing ties them: no shared word, no initial that fits, no nickname, no
 * beginning of three letters or more. Names missing: false.
 */
export const namesClash = (a: NameOf, b: NameOf): boolean => {
  const left = tokens(a)
  const right = tokens(b)
  if (left.length === 0 || right.length === 0) return false
  return !left.some((one) => right.some((other) => isRelated(one, other)))
}

const isRelated = (a: string, b: string): boolean => {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 1 || short.length >= 3) {
    if (long.startsWith(short)) return true
  }
  return isNickname(a, b)
}
