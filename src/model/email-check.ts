/**
 * What can be said of an e-mail address without asking anybody: its grammar, whether its top level exists, throw-away and
 * stand-in addresses, slips in well-known domains. The best verdict is `plausible`; only DNS and the mail server know more.
 */
import { createRequire } from 'node:module'
import { parse } from 'tldts'
import { RESERVED_TLDS } from './data/placeholder-mail.ts'
import { isFreeMail, isNoReply, isPlaceholderEmail, isRelayMail, isRoleAccount } from './email-kinds.ts'
import { parseEmail } from './email-syntax.ts'
import { suggestDomain } from './email-typo.ts'
import type { AddressCheck } from './verdict.ts'

/** Why an address got its verdict: a closed list. */
export const EMAIL_REASONS = {
  empty: 'the cell holds nothing',
  no_at: 'there is no @',
  several_at: 'there is more than one @',
  no_local_part: 'nothing stands before the @',
  no_domain: 'nothing stands after the @',
  local_part_too_long: 'more than 64 characters before the @',
  too_long: 'more than 254 characters',
  dots_in_local_part: 'a dot at the start, at the end, or two together before the @',
  character_in_local_part: 'a character before the @ that no mailbox has',
  domain_literal: 'an IP address in brackets instead of a domain: no provider accepts it',
  bad_domain: 'what stands after the @ cannot be a domain',
  unknown_tld: 'the top-level domain does not exist',
  reserved_domain: 'the domain is kept for examples and tests and never gets mail',
  placeholder: 'a stand-in such as test@test.com or none@none.com',
  typo: 'one slip away from a well-known domain: see the suggestion',
  unusual: 'a quoted local part: legal, but hardly anybody has one and many systems refuse it',
  disposable: 'a throw-away address',
  no_reply: 'nobody reads this mailbox',
  role_account: 'belongs to a function, not to one person',
  random_looking: 'the part before the @ looks like keys hit at random',
} as const
export type EmailReason = keyof typeof EMAIL_REASONS

export interface EmailCheck extends AddressCheck {
  level: 'syntax'
  reason: EmailReason | null
  /** The address with its domain in lower-case ASCII form; null where it is none. */
  normalized: string | null
  role: boolean
  free: boolean
  disposable: boolean
}

export interface EmailCheckOptions {
  /** Top-level domains to accept though they do not exist: `example` for fixtures. */
  extraTlds?: readonly string[]
  /** Domains of throw-away addresses, in addition to the list that comes with prm. */
  disposable?: Iterable<string>
  /** Domains that are no throw-away ones, whatever the lists say. */
  allow?: Iterable<string>
}

const load = createRequire(import.meta.url)
const RESERVED = new Set(RESERVED_TLDS)

interface DomainFacts {
  fault: 'unknown_tld' | 'reserved_domain' | null
  suggestion: string | null
  free: boolean
  disposable: boolean
}

/** How many domains a check remembers; then it starts afresh, so that memory stays bounded. */
const REMEMBERED = 50_000

/**
 * Makes a check of e-mail addresses. It reads the list of throw-away domains once, remembers what it found out about
 * domains, takes an address as written, and never throws.
 */
export function createEmailCheck(options: EmailCheckOptions = {}): (address: string) => EmailCheck {
  const { disposableEmailBlocklistSet } = load('disposable-email-domains-js') as {
    disposableEmailBlocklistSet: () => Set<string>
  }
  const extra = new Set((options.extraTlds ?? []).map((tld) => tld.replace(/^\./, '').toLowerCase()))
  const disposable = disposableEmailBlocklistSet()
  for (const domain of options.disposable ?? []) disposable.add(domain.toLowerCase())
  for (const domain of options.allow ?? []) disposable.delete(domain.toLowerCase())
  const known = new Map<string, DomainFacts>()

  const look = (domain: string): DomainFacts => {
    const parts = parse(domain)
    const tld = domain.slice(domain.lastIndexOf('.') + 1)
    const exists = parts.isIcann === true || extra.has(tld)
    const fault = exists ? null : RESERVED.has(tld) ? 'reserved_domain' : 'unknown_tld'
    const suggestion = extra.has(tld) || fault === 'reserved_domain' ? null : suggestDomain(domain, exists)
    const isThrowAway = disposable.has(domain) || (parts.domain !== null && disposable.has(parts.domain))
    return { fault, suggestion, free: isFreeMail(domain), disposable: isThrowAway && !isRelayMail(domain) }
  }
  const factsOf = (domain: string): DomainFacts => {
    let facts = known.get(domain)
    if (facts === undefined) {
      if (known.size >= REMEMBERED) known.clear()
      facts = look(domain)
      known.set(domain, facts)
    }
    return facts
  }
  return (address) => check(withoutBlanks(address), factsOf)
}

/** Blanks around an address are nobody's meaning; a line end within a single address is a fault, and stays. */
const withoutBlanks = (text: string): string => {
  if (!text.startsWith(' ') && !text.endsWith(' ')) return text.trim() === '' ? '' : text
  let end = text.length
  while (end > 0 && text[end - 1] === ' ') end--
  return text.slice(0, end).replace(/^ +/, '')
}

const check = (address: string, factsOf: (domain: string) => DomainFacts): EmailCheck => {
  const parsed = parseEmail(address)
  if (!parsed.ok) {
    const reason = address === '' ? 'empty' : parsed.fault
    return { ...base('invalid', reason), suggestion: reason === 'bad_domain' ? mendBadDomain(address) : null }
  }
  const { local, domain, quoted } = parsed
  const facts = factsOf(domain)
  const normalized = `${local}@${domain}`
  const role = isRoleAccount(normalized)
  const result = {
    ...base('plausible', null),
    normalized,
    role,
    free: facts.free,
    disposable: facts.disposable,
  }
  const suggestion = facts.suggestion === null ? null : `${local}@${facts.suggestion}`
  if (facts.fault !== null) return { ...result, verdict: 'invalid', reason: facts.fault, suggestion }
  if (isPlaceholderEmail(normalized)) return { ...result, verdict: 'invalid', reason: 'placeholder' }
  if (suggestion !== null) return { ...result, verdict: 'risky', reason: 'typo', suggestion }
  if (quoted) return { ...result, verdict: 'risky', reason: 'unusual' }
  if (facts.disposable) return { ...result, verdict: 'risky', reason: 'disposable' }
  if (isNoReply(normalized)) return { ...result, verdict: 'risky', reason: 'no_reply' }
  if (role) return { ...result, reason: 'role_account' }
  if (!isRelayMail(domain) && looksRandom(local))
    return { ...result, verdict: 'risky', reason: 'random_looking' }
  return result
}

const base = (verdict: EmailCheck['verdict'], reason: EmailReason | null): EmailCheck => ({
  ...{ verdict, level: 'syntax', reason, suggestion: null },
  ...{ normalized: null, role: false, free: false, disposable: false },
})

/** `ann@gmail`, `ann@gmail,com`, `ann@acme,com`, `ann@gmail..com`: no domain, but it is plain what was meant. */
const mendBadDomain = (address: string): string | null => {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1).toLowerCase()
  const mended = domain.replace(/[,;:\s]+|\.{2,}/g, '.').replace(/^[.-]+|[.-]+$/g, '')
  const guess = suggestDomain(mended, true) ?? (mended !== domain && mended.includes('.') ? mended : null)
  const whole = guess === null ? null : parseEmail(`${address.slice(0, at)}@${guess}`)
  return whole?.ok === true && parse(whole.domain).isIcann === true ? `${whole.local}@${whole.domain}` : null
}

/**
 * Keys hit at random: long, without separators, and either letters and digits changing places again and again or
 * hardly a vowel. Kept strict, since initials and numbers are everyday (`jb1987`, `mschmdt`).
 */
const looksRandom = (local: string): boolean => {
  if (local.length < 10 || !/^[a-z\d]+$/i.test(local)) return false
  const changes = (local.match(/[a-z](?=\d)|\d(?=[a-z])/gi) ?? []).length
  if (changes >= 5) return true
  const letters = local.replace(/\d/g, '')
  const vowels = (letters.match(/[aeiouy]/gi) ?? []).length
  return (
    letters.length >= 9 && (vowels / letters.length < 0.12 || /[bcdfghjklmnpqrstvwxz]{8,}/i.test(letters))
  )
}
