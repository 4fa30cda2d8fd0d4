/**
 * The block keys of a person (§ blocking.ts): profile, mailbox, phone; root of the given name with surname, company or
 * domain; surname with company or domain; a telling local part. Names with several roots (Alex) stand under each.
 */
import { hash52, joined52 } from '../../lib/quick-hash.ts'
import { followKey, type BlockingRule } from './blocking.ts'
import type { PersonFeatures } from './normalise-person.ts'
import type { Dictionary } from './dictionary.ts'
import { AT, WIDTH, type More, type PeopleTable } from './people-table.ts'

/** Hashes of what keys are made of; 0 where there is none. */
interface Parts {
  /** [root, family] */
  names: readonly (readonly [number, number])[]
  /** Of each name both first letters, in either order. */
  initials: readonly number[]
  mailboxes: readonly number[]
  locals: readonly number[]
  phones: readonly number[]
  profiles: readonly number[]
  company: number
  domain: number
  city: number
  country: number
  title: number
}

interface Rule {
  name: string
  keys: (parts: Parts, put: (key: number) => void) => void
  /** What a block that is too large is parted by. */
  by: readonly (keyof typeof ATTRIBUTE)[]
}

const ATTRIBUTE = {
  surname: (parts: Parts) => parts.names[0]?.[1] ?? 0,
  'given name': (parts: Parts) => parts.names[0]?.[0] ?? 0,
  city: (parts: Parts) => parts.city,
  company: (parts: Parts) => parts.company,
  country: (parts: Parts) => parts.country,
  title: (parts: Parts) => parts.title,
}

/** Both must be known. */
const both = (a: number, b: number, rule: number): number => (a === 0 || b === 0 ? 0 : joined52(a, b, rule))
/** Given and family name swapped make the same key. */
const eitherWay = (a: number, b: number, rule: number): number => both(Math.min(a, b), Math.max(a, b), rule)
const one = (a: number, rule: number): number => (a === 0 ? 0 : joined52(a, 0, rule))

const initialsOf = (given: string, family: string): number => {
  if (given === '' || family === '') return 0
  const a = given.charCodeAt(0)
  const b = family.charCodeAt(0)
  return a < b ? a * 2 ** 16 + b : b * 2 ** 16 + a
}

const RULES: readonly Rule[] = [
  {
    name: 'profile',
    keys: ({ profiles }, put) => profiles.forEach((p) => put(one(p, 1))),
    by: ['surname', 'given name'],
  },
  {
    name: 'mailbox',
    keys: ({ mailboxes }, put) => mailboxes.forEach((m) => put(one(m, 2))),
    by: ['surname', 'given name'],
  },
  {
    name: 'phone',
    keys: ({ phones }, put) => phones.forEach((p) => put(one(p, 3))),
    by: ['surname', 'given name'],
  },
  {
    name: 'full name',
    keys: ({ names }, put) => names.forEach(([root, family]) => put(eitherWay(root, family, 4))),
    by: ['city', 'company', 'country', 'title'],
  },
  {
    name: 'surname and domain',
    keys: ({ names, domain }, put) => names.forEach(([, family]) => put(both(family, domain, 5))),
    by: ['given name', 'city', 'title'],
  },
  {
    name: 'surname and company',
    keys: ({ names, company }, put) => names.forEach(([, family]) => put(both(family, company, 6))),
    by: ['given name', 'city', 'title'],
  },
  {
    name: 'given name and company',
    keys: ({ names, company }, put) => names.forEach(([root]) => put(both(root, company, 7))),
    by: ['surname', 'city', 'title'],
  },
  {
    name: 'given name and domain',
    keys: ({ names, domain }, put) => names.forEach(([root]) => put(both(root, domain, 8))),
    by: ['surname', 'city', 'title'],
  },
  {
    name: 'initials and company',
    keys: ({ initials, company }, put) => initials.forEach((pair) => put(both(pair, company, 10))),
    by: ['surname', 'given name', 'city'],
  },
  {
    name: 'initials and domain',
    keys: ({ initials, domain }, put) => initials.forEach((pair) => put(both(pair, domain, 11))),
    by: ['surname', 'given name', 'city'],
  },
  {
    name: 'local part',
    keys: ({ locals }, put) => locals.forEach((local) => put(one(local, 9))),
    by: ['surname', 'given name'],
  },
]

/** The parts of one row at a time, looked up when asked for: there are a million rows and nine rules. */
class RowParts implements Parts {
  private readonly table: PeopleTable
  private at = 0
  private more: More | undefined
  // Filled anew for each row: a million small arrays would be garbage at once.
  private readonly name: [number, number] = [0, 0]
  private readonly nameList: [number, number][] = [this.name]
  private readonly value: [number] = [0]

  constructor(table: PeopleTable) {
    this.table = table
  }
  of(unit: number): this {
    this.at = unit * WIDTH
    this.more = this.table.more.get(unit)
    return this
  }
  get names(): Parts['names'] {
    const { hash } = this.table.texts.names
    this.name[0] = hash[this.table.rows[this.at + AT.root]!]!
    this.name[1] = hash[this.table.rows[this.at + AT.family]!]!
    if (this.more === undefined) return this.nameList
    return [this.name, ...this.more.roots.map(([r, f]): [number, number] => [hash[r]!, hash[f]!])]
  }
  get initials(): readonly number[] {
    const { values } = this.table.texts.names
    const pair = (given: number, family: number): number => initialsOf(values[given]!, values[family]!)
    this.value[0] = pair(this.table.rows[this.at + AT.given]!, this.table.rows[this.at + AT.family]!)
    if (this.more === undefined) return this.value
    return [this.value[0], ...this.more.names.map(([given, family]) => pair(given, family))]
  }
  get mailboxes(): readonly number[] {
    return this.several(this.table.texts.mailboxes, AT.mailbox, (more) => more.mailboxes.map(([id]) => id))
  }
  get locals(): readonly number[] {
    return this.several(this.table.texts.locals, AT.local, (more) => more.mailboxes.map(([, id]) => id))
  }
  get phones(): readonly number[] {
    return this.several(this.table.texts.phones, AT.phone, ({ phones }) => phones)
  }
  get profiles(): readonly number[] {
    return this.several(this.table.texts.profiles, AT.profile, ({ profiles }) => profiles)
  }
  get company(): number {
    return this.single(this.table.texts.companies, AT.company)
  }
  get domain(): number {
    return this.single(this.table.texts.domains, AT.domain)
  }
  get city(): number {
    return this.single(this.table.texts.cities, AT.city)
  }
  get country(): number {
    return this.single(this.table.texts.words, AT.country)
  }
  get title(): number {
    return this.single(this.table.texts.words, AT.title)
  }
  private single({ hash }: Dictionary, place: number): number {
    return hash[this.table.rows[this.at + place]!]!
  }
  private several(
    texts: Dictionary,
    place: number,
    rest: (more: More) => readonly number[],
  ): readonly number[] {
    this.value[0] = this.single(texts, place)
    if (this.more === undefined) return this.value
    return [this.value[0], ...rest(this.more).map((id) => texts.hash[id]!)]
  }
}

/** The rules over the rows of a table. */
export const personRules = (table: PeopleTable): BlockingRule[] => {
  const parts = new RowParts(table)
  return RULES.map(({ name: title, keys, by }) => ({
    name: title,
    keys: (unit, put) => {
      keys(parts.of(unit), put)
    },
    parts: by.map((attribute) => ({
      name: attribute,
      keyOf: (unit: number) => ATTRIBUTE[attribute](parts.of(unit)),
    })),
  }))
}

/**
 * The block keys of one person, each a whole number below 2^52: two people are compared when they share one.
 *
 * @param parted keys that the model has parted
 */
export const personKeys = (person: PersonFeatures, parted: ReadonlySet<number>): number[] => {
  const hash = (text: string): number => (text === '' ? 0 : hash52(text))
  const parts: Parts = {
    names: person.names.flatMap(({ roots, family }) =>
      roots.map((root): [number, number] => [hash(root), hash(family)]),
    ),
    initials: person.names.map(({ given, family }) => initialsOf(given, family)),
    mailboxes: person.mailboxes.map(({ address }) => hash(address)),
    locals: person.mailboxes.map(({ telling }) => hash(telling)),
    phones: person.phones.map(hash),
    profiles: person.profiles.map(hash),
    ...{ company: hash(person.company), domain: hash(person.domain), city: hash(person.city) },
    ...{ country: hash(person.country), title: hash(person.title) },
  }
  const found = new Set<number>()
  for (const { keys, by } of RULES) {
    keys(parts, (key) => {
      const final = key === 0 ? 0 : followKey(key, parted, by.length, (n) => ATTRIBUTE[by[n]!](parts))
      if (final !== 0) found.add(final)
    })
  }
  return [...found]
}
