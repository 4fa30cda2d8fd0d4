/** How two numbered names compare; answers are remembered, since the same two names meet again and again. */
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
  const given = remembering((a, b) => {
    if (names.length[a] === 1 || names.length[b] === 1)
      return text(a).charCodeAt(0) === text(b).charCodeAt(0) ? GIVEN.initial : GIVEN.differ
    if (isNickname(text(a), text(b))) return GIVEN.nickname
    const likeness = jaroWinkler(names, a, b)
    return likeness >= 0.92 ? GIVEN.near : likeness >= 0.84 ? GIVEN.far : GIVEN.differ
  }, units)
  const family = remembering((a, b) => {
    if (names.length[a] === 1 || names.length[b] === 1)
      return text(a).charCodeAt(0) === text(b).charCodeAt(0) ? FAMILY.initial : FAMILY.differ
    if (sharesWord(text(a), text(b))) return FAMILY.part
    const likeness = jaroWinkler(names, a, b)
    return likeness >= 0.92 ? FAMILY.near : likeness >= 0.85 ? FAMILY.part : FAMILY.differ
  }, units)
  return {
    given: (a, b) => (a === b ? GIVEN.equal : given(a, b)),
    family: (a, b) => (a === b ? FAMILY.equal : family(a, b)),
  }
}

/** A word of three letters or more that both surnames have: `smith` and `smith jones`. */
const sharesWord = (a: string, b: string): boolean => {
  if (!a.includes(' ') && !b.includes(' ')) return false
  const words = b.split(' ')
  return a.split(' ').some((word) => word.length > 2 && words.includes(word))
}
