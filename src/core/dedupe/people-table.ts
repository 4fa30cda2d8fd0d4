/**
 * Units as rows of numbers, sixteen to a row (one cache line), in an order that follows their content: whatever is drawn
 * at random or decided by order comes out the same when the input is shuffled or numbered anew.
 */
import { hash52, joined52 } from '../../lib/quick-hash.ts'
import { Dictionary, Renumbered } from './dictionary.ts'
import { sortedBy } from './radix.ts'
import { createPersonReader, profileKind } from './normalise-person.ts'
import type { MailboxFeatures, PersonFeatures } from './normalise-person.ts'
import type { PersonFacts } from './types.ts'
import { mailboxHead, phoneHead } from './value-heads.ts'

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

/** What is also read by itself, for all units one after the other: a sixteenth of the way through the rows. */
const COLUMNS = [
  ...(['given', 'family', 'root', 'mailbox', 'local', 'phone', 'profile'] as const),
  ...(['company', 'domain', 'title'] as const),
]
export type Column = (typeof COLUMNS)[number]

/** What a row has no room for: values beyond the first of each kind. */
export interface More {
  /** given, family. */
  names: (readonly [given: number, family: number])[]
  /** Roots of all names beyond the first one's first, with the family name. */
  roots: (readonly [root: number, family: number])[]
  mailboxes: (readonly [mailbox: number, local: number, mailDomain: number])[]
  phones: number[]
  profiles: number[]
  /** See model/generation.ts; 0 where nothing tells it. */
  generation: number
}

export const DICTIONARIES = [
  // Given names, roots and family names.
  'names',
  ...(['mailboxes', 'locals', 'domains', 'phones', 'profiles', 'companies', 'cities'] as const),
  // Countries, titles and ranks.
  'words',
] as const
export type Dictionaries = Record<(typeof DICTIONARIES)[number], Dictionary>

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

/** Which dictionary the numbers at these places belong to. */
const DICTIONARY_AT: readonly (readonly [place: number, dictionary: keyof Dictionaries])[] = [
  ...[AT.given, AT.family, AT.root].map((place) => [place, 'names'] as const),
  ...([
    [AT.mailbox, 'mailboxes'],
    [AT.local, 'locals'],
    [AT.mailDomain, 'domains'],
    [AT.phone, 'phones'],
    [AT.profile, 'profiles'],
    [AT.company, 'companies'],
    [AT.domain, 'domains'],
    [AT.city, 'cities'],
  ] as const),
  ...[AT.country, AT.title, AT.rank].map((place) => [place, 'words'] as const),
]

/** Units on their way from one builder to another, in the numbers of the first. */
export interface PeopleRows {
  rows: Int32Array<ArrayBuffer>
  hashes: Float64Array<ArrayBuffer>
  ids: Float64Array<ArrayBuffer>
  more: ReadonlyMap<number, More>
}

/** Collects units as they come. */
export class PeopleTableBuilder {
  readonly texts = Object.fromEntries(DICTIONARIES.map((name) => [name, new Dictionary()])) as Dictionaries
  private rows = new Int32Array(WIDTH * 1024)
  private hashes = new Float64Array(1024)
  private ids = new Float64Array(1024)
  private more = new Map<number, More>()
  private readonly sources: (readonly string[])[] = []
  private units = 0
  private readonly keepsSources: boolean
  private readonly read = createPersonReader()
  /** What the reader's numbers are here. */
  private readonly known = {
    given: new Renumbered(this.texts.names),
    family: new Renumbered(this.texts.names),
    root: new Renumbered(this.texts.names),
    domain: new Renumbered(this.texts.domains),
    company: new Renumbered(this.texts.companies),
    city: new Renumbered(this.texts.cities),
    country: new Renumbered(this.texts.words),
    title: new Renumbered(this.texts.words),
    rank: new Renumbered(this.texts.words),
  }

  /** @param keepsSources whether the names of lists play a part */
  constructor(keepsSources: boolean) {
    this.keepsSources = keepsSources
  }

  add(facts: PersonFacts): void {
    const person = this.read(facts)
    const unit = this.units++
    if (unit === this.hashes.length) this.grow(unit + 1)
    const { texts, known } = this
    const at = unit * WIDTH
    const [name] = person.names
    const [box] = person.mailboxes
    const row = this.rows
    if (name !== undefined) {
      row[at + AT.given] = known.given.of(name.givenAt, name.given)
      row[at + AT.family] = known.family.of(name.familyAt, name.family)
      row[at + AT.root] = known.root.of(name.givenAt, name.roots[0] ?? '')
    }
    if (box !== undefined) {
      row[at + AT.mailbox] = texts.mailboxes.intern(box.address)
      row[at + AT.local] = texts.locals.intern(box.telling)
      row[at + AT.mailDomain] = known.domain.of(box.domainAt, box.domain)
    }
    row[at + AT.phone] = texts.phones.intern(person.phones[0] ?? '')
    row[at + AT.profile] = texts.profiles.intern(person.profiles[0] ?? '')
    row[at + AT.company] = known.company.of(person.companyAt, person.company)
    row[at + AT.domain] = known.domain.of(person.domainAt, person.domain)
    row[at + AT.city] = known.city.of(person.cityAt, person.city)
    row[at + AT.country] = known.country.of(person.countryAt, person.country)
    row[at + AT.title] = known.title.of(person.titleAt, person.title)
    row[at + AT.rank] = known.rank.of(person.titleAt, person.rank)
    row[at + AT.flags] =
      mailboxHead(texts.mailboxes, row[at + AT.mailbox]!) |
      (hasSeveral(person) ? FLAG.several : 0) |
      (box?.fitsName ? FLAG.fitsName : 0)
    row[at + AT.phoneHead] = phoneHead(texts.phones, row[at + AT.phone]!)
    const hasMore = hasSeveral(person) || (name?.roots.length ?? 0) > 1 || person.generation > 0
    if (hasMore) this.more.set(unit, this.moreOf(person))
    this.hashes[unit] = this.hashOf(at, person)
    this.ids[unit] = facts.id
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
      generation: person.generation,
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
    // Beside the others of that name, wherever they stand.
    hash += person.generation
    if (hasSeveral(person)) {
      const rest = [person.names, person.mailboxes, person.phones, person.profiles]
      hash = joined52(hash, hash52(JSON.stringify(rest, HASHED)))
    }
    return this.keepsSources ? joined52(hash, hash52([...person.sources].sort().join('\n'))) : hash
  }

  /** Takes out what was added since the last time; its texts stay. */
  take(): PeopleRows {
    const { units, more } = this
    const rows = this.rows.slice(0, units * WIDTH)
    this.rows.fill(0, 0, rows.length)
    this.units = 0
    this.more = new Map()
    return { rows, hashes: this.hashes.slice(0, units), ids: this.ids.slice(0, units), more }
  }

  /** @param numberOf what each number of the other builder is here, by dictionary */
  addRows(
    { rows, hashes, ids, more }: PeopleRows,
    numberOf: Readonly<Record<keyof Dictionaries, ArrayLike<number>>>,
  ): void {
    const from = this.units
    this.units += ids.length
    if (this.units > this.hashes.length) this.grow(this.units)
    this.hashes.set(hashes, from)
    this.ids.set(ids, from)
    const own = this.rows.subarray(from * WIDTH, this.units * WIDTH)
    own.set(rows)
    for (const [place, dictionary] of DICTIONARY_AT) {
      const numbers = numberOf[dictionary]
      for (let at = place; at < own.length; at += WIDTH) own[at] = numbers[own[at]!]!
    }
    const { names, mailboxes, locals, domains, phones, profiles } = numberOf
    for (const [unit, rest] of more) {
      this.more.set(from + unit, {
        names: rest.names.map(([given, family]) => [names[given]!, names[family]!]),
        roots: rest.roots.map(([root, family]) => [names[root]!, names[family]!]),
        mailboxes: rest.mailboxes.map(([box, local, at]) => [mailboxes[box]!, locals[local]!, domains[at]!]),
        phones: rest.phones.map((phone) => phones[phone]!),
        profiles: rest.profiles.map((profile) => profiles[profile]!),
        generation: rest.generation,
      })
    }
  }

  private grow(units: number): void {
    const size = Math.max(units, this.hashes.length * 2)
    const larger = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.rows = larger(this.rows, new Int32Array(size * WIDTH))
    this.hashes = larger(this.hashes, new Float64Array(size))
    this.ids = larger(this.ids, new Float64Array(size))
  }

  /** The places of all units in the order of their ids, whatever the order in which they came. */
  byId(): Int32Array {
    return sortedBy(this.units, [this.ids.subarray(0, this.units)])
  }

  /** How many were added. */
  get size(): number {
    return this.units
  }

  /**
   * The table, with its rows in the order of their content; ids decide between equals only.
   *
   * @param chosen of these alone, by their places in the order of adding; more can be added, and chosen, afterwards
   */
  finish(chosen: Int32Array | null = null): PeopleTable {
    const { texts } = this
    const units = chosen?.length ?? this.units
    const placeOf = (input: number): number => (chosen === null ? input : chosen[input]!)
    const ofChosen = (all: Float64Array): Float64Array =>
      chosen === null ? all.subarray(0, units) : Float64Array.from(chosen, (place) => all[place]!)
    const [ids, hashes] = [ofChosen(this.ids), ofChosen(this.hashes)]
    const familyHash = new Float64Array(units)
    for (let i = 0; i < units; i++)
      familyHash[i] = texts.names.hash[this.rows[placeOf(i) * WIDTH + AT.family]!]!
    // Rows of one family name lie together: most pairs are of these, and are compared from the cache.
    const inputOf = sortedBy(units, [ids, hashes, familyHash])
    const rows = new Int32Array(units * WIDTH)
    const rowOf = new Int32Array(units)
    const columns = COLUMNS.map((name) => ({ name, place: AT[name], column: new Int32Array(units) }))
    const more = new Map<number, More>()
    for (let row = 0; row < units; row++) {
      const input = inputOf[row]!
      rowOf[input] = row
      const from = placeOf(input) * WIDTH
      for (let k = 0; k < WIDTH; k++) rows[row * WIDTH + k] = this.rows[from + k]!
      for (const { place, column } of columns) column[row] = rows[row * WIDTH + place]!
      const rest = this.more.get(placeOf(input))
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
      sources: this.keepsSources ? Array.from(inputOf, (input) => this.sources[placeOf(input)]!) : null,
      ids: Float64Array.from(inputOf, (input) => ids[input]!),
    }
  }
}

/** Of names and mailboxes: what is compared. */
const HASHED = ['given', 'family', 'roots', 'address', 'telling', 'domain', 'fitsName']

const hasSeveral = ({ names, mailboxes, phones, profiles }: PersonFeatures): boolean =>
  names.length > 1 || mailboxes.length > 1 || phones.length > 1 || profiles.length > 1
