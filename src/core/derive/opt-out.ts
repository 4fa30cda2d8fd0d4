/** Opt-outs: they hold for everybody with the address, and outlive the run that brought them. */
import { emailDomain, emailKey } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import type { SuppressionKind } from '../../store/suppressions.ts'
import type { Derivation } from './derive.ts'
import type { Deps } from './run.ts'

/** Why an address is not to be written to, or a number not to be called. */
export type OptOut = 'unsubscribed' | 'bounced' | 'do_not_call' | 'complaint' | 'suppression_list'

/** Addresses as they stand in records; anything but a text is passed over. */
type Addresses = Iterable<RecordFields[keyof RecordFields] | undefined>

export interface OptOuts {
  emails?: Addresses
  phones?: Addresses
}

/**
 * Suppresses addresses and numbers, and derives again the people who have them. Inside a write.
 *
 * @param list the batch that brought them
 */
export const suppress = (
  deps: Deps,
  { emails = [], phones = [] }: OptOuts,
  derivation: Derivation,
  reason: OptOut = 'unsubscribed',
  list: number | null = null,
): void => {
  const { suppressions, records, people } = deps.file
  const now = deps.now().toISOString()
  for (const address of emails) {
    if (typeof address !== 'string') continue
    const key = emailKey(address)
    if (!suppressions.add('email', key, reason, now, list)) continue
    for (const { person_id } of records.byKey(`e:${key}`)) derivation.touch(person_id)
  }
  for (const number of phones) {
    if (typeof number !== 'string') continue
    if (!suppressions.add('phone', number, reason, now, list)) continue
    for (const person of people.idsByNumber(number)) derivation.touch(person)
  }
}

/** The people who have one of these addresses, domains or numbers, by their comparison keys. */
export const ownersOf = (
  { file: { records, people } }: Pick<Deps, 'file'>,
  addresses: Iterable<{ kind: SuppressionKind; key: string }>,
): Set<string> => {
  const domains = new Set<string>()
  const owners = new Set<string>()
  for (const { kind, key } of addresses) {
    if (kind === 'domain') domains.add(key)
    else if (kind === 'phone') for (const person of people.idsByNumber(key)) owners.add(person)
    else for (const { person_id } of records.byKey(`e:${key}`)) owners.add(person_id)
  }
  if (domains.size === 0) return owners
  // No index knows the domains of addresses: one look at all of them for as many domains as came together.
  for (const { person_id, address } of people.addresses())
    if (domains.has(emailDomain(address))) owners.add(person_id)
  return owners
}

/** Derives again the people who have one of these, now that they are suppressed. Inside a write. */
export const touchSuppressed = (
  deps: Pick<Deps, 'file'>,
  addresses: Iterable<{ kind: SuppressionKind; key: string }>,
  derivation: Derivation,
): void => {
  for (const person of ownersOf(deps, addresses)) derivation.touch(person)
}

/** As `suppress`, for e-mail addresses. */
export const suppressEmails = (
  deps: Deps,
  emails: Addresses,
  derivation: Derivation,
  reason: OptOut = 'unsubscribed',
  list: number | null = null,
): void => suppress(deps, { emails }, derivation, reason, list)
