/**
 * What a comparison of two people finds: a level for each of name, mailbox, phone, profile and organisation, as one
 * pattern. Cheap tests stand before the dear ones; several values of a unit go a slower way, where the most telling
 * level over them counts.
 */
import { remembering, type Distances } from './distances.ts'
import { FAMILY, GIVEN, type NameLikeness } from './name-likeness.ts'
import { AT, FLAG, WIDTH, type PeopleTable } from './people-table.ts'
import { compareSeveral, type LevelOf } from './compare-several.ts'
import { MAILBOX, NAME, ORG, PHONE, PROFILE, SIZE, TITLE } from './person-levels.ts'
import type { SharedKind } from './sharing.ts'
import { mayBeNearMailboxes, mayBeNearPhones } from './value-heads.ts'

/** The pattern of a pair of rows: see `LEVELS` and `decode`. The same for (a, b) and (b, a). */
export type ComparePeople = (a: number, b: number) => number

/** Given and family likeness taken together. */
export const createNameLevel =
  (likeness: NameLikeness): LevelOf['name'] =>
  (givenA, familyA, givenB, familyB) => {
    if (givenA === 0 || givenB === 0 || familyA === 0 || familyB === 0) return NAME.untold
    const given = likeness.given(givenA, givenB)
    const family = likeness.family(familyA, familyB)
    if (family === FAMILY.equal) {
      if (given === GIVEN.equal) return NAME.equal
      if (given === GIVEN.nickname) return NAME.nickname
      if (given === GIVEN.near) return NAME.oneNear
      if (given === GIVEN.initial) return NAME.initial
      return given === GIVEN.far ? NAME.near : NAME.relative
    }
    if (givenA === familyB && familyA === givenB) return NAME.initial
    if (family === FAMILY.near) {
      if (given === GIVEN.equal) return NAME.oneNear
      if (given >= GIVEN.near) return NAME.near
      return given >= GIVEN.initial ? NAME.twoInitials : NAME.hardly
    }
    if (family === FAMILY.part) {
      if (given >= GIVEN.nickname) return NAME.near
      return given >= GIVEN.initial ? NAME.twoInitials : NAME.hardly
    }
    if (family === FAMILY.initial) {
      if (given >= GIVEN.nickname) return NAME.familyInitial
      return given >= GIVEN.initial ? NAME.married : NAME.hardly
    }
    return given >= GIVEN.near ? NAME.married : NAME.differs
  }

/** Compares rows of a table whose shared values are marked. */
export const createComparePeople = (
  table: PeopleTable,
  likeness: NameLikeness,
  distances: Distances,
  shared: Record<SharedKind, Uint8Array>,
): ComparePeople => {
  const { rows, texts, profileKinds } = table
  const { mailboxes, phones, companies } = texts
  const nameLevel = createNameLevel(likeness)

  const withoutNumber = (id: number): string => mailboxes.values[id]!.replace(/\d+(?=@)/, '')
  /** One or two letters off, but not only in a number: barbara2@ and barbara3@ are two people. */
  const isNearMailbox = (a: number, b: number): boolean => {
    const difference = mailboxes.length[a]! - mailboxes.length[b]!
    if (difference > 2 || difference < -2) return false
    const startA = mailboxes.start[a]!
    const startB = mailboxes.start[b]!
    const { letters } = mailboxes
    if (letters[startA] !== letters[startB] || letters[startA + 1] !== letters[startB + 1]) return false
    return (
      distances.edits(mailboxes, a, b, 2) <= 2 &&
      distances.jaroWinkler(mailboxes, a, b) >= 0.95 &&
      withoutNumber(a) !== withoutNumber(b)
    )
  }
  const mailboxLevel = (
    ...[a, localA, domainA, b, localB, domainB, mayBeNear = true]: [
      ...Parameters<LevelOf['mailbox']>,
      mayBeNear?: boolean,
    ]
  ): number => {
    if (a === 0 || b === 0) return MAILBOX.untold
    if (a === b) return shared.mailboxes[a] === 1 ? MAILBOX.untold : MAILBOX.equal
    if (localA !== 0 && localA === localB) return MAILBOX.sameLocal
    if (mayBeNear && isNearMailbox(a, b)) return MAILBOX.near
    return domainA !== 0 && domainA === domainB ? MAILBOX.colleague : MAILBOX.elsewhere
  }

  /** At most one digit changed, or two neighbours swapped, or one added or left out behind the second. */
  const isNearPhone = (a: number, b: number): boolean => {
    const length = phones.length[a]!
    const difference = length - phones.length[b]!
    const { letters } = phones
    const x = phones.start[a]!
    const y = phones.start[b]!
    if (difference !== 0) {
      if (difference > 1 || difference < -1) return false
      if (letters[x] !== letters[y] || letters[x + 1] !== letters[y + 1]) return false
      return distances.edits(phones, a, b, 1) <= 1
    }
    let i = 0
    while (i < length && letters[x + i] === letters[y + i]) i++
    let j = i + 1
    while (j < length && letters[x + j] === letters[y + j]) j++
    if (j >= length) return true
    if (letters[x + i] !== letters[y + i + 1] || letters[x + i + 1] !== letters[y + i]) return false
    j = i + 2
    while (j < length && letters[x + j] === letters[y + j]) j++
    return j >= length
  }
  const phoneLevel = (a: number, b: number, mayBeNear = true): number => {
    if (a === 0 || b === 0) return PHONE.untold
    if (a === b) return shared.phones[a] === 1 ? PHONE.shared : PHONE.equal
    return mayBeNear && isNearPhone(a, b) ? PHONE.near : PHONE.differs
  }
  const profileLevel = (a: number, b: number): number => {
    if (a === 0 || b === 0) return PROFILE.untold
    if (a === b) return PROFILE.equal
    return profileKinds[a] === profileKinds[b] ? PROFILE.differs : PROFILE.untold
  }

  const isSimilarCompany = remembering((a, b) => {
    const one = companies.values[a]!
    const other = companies.values[b]!
    if (one.startsWith(`${other} `) || other.startsWith(`${one} `)) return 1
    return distances.jaroWinkler(companies, a, b) >= 0.9 ? 1 : 0
  }, table.units)
  const orgLevel = (p: number, q: number): number => {
    const companyA = rows[p + AT.company]!
    const companyB = rows[q + AT.company]!
    const cityA = rows[p + AT.city]!
    const cityB = rows[q + AT.city]!
    const isSameCity = cityA !== 0 && cityA === cityB
    const isSameDomain = rows[p + AT.domain] !== 0 && rows[p + AT.domain] === rows[q + AT.domain]
    if (isSameDomain || (companyA !== 0 && companyA === companyB))
      return isSameCity ? ORG.equalAndCity : ORG.equal
    if (companyA === 0 || companyB === 0) {
      if (cityA === 0 || cityB === 0) return ORG.untold
      return isSameCity ? ORG.onlyCity : ORG.onlyOtherCity
    }
    const { letters, start } = companies
    if (letters[start[companyA]!] === letters[start[companyB]!] && isSimilarCompany(companyA, companyB) === 1)
      return ORG.similar
    return isSameCity ? ORG.sameCity : ORG.differs
  }

  const titleLevel = (p: number, q: number): number => {
    const titleA = rows[p + AT.title]!
    const titleB = rows[q + AT.title]!
    if (titleA === 0 || titleB === 0) return TITLE.untold
    if (titleA === titleB) return TITLE.equal
    const rank = rows[p + AT.rank]!
    return rank !== 0 && rank === rows[q + AT.rank] ? TITLE.sameKind : TITLE.differs
  }

  const severalOf = compareSeveral(table, {
    name: nameLevel,
    mailbox: (...pair) => mailboxLevel(...pair),
    phone: (x, y) => phoneLevel(x, y),
    profile: profileLevel,
  })

  return (a, b) => {
    const p = a * WIDTH
    const q = b * WIDTH
    const flagsA = rows[p + AT.flags]!
    const flagsB = rows[q + AT.flags]!
    if (((flagsA | flagsB) & FLAG.several) !== 0)
      return (severalOf(a, b) * SIZE.org + orgLevel(p, q)) * SIZE.title + titleLevel(p, q)
    let pattern = nameLevel(
      rows[p + AT.given]!,
      rows[p + AT.family]!,
      rows[q + AT.given]!,
      rows[q + AT.family]!,
    )
    let mailbox = mailboxLevel(
      rows[p + AT.mailbox]!,
      rows[p + AT.local]!,
      rows[p + AT.mailDomain]!,
      rows[q + AT.mailbox]!,
      rows[q + AT.local]!,
      rows[q + AT.mailDomain]!,
      mayBeNearMailboxes(flagsA, flagsB),
    )
    // maximo@ and maximus@ are no slip where one is Maximo's and the other Maximus's.
    if (
      mailbox === MAILBOX.near &&
      (flagsA & flagsB & FLAG.fitsName) !== 0 &&
      (rows[p + AT.given] !== rows[q + AT.given] || rows[p + AT.family] !== rows[q + AT.family])
    )
      mailbox = rows[p + AT.domain] === rows[q + AT.domain] ? MAILBOX.colleague : MAILBOX.elsewhere
    pattern = pattern * SIZE.mailbox + mailbox
    const mayBeNear = mayBeNearPhones(rows[p + AT.phoneHead]!, rows[q + AT.phoneHead]!)
    pattern = pattern * SIZE.phone + phoneLevel(rows[p + AT.phone]!, rows[q + AT.phone]!, mayBeNear)
    pattern = pattern * SIZE.profile + profileLevel(rows[p + AT.profile]!, rows[q + AT.profile]!)
    return (pattern * SIZE.org + orgLevel(p, q)) * SIZE.title + titleLevel(p, q)
  }
}
