/** What the DNS's records say of a domain's mail. Pure: who asks, and how often, is decided elsewhere. */
import { PARKING_ADDRESSES, PARKING_EXCHANGERS, PARKING_SERVERS } from './data/parked-domains.ts'
import type { Verdict } from './verdict.ts'

/** What the DNS can add to the reasons of an e-mail check. */
export const DOMAIN_REASONS = {
  no_such_domain: 'the domain is not registered',
  no_mail_server: 'the domain has neither a mail server nor any address at which one could be',
  null_mx: 'the domain says that it takes no mail',
  parked_domain: 'the domain is for sale or shows advertisements only: nobody reads its mail',
  dns_timeout: 'the DNS did not reply: ask again later',
  dns_failed: 'the DNS could not say: ask again later',
} as const
export type DomainReason = keyof typeof DOMAIN_REASONS

export interface DomainFinding {
  verdict: Exclude<Verdict, 'valid'>
  reason: DomainReason | null
  /** What was seen: hosts and addresses, or the DNS's own word for it. */
  evidence: string
}

const endsIn = (host: string, suffixes: readonly string[]): boolean =>
  suffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))

export interface Exchanger {
  preference: number
  /** Lower case; an empty text is the root: "no mail, please" (RFC 7505). */
  host: string
}

const SHOWN = 5

/** Exchangers that cannot be reached from anywhere else: they mean the same as none. */
const NOWHERE =
  /^(?:localhost|localhost\.localdomain|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\d{1,3}(?:\.\d{1,3}){3}|.*\.invalid)$/

/** The finding from a domain's mail exchangers; null where there are none, and its addresses decide. */
export function judgeExchangers(all: readonly Exchanger[]): DomainFinding | null {
  if (all.length === 0) return null
  const hosts = [...all].sort((a, b) => a.preference - b.preference).map(({ host }) => host)
  const evidence = `MX ${hosts
    .slice(0, SHOWN)
    .map((host) => (host === '' ? '.' : host))
    .join(', ')}`
  const real = hosts.filter((host) => host !== '' && !NOWHERE.test(host))
  if (real.length === 0)
    return { verdict: 'invalid', reason: hosts.includes('') ? 'null_mx' : 'no_mail_server', evidence }
  return real.every((host) => endsIn(host, PARKING_EXCHANGERS))
    ? { verdict: 'risky', reason: 'parked_domain', evidence }
    : { verdict: 'plausible', reason: null, evidence }
}

const UNROUTED = /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|255\.255\.255\.255)/

/**
 * The finding for a domain without exchangers: mail goes to the host itself (RFC 5321 §5.1), where there is one.
 *
 * @param servers its name servers
 */
export function judgeAddresses(addresses: readonly string[], servers: readonly string[]): DomainFinding {
  const evidence = `no MX; ${addresses.length === 0 ? 'no address' : `address ${addresses.slice(0, SHOWN).join(', ')}`}`
  if (addresses.length === 0 || addresses.every((address) => UNROUTED.test(address)))
    return { verdict: 'invalid', reason: 'no_mail_server', evidence }
  const isParked =
    servers.some((server) => endsIn(server, PARKING_SERVERS)) ||
    addresses.some((address) => PARKING_ADDRESSES.some((start) => address.startsWith(start)))
  return isParked
    ? {
        verdict: 'risky',
        reason: 'parked_domain',
        evidence: `${evidence}${servers.length > 0 ? `; NS ${servers.slice(0, SHOWN).join(', ')}` : ''}`,
      }
    : { verdict: 'plausible', reason: null, evidence }
}
