/**
 * The near-exact keys under which one person stands twice: the same normalised name at the same company, or at the same
 * work e-mail domain, or with the same phone number. Pure, for a whole file and for a single list alike.
 */
import { emailDomain, isFreeMail } from '../../model/email.ts'
import { nameKey, parseName } from '../../model/name.ts'

export type NearReason = 'same_name_and_company' | 'same_name_and_domain' | 'same_name_and_phone'

export interface NearFacts {
  full_name: string | null | undefined
  first_name: string | null | undefined
  last_name: string | null | undefined
  /** Whatever stands for the company: its id, its domain, its folded name. Compared as it is. */
  companies: readonly string[]
  emails: readonly string[]
  /** E.164. */
  phones: readonly string[]
}

export interface NearKey {
  key: string
  because: NearReason
}

/** Given and family name as one key; null where either is missing, or the name is that of a couple. */
const nameOf = ({ full_name, first_name, last_name }: NearFacts): string | null => {
  const parsed = first_name && last_name ? null : full_name ? parseName(full_name) : null
  if (parsed?.couple) return null
  return nameKey(first_name ?? parsed?.first_name, last_name ?? parsed?.last_name)
}

/** The keys of one person or row, the surest first; none without a given and a family name. */
export const nearKeys = (facts: NearFacts): NearKey[] => {
  const name = nameOf(facts)
  if (name === null) return []
  const keys: NearKey[] = facts.companies.map((company) => ({
    key: `${name}|c|${company}`,
    because: 'same_name_and_company',
  }))
  for (const address of facts.emails) {
    const domain = emailDomain(address)
    if (!isFreeMail(domain)) keys.push({ key: `${name}|d|${domain}`, because: 'same_name_and_domain' })
  }
  for (const number of facts.phones) {
    keys.push({ key: `${name}|p|${number}`, because: 'same_name_and_phone' })
  }
  return keys
}

/** Two different LinkedIn profiles are two people, whatever else agrees. */
export const areTwoProfiles = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a !== b
