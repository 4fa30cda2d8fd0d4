/** Opt-outs: they hold for everybody with the address, and outlive the run that brought them. */
import { emailKey } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import type { Derivation } from './derive.ts'
import type { Deps } from './run.ts'

/** Why an address is not to be written to. */
export type OptOut = 'unsubscribed' | 'bounced'

/**
 * Suppresses these e-mail addresses, and derives again the people who have them. Inside a write.
 *
 * @param addresses as they stand in records; anything but a text is passed over
 */
export const suppressEmails = (
  deps: Deps,
  addresses: Iterable<RecordFields[keyof RecordFields] | undefined>,
  derivation: Derivation,
  reason: OptOut = 'unsubscribed',
): void => {
  const { suppressions, records } = deps.file
  for (const address of addresses) {
    if (typeof address !== 'string') continue
    const key = emailKey(address)
    if (!suppressions.add('email', key, reason, deps.now().toISOString())) continue
    for (const { person_id } of records.byKey(`e:${key}`)) derivation.touch(person_id)
  }
}
