/**
 * What an address is by its looks alone: whose mailboxes they are, a function or a person, a real address or a stand-in.
 * Sets are built once when the module is read; every question is one or two look-ups.
 */
import { FREE_MAIL_DOMAINS, MAIL_FAMILIES, RELAY_DOMAINS } from './data/mail-providers.ts'
import { NO_ADDRESS_LOCALS, PLACEHOLDER_DOMAINS, PLACEHOLDER_WORDS } from './data/placeholder-mail.ts'
import { LEADING_ROLE_WORDS, NO_REPLY_WORDS, ROLE_WORDS } from './data/role-accounts.ts'

const FREE = new Set([
  ...FREE_MAIL_DOMAINS,
  ...RELAY_DOMAINS,
  ...Object.entries(MAIL_FAMILIES).flatMap(([name, endings]) =>
    endings.split(' ').map((ending) => `${name}.${ending}`),
  ),
])
const RELAYS = new Set(RELAY_DOMAINS)
const ROLES = new Set(ROLE_WORDS)
const LEADING_ROLES = new Set(LEADING_ROLE_WORDS)
const NO_REPLIES = new Set(NO_REPLY_WORDS)
const NO_ADDRESS = new Set(NO_ADDRESS_LOCALS)
const PLACEHOLDER = new Set(PLACEHOLDER_WORDS)
const PLACEHOLDER_HOSTS = new Set(PLACEHOLDER_DOMAINS)

const SEPARATORS = /[._\-+]+/
const SAME_LETTER = /^(.)\1*$/

/** The part before the last `@`, lower-cased and without a plus tag. */
const baseLocal = (address: string): string => {
  const at = address.lastIndexOf('@')
  const local = (at < 0 ? address : address.slice(0, at)).toLowerCase()
  const plus = local.indexOf('+')
  return plus > 0 ? local.slice(0, plus) : local
}

/** Whether a domain (lower-case) gives addresses to everybody, so that it names no employer. */
export function isFreeMail(domain: string): boolean {
  return FREE.has(domain)
}

/** Whether mail to this domain is passed on to a person who hides the real address. */
export function isRelayMail(domain: string): boolean {
  return RELAYS.has(domain) && domain !== 'icloud.com'
}

/** Every mail provider's domain, the most used first within each group. */
export function mailProviderDomains(): string[] {
  return [...FREE]
}

/** Whether nobody reads the mailbox: `no-reply@`, `mailer-daemon@`. */
export function isNoReply(address: string): boolean {
  return isNoReplyLocal(baseLocal(address))
}

const isNoReplyLocal = (local: string): boolean =>
  NO_REPLIES.has(local.replace(/[._-]/g, '')) || /^(?:no|do-?not|dont)[._-]?reply\b/.test(local)

/** What words for a function begin with: three letters, or the whole of a shorter one. */
const BEGINNINGS = new Set(
  [...ROLES, ...LEADING_ROLES, ...NO_REPLIES, 'noreply', 'donotreply'].map((word) => word.slice(0, 3)),
)

/** Tells most names from functions without looking further. */
const mayBeRole = (local: string): boolean => {
  const begin = local.slice(0, 3)
  return BEGINNINGS.has(begin) || BEGINNINGS.has(begin.slice(0, 2)) || SEPARATORS.test(begin)
}

/** Whether the mailbox belongs to a function, not to one person, in any of seven languages. */
export function isRoleAccount(address: string): boolean {
  return isRoleLocal(baseLocal(address))
}

/**
 * As `isRoleAccount`, of the part before the `@`.
 *
 * @param local lower-case, without a plus tag
 */
export function isRoleLocal(local: string): boolean {
  if (!mayBeRole(local)) return false
  if (ROLES.has(local) || LEADING_ROLES.has(local)) return true
  if (!/[._\-\d]/.test(local)) return NO_REPLIES.has(local)
  if (isNoReplyLocal(local)) return true
  const words = local.replace(/\d+$/, '').split(SEPARATORS).filter(Boolean)
  if (words.length === 0) return false
  if (LEADING_ROLES.has(words[0]!) || ROLES.has(words.join(''))) return true
  // `customer.relations` or `hr-uk`: every word is a role word or a short code for a region.
  return ROLES.has(words[0]!) && words.slice(1).every((word) => ROLES.has(word) || word.length <= 2)
}

/**
 * Whether the address stands for "there is none": `test@test.com`, `none@none.com`, `noemail@acme.example`,
 * `your.name@…`, `ann@example.com`. Such an address must not join two people.
 */
export function isPlaceholderEmail(address: string): boolean {
  return isPlaceholder(baseLocal(address), address.slice(address.lastIndexOf('@') + 1).toLowerCase())
}

/** As `isPlaceholderEmail`, of the two parts in lower case, without a plus tag. */
export function isPlaceholder(local: string, domain: string): boolean {
  if (NO_ADDRESS.has(local) || PLACEHOLDER_HOSTS.has(domain)) return true
  const name = domain.slice(0, domain.indexOf('.'))
  // The same word on both sides is a stand-in only if it is no word of its own: `stripe@stripe.com` is a real mailbox.
  if (PLACEHOLDER.has(local) && PLACEHOLDER.has(name) && !isFreeMail(domain)) return true
  return local === name && SAME_LETTER.test(local) && local.length <= 4
}
