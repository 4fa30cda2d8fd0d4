/** One word of a name: is it a title, a credential, an initial, a conjunction? */

import { fold, remembered } from '../lib/text.ts'
import {
  CONJUNCTIONS,
  CREDENTIALS,
  CREDENTIALS_THAT_ARE_NAMES,
  GENERATIONS,
  TITLES,
} from './data/name-words.ts'

export const plain = remembered((word: string): string => fold(word).replace(/[.,'’]/g, ''))
export const isInitial = (word: string): boolean => /^\p{L}\.?$/u.test(word)
export const isUpper = (word: string): boolean => word === word.toUpperCase() && word !== word.toLowerCase()
export const isLower = (word: string): boolean => word === word.toLowerCase() && word !== word.toUpperCase()

export const isConjunction = (word: string): boolean =>
  CONJUNCTIONS.has(plain(word)) && !/\.\p{L}/u.test(word)

export interface Context {
  /** The whole text has letters of both cases, so that case tells something. */
  mixed: boolean
}

export const isSuffix = (word: string, context: Context): boolean => {
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

export const isTitle = (word: string): boolean => {
  const key = plain(word)
  if (TITLES.has(key)) return true
  // Lt.Gen., Dipl.-Ing., Mag-Judge: a compound of titles.
  const pieces = word.split(/[.-]+/).filter(Boolean)
  return pieces.length > 1 && pieces.every((piece) => TITLES.has(plain(piece)))
}
