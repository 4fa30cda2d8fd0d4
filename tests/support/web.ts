/** A small web on this machine: sites by the names of their hosts, all on one port, and the DNS server that knows them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dnsServer, type Zone } from './dns-server.ts'

/** Markup, or whatever it does. */
export type Reply = string | ((response: ServerResponse, request: IncomingMessage) => void)

export interface SmallWeb {
  port: number
  /** Of the DNS server. */
  resolver: string[]
  /** `acme.example/robots.txt`, in the order of asking. */
  asked: string[]
  /** Names of hosts that had two requests under way at once. */
  crowded: Set<string>
  agents: Set<string | undefined>
  url(host: string, path?: string): string
  close(): Promise<void>
}

/**
 * @param sites by host and path (`acme.example/jobs`); what is not there is 404
 * @param zones more names for the DNS
 */
export const smallWeb = async (
  sites: (address: string) => Reply | undefined,
  zones: Readonly<Record<string, Zone>> = {},
  latency = 0,
): Promise<SmallWeb> => {
  const asked: string[] = []
  const crowded = new Set<string>()
  const agents = new Set<string | undefined>()
  const busy = new Map<string, number>()
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const address = host + (request.url ?? '')
    const reply = sites(address)
    if (typeof reply === 'function') reply(response, request)
    else if (reply === undefined) response.writeHead(404, { 'content-length': '9' }).end('not found')
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(reply)
  }
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    asked.push(host + (request.url ?? ''))
    agents.add(request.headers['user-agent'])
    const others = busy.get(host) ?? 0
    if (others > 0) crowded.add(host)
    busy.set(host, others + 1)
    response.on('close', () => busy.set(host, busy.get(host)! - 1))
    if (latency === 0) respond(request, response)
    else setTimeout(() => respond(request, response), latency)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 2048, resolve))
  const dns = await dnsServer((name) => zones[name] ?? { a: ['127.0.0.1'] })
  const { port } = server.address() as AddressInfo
  return {
    ...{ port, resolver: [dns.address], asked, crowded, agents },
    url: (host, path = '/') => `http://${host}:${port}${path}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await dns.close()
    },
  }
}
