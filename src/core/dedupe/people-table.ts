/**
 * Units as rows of numbers, sixteen to a row (one cache line), in an order that follows their content: whatever is drawn
 * at random or decided by order comes out the same when the input is shuffled or numbered anew.
 */
import { hash52, joined52 } from '../../lib/quick-hash.ts'
import { Dictionary, type Letters } from './dictionary.ts'
import { sortedBy } from './radix.ts'
import { profileKind, type MailboxFeatures, type PersonFeatures } from './normalise-person.ts'

/** Places in a row. Text ids are those of the dictionary of the same name; 0 is "none". */
export const AT = {
  given: 0,
  family: 1,
  root: 2,
  mailbox: 3,
  /** The local part where it means the same person at another domain, too. */
  local: 4,
  mailDomain: 5,
  phone: 6,
  profile: 7,
  company: 8,
  domain: 9,
  city: 10,
  /** FLAG, and above it how long the first mailbox is and what it begins with: see `mailboxHead`. */
  flags: 11,
  country: 12,
  title: 13,
  rank: 14,
  /** Of the first phone: see `phoneHead`. */
  phoneHead: 15,
} as const
export const WIDTH = 16

export const FLAG = {
  /** Several names, mailboxes, phones or profiles: the rest stands in `more`. */
  several: 1,
  /** The first mailbox is made of the name. */
  fitsName: 2,
} as const

const HEAD_DIGITS = 7

/**
 * The first seven digits of a phone, four bits each, and its length in the lowest four: what most pairs of phones can be
 * told apart by without looking them up.
 */
const phoneHead = ({ letters, start, length }: Letters, id: number): number => {
  if (id === 0) return 0
  let head = 0
  for (let i = 0; i < HEAD_DIGITS; i++)
    head = (head << 4) | (i < length[id]! ? letters[start[id]! + i]! & 15 : 0)
  return (head << 4) | (length[id]! & 15)
}

/** False where two phones are surely neither equal nor one digit, or two neighbours swapped, from it. */
export const mayBeNearPhones = (a: number, b: number): boolean => {
  const differ = a ^ b
  if ((differ & 15) !== 0) return differ >>> 24 === 0
  const lowest = 31 - Math.clz32(differ & -differ)
  return differ === 0 || differ >>> (lowest & ~3) < 256
}

/** The length and first two letters of a mailbox, eleven bits a letter, above the flags. */
const mailboxHead = ({ letters, start, length }: Letters, id: number): number => {
  const at = start[id]!
  const [first, second] = [letters[at]!, length[id]! > 1 ? letters[at + 1]! : 0]
  return id === 0 ? 0 : ((first & 2047) << 21) | ((second & 2047) << 10) | (length[id]! << 2)
}

/** False where two mailboxes, by their flags, surely begin otherwise, or differ by more than two in length. */
export const mayBeNearMailboxes = (a: number, b: number): boolean => {
  if ((a ^ b) >>> 10 !== 0) return false
  const difference = ((a >>> 2) & 255) - ((b >>> 2) & 255)
  return difference <= 2 && difference >= -2
}

/** What is also read by itself, for all units one after the other: a sixteenth of the way through the rows. */
const COLUMNS = [
  ...(['given', 'family', 'root', 'mailbox', 'local', 'phone', 'profile'] as const),
  ...(['company', 'domain', 'title'] as const),
]
export type Column = (typeof COLUMNS)[number]

/** Values beyond the first of each kind. */
export interface More {
  /** given, family. */
  names: (readonly [given: number, family: number])[]
  /** Roots of all names beyond the first one's first, with the family name. */
  roots: (readonly [root: number, family: number])[]
  mailboxes: (readonly [mailbox: number, local: number, mailDomain: number])[]
  phones: number[]
  profiles: number[]
}

export interface Dictionaries {
  /** Given names, roots and family names. */
  names: Dictionary
  mailboxes: Dictionary
  locals: Dictionary
  domains: Dictionary
  phones: Dictionary
  profiles: Dictionary
  companies: Dictionary
  cities: Dictionary
  /** Countries, titles and ranks. */
  words: Dictionary
}

export interface PeopleTable {
  units: number
  rows: Int32Array
  /** [unit] */
  columns: Readonly<Record<Column, Int32Array>>
  more: ReadonlyMap<number, More>
  texts: Dictionaries
  /** Of each profile what kind of key it is: 1, 2, 3 …; only those of one kind can differ. */
  profileKinds: Uint8Array
  sources: readonly (readonly string[])[] | null
  /** From a row to the place of the unit in the input, and back. */
  inputOf: Int32Array
  rowOf: Int32Array
  /** The ids that the facts bore, by row. */
  ids: Float64Array
}

/** Collects units as they come. */
export class PeopleTableBuilder {
  private rows = new Int32Array(WIDTH * 1024)
  private hashes = new Float64Array(1024)
  private ids = new Float64Array(1024)
  private readonly more = new Map<number, More>()
  private readonly sources: (readonly string[])[] = []
  private readonly texts: Dictionaries = {
    ...{ names: new Dictionary(), mailboxes: new Dictionary(), locals: new Dictionary() },
    ...{ domains: new Dictionary(), phones: new Dictionary(), profiles: new Dictionary() },
    ...{ companies: new Dictionary(), cities: new Dictionary(), words: new Dictionary() },
  }
  private units = 0
  private readonly keepsSources: boolean

  /** @param keepsSources whether the names of lists play a part */
  constructor(keepsSources: boolean) {
    this.keepsSources = keepsSources
  }

  add(id: number, person: PersonFeatures): void {
    const unit = this.units++
    if (unit === this.hashes.length) this.grow()
    const { texts } = this
    const at = unit * WIDTH
    const [name] = person.names
    const [box] = person.mailboxes
    const row = this.rows
    row[at + AT.given] = texts.names.intern(name?.given ?? '')
    row[at + AT.family] = texts.names.intern(name?.family ?? '')
    row[at + AT.root] = texts.names.intern(name?.roots[0] ?? '')
    if (box !== undefined) {
      row[at + AT.mailbox] = texts.mailboxes.intern(box.address)
      row[at + AT.local] = texts.locals.intern(box.telling)
      row[at + AT.mailDomain] = texts.domains.intern(box.domain)
    }
    row[at + AT.phone] = texts.phones.intern(person.phones[0] ?? '')
    row[at + AT.profile] = texts.profiles.intern(person.profiles[0] ?? '')
    row[at + AT.company] = texts.companies.intern(person.company)
    row[at + AT.domain] = texts.domains.intern(person.domain)
    row[at + AT.city] = texts.cities.intern(person.city)
    row[at + AT.country] = texts.words.intern(person.country)
    row[at + AT.title] = texts.words.intern(person.title)
    row[at + AT.rank] = texts.words.intern(person.rank)
    row[at + AT.flags] =
      mailboxHead(texts.mailboxes, row[at + AT.mailbox]!) |
      (hasSeveral(person) ? FLAG.several : 0) |
      (box?.fitsName ? FLAG.fitsName : 0)
    row[at + AT.phoneHead] = phoneHead(texts.phones, row[at + AT.phone]!)
    if (hasSeveral(person) || (name?.roots.length ?? 0) > 1) this.more.set(unit, this.moreOf(person))
    this.hashes[unit] = this.hashOf(at, person)
    this.ids[unit] = id
    if (this.keepsSources) this.sources.push(person.sources)
  }

  private moreOf(person: PersonFeatures): More {
    const { texts } = this
    const box = ({ address, telling, domain }: MailboxFeatures) =>
      [texts.mailboxes.intern(address), texts.locals.intern(telling), texts.domains.intern(domain)] as const
    return {
      names: person.names.slice(1).map((n) => [texts.names.intern(n.given), texts.names.intern(n.family)]),
      roots: person.names
        .flatMap((n) =>
          n.roots.map((root) => [texts.names.intern(root), texts.names.intern(n.family)] as const),
        )
        .slice(1),
      mailboxes: person.mailboxes.slice(1).map(box),
      phones: person.phones.slice(1).map((phone) => texts.phones.intern(phone)),
      profiles: person.profiles.slice(1).map((profile) => texts.profiles.intern(profile)),
    }
  }

  /** A hash of all that is compared, and of nothing else. */
  private hashOf(at: number, person: PersonFeatures): number {
    const { texts, rows } = this
    const of = (dictionary: Dictionary, place: number): number => dictionary.hash[rows[at + place]!]!
    let hash = joined52(of(texts.names, AT.given), of(texts.mailboxes, AT.mailbox))
    hash = joined52(hash, of(texts.phones, AT.phone))
    hash = joined52(hash, of(texts.profiles, AT.profile))
    hash = joined52(hash, of(texts.companies, AT.company))
    hash = joined52(hash, joined52(of(texts.domains, AT.domain), of(texts.cities, AT.city)))
    hash = joined52(hash, joined52(of(texts.words, AT.country), of(texts.words, AT.title)))
    if (hasSeveral(person)) {
      const rest = [person.names, person.mailboxes, person.phones, person.profiles]
      hash = joined52(hash, hash52(JSON.stringify(rest)))
    }
    return this.keepsSources ? joined52(hash, hash52([...person.sources].sort().join('\n'))) : hash
  }

  private grow(): void {
    const larger = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.rows = larger(this.rows, new Int32Array(this.rows.length * 2))
    this.hashes = larger(this.hashes, new Float64Array(this.hashes.length * 2))
    this.ids = larger(this.ids, new Float64Array(this.ids.length * 2))
  }

  /** The table, with its rows in the order of their content; ids decide between equals only. */
  finish(): PeopleTable {
    const { units, texts } = this
    const familyHash = new Float64Array(units)
    for (let i = 0; i < units; i++) familyHash[i] = texts.names.hash[this.rows[i * WIDTH + AT.family]!]!
    // Rows of one family name lie together: most pairs are of these, and are compared from the cache.
    const inputOf = sortedBy(units, [this.ids.subarray(0, units), this.hashes.subarray(0, units), familyHash])
    const rows = new Int32Array(units * WIDTH)
    const rowOf = new Int32Array(units)
    const columns = COLUMNS.map((name) => ({ name, place: AT[name], column: new Int32Array(units) }))
    const more = new Map<number, More>()
    for (let row = 0; row < units; row++) {
      const input = inputOf[row]!
      rowOf[input] = row
      for (let k = 0; k < WIDTH; k++) rows[row * WIDTH + k] = this.rows[input * WIDTH + k]!
      for (const { place, column } of columns) column[row] = rows[row * WIDTH + place]!
      const rest = this.more.get(input)
      if (rest !== undefined) more.set(row, rest)
    }
    const kinds = new Map<string, number>([['', 0]])
    return {
      ...{ units, rows, more, texts, inputOf, rowOf },
      columns: Object.fromEntries(
        columns.map(({ name, column }) => [name, column]),
      ) as PeopleTable['columns'],
      profileKinds: Uint8Array.from(texts.profiles.values, (key) => {
        const kind = key === '' ? '' : profileKind(key)
        if (!kinds.has(kind)) kinds.set(kind, Math.min(255, kinds.size))
        return kinds.get(kind)!
      }),
      sources: this.keepsSources ? Array.from(inputOf, (input) => this.sources[input]!) : null,
      ids: Float64Array.from(inputOf, (input) => this.ids[input]!),
    }
  }
}

const hasSeveral = ({ names, mailboxes, phones, profiles }: PersonFeatures): boolean =>
  names.length > 1 || mailboxes.length > 1 || phones.length > 1 || profiles.length > 1
