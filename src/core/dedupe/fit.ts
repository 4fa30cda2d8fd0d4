/**
 * Fitting the model of two people: Fellegi–Sunter with one class of matches and three of non-matches (strangers,
 * namesakes, colleagues), by EM over the histogram of the candidates' patterns; shares are of *all* pairs.
 *
 * - u, the levels among strangers, from random pairs; the top levels of mailbox, phone, profile and name (too rare for a
 *   sample) from the candidates, which hold all such pairs: expected non-matches / pairs that have both values.
 * - m, the levels among matches, by EM with a Dirichlet prior of a fifth of the matches, thirty pairs at least.
 * - Namesakes are strangers but for their names and for mailboxes that are made of them: the same local part at two firms
 *   says little beyond the name. Counted as among strangers, it joined ann.lee@ of two firms.
 * - Colleagues share company, city, switchboard and mail domain: their own class, or any two would be one person.
 *   "Other mailbox at the same company" has the chance among strangers that it has among colleagues, which makes it
 *   speak *against* a match.
 */
import { fitMixture, learn, type Expected, type Histogram, type MixtureClass } from './mixture.ts'
import { COMPARISONS, K, MAILBOX, NAME } from './person-levels.ts'
import {
  COLLEAGUES,
  COLLEAGUES_PER_UNIT,
  MATCH,
  MATCHES_PER_UNIT,
  NAMESAKES_MAILBOX,
  STRANGERS,
} from './person-priors.ts'

/** The classes in this order; 0 are the matches. */
export const CLASSES = ['match', 'strangers', 'namesakes', 'colleagues'] as const

export interface PeopleFit {
  classes: MixtureClass[]
  rounds: number
}

export interface FitInput {
  units: number
  histogram: Histogram
  /** [comparison][level]: what random pairs show. */
  sample: readonly Float64Array[]
  /** Of each comparison how many units have a value. */
  known: readonly number[]
  /** Pairs of units that bear one full name, compared or not: large blocks of one name are not compared whole. */
  oneName: number
}

/** From here on names are so alike that two strangers who have them are namesakes. */
const ALIKE = NAME.nickname
/** A prior for rare levels is worth so many random pairs, for others so many. */
const RARE_PAIRS = 1e5
const SOME_PAIRS = 200
const PRIOR_SHARE = 0.2
const PRIOR_PAIRS = 30

const copies = (tables: readonly Float64Array[]): Float64Array[] => tables.map((table) => table.slice())
const pairsOf = (n: number): number => Math.max(1, (n * (n - 1)) / 2)

/** u from the sample and the shipped prior: Dirichlet, its weight greater for levels too rare to be seen. */
const strangersFrom = (sample: readonly Float64Array[]): Float64Array[] =>
  STRANGERS.map((prior, k) => {
    const table = new Float64Array(prior.length)
    learn(table, sample[k]!, (level) => SOME_PAIRS * prior[level]! + 0.5 * Math.min(1, prior[level]! * 1e5))
    table[0] = 1
    return table
  })

/** Fits the classes. */
export const fitPeopleModel = ({ units, histogram, sample, known, oneName }: FitInput): PeopleFit => {
  const all = pairsOf(units)
  const u = strangersFrom(sample)
  const match: MixtureClass = { share: (0.5 * units) / all, tables: copies(MATCH) }
  const strangers: MixtureClass = { share: 1, tables: copies(u) }
  // Namesakes are strangers but for their names, and for the mailboxes that are made of them.
  const namesakes: MixtureClass = { share: 0, tables: copies(u) }
  for (const level of [MAILBOX.near, MAILBOX.sameLocal])
    namesakes.tables[K.mailbox]![level] = NAMESAKES_MAILBOX[level]!
  const colleagues: MixtureClass = { share: (COLLEAGUES_PER_UNIT * units) / all, tables: copies(COLLEAGUES) }
  colleagues.tables[K.profile] = u[K.profile]!.slice()
  colleagues.tables[K.name] = u[K.name]!.slice()
  colleagues.tables[K.title] = u[K.title]!.slice()
  const classes = [match, strangers, namesakes, colleagues]

  const namesOf = splitNames(strangers, namesakes, u[K.name]!)
  const maximise = (expected: Expected): number => {
    const [matches, , , work] = expected.levels as [
      Float64Array[],
      Float64Array[],
      Float64Array[],
      Float64Array[],
    ]
    const before = match.share
    const seen = (expected.pairs[0]! + 50 * MATCHES_PER_UNIT) / (units + 50)
    match.share = (units * seen) / all
    colleagues.share = Math.max(1, expected.pairs[3]!) / all
    let change = Math.abs(match.share - before) / before
    for (const [k, table] of match.tables.entries()) {
      let told = 0
      for (let l = 1; l < table.length; l++) told += matches[k]![l]!
      const weight = Math.max(PRIOR_SHARE * told, PRIOR_PAIRS)
      change = Math.max(
        change,
        learn(table, matches[k]!, (l) => weight * MATCH[k]![l]!),
      )
    }
    for (const k of [K.mailbox, K.phone, K.org]) {
      const prior = COLLEAGUES[k]!
      change = Math.max(
        change,
        learn(colleagues.tables[k]!, work[k]!, (l) => 0.5 + PRIOR_PAIRS * prior[l]!),
      )
    }
    nonMatches(expected)
    return change
  }

  /** What rests on non-matches of all classes: names, and the top levels of values that only one person has. */
  const nonMatches = ({ levels }: Expected): void => {
    const count = (k: number, level: number): number =>
      levels[1]![k]![level]! + levels[2]![k]![level]! + levels[3]![k]![level]!
    const equal = count(K.name, NAME.equal)
    // Those not compared are two people each; namesakes by a nickname are left out as often, by what was compared.
    const leftOut = Math.max(0, oneName - equal - levels[0]![K.name]![NAME.equal]!)
    for (let level: number = ALIKE; level <= NAME.equal; level++) {
      const prior = STRANGERS[K.name]![level]!
      const seen = count(K.name, level)
      const unseen = level === NAME.equal ? leftOut : leftOut * Math.min(1, seen / Math.max(1, equal))
      const chance = (seen + unseen + RARE_PAIRS * prior) / (all + RARE_PAIRS)
      namesOf(level, chance)
      colleagues.tables[K.name]![level] = chance
    }
    // Of those not compared nothing is alike but the name, or they would have been.
    learnBoxes(namesakes, levels[2]![K.mailbox]!, 1 + leftOut / Math.max(1, equal))
    // Relatives are colleagues here: the lower levels of the name are learnt, the higher ones are chance.
    const table = colleagues.tables[K.name]!
    let [rest, told] = [1, 0]
    for (let l: number = NAME.twoInitials; l <= NAME.equal; l++) rest -= table[l]!
    for (let l: number = NAME.differs; l < NAME.twoInitials; l++)
      told += levels[3]![K.name]![l]! + PRIOR_PAIRS * COLLEAGUES[K.name]![l]!
    for (let l: number = NAME.differs; l < NAME.twoInitials; l++)
      table[l] = (rest * (levels[3]![K.name]![l]! + PRIOR_PAIRS * COLLEAGUES[K.name]![l]!)) / told
    for (const [k, { top }] of COMPARISONS.entries()) {
      if (top === undefined) continue
      const both = pairsOf(known[k]!)
      const chance = Math.min(1e-4, (count(k, top) + RARE_PAIRS * STRANGERS[k]![top]!) / (both + RARE_PAIRS))
      strangers.tables[k]![top] = namesakes.tables[k]![top] = chance
      if (k === K.profile) colleagues.tables[k]![top] = chance
    }
    const work = colleagues.tables[K.mailbox]![MAILBOX.colleague]!
    strangers.tables[K.mailbox]![MAILBOX.colleague] = work
    namesakes.tables[K.mailbox]![MAILBOX.colleague] = work
  }

  const { rounds } = fitMixture(histogram, classes, maximise)
  return { classes, rounds }
}

/**
 * One name makes like mailboxes: near each other, or the same at two firms.
 *
 * @param times pairs in all, to one that was compared
 */
const learnBoxes = ({ tables }: MixtureClass, seen: Float64Array, times: number): void => {
  const told = (seen.reduce((sum, pairs) => sum + pairs) - seen[0]!) * times
  for (const level of [MAILBOX.near, MAILBOX.sameLocal])
    tables[K.mailbox]![level] =
      (seen[level]! + PRIOR_PAIRS * NAMESAKES_MAILBOX[level]!) / (told + PRIOR_PAIRS)
}

/**
 * Strangers never have names that are alike, namesakes always: together they are the chance table of all non-matches.
 *
 * @returns sets the chance of one alike level
 */
const splitNames = (
  strangers: MixtureClass,
  namesakes: MixtureClass,
  u: Float64Array,
): ((level: number, chance: number) => void) => {
  const chances = u.slice()
  const spread = (): void => {
    let alike = 0
    for (let l: number = ALIKE; l <= NAME.equal; l++) alike += chances[l]!
    namesakes.share = alike
    strangers.share = 1 - alike
    for (let l = 1; l < chances.length; l++) {
      strangers.tables[K.name]![l] = l < ALIKE ? chances[l]! / (1 - alike) : 0
      namesakes.tables[K.name]![l] = l < ALIKE ? 0 : chances[l]! / alike
    }
  }
  spread()
  return (level, chance) => {
    chances[level] = chance
    spread()
  }
}
