/**
 * What keeps two people apart whatever else agrees: a profile each, a generation each, a work address each at one
 * company, or a place each in a list that is known to hold nobody twice. Few and typed: a blanket veto on low weights
 * costs more than it saves.
 */
import { decode } from './mixture.ts'
import { AT, FLAG, WIDTH, type PeopleTable } from './people-table.ts'
import { K, LEVELS, MAILBOX, NAME, PROFILE } from './person-levels.ts'
import type { PeopleModel } from './people-model.ts'
import type { Band, Refusal } from './types.ts'

/**
 * Answers for two rows and the pattern of their comparisons.
 *
 * @param cleanSources names of lists in which everybody stands once
 */
export const createApart = (
  table: PeopleTable,
  cleanSources: ReadonlySet<string>,
): ((pattern: number, a: number, b: number) => Refusal | null) => {
  const { rows, texts, sources } = table
  const generation = generationsOf(table)
  const digits = new Uint8Array(LEVELS.length)
  const { values } = texts.mailboxes
  const withoutNumber = (unit: number): string =>
    values[rows[unit * WIDTH + AT.mailbox]!]!.replace(/\d+(?=@)/, '')
  return (pattern, a, b) => {
    decode(LEVELS, pattern, digits)
    if (digits[K.profile] === PROFILE.differs) return 'two_profiles'
    if (digits[K.mailbox] === MAILBOX.colleague) {
      const name = digits[K.name]!
      const isOther = name !== NAME.untold && name <= NAME.relative
      if (isOther || withoutNumber(a) === withoutNumber(b)) return 'two_work_addresses'
    }
    if (areOfTwo(generation, a, b)) return 'two_generations'
    if (cleanSources.size > 0 && sources !== null) {
      const theirs = sources[b]!
      if (sources[a]!.some((source) => cleanSources.has(source) && theirs.includes(source)))
        return 'same_source'
    }
    return null
  }
}

/** By row; 0 where nothing tells it. */
const generationsOf = ({ units, more }: PeopleTable): Uint8Array => {
  const generations = new Uint8Array(units)
  for (const [row, { generation }] of more) generations[row] = generation
  return generations
}

const areOfTwo = (generation: Uint8Array, a: number, b: number): boolean =>
  generation[a] !== 0 && generation[b] !== 0 && generation[a] !== generation[b]

/** False for two rows that surely nothing keeps apart, by a look at their values: comparing costs ten times as much. */
export const createMayBeApart = (
  table: PeopleTable,
  cleanSources: ReadonlySet<string>,
): ((a: number, b: number) => boolean) => {
  const { rows } = table
  const generation = generationsOf(table)
  return (a, b) => {
    const [p, q] = [a * WIDTH, b * WIDTH]
    if (cleanSources.size > 0 || ((rows[p + AT.flags]! | rows[q + AT.flags]!) & FLAG.several) !== 0)
      return true
    const [profile, mailbox] = [rows[p + AT.profile]!, rows[p + AT.mailbox]!]
    if (profile !== 0 && rows[q + AT.profile] !== 0 && profile !== rows[q + AT.profile]) return true
    if (areOfTwo(generation, a, b)) return true
    if (mailbox === 0 || rows[q + AT.mailbox] === 0 || mailbox === rows[q + AT.mailbox]) return false
    return rows[p + AT.mailDomain] === rows[q + AT.mailDomain] || rows[p + AT.domain] === rows[q + AT.domain]
  }
}

/**
 * What may be done with a pair without asking. However much else agrees, other names need more than a number or mailbox
 * in common: a couple may share both. A surname alone may change, if the mailbox or profile is the same.
 */
export const createBand = ({ thresholds }: PeopleModel): ((pattern: number, weight: number) => Band) => {
  const digits = new Uint8Array(LEVELS.length)
  return (pattern, weight) => {
    if (weight < thresholds.review) return 'leave'
    if (weight < thresholds.merge) return 'review'
    decode(LEVELS, pattern, digits)
    const name = digits[K.name]!
    if (name === NAME.untold || name > NAME.married || digits[K.profile] === PROFILE.equal) return 'merge'
    return name === NAME.married && digits[K.mailbox] === MAILBOX.equal ? 'merge' : 'review'
  }
}
