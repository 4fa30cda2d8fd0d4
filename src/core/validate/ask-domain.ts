/**
 * Whether a domain takes mail, by the DNS: its mail exchangers, and only where it has none its addresses. Each domain is
 * asked about once, however many addresses share it; what the DNS said is remembered for as long as it allows.
 */
import type { DnsAnswer, DnsClient } from '../../lib/dns/client.ts'
import { TYPES, type DnsRecord, type DnsReply } from '../../lib/dns/packet.ts'
import { judgeAddresses, judgeExchangers, type DomainFinding } from '../../model/mail-domain.ts'

/** What is remembered between runs. */
export interface DomainMemory {
  get(name: string): DomainFinding | undefined
  /** @param seconds for how long it holds */
  put(name: string, finding: DomainFinding, seconds: number): void
}

export interface DomainCheck {
  (domain: string): Promise<DomainFinding>
  /** How many domains the DNS was asked about. */
  asked(): number
}

/** Some zones allow years; a week later one should look again. */
const LONGEST = 7 * 86_400

interface Told {
  finding: DomainFinding
  /** Null: not to be remembered. */
  seconds: number | null
}

const NO_DOMAIN = 3

/** @param client closed by whoever made it */
export function createDomainCheck(client: DnsClient, memory: DomainMemory): DomainCheck {
  const known = new Map<string, DomainFinding | Promise<DomainFinding>>()
  let asked = 0

  const find = async (domain: string): Promise<DomainFinding> => {
    const remembered = memory.get(domain)
    if (remembered !== undefined) return remembered
    asked++
    const { finding, seconds } = await lookUp(client, domain)
    if (seconds !== null && seconds > 0) memory.put(domain, finding, Math.min(seconds, LONGEST))
    return finding
  }
  const check = async (domain: string): Promise<DomainFinding> => {
    const before = known.get(domain)
    if (before !== undefined) return before
    const asking = find(domain)
    known.set(domain, asking)
    const finding = await asking
    known.set(domain, finding)
    return finding
  }
  return Object.assign(check, { asked: () => asked })
}

const lookUp = async (client: DnsClient, domain: string): Promise<Told> => {
  const mx = await client.ask(domain, 'MX')
  if (mx.kind !== 'reply') return unknown(mx)
  if (mx.reply.code === NO_DOMAIN)
    return {
      finding: { verdict: 'invalid', reason: 'no_such_domain', evidence: 'NXDOMAIN' },
      seconds: mx.reply.negativeTtl,
    }
  const exchangers = recordsOf(mx.reply, TYPES.MX)
  const byMail = judgeExchangers(exchangers.map(({ preference, data }) => ({ preference, host: data })))
  if (byMail !== null) return { finding: byMail, seconds: shortest(exchangers) }
  // Both at once: most domains without MX have no IPv6 address either.
  const [a, ns] = await Promise.all([client.ask(domain, 'A'), client.ask(domain, 'NS')])
  if (a.kind !== 'reply') return unknown(a)
  let found = recordsOf(a.reply, TYPES.A)
  const negative = [mx.reply.negativeTtl, a.reply.negativeTtl]
  if (found.length === 0) {
    const aaaa = await client.ask(domain, 'AAAA')
    if (aaaa.kind !== 'reply') return unknown(aaaa)
    found = recordsOf(aaaa.reply, TYPES.AAAA)
    negative.push(aaaa.reply.negativeTtl)
  }
  const servers = ns.kind === 'reply' ? recordsOf(ns.reply, TYPES.NS) : []
  const finding = judgeAddresses(
    found.map(({ data }) => data),
    servers.map(({ data }) => data),
  )
  return {
    finding,
    seconds: found.length > 0 ? least([shortest(found), mx.reply.negativeTtl]) : least(negative),
  }
}

/** Servers hand on what an alias leads to: only the name's end counts. */
const recordsOf = ({ answers }: DnsReply, type: number): DnsRecord[] =>
  answers.filter((record) => record.type === type)

const shortest = (records: readonly DnsRecord[]): number => Math.min(...records.map(({ ttl }) => ttl))

/** Null where any of them is: what the DNS does not let one remember is asked again. */
const least = (all: readonly (number | null)[]): number | null =>
  all.some((seconds) => seconds === null) ? null : Math.min(...(all as number[]))

const CODES: Readonly<Record<number, string>> = { 1: 'FORMERR', 2: 'SERVFAIL', 4: 'NOTIMP', 5: 'REFUSED' }

/** That nobody could say is never taken for "there is none". */
const unknown = (answer: Exclude<DnsAnswer, { kind: 'reply' }>): Told => ({
  finding:
    answer.kind === 'silent'
      ? { verdict: 'unknown', reason: 'dns_timeout', evidence: 'no reply' }
      : { verdict: 'unknown', reason: 'dns_failed', evidence: CODES[answer.code] ?? `code ${answer.code}` },
  seconds: null,
})
