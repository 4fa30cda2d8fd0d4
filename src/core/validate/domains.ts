/** The DNS as a run of checks uses it: with what the file remembers, or only counting, for a plan. */
import { createDnsClient } from '../../lib/dns/client.ts'
import { parseServer, type DnsServer } from '../../lib/dns/server.ts'
import type { DomainFinding } from '../../model/mail-domain.ts'
import type { Deps } from '../derive/run.ts'
import { createDomainCheck, type DomainCheck } from './ask-domain.ts'
import type { ValidateInput } from './types.ts'

export interface Domains {
  /** Null: the DNS is not to be asked. */
  check: ((domain: string) => Promise<DomainFinding>) | null
  asked(): number
  /** Whether there is something to keep for later runs. */
  hasNews(): boolean
  /** Inside a write. */
  keep(): void
  close(): void
}

const NOBODY: Domains = {
  check: null,
  asked: () => 0,
  hasNews: () => false,
  keep: () => undefined,
  close: () => undefined,
}

const PLAUSIBLE: DomainFinding = { verdict: 'plausible', reason: null, evidence: '' }

/** Servers by their addresses; where none is named, those of the system. */
export const dnsServers = (resolver: readonly string[] = []): { servers?: DnsServer[] } => {
  const servers = resolver.flatMap((text) => parseServer(text) ?? [])
  return servers.length === 0 ? {} : { servers }
}

/** @param resolver servers as `127.0.0.1:5353`; none: those of the system */
export const openDomains = (deps: Deps, { online, resolver, dry_run }: ValidateInput): Domains => {
  if (online !== true) return NOBODY
  const { dns } = deps.file
  const remembered = (name: string): DomainFinding | undefined => {
    const reply = dns.get(name, deps.now().toISOString())
    return reply === undefined ? undefined : (JSON.parse(reply) as DomainFinding)
  }
  if (dry_run === true) {
    // A plan asks nobody: it counts who would be asked.
    const names = new Set<string>()
    const plan = async (name: string): Promise<DomainFinding> => {
      const known = remembered(name)
      if (known === undefined) names.add(name)
      return Promise.resolve(known ?? PLAUSIBLE)
    }
    return { ...NOBODY, check: plan, asked: () => names.size }
  }
  const client = createDnsClient({ ...dnsServers(resolver), signal: deps.signal })
  let news: { name: string; finding: DomainFinding; until: string }[] = []
  const check: DomainCheck = createDomainCheck(client, {
    get: remembered,
    put: (name, finding, seconds) => {
      news.push({ name, finding, until: new Date(deps.now().getTime() + seconds * 1000).toISOString() })
    },
  })
  return {
    check,
    asked: () => check.asked(),
    hasNews: () => news.length > 0,
    keep: () => {
      dns.clear(deps.now().toISOString())
      for (const { name, finding, until } of news) dns.put(name, JSON.stringify(finding), until)
      news = []
    },
    close: () => client.close(),
  }
}
