/**
 * Lines and inboxes of several people: a number that people of different names have is the company's, and says little
 * about who they are. Always worked out from those who have it now, so it is no part of the fitted model.
 */
import { AT, FLAG, WIDTH, type PeopleTable } from './people-table.ts'
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
 * Marks the shared phones and mailboxes of a table (1 at the value's number), and the flags of its rows.
 *
 * @returns by kind
 */
export const markShared = (
  table: PeopleTable,
  likeness: NameLikeness,
  elsewhere?: SharedElsewhere,
): Record<SharedKind, Uint8Array> => {
  const phones = sharedOf(table, likeness, 'phones', elsewhere)
  const mailboxes = sharedOf(table, likeness, 'mailboxes', elsewhere)
  const { rows, units } = table
  for (let at = 0; at < units * WIDTH; at += WIDTH) {
    const own = rows[at + AT.flags]! & ~(FLAG.sharedMailbox | FLAG.sharedPhone)
    const shared =
      (mailboxes[rows[at + AT.mailbox]!] === 1 ? FLAG.sharedMailbox : 0) |
      (phones[rows[at + AT.phone]!] === 1 ? FLAG.sharedPhone : 0)
    rows[at + AT.flags] = own | shared
  }
  return { phones, mailboxes }
}

const sharedOf = (
  { rows, units, more, texts }: PeopleTable,
  likeness: NameLikeness,
  kind: SharedKind,
  elsewhere?: SharedElsewhere,
): Uint8Array => {
  const place = kind === 'phones' ? AT.phone : AT.mailbox
  const values = texts[kind]
  const shared = new Uint8Array(values.size)
  const extra: (readonly [value: number, unit: number])[] = []
  for (const [unit, { phones, mailboxes }] of more) {
    const ids = kind === 'phones' ? phones : mailboxes.map(([mailbox]) => mailbox)
    for (const id of ids) extra.push([id, unit])
  }
  const start = new Uint32Array(values.size + 2)
  for (let unit = 0; unit < units; unit++) start[rows[unit * WIDTH + place]! + 2]!++
  for (const [value] of extra) start[value + 2]!++
  for (let k = 2; k < start.length; k++) start[k]! += start[k - 1]!
  const holders = new Int32Array(units + extra.length)
  for (let unit = 0; unit < units; unit++) holders[start[rows[unit * WIDTH + place]! + 1]!++] = unit
  for (const [value, unit] of extra) holders[start[value + 1]!++] = unit
  const nameOf = (unit: number): NameIds => [rows[unit * WIDTH + AT.given]!, rows[unit * WIDTH + AT.family]!]
  const rank = (name: number): number => texts.names.hash[name]!
  for (let value = 1; value < values.size; value++) {
    const known = elsewhere?.(kind, values.values[value]!)
    if (known !== undefined) shared[value] = known ? 1 : 0
    else if (start[value + 1]! - start[value]! > 1) {
      const names = Array.from(holders.subarray(start[value], start[value + 1]), nameOf)
      shared[value] = isSharedBy(likeness, names, kind, rank) ? 1 : 0
    }
  }
  return shared
}
