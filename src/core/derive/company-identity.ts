/**
 * Which company a record speaks of: its domain where one is known, else its normalised name.
 *
 * A name alone goes to the domain that most records with this name have, when that is a clear majority; two firms of
 * one name stay apart. It is a function of counts, so it does not depend on the order of the lists.
 */
import { cleanCompany } from '../../model/company-name.ts'
import { suggestDomain } from '../../model/email-typo.ts'
import { emailDomain, isFreeMail } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'

export interface CompanyHints {
  /** Registrable domain; null for none, free mail and shared hosts. */
  domain: string | null
  /** Folded name without its legal form. */
  name_key: string | null
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
  return { domain, name_key: name ? cleanCompany(name).key : null }
}

/**
 * The domain that a name stands for.
 *
 * @param counts records of this name by domain
 * @returns the domain of more than half of them, else null
 */
export const domainOfName = (counts: ReadonlyMap<string, number>): string | null => {
  let [best, most, all] = ['', 0, 0]
  for (const [domain, count] of counts) {
    all += count
    if (count > most) [best, most] = [domain, count]
  }
  return most * 2 > all ? best : null
}

/** `d:` and the domain, or `n:` and the name; null where a record names no company. */
export const companyKey = (
  hints: CompanyHints,
  ofName: (nameKey: string) => string | null,
): string | null => {
  if (hints.domain) return `d:${hints.domain}`
  if (!hints.name_key) return null
  const domain = ofName(hints.name_key)
  return domain ? `d:${domain}` : `n:${hints.name_key}`
}
