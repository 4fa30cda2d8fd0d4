/**
 * Which company a record speaks of: its domain where one is known, else its normalised name and its country.
 *
 * A name alone goes to the domain that most records with this name have, when that is a clear majority; two firms of
 * one name stay apart. Where it has none, the name in two countries is two companies, and a record without a country goes
 * to the country that most of the others have. It is a function of counts, so it does not depend on the order of the lists.
 * Companies that are one by decision go by one key, and count as one.
 */
import { cleanCompany } from '../../model/company-name.ts'
import { suggestDomain } from '../../model/email-typo.ts'
import { emailDomain, isFreeMail } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import type { HeadOf } from './company-heads.ts'

export interface CompanyHints {
  /** Registrable domain; null for none, free mail and shared hosts. */
  domain: string | null
  /** Folded name without its legal form. */
  name_key: string | null
  /** ISO 3166-1 alpha-2, where the name is all that is known: the company's, or the person's as the best evidence. */
  country: string | null
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** `gmial.com` is somebody's private address with a slip in it, not the company Gmial. */
const isMisspeltFreeMail = (domain: string): boolean => {
  const meant = suggestDomain(domain, true)
  return meant !== null && isFreeMail(meant)
}

/** The company domain inside a work e-mail address; null at free mail providers. */
const workDomain = (fields: RecordFields): string | null => {
  for (const field of ['email', 'email2', 'email3'] as const) {
    const address = textOf(fields[field])
    const domain = address ? companyDomain(emailDomain(address)) : null
    if (domain && !isMisspeltFreeMail(domain)) return domain
  }
  return null
}

/**
 * What a record says about the identity of its company.
 *
 * @param enriched whether the domain may be taken from the work e-mail
 */
export const companyHints = (fields: RecordFields, enriched: boolean): CompanyHints => {
  const name = textOf(fields.company)
  const told = textOf(fields.domain) ?? textOf(fields.website)
  const domain = (told ? companyDomain(told) : null) ?? (enriched ? workDomain(fields) : null)
  const name_key = name ? cleanCompany(name).key : null
  const country = domain === null && name_key !== null ? textOf(fields.country) : null
  return { domain, name_key, country: country !== null && /^[A-Z]{2}$/.test(country) ? country : null }
}

/** How often each of several words was said, and which of them more than half of the time. */
export class Tally {
  /** Most names have one domain, in one country: a map for each would cost more than all else that is remembered. */
  #only: string | null = null
  #counts: Map<string, number> | null = null
  #all = 0
  /** The word of more than half; null for none. */
  majority: string | null = null

  add(word: string, n = 1): void {
    const before = this.#all
    this.#all += n
    if (before === 0) this.#only = word
    if (this.#counts === null && word === this.#only) {
      this.majority = word
      return
    }
    const counts = (this.#counts ??= new Map([[this.#only!, before]]))
    const count = (counts.get(word) ?? 0) + n
    counts.set(word, count)
    // Another word can only lose by this.
    const best = count * 2 > this.#all ? word : this.majority
    this.majority = best !== null && counts.get(best)! * 2 > this.#all ? best : null
  }
}

/** What records say of one company name. */
export interface NameUse {
  domains: Tally
  /** Of those without a domain. */
  countries: Tally
  /** Whether any has no domain, and so follows the others. */
  isFollowed: boolean
  /** Whether any of those has no country either. */
  isFollowedAnywhere: boolean
}

/** The domain that speaks for this one. */
const headDomain = (domain: string, headOf: HeadOf): string => headOf(`d:${domain}`).slice(2)

/** Takes note of a record without a domain. */
export const noteFollower = (use: NameUse, country: string | null): void => {
  use.isFollowed = true
  if (country === null) use.isFollowedAnywhere = true
}

/** @param rows domains and countries with which records use the name, and how often */
export const nameUse = (
  rows: Iterable<{ domain: string | null; country: string | null; n: number }>,
  headOf: HeadOf,
): NameUse => {
  const use = {
    domains: new Tally(),
    countries: new Tally(),
    isFollowed: false,
    isFollowedAnywhere: false,
  }
  for (const { domain, country, n } of rows) {
    if (domain !== null) use.domains.add(headDomain(domain, headOf), n)
    else if (country !== null) use.countries.add(country, n)
    if (domain === null) noteFollower(use, country)
  }
  return use
}

/** `n:` and the name, with `@` and the country where one is known. */
const nameKey = (name: string, country: string | null): string =>
  country === null ? `n:${name}` : `n:${name}@${country}`

/** The name and the country in such a key. */
export const nameOfKey = (key: string): string => key.slice(2).replace(/@[A-Z]{2}$/, '')

/**
 * `d:` and the domain, or `n:`, the name and the country; null where a record names no company. A name goes to the domain
 * that it mostly has; without one, two countries are two companies, and who tells no country follows the majority.
 */
export const companyKey = (
  hints: CompanyHints,
  useOf: (nameKey: string) => NameUse,
  headOf: HeadOf,
): string | null => {
  if (hints.domain) return headOf(`d:${hints.domain}`)
  if (!hints.name_key) return null
  const { domains, countries } = useOf(hints.name_key)
  return domains.majority === null
    ? headOf(nameKey(hints.name_key, hints.country ?? countries.majority))
    : `d:${domains.majority}`
}
