/**
 * Goes to pages of strangers, as a guest should: robots.txt is asked first, a host gets one request at a time, and no redirect
 * leads anywhere but to the public internet. Addresses are judged where the connection is made, so that a name that
 * answers differently the second time gains nothing.
 */
import { Agent as HttpAgent, type IncomingHttpHeaders } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { DnsClient } from '../../lib/dns/client.ts'
import { TYPES } from '../../lib/dns/packet.ts'
import { download, type Download } from '../../lib/download.ts'
import { isPublicAddress } from '../../lib/public-address.ts'
import { EVERYTHING, readRobots, type Robots } from '../../lib/robots.ts'
import type { UnknownReason } from '../../model/service-reasons.ts'
import type { Web } from '../contract.ts'

/** Bytes of a page that are read, and of a robots.txt: the least that RFC 9309 asks for. */
const MOST = 2 * 1024 * 1024
const MOST_ROBOTS = 500 * 1024
const MOST_REDIRECTS = 5

/** Why there is no page. */
export class NoPage extends Error {
  readonly reason: UnknownReason
  /** Of the system, a status, or the host it would not go to. */
  readonly code: string

  constructor(reason: UnknownReason, code: string) {
    super(`${reason}: ${code}`)
    this.reason = reason
    this.code = code
  }
}

export interface Found extends Download {
  /** Where it was found, after redirects. */
  url: URL
}

export interface Browser {
  /** @throws NoPage */
  page(url: URL): Promise<Found>
  close(): void
}

/** Addresses by the house's own DNS client: the system's takes few questions at a time. */
const lookupBy =
  (client: DnsClient, isAllowed: (address: string) => boolean): LookupFunction =>
  (name, options, done) => {
    const find = async (): Promise<{ address: string; family: number }[]> => {
      const answers = await Promise.all([client.ask(name, 'A'), client.ask(name, 'AAAA')])
      const found = answers.flatMap((answer, i) =>
        answer.kind !== 'reply'
          ? []
          : answer.reply.answers
              .filter(({ type }) => type === (i === 0 ? TYPES.A : TYPES.AAAA))
              .map(({ data }) => ({ address: data, family: i === 0 ? 4 : 6 })),
      )
      const allowed = found.filter(({ address }) => isAllowed(address))
      if (allowed.length > 0) return allowed
      if (found.length > 0) throw new NoPage('site_not_public', name)
      if (answers.some(({ kind }) => kind === 'silent')) throw new NoPage('dns_timeout', name)
      if (answers.some(({ kind }) => kind === 'failed')) throw new NoPage('dns_failed', name)
      throw Object.assign(new Error('there is no such name'), { code: 'ENOTFOUND' })
    }
    find().then(
      (found) => {
        if (options.all === true) done(null, found)
        else done(null, found[0]!.address, found[0]!.family)
      },
      (error: unknown) => done(error as Error, '', 0),
    )
  }

const isPage = (status: number, headers: IncomingHttpHeaders): boolean =>
  status === 200 && /^(|text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(headers['content-type'] ?? '')

const isRedirect = ({ status, headers }: Download): boolean =>
  [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined

const causeOf = (error: unknown): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error

const asNoPage = (error: unknown): NoPage => {
  const cause = causeOf(error)
  if (cause instanceof NoPage) return cause
  const code = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.name) : ''
  // What cannot be unpacked, or is no HTTP, was an answer; the rest is silence.
  return new NoPage(/^(Z_|HPE_|ERR_BROTLI|ERR__ERROR|Packed)/.test(code) ? 'no_page' : 'site_silent', code)
}

/** Where it may go. */
export interface Places {
  isAllowed: (address: string) => boolean
  anyPort: boolean
}

const placesOf = ({ allowPrivate }: Web): Places => ({
  isAllowed: (address) => allowPrivate || isPublicAddress(address),
  anyPort: allowPrivate,
})

/** @param until ends what is under way: the program's end, or the time for this site being over */
export const openBrowser = (
  web: Web,
  client: DnsClient,
  until: AbortSignal,
  { isAllowed, anyPort }: Places = placesOf(web),
): Browser => {
  const options = { keepAlive: true, maxSockets: 4, lookup: lookupBy(client, isAllowed) }
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) }
  const robots = new Map<string, Promise<Robots>>()
  const headers = {
    'user-agent': web.agent,
    accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1',
    'accept-language': 'en;q=0.9,*;q=0.5',
  }

  /** An address in a URL needs no name, so that no lookup would see it. */
  const judge = (url: URL): void => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (!/^https?:$/.test(url.protocol)) throw new NoPage('no_page', url.protocol)
    if (isIP(host) !== 0 && !isAllowed(host)) throw new NoPage('site_not_public', host)
    if (url.port !== '' && !anyPort) throw new NoPage('site_not_public', url.host)
  }
  const get = async (url: URL, most: number, wants = isPage): Promise<Download> => {
    judge(url)
    const agent = agents[url.protocol as 'http:' | 'https:']
    return web.inTurn(url.hostname, async () => {
      until.throwIfAborted()
      web.count(1)
      return download({ url, headers, agent, most, wants, signal: until })
    })
  }
  /** Follows redirects. `before` may forbid a step. */
  const follow = async (
    from: URL,
    most: number,
    before: (url: URL) => Promise<void>,
    wants = isPage,
  ): Promise<Found> => {
    const seen = new Set<string>()
    for (let url = from; ;) {
      url.hash = ''
      url.username = ''
      url.password = ''
      if (seen.has(url.href)) throw new NoPage('site_error', 'redirects in a circle')
      if (seen.size > MOST_REDIRECTS) throw new NoPage('site_error', 'too many redirects')
      seen.add(url.href)
      await before(url)
      const found = await get(url, most, wants)
      if (!isRedirect(found)) return { ...found, url }
      const next = URL.parse(found.headers.location!, url.href)
      if (next === null) throw new NoPage('site_error', 'a redirect to nowhere')
      url = next
    }
  }
  /** A robots.txt that is not there allows everything; one that cannot be had, nothing (RFC 9309 §2.3.1). */
  const readRobotsOf = async (origin: string): Promise<Robots> => {
    const wants = (status: number): boolean => status === 200
    let found: Found
    try {
      found = await follow(new URL('/robots.txt', origin), MOST_ROBOTS, () => Promise.resolve(), wants)
    } catch (error) {
      if (error instanceof NoPage && error.code.includes('redirect')) return EVERYTHING
      throw error
    }
    if (found.status === 200) return readRobots(found.body.toString(), 'prm')
    if (found.status === 429 || found.status >= 500)
      throw new NoPage('site_error', `${found.status} for robots.txt`)
    return EVERYTHING
  }
  const allow = async (url: URL): Promise<void> => {
    judge(url)
    if (!robots.has(url.origin)) robots.set(url.origin, readRobotsOf(url.origin))
    const isFree = await robots.get(url.origin)!
    if (!isFree(url.pathname + url.search)) throw new NoPage('site_closed', url.host)
  }
  return {
    page: async (url) => {
      try {
        const found = await follow(new URL(url), MOST, allow)
        if (found.status >= 400) throw new NoPage('site_error', String(found.status))
        if (!isPage(found.status, found.headers))
          throw new NoPage('no_page', found.headers['content-type'] ?? String(found.status))
        return found
      } catch (error) {
        throw asNoPage(error)
      }
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}
