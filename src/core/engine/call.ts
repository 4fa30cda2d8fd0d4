/**
 * The way to one service: every request of it passes here. Owns its rates, timeouts and second tries, keeps its key out
 * of whatever comes back, and never sends a paid request again while nobody knows whether it arrived.
 */
import type { Call, ServiceReply, ServiceRequest, Web } from '../../connectors/contract.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import type { Clock } from '../../lib/clock.ts'
import { HttpFault, sendHttp } from '../../lib/http.ts'
import { inTurn } from '../../lib/in-turn.ts'
import { turns } from '../../lib/rate.ts'
import { redactor } from './redact.ts'
import type { Service } from './types.ts'

/** Requests for one thing, the first included. */
const TRIES = 4
/** Where a service only asks for patience, it gets more of it. */
const RATE_TRIES = 8
/** Longer than this (10 minutes) nobody sits and waits: the service is given up for now. */
const LONGEST_WAIT = 600_000
/** Bytes that an answer may hold; and the result file of a bulk job. */
const MOST_BYTES = 32 * 1024 * 1024
const MOST_BYTES_LARGE = 512 * 1024 * 1024

export interface Line {
  /** The same line for asking (a request that is sent again has to fit the budget) and for asking after jobs. */
  call(again: () => boolean): Call
  /** Requests sent so far. */
  readonly sent: number
}

export interface LineDeps {
  clock: Clock
  /** Between 0 and 1. */
  chance(): number
  signal: AbortSignal
  version: string
  /** The service makes everybody wait for so many milliseconds. */
  onPause?: (milliseconds: number) => void
}

/** Full jitter: anywhere between nothing and twice as much each time, up to a minute. */
const backoff = (tries: number, chance: number): number => chance * Math.min(60_000, 500 * 2 ** tries)

/** One that asks for patience without saying how long gets twice as much each time, up to a minute, and some more. */
const patience = (trouble: ServiceTrouble, tries: number): number => {
  if (trouble.wait !== null) return trouble.wait
  return trouble.kind === 'rate' ? Math.min(60_000, 1000 * 2 ** (tries - 1)) : 0
}

const isRetried = (trouble: ServiceTrouble, tries: number, paid: boolean): boolean => {
  if (trouble.kind === 'rate') return tries < RATE_TRIES && (trouble.wait ?? 0) <= LONGEST_WAIT
  if (tries >= TRIES) return false
  return trouble.kind === 'unreachable' || trouble.kind === 'down' || (trouble.kind === 'lost' && !paid)
}

const asTrouble = (error: unknown, title: string, redact: (text: string) => string): ServiceTrouble => {
  if (error instanceof ServiceTrouble) {
    const { kind, wait, code, message } = error
    return new ServiceTrouble(kind, redact(message), { wait, ...(code !== null && { code: redact(code) }) })
  }
  if (error instanceof HttpFault) {
    const kind = error.sent ? (error.code === 'TOO_LARGE' ? 'malformed' : 'lost') : 'unreachable'
    // The cause may hold the URL, and so the key: it is left behind.
    return new ServiceTrouble(kind, `${title}: ${redact(error.message)}`, { code: error.code })
  }
  throw error
}

const contentType = ({ json, form }: ServiceRequest): Record<string, string> => {
  if (json !== undefined) return { 'content-type': 'application/json' }
  return form instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
}

const bodyOf = ({ json, form, body }: ServiceRequest): string | FormData | undefined => {
  if (body !== undefined) return body
  if (json !== undefined) return JSON.stringify(json)
  return form instanceof URLSearchParams ? form.toString() : form
}

export const openLine = (service: Service, deps: LineDeps): Line => {
  const { connector, key, secrets, hosts } = service
  const { clock, signal } = deps
  const known = [key, ...(connector.partsOf?.(key) ?? []), ...Object.values(secrets)]
  let redact = redactor(...known)
  let kept: Promise<string> | null = null
  const lanes = new Map(
    Object.entries(service.lanes).map(([name, windows]) => [name, turns(windows, clock)] as const),
  )
  let sent = 0
  const web: Web = {
    ...{ signal, agent: `prm/${deps.version}`, timeout: service.timeout },
    ...{ resolver: service.resolver, allowPrivate: service.allowPrivate },
    now: () => clock.wall(),
    count: (requests) => void (sent += requests),
    inTurn: inTurn(),
  }

  const exchange = async (request: ServiceRequest): Promise<ServiceReply> => {
    const url = new URL(`${hosts[request.host ?? 'default']!.replace(/\/$/, '')}${request.path}`)
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
    const body = bodyOf(request)
    sent++
    const reply = await sendHttp({
      method: request.method,
      url,
      headers: {
        accept: 'application/json, text/csv;q=0.9, */*;q=0.1',
        'user-agent': web.agent,
        ...contentType(request),
        ...request.headers,
        ...request.sign?.(typeof body === 'string' ? body : '', clock.wall()),
      },
      body,
      timeout: (request.timeout ?? service.timeout) * 1000,
      most: request.large === true ? MOST_BYTES_LARGE : MOST_BYTES,
    })
    const text = request.secret === true ? reply.text : redact(reply.text)
    return { ...reply, text, at: clock.wall() }
  }

  const renew = async (get: () => Promise<string>): Promise<string> => {
    const given = await get()
    // An old one may still come back in an answer that is under way.
    known.push(given)
    redact = redactor(...known)
    return given
  }

  const token: Call['token'] = async (get, stale) => {
    const before = kept
    if (before !== null && (stale === undefined || (await before) !== stale)) return before
    // Somebody else may have asked for a new one meanwhile: all of them get that.
    if (kept === before || kept === null) kept = renew(get)
    const mine = kept
    void mine.catch(() => {
      if (kept === mine) kept = null
    })
    return mine
  }

  const found = new Map<string, Promise<unknown>>()
  const once: Call['once'] = <T>(name: string, get: () => Promise<T>): Promise<T> => {
    const before = found.get(name)
    if (before !== undefined) return before as Promise<T>
    const now = get()
    found.set(name, now)
    // What could not be found out may be asked for again.
    now.catch(() => found.delete(name))
    return now
  }

  const call = (again: () => boolean): Call => ({
    ...{ key, secrets, hosts, token, once, web },
    send: async (request, read) => {
      const lane = lanes.get(request.lane ?? 'default')!
      for (let tries = 1; ; tries++) {
        const over = await lane.next(signal)
        let trouble: ServiceTrouble
        try {
          return read(await exchange(request).finally(over))
        } catch (error) {
          trouble = asTrouble(error, connector.title, redact)
        }
        if (!isRetried(trouble, tries, request.paid) || signal.aborted || !again()) throw trouble
        const wait = patience(trouble, tries) + backoff(tries, deps.chance())
        // The others of this service would only be turned away too.
        if (trouble.kind === 'rate') {
          for (const each of lanes.values()) each.pause(wait)
          deps.onPause?.(wait)
        } else await clock.sleep(wait, signal)
      }
    },
  })
  return {
    call,
    get sent() {
      return sent
    },
  }
}
