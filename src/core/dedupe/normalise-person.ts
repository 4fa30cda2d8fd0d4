/**
 * What of a person is compared: names without titles, credentials and middle initials, the mailbox behind an address,
 * the last nine digits of a number, the company without its legal form. Values that belong to many (role inboxes,
 * placeholders) are left out here; those that turn out to be shared, in sharing.ts.
 */
import { fold } from '../../lib/text.ts'
import { CITY_NAMES } from '../../model/data/city-names.ts'
import { CREDENTIALS, CREDENTIALS_THAT_ARE_NAMES, GENERATIONS, TITLES } from '../../model/data/name-words.ts'
import { TITLES_THAT_ARE_NAMES } from '../../model/data/name-words.ts'
import { ENDING_SLIPS } from '../../model/data/mail-typos.ts'
import { NICKNAMES } from '../../model/data/name-nicknames.ts'
import { cleanCompany } from '../../model/company-name.ts'
import { emailKey, isFreeMail, isPlaceholder, isRoleLocal } from '../../model/email.ts'
import { suggestDomain } from '../../model/email-typo.ts'
import { generationOf } from '../../model/generation.ts'
import { nameFold, parseName } from '../../model/name.ts'
import { classifyTitle } from '../../model/title.ts'
import { companyDomain, normalizeProfileUrl } from '../../model/url.ts'
import { TextNumbers } from './text-numbers.ts'
import type { PersonFacts } from './types.ts'

/*
 * Values that many people have come with the number (`At`) under which their reader knows the text that was read: equal
 * numbers of one column mean equal values, and nothing has to be looked up to see it.
 */

export interface PersonName {
  given: string
  family: string
  /** The given names that `given` may be short for; itself where none is known. */
  roots: readonly string[]
  /** Of the roots, too. */
  givenAt: number
  familyAt: number
}

export interface MailboxFeatures {
  /** Local part and domain, spellings folded. */
  address: string
  /** The local part where it carries the surname, or is odd enough, to mean the same person at another domain. */
  telling: string
  /** The company's domain behind the address; '' at mail providers. */
  domain: string
  domainAt: number
  /** The local part is made of the name, in one of the usual ways: no slip of somebody else's. */
  fitsName: boolean
}

/** Comparable values; '' where there is none. */
export interface PersonFeatures {
  names: readonly PersonName[]
  mailboxes: readonly MailboxFeatures[]
  /** At most nine digits. */
  phones: readonly string[]
  profiles: readonly string[]
  company: string
  domain: string
  city: string
  country: string
  title: string
  /** Seniority and department of the title. */
  rank: string
  /** See model/generation.ts; 0 where nothing tells it. */
  generation: number
  sources: readonly string[]
  companyAt: number
  /** Of the same column as those of the mailboxes. */
  domainAt: number
  cityAt: number
  countryAt: number
  /** Of the rank, too. */
  titleAt: number
}

const ROOTS = new Map<string, string[]>()
for (const line of NICKNAMES) {
  const forms = line.split(' ')
  for (const form of forms) ROOTS.set(form, [...(ROOTS.get(form) ?? []), forms[0]!])
}
const CITIES = new Map(
  CITY_NAMES.flatMap((line) => {
    const [first, ...others] = line.split('|')
    return others.map((other): [string, string] => [other, first!])
  }),
)
const AREA = /^(?:greater|metro(?:politan)?) | (?:(?:bay|metropolitan|metro|greater) )?area$/g

/** A column of values, each read once for as long as one reading lasts: columns repeat their values. */
class Column<T> {
  readonly #known = new TextNumbers()
  readonly #read: (text: string) => T
  readonly #answers: T[]

  constructor(read: (text: string) => T) {
    this.#read = read
    this.#answers = [read('')]
  }

  /** The number of a text in this column; 0 for none. */
  at(text: string | null): number {
    if (text === null) return 0
    const at = this.#known.intern(text)
    if (at === this.#answers.length) this.#answers.push(this.#read(text))
    return at
  }

  /** What was read of the text of this number. */
  of(at: number): T {
    return this.#answers[at]!
  }
}

const isTitle = (word: string): boolean => TITLES.has(word) && !TITLES_THAT_ARE_NAMES.has(word)
const isEnding = (word: string): boolean =>
  GENERATIONS.has(word) || (CREDENTIALS.has(word) && !CREDENTIALS_THAT_ARE_NAMES.has(word))

/** The first name that is more than an initial, else the initial; titles before it are left out. */
export const givenKey = (text: string): string => {
  const words = nameFold(text.replace(/(\p{L})-(\p{L})/gu, '$1$2')).split(' ')
  while (words.length > 1 && isTitle(words[0]!)) words.shift()
  return words.find((word) => word.length > 1) ?? words[0]!
}

/** The surname's words; what stands behind a comma, generations and credentials are left out. */
export const familyKey = (text: string): string => {
  const words = nameFold(text.split(',')[0]!).split(' ')
  while (words.length > 1 && isEnding(words.at(-1)!)) words.pop()
  while (words.length > 1 && words[0]!.length === 1) words.shift()
  return words.join(' ')
}

/** A city without what stands behind a comma, under the name that stands for its others. */
export const cityKey = (text: string): string => {
  const plain = nameFold(text.split(/[,(/]/)[0]!)
  const known = CITIES.get(plain)
  if (known !== undefined) return known
  const bare = plain.replace(AREA, '').trim()
  return CITIES.get(bare) ?? bare
}

/** The last nine digits, which no country code or trunk prefix reaches; '' for less than seven. */
export const phoneKey = (text: string): string => {
  const digits = text.replace(/(?:[a-z#;]|ext).*$/i, '').replace(/\D+/g, '')
  return digits.length < 7 ? '' : digits.slice(-9)
}

const plain = (text: string): string => fold(text).trim()

const rootsOf = (given: string): readonly string[] => ROOTS.get(given) ?? [given]

/** What a profile's key says of its kind: slugs and the networks' own ids of one person cannot be told apart by text. */
export const profileKind = (key: string): string =>
  /^in\/AC[a-zA-Z]AA/.test(key) ? 'id' : key.slice(0, key.indexOf('/'))

/**
 * A reader of facts. It keeps what it has read of each distinct text for as long as it lives; make one for each run.
 */
export const createPersonReader = (): ((facts: PersonFacts) => PersonFeatures) => {
  const given = new Column((text) => {
    const key = givenKey(text)
    return { key, roots: rootsOf(key) }
  })
  const family = new Column(familyKey)
  const city = new Column(cityKey)
  const company = new Column((text) => cleanCompany(text).key ?? '')
  const domain = new Column((text) => (text === '' ? '' : (companyDomain(text) ?? '')))
  const title = new Column((text) => {
    const { seniority, department } = classifyTitle(text)
    const rank = seniority === null || department === null ? '' : `${seniority}|${department}`
    return { title: plain(text), rank }
  })
  const country = new Column(plain)
  /** A mail domain with the usual slips mended, and the company's behind it. */
  const mailHost = new Column((written) => {
    const ending = written.slice(written.lastIndexOf('.') + 1)
    const isGood = ending === 'co' || !(ending in ENDING_SLIPS)
    const host = isFreeMail(written) ? written : (suggestDomain(written, isGood) ?? written)
    return { host, domainAt: isFreeMail(host) ? 0 : domain.at(host) }
  })

  const nameOf = (first: string | null, last: string | null, full: string | null): PersonName | null => {
    if (!(first && last) && full) {
      const parsed = parseName(full)
      if (parsed.first_name && parsed.last_name) [first, last] = [parsed.first_name, parsed.last_name]
    }
    const [givenAt, familyAt] = [given.at(first), family.at(last)]
    const { key, roots } = given.of(givenAt)
    const name = { given: key, family: family.of(familyAt), roots, givenAt, familyAt }
    return name.given === '' && name.family === '' ? null : name
  }
  const mailboxOf = (raw: string, names: readonly PersonName[]): MailboxFeatures | null => {
    let key = emailKey(raw)
    let at = key.lastIndexOf('@')
    if (at < 1) return null
    const { host, domainAt } = mailHost.of(mailHost.at(key.slice(at + 1)))
    const box = { domain: domain.of(domainAt), domainAt }
    if (host.length !== key.length - at - 1 || !key.endsWith(host)) {
      key = emailKey(`${key.slice(0, at)}@${host}`)
      at = key.lastIndexOf('@')
    }
    const plus = key.indexOf('+')
    const isTagged = plus > 0 && plus < at
    const local = key.slice(0, isTagged ? plus : at)
    if (isRoleLocal(local) || isPlaceholder(local, key.slice(at + 1)))
      return { address: '', telling: '', ...box, fitsName: false }
    const tells = names.some((name) => isTelling(local, name.family.replaceAll(' ', '')))
    const fitsName = names.some((name) => isMadeOf(local, name))
    const address = isTagged || at + 1 + host.length !== key.length ? `${local}@${host}` : key
    return { address, telling: tells ? local : '', ...box, fitsName }
  }

  return (facts) => {
    const names = distinctNames(
      [facts, ...(facts.other_names ?? [])].map((name) =>
        nameOf(name.first_name, name.last_name, name.full_name),
      ),
    )
    const mailboxes = facts.emails.map((raw) => mailboxOf(raw, names)).filter((box) => box !== null)
    const ownAt = domain.at(facts.domain)
    const domainAt =
      domain.of(ownAt) === '' ? (mailboxes.find((box) => box.domain !== '')?.domainAt ?? 0) : ownAt
    const [companyAt, cityAt] = [company.at(facts.company), city.at(facts.city)]
    const [countryAt, titleAt] = [country.at(facts.country), title.at(facts.title)]
    return {
      names,
      mailboxes: mailboxes.filter(({ address }) => address !== ''),
      phones: distinct(facts.phones.map(phoneKey)),
      profiles: distinct(facts.profiles.map((url) => normalizeProfileUrl(url)?.key ?? plain(url))),
      company: company.of(companyAt),
      domain: domain.of(domainAt),
      city: city.of(cityAt),
      country: country.of(countryAt),
      ...title.of(titleAt),
      generation: generationOf({ suffix: facts.suffix, name: facts.full_name ?? facts.last_name }),
      sources: facts.sources,
      ...{ companyAt, domainAt, cityAt, countryAt, titleAt },
    }
  }
}

const distinct = (texts: readonly string[]): readonly string[] =>
  texts.length < 2 ? texts.filter((text) => text !== '') : [...new Set(texts)].filter((text) => text !== '')

const distinctNames = (names: readonly (PersonName | null)[]): PersonName[] => {
  const found = names.filter((name) => name !== null)
  if (found.length < 2) return found
  return [...new Map(found.map((name) => [`${name.given}|${name.family}`, name])).values()]
}

/** `jsmith` and `ann.smith` carry a surname and more; `smith` alone does not; `bob1977` is odd enough without. */
const isTelling = (local: string, family: string): boolean =>
  family.length >= 3 && local.includes(family) && local.length > family.length + 2
    ? true
    : local.length >= 7 && /\d{2,}$/.test(local)

/** `ann.smith`, `smitha`, `ann`, `asmith2`: a given name or initial and a surname or initial, and nothing else but a number. */
const isMadeOf = (local: string, { given, family }: PersonName): boolean => {
  if (given.length < 2) return false
  const letters = local.replace(/\d+$/, '').replace(/[._-]/g, '')
  const name = family.replaceAll(' ', '')
  return [`${given}${name}`, `${name}${given}`, given, `${given}${name.slice(0, 1)}`].includes(letters)
}
