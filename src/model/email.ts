/**
 * E-mail addresses as they stand in cells: finding them, and the key under which two spellings are one mailbox.
 * Runs on every imported cell, so the usual case, a bare address, is decided by one regular expression.
 */
import { domainToASCII } from 'node:url'
import { NO_ADDRESS_WORDS } from './data/placeholder-mail.ts'

export { isFreeMail, isPlaceholder, isPlaceholderEmail, isRoleAccount, isRoleLocal } from './email-kinds.ts'

const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9._%+'-]*[A-Za-z0-9_+-])?@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/
const NO_ADDRESS = new Set(NO_ADDRESS_WORDS)

// Zero-width and direction marks, soft hyphen: invisible, and copied along from web pages and PDFs.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
const ENTITY = /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|lt|gt|quot|apos|commat|nbsp|period));/gi
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", commat: '@', nbsp: ' ', period: '.' },
}
const AT_WORD = /\s*[[({<]\s*(?:at|arobase|arroba|chiocciola)\s*[\])}>]\s*/gi
const DOT_WORD = /\s*[[({<]\s*(?:dot|punkt|point|punto|ponto|punt)\s*[\])}>]\s*/gi
const SPACED = /^([^\s@<>,;"]+)\s*@\s*([\p{L}\p{N}-]+(?:\s?\.\s?[\p{L}\p{N}-]+)*\s?\.\s?\p{L}{2,})$/u
// (Lengths are bounded, so that a long cell of another kind costs little.) A quoted local part, or a run of what can stand in one; then a run of what looks like a domain, or a literal.
const FOUND =
  /("(?:[^"\\\n]|\\.){0,80}"|[^\s@<>()[\]\\,;:"|]{1,200})(@+)(\[[^\]\s]*\]|[\p{L}\p{M}\p{N}._\-。．｡]+)/gu
const COMMA_FOR_DOT = /^[^\s@,;<>"]+@[\w.-]+,(?:com|net|org|de|fr|it|es|nl|co\.uk|uk|io)$/i

const entity = (all: string, decimal?: string, hex?: string, name?: string): string => {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? all
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
}

const percent = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })

const unwrap = (cell: string): string => {
  let text = cell
  if (text.includes('&')) text = text.replace(ENTITY, entity)
  text = text
    .replace(INVISIBLE, '')
    .replace(/[＠﹫]/g, '@')
    .replace(/\s{2,}/g, (run) => (run.includes('\n') ? '\n' : ' '))
  if (/mailto:|%40/i.test(text)) text = percent(text.replace(/\?(?:subject|cc|bcc|body|to)=[^\s>"']*/gi, ' '))
  if (!text.includes('@') || /[[({<]\s*(?:dot|punkt|point|punto|ponto)/i.test(text)) {
    text = text.replace(AT_WORD, '@').replace(DOT_WORD, '.')
  }
  return text.trim()
}

const asWritten = (local: string, at: string, domain: string): string | null => {
  const name = local.startsWith('"')
    ? local
    : local.replace(/^(?:mailto:|smtp:|[='`´’‘“”«»*•·]|%20)+/i, '').replace(/[’”“`]+$/, '')
  const host = domain.startsWith('[') ? domain : domain.replace(/^[。．｡]+|[-._。．｡]+$/g, '').toLowerCase()
  return name === '' || host === '' ? null : `${name}${at}${host}`
}

/**
 * The e-mail addresses in a cell, in order, each once: as written, with the domain in lower case. The local part keeps
 * its case. Understands `Ann Lee <ann@acme.example>; bob@x.example`, `mailto:`, spreadsheet apostrophes, invisible
 * characters, a full-width `＠`, HTML entities, `ann [at] acme [dot] example`. An address with a fault in it
 * (`ann..lee@acme`) comes back too: the check says what is wrong. Cells such as `n/a` give an empty list.
 */
export function extractEmails(cell: string): string[] {
  if (PLAIN.test(cell)) return [lowerDomain(cell)]
  const text = unwrap(cell)
  if (!text.includes('@')) return []
  if (COMMA_FOR_DOT.test(text)) return [lowerDomain(text)]
  if (NO_ADDRESS.has(text.toLowerCase().replace(/^\W+|\W+$/g, ''))) return []
  const spaced = SPACED.exec(text)
  if (spaced !== null) {
    const only = asWritten(spaced[1]!, '@', spaced[2]!.replace(/\s/g, ''))
    return only === null ? [] : [only]
  }
  const found = new Set<string>()
  let end = 0
  for (const match of text.matchAll(FOUND)) {
    if (match.index < end) continue
    end = match.index + match[0].length
    // Two addresses run together, or a second @: nobody can say which is meant, so the whole token is kept as it is.
    if (text[end] === '@') {
      const token = /^[^\s<>(),;"|]*/.exec(text.slice(match.index))![0]
      end = match.index + token.length
      found.add(token)
      continue
    }
    const address = asWritten(match[1]!, match[2]!, match[3]!)
    if (address !== null) found.add(address)
  }
  return [...found]
}

const lowerDomain = (address: string): string => {
  const at = address.lastIndexOf('@')
  return address.slice(0, at) + address.slice(at).toLowerCase()
}

/** The domain of an address in lower case and IDNA ASCII form (`xn--…`); an empty text where there is none. */
export function emailDomain(address: string): string {
  return asciiDomain(address.slice(address.lastIndexOf('@') + 1))
}

/** A domain in lower case and IDNA ASCII form; as it stands, lower-cased, where it cannot be converted. */
function asciiDomain(domain: string): string {
  const lower = domain.trim().toLowerCase()

  if (/^[\x00-\x7f]*$/.test(lower)) return lower.endsWith('.') ? lower.slice(0, -1) : lower
  return domainToASCII(lower.toWellFormed()) || lower
}

interface MailboxRule {
  /** The name under which all of the provider's domains are one. */
  as?: string
  /** Characters that the provider ignores in the local part. */
  ignores?: RegExp
}

/** What providers say about their own addresses: text after `+` goes to the same mailbox at all of them. */
const RULES = new Map<string, MailboxRule>([
  ...['gmail.com', 'googlemail.com'].map((d): [string, MailboxRule] => [
    d,
    { as: 'gmail.com', ignores: /\./g },
  ]),
  ...['icloud.com', 'me.com', 'mac.com'].map((d): [string, MailboxRule] => [d, { as: 'icloud.com' }]),
  ...['proton.me', 'protonmail.com', 'pm.me', 'protonmail.ch'].map((d): [string, MailboxRule] => [
    d,
    { as: 'proton.me', ignores: /[._-]/g },
  ]),
  ...['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'].map(
    (d): [string, MailboxRule] => [d, { as: 'yandex.ru', ignores: /[.-]/g }],
  ),
  ...[
    'fastmail.com',
    'fastmail.fm',
    'hey.com',
    'mailbox.org',
    'posteo.de',
    'runbox.com',
    'zoho.com',
    'zohomail.com',
    'duck.com',
  ].map((d): [string, MailboxRule] => [d, {}]),
])
const MICROSOFT = /^(?:outlook|hotmail|live|windowslive|msn)\.[a-z.]+$/

/** Nothing to be mended but capitals. */
const BARE = /^[\x21-\x7e]*[\x21-\x2d\x2f-\x7e]$/

/**
 * The key under which spellings of one mailbox are equal: lower-cased, IDNA domain, and what the provider itself ignores
 * left out (Gmail's dots, plus tags at Gmail, Outlook, iCloud, Proton, Fastmail …). For comparing only: the address that
 * is shown and written to stays as it was given.
 */
export function emailKey(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0) return address.trim().toLowerCase()
  const isBare = BARE.test(address)
  const whole = isBare ? address.toLowerCase() : ''
  const domain = isBare ? whole.slice(at + 1) : emailDomain(address)
  let local = isBare ? whole.slice(0, at) : address.slice(0, at).trim().toLowerCase()

  if (!/^[\x00-\x7f]*$/.test(local)) local = local.normalize('NFC')
  const rule = RULES.get(domain) ?? (MICROSOFT.test(domain) ? {} : undefined)
  if (rule === undefined) return isBare ? whole : `${local}@${domain}`
  const plus = local.indexOf('+')
  let base = plus > 0 ? local.slice(0, plus) : local
  if (rule.ignores !== undefined) base = base.replace(rule.ignores, '') || base
  return `${base}@${rule.as ?? domain}`
}
