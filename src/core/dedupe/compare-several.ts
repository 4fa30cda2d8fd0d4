/** Comparing units that have several names, mailboxes, phones or profiles: the most telling level over them counts. */
import { AT, WIDTH, type More, type PeopleTable } from './people-table.ts'
import { MAILBOX, SIZE } from './person-levels.ts'

/** The level of one value beside another; 0 where either is missing. */
export interface LevelOf {
  name: (givenA: number, familyA: number, givenB: number, familyB: number) => number
  mailbox: (
    ...pair: [
      ...[a: number, localA: number, domainA: number],
      ...[b: number, localB: number, domainB: number],
    ]
  ) => number
  phone: (a: number, b: number) => number
  profile: (a: number, b: number) => number
}

/**
 * Which of two levels tells more. Of mailboxes another one at the same company speaks louder than one elsewhere.
 * All others rise.
 */
const MAILBOX_ORDER = [
  ...[MAILBOX.untold, MAILBOX.elsewhere, MAILBOX.colleague, MAILBOX.near, MAILBOX.sameLocal, MAILBOX.equal],
].reduce<number[]>((order, level, place) => {
  order[level] = place
  return order
}, [])

const best = (levels: readonly number[], order?: readonly number[]): number =>
  levels.reduce((a, b) => ((order?.[b] ?? b) > (order?.[a] ?? a) ? b : a), 0)

type Compared = Omit<More, 'generation'>

const NONE: Compared = { names: [], roots: [], mailboxes: [], phones: [], profiles: [] }

/** The pattern of name, mailbox, phone and profile (the organisation's digit is still to come). */
export const compareSeveral = (
  { rows, more }: PeopleTable,
  levelOf: LevelOf,
): ((a: number, b: number) => number) => {
  const valuesOf = (unit: number): Compared => {
    const at = unit * WIDTH
    const rest = more.get(unit) ?? NONE
    return {
      names: [[rows[at + AT.given]!, rows[at + AT.family]!], ...rest.names],
      roots: rest.roots,
      mailboxes: [
        [rows[at + AT.mailbox]!, rows[at + AT.local]!, rows[at + AT.mailDomain]!],
        ...rest.mailboxes,
      ],
      phones: [rows[at + AT.phone]!, ...rest.phones],
      profiles: [rows[at + AT.profile]!, ...rest.profiles],
    }
  }
  const over = <T>(left: readonly T[], right: readonly T[], level: (x: T, y: T) => number): number[] =>
    left.flatMap((x) => right.map((y) => level(x, y)))
  return (a, b) => {
    const [left, right] = [valuesOf(a), valuesOf(b)]
    const digits = [
      best(over(left.names, right.names, (x, y) => levelOf.name(...x, ...y))),
      best(
        over(left.mailboxes, right.mailboxes, (x, y) => levelOf.mailbox(...x, ...y)),
        MAILBOX_ORDER,
      ),
      best(over(left.phones, right.phones, levelOf.phone)),
      best(over(left.profiles, right.profiles, levelOf.profile)),
    ]
    return digits.reduce(
      (pattern, digit, k) => pattern * [SIZE.name, SIZE.mailbox, SIZE.phone, SIZE.profile][k]! + digit,
      0,
    )
  }
}
