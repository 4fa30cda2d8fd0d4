/**
 * Lines and inboxes of several people: a number that people of different names have is the company's, and says little
 * about who they are. Always worked out from those who have it now, so it is no part of the fitted model.
 */
import { grouped } from './grouping.ts'
import type { PeopleTable } from './people-table.ts'
import { FAMILY, GIVEN, type NameLikeness } from './name-likeness.ts'

/** A value is shared when so many people of unlike names have it; a married couple of names may have one mailbox. */
const LEAST = { phones: 2, mailboxes: 3 } as const
export type SharedKind = keyof typeof LEAST

/** Given and family name, as numbers; 0 is unknown. */
export type NameIds = readonly [given: number, family: number]

/** Whether two names are surely not one person's. Unknown parts decide nothing. */
const areUnlike = (likeness: NameLikeness, a: NameIds, b: NameIds): boolean => {
  if (a[1] === 0 || b[1] === 0) return false
  if (likeness.family(a[1], b[1]) >= FAMILY.initial) return false
  if (a[0] === b[1] && a[1] === b[0]) return false
  return a[0] === 0 || b[0] === 0 || likeness.given(a[0], b[0]) < GIVEN.nickname
}

/** Whether these holders of one value are too many to be one person. The order of the holders plays no part. */
export const isSharedBy = (
  likeness: NameLikeness,
  holders: readonly NameIds[],
  kind: SharedKind,
  rank: (name: number) => number,
): boolean => {
  const distinct = [...new Map(holders.map((name) => [name[0] * 2 ** 26 + name[1], name])).values()].sort(
    (a, b) => rank(a[1]) - rank(b[1]) || rank(a[0]) - rank(b[0]),
  )
  const people: NameIds[] = []
  for (const name of distinct) {
    if (!people.every((other) => areUnlike(likeness, name, other)) || name[1] === 0) continue
    people.push(name)
    if (people.length >= LEAST[kind]) return true
  }
  return false
}

/** Overrides: true or false where it is known from elsewhere, undefined where the units at hand decide. */
export type SharedElsewhere = (kind: SharedKind, value: string) => boolean | undefined

/**
 * Which phones and mailboxes of a table are shared: 1 at the value's number.
 *
 * @returns by kind
 */
export const markShared = (
  table: PeopleTable,
  likeness: NameLikeness,
  elsewhere?: SharedElsewhere,
): Record<SharedKind, Uint8Array> => ({
  phones: sharedOf(table, likeness, 'phones', elsewhere),
  mailboxes: sharedOf(table, likeness, 'mailboxes', elsewhere),
})

const sharedOf = (
  { columns, units, more, texts }: PeopleTable,
  likeness: NameLikeness,
  kind: SharedKind,
  elsewhere?: SharedElsewhere,
): Uint8Array => {
  const values = texts[kind]
  const shared = new Uint8Array(values.size)
  const further: (readonly [value: number, unit: number])[] = []
  for (const [unit, { phones, mailboxes }] of more) {
    const ids = kind === 'phones' ? phones : mailboxes.map(([mailbox]) => mailbox)
    for (const id of ids) further.push([id, unit])
  }
  const all = new Int32Array(units + further.length)
  all.set(kind === 'phones' ? columns.phone : columns.mailbox)
  for (const [n, [value]] of further.entries()) all[units + n] = value
  const { start, members } = grouped(all, values.size)
  const { given, family } = columns
  const holder = (at: number): number =>
    members[at]! < units ? members[at]! : further[members[at]! - units]![1]
  const rank = (name: number): number => texts.names.hash[name]!
  const isHeldByMany = (from: number, to: number): boolean => {
    let at = from + 1
    while (at < to && family[holder(at)] === family[holder(from)]) at++
    if (at >= to) return false
    const names: NameIds[] = []
    for (at = from; at < to; at++) names.push([given[holder(at)]!, family[holder(at)]!])
    return isSharedBy(likeness, names, kind, rank)
  }
  for (let value = 1; value < values.size; value++) {
    const [from, to] = [start[value]!, start[value + 1]!]
    // What two do not have, no two are compared by.
    if (to - from < 2) continue
    const known = elsewhere?.(kind, values.values[value]!)
    shared[value] = (known ?? isHeldByMany(from, to)) ? 1 : 0
  }
  return shared
}
