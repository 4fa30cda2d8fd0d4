/** Why two units are one person, in a few words: what a decision keeps, and what people read. */
import type { EvidenceLine, PairEvidence } from './types.ts'

/** Beneath so many bits a comparison is no reason. */
const TELLING = 1

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`

const isSame = ({ level }: EvidenceLine): boolean => level === 'equal' || level === 'same'

/** `same name, company and phone; 0.9991` */
export const becauseOf = ({ lines, probability }: PairEvidence): string => {
  const telling = lines.filter(({ bits, frequency_bits }) => bits + frequency_bits >= TELLING)
  const same = telling.filter(isSame).map(({ field }) => field)
  const other = telling.filter((line) => !isSame(line)).map(({ field, level }) => `${field}: ${level}`)
  const parts = [...(same.length > 0 ? [`same ${listed(same)}`] : []), ...other]
  return [...parts, shortly(probability)].join('; ')
}

/** Four digits, but never 1: nothing is certain. */
const shortly = (probability: number): string =>
  probability > 0.9999 ? '> 0.9999' : probability.toFixed(4)
