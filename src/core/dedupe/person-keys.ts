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
  /** Who has the same is the same person more often than not; other rules are loose (§ blocking.ts). */
  isTelling?: true
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
  { name: 'profile', salt: 1, of: 'profile', isTelling: true, by: ['surname', 'given name'] },
  { name: 'mailbox', salt: 2, of: 'mailbox', isTelling: true, by: ['surname', 'given name'] },
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

/** Two letters in either order, as one number. */
const pairOf = (a: number, b: number): number => (a < b ? a * 2 ** 16 + b : b * 2 ** 16 + a)

/** What keys are made of: each value as a column of numbers, and what each number is hashed to. */
interface Values {
  columns: Readonly<Record<Value, Int32Array>>
  hashes: Readonly<Record<Value, ArrayLike<number>>>
  /** A unit's values beyond the first. */
  further: (value: Rule['of'], more: More) => readonly number[]
  /** Units that have more than several roots of one name. */
  several: readonly (readonly [unit: number, more: More])[]
}

const valuesOf = ({ columns, units, texts, more }: PeopleTable): Values => {
  const { names, profiles, mailboxes, phones, locals, companies, domains } = texts
  const pairs = [0]
  const numbers = new Map<number, number>()
  const initials = (given: number, family: number): number => {
    if (given === 0 || family === 0) return 0
    const pair = pairOf(names.letters[names.start[given]!]!, names.letters[names.start[family]!]!)
    const known = numbers.get(pair)
    if (known !== undefined) return known
    numbers.set(pair, pairs.length)
    return pairs.push(pair) - 1
  }
  const { given, family } = columns
  const letters = new Int32Array(units)
  for (let unit = 0; unit < units; unit++) letters[unit] = initials(given[unit]!, family[unit]!)
  const further: Record<Rule['of'], (more: More) => readonly number[]> = {
    profile: ({ profiles }) => profiles,
    mailbox: ({ mailboxes }) => mailboxes.map(([mailbox]) => mailbox),
    phone: ({ phones }) => phones,
    local: ({ mailboxes }) => mailboxes.map(([, local]) => local),
    root: ({ roots }) => roots.map(([root]) => root),
    family: ({ roots }) => roots.map(([, family]) => family),
    initials: ({ names }) => names.map(([given, family]) => initials(given, family)),
  }
  return {
    columns: { ...columns, initials: letters },
    hashes: {
      ...{ profile: profiles.hash, mailbox: mailboxes.hash, phone: phones.hash, local: locals.hash },
      ...{ root: names.hash, family: names.hash, initials: pairs },
      ...{ company: companies.hash, domain: domains.hash },
    },
    further: (value, more) => further[value](more),
    several: [...more].filter(
      ([, { names, mailboxes: boxes, phones: numbers, profiles: urls }]) =>
        names.length + boxes.length + numbers.length + urls.length > 0,
    ),
  }
}

const entriesOf = ({ units, more }: PeopleTable, values: Values, rule: Rule): Entries => {
  const { columns, hashes } = values
  const second = rule.with ?? rule.of
  const further: number[] = []
  const furtherX: number[] = []
  const furtherY: number[] = []
  for (const [unit, rest] of rule.of === 'root' ? more : values.several) {
    const [firstX, firstY] = [columns[rule.of][unit]!, columns[second][unit]!]
    const more = values.further(rule.of, rest)
    if (more.length === 0) continue
    const families = rule.with === 'family' ? values.further('family', rest) : null
    for (let n = 0; n < more.length; n++) {
      const x = more[n]!
      const y = rule.with === undefined ? x : (families?.[n] ?? firstY)
      if (x === firstX && y === firstY) continue
      further.push(unit)
      furtherX.push(x)
      furtherY.push(y)
    }
  }
  const withFurther = (column: Int32Array, more: readonly number[]): Int32Array => {
    const all = new Int32Array(units + more.length)
    all.set(column)
    all.set(more, units)
    return all
  }
  let x = columns[rule.of]
  if (further.length > 0 || rule.with === 'family') x = withFurther(x, furtherX)
  let y = x
  if (rule.with !== undefined) {
    y = columns[second]
    if (further.length > 0 || rule.with === 'family') y = withFurther(y, furtherY)
  }
  if (rule.with === 'family') {
    for (let entry = 0; entry < x.length; entry++) {
      const [root, family] = [x[entry]!, y[entry]!]
      x[entry] = Math.min(root, family)
      y[entry] = Math.max(root, family)
    }
  }
  // The hashes are no fewer than the numbers.
  const sizes = [hashes[rule.of].length, hashes[second].length] as const
  return { x, y, sizes, further }
}

/** The rules over the rows of a table. */
export const personRules = (table: PeopleTable): BlockingRule[] => {
  const { names, cities, companies, words } = table.texts
  const dictionaryOf = {
    ...{ surname: names, 'given name': names, city: cities, company: companies },
    ...{ country: words, title: words },
  }
  const values = valuesOf(table)
  return RULES.map((rule) => {
    const x = values.hashes[rule.of]
    const y = rule.with === undefined ? null : values.hashes[rule.with]
    return {
      name: rule.name,
      isLoose: rule.isTelling !== true,
      entries: () => entriesOf(table, values, rule),
      keyOf: (a, b) => keyOf(rule, x[a]!, y === null ? 0 : y[b]!),
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
