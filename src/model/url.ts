/**
 * Websites as they stand in cells, and the domain by which a company is known. Profile pages have their own file.
 */
import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { remembered } from '../lib/text.ts'
import { SHARED_HOSTS } from './data/shared-hosts.ts'
import { isFreeMail } from './email-kinds.ts'
import { formatUrl, readHost, readUrl } from './url-read.ts'

export { normalizeProfileUrl } from './profile-url.ts'
export type { ProfileUrl } from './profile-url.ts'

const SHARED = new Set(SHARED_HOSTS)

/**
 * The canonical form of a web address: scheme (https where none was written), lower-case host in IDNA form, no default
 * port, no fragment, no tracking parameters, no slash at the end. Null where the cell is no web address.
 */
export const normalizeUrl = remembered((cell: string): string | null => {
  const url = readUrl(cell)
  return url === null ? null : formatUrl(url)
}, 50_000)

/**
 * The registrable part of a host name in IDNA form; names below a private suffix are their own (`ann.github.io`). Null for
 * an IP address, a bare public suffix, or no name at all.
 */
function registrableDomain(host: string): string | null {
  const ascii = /^[\x00-\x7f]*$/.test(host) ? host.toLowerCase() : domainToASCII(host.toWellFormed())
  return parse(ascii, { allowPrivateDomains: true }).domain
}

/** Whether a host or domain, or a name above it, gives room to many: `facebook.com`, `acme.wixsite.com`, `sites.google.com`. */
export function isSharedHost(domain: string): boolean {
  for (let name = domain.toLowerCase(); ;) {
    if (SHARED.has(name)) return true
    const dot = name.indexOf('.')
    if (dot < 0) return false
    name = name.slice(dot + 1)
  }
}

/**
 * The domain by which a company is known, from its website, a bare domain or an e-mail address. Null for shared hosts
 * (a page on facebook.com), for free mail (gmail.com) and for what is no address.
 */
export const companyDomain = remembered((websiteOrDomain: string): string | null => {
  const text = websiteOrDomain.trim()
  const at = /^[^\s/]+@([^\s@/]+)$/.exec(text)
  const host = readHost(at === null ? text : at[1]!)
  if (host === null || isSharedHost(host)) return null
  const domain = registrableDomain(host)
  return domain === null || isFreeMail(domain) ? null : domain
}, 50_000)
