/** Opt-outs: they hold for everybody with the address, and outlive the run that brought them. */
import { emailKey } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import type { Derivation } from './derive.ts'
import type { Deps } from './run.ts'

/** Why an address is not to be written to, or a number not to be called. */
export type OptOut = 'unsubscribed' | 'bounced' | 'do_not_call'

/** Addresses as they stand in records; anything but a text is passed over. */
type Addresses = Iterable<RecordFields[keyof RecordFields] | undefined>

export interface OptOuts {
  emails?: Addresses
  phones?: Addresses
}

/** Suppresses addresses and numbers, and derives again the people who have them. Inside a write. */
export const suppress = (
  deps: Deps,
  { emails = [], phones = [] }: OptOuts,
  derivation: Derivation,
  reason: OptOut = 'unsubscribed',
): void => {
  const { suppressions, records, people } = deps.file
  const now = deps.now().toISOString()
  for (const address of emails) {
    if (typeof address !== 'string') continue
    const key = emailKey(address)
    if (!suppressions.add('email', key, reason, now)) continue
    for (const { person_id } of records.byKey(`e:${key}`)) derivation.touch(person_id)
  }
  for (const number of phones) {
    if (typeof number !== 'string') continue
    if (!suppressions.add('phone', number, reason, now)) continue
    for (const person of people.idsByNumber(number)) derivation.touch(person)
  }
}

/** As `suppress`, for e-mail addresses. */
export const suppressEmails = (
  deps: Deps,
  emails: Addresses,
  derivation: Derivation,
  reason: OptOut = 'unsubscribed',
): void => suppress(deps, { emails }, derivation, reason)
