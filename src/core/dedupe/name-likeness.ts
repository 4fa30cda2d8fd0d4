/** How two numbered names compare; answers are remembered, since the same two names meet again and again. */
import { countBits } from '../../lib/count-bits.ts'
import { isNickname } from '../../model/name.ts'
import type { Dictionary } from './dictionary.ts'
import { remembering, type Distances } from './distances.ts'

/** Of given names, rising. */
export const GIVEN = { differ: 0, far: 1, initial: 2, near: 3, nickname: 4, equal: 5 } as const
/** Of family names, rising. */
export const FAMILY = { differ: 0, initial: 1, part: 2, near: 3, equal: 5 } as const

export interface NameLikeness {
  given: (a: number, b: number) => number
  family: (a: number, b: number) => number
}

/** The likeness of given and of family names of one dictionary. */
export const createNameLikeness = (
  names: Dictionary,
  { jaroWinkler }: Distances,
  units: number,
): NameLikeness => {
  const text = (id: number): string => names.values[id]!
  const traits = traitsOf(names)
  const unlike = areUnlike(names)
  const given = remembering((a, b) => {
    if (names.length[a] === 1 || names.length[b] === 1)
      return text(a).charCodeAt(0) === text(b).charCodeAt(0) ? GIVEN.initial : GIVEN.differ
    if (isNickname(text(a), text(b))) return GIVEN.nickname
    const likeness = jaroWinkler(names, a, b)
    return likeness >= 0.92 ? GIVEN.near : likeness >= FAR ? GIVEN.far : GIVEN.differ
  }, units)
  const family = remembering((a, b) => {
    if (names.length[a] === 1 || names.length[b] === 1)
      return text(a).charCodeAt(0) === text(b).charCodeAt(0) ? FAMILY.initial : FAMILY.differ
    if (sharesWord(text(a), text(b))) return FAMILY.part
    const likeness = jaroWinkler(names, a, b)
    return likeness >= 0.92 ? FAMILY.near : likeness >= PART ? FAMILY.part : FAMILY.differ
  }, units)
  return {
    given: (a, b) => {
      if (a === b) return GIVEN.equal
      const both = traits[a]! & traits[b]!
      if ((both & TRAIT.nickname) === 0 && (both & TRAIT.long) !== 0 && unlike(a, b, FAR)) return GIVEN.differ
      return given(a, b)
    },
    family: (a, b) => {
      if (a === b) return FAMILY.equal
      const isPlain = ((traits[a]! | traits[b]!) & TRAIT.words) === 0
      if (isPlain && (traits[a]! & traits[b]! & TRAIT.long) !== 0 && unlike(a, b, PART)) return FAMILY.differ
      return family(a, b)
    },
  }
}

/** From so much likeness on names are not different: given and family names. */
const FAR = 0.84
const PART = 0.85

const TRAIT = { long: 1, nickname: 2, words: 4 } as const

/** [name]: whether it has several letters, is or has a nickname, has several words. */
const traitsOf = ({ values }: Dictionary): Uint8Array =>
  Uint8Array.from(
    values,
    (name) =>
      (name.length > 1 ? TRAIT.long : 0) |
      (isNickname(name, name) ? TRAIT.nickname : 0) |
      (name.includes(' ') ? TRAIT.words : 0),
  )

/**
 * Whether two names are surely less alike than `least`, a Jaro–Winkler similarity above 0.7: letters that only one of
 * them has match nothing. Settles most pairs without asking what is remembered of them, which waits for memory.
 */
const areUnlike = ({ letters, start, length, size }: Dictionary) => {
  /** [name]: its letters as a set; two that differ in none of the lower five bits count as one. */
  const sets = new Int32Array(size)
  for (let id = 1; id < size; id++)
    for (let at = start[id]!, end = at + length[id]!; at < end; at++) sets[id]! |= 1 << (letters[at]! & 31)
  return (a: number, b: number, least: number): boolean => {
    const [lengthA, lengthB] = [length[a]!, length[b]!]
    const matchesA = lengthA - countBits(sets[a]! & ~sets[b]!)
    const matchesB = lengthB - countBits(sets[b]! & ~sets[a]!)
    const matches = matchesA < matchesB ? matchesA : matchesB
    if (matches === 0) return true
    // Nothing out of order, and the first four letters equal: as good as it can be.
    const jaro = (matches / lengthA + matches / lengthB + 1) / 3
    return jaro + 0.4 * (1 - jaro) < least - 1e-9
  }
}

/** A word of three letters or more that both surnames have: `smith` and `smith jones`. */
const sharesWord = (a: string, b: string): boolean => {
  if (!a.includes(' ') && !b.includes(' ')) return false
  const words = b.split(' ')
  return a.split(' ').some((word) => word.length > 2 && words.includes(word))
}
