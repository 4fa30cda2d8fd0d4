/**
 * The grammar of e-mail addresses as mail servers accept it: RFC 5321 without comments and folded white space, letters of
 * all scripts in the local part (RFC 6531), IDNA in the domain. Lengths are counted in octets, as the RFCs do.
 */
import { domainToASCII, domainToUnicode } from 'node:url'

export type SyntaxFault =
  | 'no_at'
  | 'several_at'
  | 'no_local_part'
  | 'no_domain'
  | 'local_part_too_long'
  | 'too_long'
  | 'dots_in_local_part'
  | 'character_in_local_part'
  | 'domain_literal'
  | 'bad_domain'

export type EmailSyntax =
  | { ok: true; local: string; domain: string; quoted: boolean; fault?: undefined }
  | { ok: false; fault: SyntaxFault }

/** The everyday address, lower or upper case: decided at once. Lengths are checked besides. */
const EVERYDAY =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/i
const ATOM = /^[\w!#$%&'*+/=?^`{|}~.-]+$/
const WIDE_ATOM = /^[\w!#$%&'*+/=?^`{|}~.\p{L}\p{M}\p{N}\p{P}\p{S}\u200c\u200d-]+$/u
// Quoted text holds printable ASCII, `"` and `\` only behind a backslash, and letters beyond ASCII.
const QUOTED = /^"(?:[ !#-[\]-~]|\\[ -~]|(?![ -~])[\p{L}\p{M}\p{N}\p{P}\p{S}])*"$/u

const ASCII = /^[\x00-\x7f]*$/
const LABEL = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/
const octets = (text: string): number =>
  ASCII.test(text) ? text.length : new TextEncoder().encode(text).length

const fault = (name: SyntaxFault): EmailSyntax => ({ ok: false, fault: name })

/**
 * Takes an address apart, or says what is wrong with it. Never throws, lone surrogates included.
 *
 * @returns the local part (in Unicode's composed form) and the domain in lower-case ASCII form
 */
export function parseEmail(address: string): EmailSyntax {
  if (address.length > 320) return fault('too_long')
  const at = address.lastIndexOf('@')
  if (EVERYDAY.test(address) && at <= 64 && address.length <= 254 && !address.includes('--', at)) {
    return {
      ok: true,
      local: address.slice(0, at),
      domain: address.slice(at + 1).toLowerCase(),
      quoted: false,
    }
  }
  if (at < 0) return fault(address === '' ? 'no_local_part' : 'no_at')
  const raw = address.slice(0, at)
  const quoted = raw.startsWith('"')
  const local = ASCII.test(raw) ? raw : raw.normalize('NFC')
  const wrong = quoted ? (QUOTED.test(local) ? null : 'character_in_local_part') : localFault(local)
  if (wrong !== null) return fault(wrong)
  if (octets(local) > 64) return fault('local_part_too_long')
  const host = address.slice(at + 1)
  if (host.startsWith('[')) return fault('domain_literal')
  const domain = readDomain(host)
  if (domain === null) return fault(host === '' ? 'no_domain' : 'bad_domain')
  if (octets(local) + 1 + domain.length > 254) return fault('too_long')
  return { ok: true, local, domain, quoted }
}

const localFault = (local: string): SyntaxFault | null => {
  if (local === '') return 'no_local_part'
  if (local.includes('@')) return 'several_at'
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return 'dots_in_local_part'
  if (ATOM.test(local)) return null
  // A combining mark needs a letter before it; control, format and unassigned characters are never right.
  return ASCII.test(local) || !local.isWellFormed() || !WIDE_ATOM.test(local) || /^\p{M}/u.test(local)
    ? 'character_in_local_part'
    : null
}

/**
 * A host name in lower-case ASCII form: two labels or more of letters, digits and inner hyphens, 63 octets each and 253
 * together, not all digits at the end. Null where it is none.
 */
function readDomain(host: string): string | null {
  if (!host.isWellFormed() || host.length > 253) return null
  const needsIdna = !ASCII.test(host) || /(?:^|\.)xn--/i.test(host)
  const domain = needsIdna ? domainToASCII(host) : host.toLowerCase()
  if (domain === '' || domain.length > 253) return null
  // What claims to be Punycode must be: Node leaves a label as it is where it cannot decode it.
  if (needsIdna && /(?:^|\.)xn--/.test(domainToUnicode(domain) || 'xn--')) return null
  const labels = domain.split('.')
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1)!)) return null
  for (const label of labels) {
    if (label.length > 63 || !LABEL.test(label)) return null
    // Two hyphens in places three and four announce an encoding, of which only Punycode exists.
    if (label.startsWith('--', 2) && !label.startsWith('xn')) return null
  }
  return domain
}
