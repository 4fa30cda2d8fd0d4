/** Opt-outs: they hold for everybody with the address, and outlive the run that brought them. */
import { emailDomain, emailKey } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import type { SuppressionKind } from '../../store/suppressions.ts'
import type { Derivation } from './derive.ts'
import type { Deps } from './run.ts'

/** Why an address is not to be written to. */
export type OptOut = 'unsubscribed' | 'bounced' | 'complaint' | 'suppression_list'

/**
 * Suppresses these e-mail addresses, and derives again the people who have them. Inside a write.
 *
 * @param addresses as they stand in records; anything but a text is passed over
 * @param list the batch that brought them
 */
export const suppressEmails = (
  deps: Deps,
  addresses: Iterable<RecordFields[keyof RecordFields] | undefined>,
  derivation: Derivation,
  reason: OptOut = 'unsubscribed',
  list: number | null = null,
): void => {
  const { suppressions, records } = deps.file
  for (const address of addresses) {
    if (typeof address !== 'string') continue
    const key = emailKey(address)
    if (!suppressions.add('email', key, reason, deps.now().toISOString(), list)) continue
    for (const { person_id } of records.byKey(`e:${key}`)) derivation.touch(person_id)
  }
}

/**
 * Derives again the people who have one of these addresses, domains or numbers, by their comparison keys, now that they
 * are suppressed. Inside a write.
 */
export const touchSuppressed = (
  { file: { records, people } }: Pick<Deps, 'file'>,
  addresses: Iterable<{ kind: SuppressionKind; key: string }>,
  derivation: Derivation,
): void => {
  const domains = new Set<string>()
  for (const { kind, key } of addresses) {
    if (kind === 'domain') domains.add(key)
    else if (kind === 'phone') for (const person of people.idsByNumber(key)) derivation.touch(person)
    else for (const { person_id } of records.byKey(`e:${key}`)) derivation.touch(person_id)
  }
  if (domains.size === 0) return
  // No index knows the domains of addresses: one look at all of them for as many domains as came together.
  const found = new Set<string>()
  for (const { person_id, address } of people.addresses())
    if (domains.has(emailDomain(address))) found.add(person_id)
  for (const person of found) derivation.touch(person)
}
