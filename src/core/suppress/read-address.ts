import { emailKey, extractEmails, isFreeMail } from '../../model/email.ts'
import { PrmError } from '../../model/errors.ts'
import type { SuppressionKind } from '../../store/suppressions.ts'
import { domainIn } from '../reading/domain-in.ts'
import { readTexts } from '../reading/read-texts.ts'

export interface Suppressible {
  /** As it was given. */
  text: string
  kind: SuppressionKind
  /** As suppressions are compared. */
  key: string
}

/**
 * What a text on the command line names: an e-mail address, a domain or a phone number.
 *
 * @param country by which a number without a country code is read, ISO alpha-2
 * @throws PrmError `suppress.unreadable`, `suppress.too_broad`
 */
export const readSuppressible = (text: string, country: string | undefined): Suppressible => {
  const emails = extractEmails(text)
  const [address] = emails
  if (address !== undefined && emails.length === 1) return { text, kind: 'email', key: emailKey(address) }
  const domain = emails.length === 0 && /\p{L}/u.test(text) ? domainIn(text) : null
  if (domain !== null) {
    if (!isFreeMail(domain)) return { text, kind: 'domain', key: domain }
    throw new PrmError('usage', 'suppress.too_broad', `${domain} gives addresses to everybody`, {
      hint: 'name the address itself',
    })
  }
  const { phone } = emails.length === 0 ? readTexts({ phone: text }, country).fields : {}
  if (typeof phone === 'string' && /^\+\d{5}/.test(phone)) return { text, kind: 'phone', key: phone }
  throw new PrmError(
    'usage',
    'suppress.unreadable',
    `"${text}" is no e-mail address, domain, phone number or file`,
    { hint: 'a phone number needs its country: +44 20 7946 0958, or --country GB' },
  )
}
