/**
 * The weight of a pair in bits: log2(shareM · P(levels | match) / Σ share · P(levels | class)) over the classes of
 * non-matches, plus what the frequency of equal names and companies adds. Above 0 a match is the likelier.
 */
import { frequencyBits, fullNameBits } from './frequencies.ts'
import { decode, likelihood, patternCount, type MixtureClass } from './mixture.ts'
import type { PeopleModel } from './people-model.ts'
import { AT, WIDTH, type PeopleTable } from './people-table.ts'
import { COMPARISONS, K, LEVELS, NAME, ORG, SIZE } from './person-levels.ts'
import { USUAL_FAMILIES, USUAL_GIVEN } from './usual-names.ts'

export interface Weights {
  /** Bits of a pattern, without frequencies. */
  ofPattern: (pattern: number) => number
  /** What the frequency of equal values adds, by comparison; the sum of both numbers belongs to the weight. */
  frequencyOf: (pattern: number, a: number, b: number) => { name: number; org: number }
  /** No pair of this pattern has more bits, give or take a hundredth. */
  most: (pattern: number) => number
  /** Bits of a pair of rows with this pattern. */
  of: (pattern: number, a: number, b: number) => number
}

/** Companies are counted half: common ones are large, and large ones have namesakes. */
const COMPANY_SHARE = 0.5

const classesOf = (model: PeopleModel): MixtureClass[] =>
  model.classes.map(({ share, tables }) => ({
    share,
    tables: tables.map((table) => Float64Array.from(table)),
  }))

/** A pattern taken apart: what each comparison says against the likeliest class of non-matches, so that it adds up. */
export interface Parts {
  /** Bits before any field spoke, less what the other classes take away. */
  prior: number
  /** Of each comparison; 0 where it had nothing to compare. */
  bits: number[]
  /** The likeliest class of non-matches, from 0, and by how many bits it is likelier than a match. */
  rival: number
  rivalBits: number
}

/**
 * Strangers and namesakes as one class, by the level of the name: taken apart a common name would stand before the evidence
 * instead of in it. What else speaks is weighed as in whichever of the two has such names.
 */
const together = (strangers: MixtureClass, namesakes: MixtureClass): MixtureClass[] => {
  const share = strangers.share + namesakes.share
  const mixed = (k: number, a: number, b: number): Float64Array =>
    strangers.tables[k]!.map((chance, level) =>
      a + b === 0 ? chance : (a * chance + b * namesakes.tables[k]![level]!) / (a + b),
    )
  const names = mixed(K.name, strangers.share, namesakes.share)
  return Array.from(names, (_, level) => {
    const [a, b] = [strangers, namesakes].map((each) => each.share * each.tables[K.name]![level]!)
    return { share, tables: strangers.tables.map((_, k) => (k === K.name ? names : mixed(k, a!, b!))) }
  })
}

/** The parts of patterns under a model, what answers have taught included. */
export const createParts = (model: PeopleModel): ((digits: Uint8Array) => Parts) => {
  const [match, ...others] = classesOf(model)
  const [strangers, namesakes, colleagues] = others
  const anyTwo = together(strangers!, namesakes!)
  const { multipliers = {}, shift = 0 } = model.learnt ?? {}
  return (digits) => {
    const chances = others.map((other) => likelihood(other, digits))
    const against = chances.reduce((x, y) => x + y, 0)
    const best = chances.indexOf(Math.max(...chances))
    const isAtWork = chances[2]! > chances[0]! + chances[1]!
    const rival = isAtWork ? colleagues! : anyTwo[digits[K.name]!]!
    const rivalChance = isAtWork ? chances[2]! : chances[0]! + chances[1]!
    return {
      prior: Math.log2(match!.share / rival.share) - Math.log2(against / rivalChance) + shift,
      bits: COMPARISONS.map(({ field }, k) => {
        const level = digits[k]!
        return level === 0
          ? 0
          : (multipliers[field] ?? 1) * Math.log2(match!.tables[k]![level]! / rival.tables[k]![level]!)
      }),
      rival: best,
      rivalBits: Math.log2(chances[best]!) - Math.log2(likelihood(match!, digits)),
    }
  }
}

/** How far from 0 some bits reach. */
const farthest = (bits: Float32Array): number =>
  bits.reduce((most, each) => Math.max(most, Math.abs(each)), 0)

/** The weights of a table's pairs under a model. */
export const createWeights = (model: PeopleModel, { rows, texts }: PeopleTable): Weights => {
  const [match, ...others] = classesOf(model)
  const { learnt } = model
  const partsOf = createParts(model)
  const factor = (comparison: number): number => learnt?.multipliers[COMPARISONS[comparison]!.field] ?? 1
  const [nameFactor, orgFactor] = [factor(K.name), factor(K.org)]
  // 0: not known yet. To fill them with something else would take longer than to match a few people.
  const bits = new Float64Array(patternCount(LEVELS))
  const digits = new Uint8Array(LEVELS.length)
  const ofPattern = (pattern: number): number => {
    const known = bits[pattern]!
    if (known !== 0) return known
    decode(LEVELS, pattern, digits)
    if (learnt !== undefined) {
      const { prior, bits: said } = partsOf(digits)
      return (bits[pattern] = said.reduce((sum, line) => sum + line, prior))
    }
    const against = others.reduce((sum, other) => sum + likelihood(other, digits), 0)
    return (bits[pattern] = Math.log2(likelihood(match!, digits) / against))
  }
  const given = frequencyBits(model.frequencies.given, texts.names, USUAL_GIVEN)
  const family = frequencyBits(model.frequencies.family, texts.names, USUAL_FAMILIES)
  const company = frequencyBits(model.frequencies.company, texts.companies)

  const { frequencies } = model
  const full = fullNameBits(model.full_names, frequencies.given, frequencies.family, texts.names)

  const nameBits = (level: number, p: number, q: number): number => {
    if (level < NAME.relative) return 0
    const [givenA, givenB] = [rows[p + AT.given]!, rows[q + AT.given]!]
    const isSameFamily = rows[p + AT.family] === rows[q + AT.family]
    const familyBits = isSameFamily ? family[rows[p + AT.family]!]! : 0
    // Relatives have a rare surname in common as often as a usual one.
    if (level === NAME.relative) return Math.min(familyBits, 0)
    if (level === NAME.married) return givenA === givenB ? given[givenA]! : 0
    if (level < NAME.initial) return 0
    if (givenA === givenB) {
      const most = level === NAME.equal ? full(givenA, rows[p + AT.family]!) : undefined
      return Math.min(given[givenA]! + familyBits, most ?? Infinity)
    }
    return level === NAME.nickname ? (given[givenA]! + given[givenB]!) / 2 + familyBits : familyBits
  }
  const orgBits = (level: number, p: number, q: number): number => {
    const id = rows[p + AT.company]!
    return level >= ORG.equal && id === rows[q + AT.company] ? company[id]! * COMPANY_SHARE : 0
  }
  const PER_NAME = SIZE.mailbox * SIZE.phone * SIZE.profile * SIZE.org * SIZE.title
  const nameOf = (pattern: number): number => Math.floor(pattern / PER_NAME)
  const orgOf = (pattern: number): number => Math.floor(pattern / SIZE.title) % SIZE.org
  const [mostGiven, mostFamily, mostCompany] = [given, family, company].map(farthest)
  const most = new Float64Array(bits.length)
  const mostOf = (pattern: number): number => {
    const [name, org] = [nameOf(pattern), orgOf(pattern)]
    const isBoth = name >= NAME.initial || nameFactor < 0
    const ofName = isBoth ? mostGiven! + mostFamily! : name === NAME.married ? mostGiven! : 0
    const ofOrg = org >= ORG.equal ? mostCompany! * COMPANY_SHARE : 0
    const added = Math.abs(nameFactor) * ofName + Math.abs(orgFactor) * ofOrg
    return (most[pattern] = ofPattern(pattern) + added + 0.01)
  }
  return {
    ofPattern,
    most: (pattern) => {
      const known = most[pattern]!
      return known === 0 ? mostOf(pattern) : known
    },
    frequencyOf: (pattern, a, b) => ({
      name: nameFactor * nameBits(nameOf(pattern), a * WIDTH, b * WIDTH),
      org: orgFactor * orgBits(orgOf(pattern), a * WIDTH, b * WIDTH),
    }),
    of: (pattern, a, b) =>
      ofPattern(pattern) +
      nameFactor * nameBits(nameOf(pattern), a * WIDTH, b * WIDTH) +
      orgFactor * orgBits(orgOf(pattern), a * WIDTH, b * WIDTH),
  }
}
