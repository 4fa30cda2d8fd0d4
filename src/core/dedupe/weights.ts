/**
 * The weight of a pair in bits: log2(shareM · P(levels | match) / Σ share · P(levels | class)) over the classes of
 * non-matches, plus what the frequency of equal names and companies adds. Above 0 a match is the likelier.
 */
import { frequencyBits } from './frequencies.ts'
import { decode, likelihood, patternCount, type MixtureClass } from './mixture.ts'
import type { PeopleModel } from './people-model.ts'
import { AT, WIDTH, type PeopleTable } from './people-table.ts'
import { LEVELS, NAME, ORG, SIZE } from './person-levels.ts'
import { USUAL_FAMILIES, USUAL_GIVEN } from './usual-names.ts'

export interface Weights {
  /** Bits of a pattern, without frequencies. */
  ofPattern: (pattern: number) => number
  /** What the frequency of equal values adds, by comparison; the sum of both numbers belongs to the weight. */
  frequencyOf: (pattern: number, a: number, b: number) => { name: number; org: number }
  /** Bits of a pair of rows with this pattern. */
  of: (pattern: number, a: number, b: number) => number
}

/** Companies are counted half: common ones are large, and large ones have namesakes. */
const COMPANY_SHARE = 0.5

export const classesOf = (model: PeopleModel): MixtureClass[] =>
  model.classes.map(({ share, tables }) => ({
    share,
    tables: tables.map((table) => Float64Array.from(table)),
  }))

/** The weights of a table's pairs under a model. */
export const createWeights = (model: PeopleModel, { rows, texts }: PeopleTable): Weights => {
  const [match, ...others] = classesOf(model)
  const bits = new Float64Array(patternCount(LEVELS)).fill(NaN)
  const digits = new Uint8Array(LEVELS.length)
  const ofPattern = (pattern: number): number => {
    const known = bits[pattern]!
    if (!Number.isNaN(known)) return known
    decode(LEVELS, pattern, digits)
    const against = others.reduce((sum, other) => sum + likelihood(other, digits), 0)
    return (bits[pattern] = Math.log2(likelihood(match!, digits) / against))
  }
  const given = frequencyBits(model.frequencies.given, texts.names, USUAL_GIVEN)
  const family = frequencyBits(model.frequencies.family, texts.names, USUAL_FAMILIES)
  const company = frequencyBits(model.frequencies.company, texts.companies)

  const nameBits = (level: number, p: number, q: number): number => {
    if (level < NAME.relative) return 0
    const [givenA, givenB] = [rows[p + AT.given]!, rows[q + AT.given]!]
    const isSameFamily = rows[p + AT.family] === rows[q + AT.family]
    const familyBits = isSameFamily ? family[rows[p + AT.family]!]! : 0
    // Relatives have a rare surname in common as often as a usual one.
    if (level === NAME.relative) return Math.min(familyBits, 0)
    if (level === NAME.married) return givenA === givenB ? given[givenA]! : 0
    if (level < NAME.initial) return 0
    if (givenA === givenB) return given[givenA]! + familyBits
    return level === NAME.nickname ? (given[givenA]! + given[givenB]!) / 2 + familyBits : familyBits
  }
  const orgBits = (level: number, p: number, q: number): number => {
    const id = rows[p + AT.company]!
    return level >= ORG.equal && id === rows[q + AT.company] ? company[id]! * COMPANY_SHARE : 0
  }
  const PER_NAME = SIZE.mailbox * SIZE.phone * SIZE.profile * SIZE.org * SIZE.title
  const nameOf = (pattern: number): number => Math.floor(pattern / PER_NAME)
  const orgOf = (pattern: number): number => Math.floor(pattern / SIZE.title) % SIZE.org
  return {
    ofPattern,
    frequencyOf: (pattern, a, b) => ({
      name: nameBits(nameOf(pattern), a * WIDTH, b * WIDTH),
      org: orgBits(orgOf(pattern), a * WIDTH, b * WIDTH),
    }),
    of: (pattern, a, b) =>
      ofPattern(pattern) +
      nameBits(nameOf(pattern), a * WIDTH, b * WIDTH) +
      orgBits(orgOf(pattern), a * WIDTH, b * WIDTH),
  }
}
