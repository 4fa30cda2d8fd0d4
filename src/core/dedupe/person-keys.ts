/**
 * The block keys of a person (§ blocking.ts): profile, mailbox, phone; root of the given name with surname, company or
 * domain; surname with company or domain; a telling local part. Names with several roots (Alex) stand under each.
 */
import { joined52 } from '../../lib/quick-hash.ts'
import { eachKey, followKey, type BlockingRule, type Entries } from './blocking.ts'
import { AT, WIDTH, type More, type PeopleTable } from './people-table.ts'

/** The values that keys are made of; initials are both first letters of a name, in either order. */
type Value = 'profile' | 'mailbox' | 'phone' | 'local' | 'root' | 'family' | 'initials' | 'company' | 'domain'

interface Rule {
  name: string
  /** Goes into the key: the same values make another key under another rule. */
  salt: number
  of: Exclude<Value, 'company' | 'domain'>
  /** Both must be known. Root and surname swapped make the same key. */
  with?: 'family' | 'company' | 'domain'
  /** What a block that is too large is parted by. */
  by: readonly (keyof typeof ATTRIBUTE)[]
}

const ATTRIBUTE = {
  surname: AT.family,
  'given name': AT.root,
  city: AT.city,
  company: AT.company,
  country: AT.country,
  title: AT.title,
} as const

const RULES: readonly Rule[] = [
  { name: 'profile', salt: 1, of: 'profile', by: ['surname', 'given name'] },
  { name: 'mailbox', salt: 2, of: 'mailbox', by: ['surname', 'given name'] },
  { name: 'phone', salt: 3, of: 'phone', by: ['surname', 'given name'] },
  { name: 'full name', salt: 4, of: 'root', with: 'family', by: ['city', 'company', 'country', 'title'] },
  { name: 'surname and domain', salt: 5, of: 'family', with: 'domain', by: ['given name', 'city', 'title'] },
  {
    name: 'surname and company',
    salt: 6,
    of: 'family',
    with: 'company',
    by: ['given name', 'city', 'title'],
  },
  { name: 'given name and company', salt: 7, of: 'root', with: 'company', by: ['surname', 'city', 'title'] },
  { name: 'given name and domain', salt: 8, of: 'root', with: 'domain', by: ['surname', 'city', 'title'] },
  {
    ...{ name: 'initials and company', salt: 10, of: 'initials', with: 'company' },
    by: ['surname', 'given name', 'city'],
  },
  {
    ...{ name: 'initials and domain', salt: 11, of: 'initials', with: 'domain' },
    by: ['surname', 'given name', 'city'],
  },
  { name: 'local part', salt: 9, of: 'local', by: ['surname', 'given name'] },
]

/** A unit's values beyond the first. */
const FURTHER: Readonly<Record<Rule['of'], (more: More) => readonly number[]>> = {
  profile: ({ profiles }) => profiles,
  mailbox: ({ mailboxes }) => mailboxes.map(([mailbox]) => mailbox),
  phone: ({ phones }) => phones,
  local: ({ mailboxes }) => mailboxes.map(([, local]) => local),
  root: ({ roots }) => roots.map(([root]) => root),
  family: ({ roots }) => roots.map(([, family]) => family),
  initials: () => [],
}

/** Two letters in either order, as one number. */
const pairOf = (a: number, b: number): number => (a < b ? a * 2 ** 16 + b : b * 2 ** 16 + a)

/** The columns of a table that keys are made of. */
class Columns {
  private readonly table: PeopleTable
  /** Pairs of letters by their numbers, and these numbers. */
  readonly letters: number[] = [0]
  private readonly numbers = new Map<number, number>([[0, 0]])

  constructor(table: PeopleTable) {
    this.table = table
  }

  /** The first value of each unit, by its number; behind them there is room for `further` ones. */
  first(value: Value, further: number): Int32Array {
    const { rows, units } = this.table
    const column = new Int32Array(units + further)
    if (value === 'initials')
      for (let unit = 0, at = 0; unit < units; unit++, at += WIDTH)
        column[unit] = this.initials(rows[at + AT.given]!, rows[at + AT.family]!)
    else
      for (let unit = 0, at: number = AT[value]; unit < units; unit++, at += WIDTH) column[unit] = rows[at]!
    return column
  }

  further(of: Rule['of'], more: More): readonly number[] {
    return of === 'initials'
      ? more.names.map(([given, family]) => this.initials(given, family))
      : FURTHER[of](more)
  }

  private initials(given: number, family: number): number {
    if (given === 0 || family === 0) return 0
    const { letters, start } = this.table.texts.names
    const pair = pairOf(letters[start[given]!]!, letters[start[family]!]!)
    const known = this.numbers.get(pair)
    if (known !== undefined) return known
    this.numbers.set(pair, this.letters.length)
    return this.letters.push(pair) - 1
  }

  /** What each number of a value is hashed to. */
  hashes(value: Value): ArrayLike<number> {
    const { names, profiles, mailboxes, phones, locals, companies, domains } = this.table.texts
    if (value === 'initials') return this.letters
    if (value === 'root' || value === 'family') return names.hash
    return {
      ...{ profile: profiles.hash, mailbox: mailboxes.hash, phone: phones.hash, local: locals.hash },
      ...{ company: companies.hash, domain: domains.hash },
    }[value]
  }
}

const entriesOf = (table: PeopleTable, columns: Columns, rule: Rule): Entries => {
  const { rows, units, more } = table
  const further: number[] = []
  const values: (readonly [x: number, y: number])[] = []
  for (const [unit, rest] of more) {
    const others = rule.with === 'family' ? FURTHER.family(rest) : undefined
    const other = rule.with === undefined ? 0 : rows[unit * WIDTH + AT[rule.with]]!
    for (const [n, value] of columns.further(rule.of, rest).entries()) {
      further.push(unit)
      values.push([value, rule.with === undefined ? value : (others?.[n] ?? other)])
    }
  }
  const x = columns.first(rule.of, further.length)
  const y = rule.with === undefined ? x : columns.first(rule.with, further.length)
  for (const [n, [value, other]] of values.entries()) {
    const unit = further[n]!
    if (x[unit] === value && y[unit] === other) continue
    x[units + n] = value
    y[units + n] = other
  }
  if (rule.with === 'family') {
    for (let entry = 0; entry < x.length; entry++) {
      const [root, family] = [x[entry]!, y[entry]!]
      if (root <= family) continue
      x[entry] = family
      y[entry] = root
    }
  }
  return { x, y, further }
}

/** The rules over the rows of a table. */
export const personRules = (table: PeopleTable): BlockingRule[] => {
  const { names, cities, companies, words } = table.texts
  const dictionaryOf = {
    ...{ surname: names, 'given name': names, city: cities, company: companies },
    ...{ country: words, title: words },
  }
  const columns = new Columns(table)
  return RULES.map((rule) => {
    const x = columns.hashes(rule.of)
    const y = rule.with === undefined ? [] : columns.hashes(rule.with)
    return {
      name: rule.name,
      entries: () => entriesOf(table, columns, rule),
      keyOf: (a, b) => keyOf(rule, x[a]!, y[b] ?? 0),
      parts: rule.by.map((name) => ({
        name,
        keyOf: (unit: number) => dictionaryOf[name].hash[table.rows[unit * WIDTH + ATTRIBUTE[name]]!]!,
      })),
    }
  })
}

/** Hashes of the values as one key. */
const keyOf = ({ salt, with: other }: Rule, x: number, y: number): number =>
  other === 'family' ? joined52(Math.min(x, y), Math.max(x, y), salt) : joined52(x, y, salt)

/**
 * The block keys of those in a table, of one or a few, each once: two people are compared when they share one.
 *
 * @param parted keys that the model has parted
 */
export const personKeys = (table: PeopleTable, parted: ReadonlySet<number>): number[] => {
  const found = new Set<number>()
  for (const rule of personRules(table))
    eachKey(rule, table.units, (key, unit) => {
      const final = followKey(key, parted, rule.parts.length, (n) => rule.parts[n]!.keyOf(unit))
      if (final !== 0) found.add(final)
    })
  return [...found]
}
