/**
 * Asks DNS servers over UDP, over TCP where a reply does not fit. Unlike node:dns it hands on the times to live of
 * every kind of answer, "there is none" included, without which no cache can be honest. One socket for each server,
 * connected, so that nobody else's packets are read; many questions under way at once.
 */
import { createSocket, type Socket } from 'node:dgram'
import { getServers } from 'node:dns'
import { connect, isIPv6 } from 'node:net'
import { randomInt } from 'node:crypto'
import { parseServer, type DnsServer } from './server.ts'
import { decodeReply, encodeQuestion, TYPES, type DnsReply, type DnsType } from './packet.ts'

export interface DnsClientOptions {
  /** By default those of the system. */
  servers?: readonly DnsServer[]
  /** How long one reply is waited for, in milliseconds; the second time twice as long, and so on. */
  timeout?: number
  /** How often a question is sent, to one server after the other. */
  tries?: number
  /** Questions under way at once. */
  parallel?: number
  signal?: AbortSignal
}

/** `silent`: no server replied; `failed`: servers replied that they could not tell. */
export type DnsAnswer =
  { kind: 'reply'; reply: DnsReply } | { kind: 'silent' } | { kind: 'failed'; code: number }

export interface DnsClient {
  /** Never throws for what the DNS does. @param name in ASCII form */
  ask(name: string, type: DnsType): Promise<DnsAnswer>
  /** How many packets were sent. */
  sent(): number
  close(): void
}

/** After so many questions in a row without any reply, the others are not waited for: the network is down. */
const GIVEN_UP = 40

interface Waiting {
  name: string
  type: number
  hear(reply: DnsReply | null): void
}

interface Line {
  server: DnsServer
  socket: Promise<Socket>
  waiting: Map<number, Waiting>
  /** Nobody listens there: whoever waits hears so at once. */
  silence(): void
}

const openLine = (server: DnsServer): Line => {
  const waiting = new Map<number, Waiting>()
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
  const silence = (): void => {
    for (const one of [...waiting.values()]) one.hear(null)
  }
  // "Connection refused" comes back as an error of the socket, or of the next packet sent.
  socket.on('error', silence)
  socket.on('message', (bytes) => {
    let reply: DnsReply
    try {
      reply = decodeReply(bytes)
    } catch {
      return
    }
    const one = waiting.get(reply.id)
    // A reply to another question is forged, or far too late.
    if (one === undefined || (reply.question !== null && !isFor(one, reply.question))) return
    one.hear(reply)
  })
  const ready = new Promise<Socket>((resolve) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(socket))
    socket.connect(server.port, server.address)
  })
  return { server, socket: ready, waiting, silence }
}

const isFor = ({ name, type }: Waiting, question: { name: string; type: number }): boolean =>
  question.name === name && question.type === type

const overUdp = async (
  line: Line,
  name: string,
  type: DnsType,
  timeout: number,
): Promise<DnsReply | null> => {
  const { waiting } = line
  let id = randomInt(65_536)
  while (waiting.has(id)) id = randomInt(65_536)
  const question = encodeQuestion(id, name, type)
  return new Promise((resolve) => {
    const hear = (reply: DnsReply | null): void => {
      clearTimeout(timer)
      waiting.delete(id)
      resolve(reply)
    }
    const timer = setTimeout(() => hear(null), timeout)
    waiting.set(id, { name, type: TYPES[type], hear })
    void line.socket.then((socket) => {
      try {
        socket.send(question, (error) => {
          if (error === null) return
          if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') line.silence()
          else hear(null)
        })
      } catch {
        hear(null)
      }
    })
  })
}

const overTcp = (server: DnsServer, name: string, type: DnsType, timeout: number): Promise<DnsReply | null> =>
  new Promise((resolve) => {
    const socket = connect({ host: server.address, port: server.port })
    const id = randomInt(65_536)
    let heard = Buffer.alloc(0)
    const end = (reply: DnsReply | null): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(reply)
    }
    const timer = setTimeout(() => end(null), timeout)
    socket.on('error', () => end(null))
    socket.on('close', () => end(null))
    socket.on('connect', () => {
      const question = encodeQuestion(id, name, type)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(question.length)
      socket.write(Buffer.concat([length, question]))
    })
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes])
      if (heard.length < 2 || heard.length < 2 + heard.readUInt16BE(0)) return
      try {
        const reply = decodeReply(heard.subarray(2, 2 + heard.readUInt16BE(0)))
        end(reply.id === id ? reply : null)
      } catch {
        end(null)
      }
    })
  })

const systemServers = (): DnsServer[] => getServers().flatMap((text) => parseServer(text) ?? [])

/** A client; close it, or its sockets keep the process alive. */
export function createDnsClient(options: DnsClientOptions = {}): DnsClient {
  const { timeout = 1000, tries = 3, parallel = 100, signal } = options
  const servers = options.servers ?? systemServers()
  const lines: Line[] = []
  const queue: (() => void)[] = []
  let running = 0
  let sent = 0
  let silences = 0

  const lineOf = (i: number): Line => (lines[i] ??= openLine(servers[i]!))

  const attempt = async (i: number, name: string, type: DnsType, wait: number): Promise<DnsReply | null> => {
    sent++
    const line = lineOf(i)
    const reply = await overUdp(line, name, type, wait)
    return reply?.isTruncated === true ? overTcp(line.server, name, type, wait) : reply
  }

  const ask = async (name: string, type: DnsType): Promise<DnsAnswer> => {
    let failure: number | null = null
    for (let turn = 0; turn < tries && servers.length > 0; turn++) {
      if (signal?.aborted === true || silences >= GIVEN_UP) break
      const reply = await attempt(turn % servers.length, name, type, timeout * (turn + 1))
      if (reply === null) continue
      silences = 0
      if (reply.code === 0 || reply.code === 3) return { kind: 'reply', reply }
      failure = reply.code
    }
    if (failure !== null) return { kind: 'failed', code: failure }
    silences++
    return { kind: 'silent' }
  }

  return {
    sent: () => sent,
    ask: async (name, type) => {
      if (running >= parallel) await new Promise<void>((resolve) => queue.push(resolve))
      running++
      try {
        return await ask(name, type)
      } finally {
        running--
        queue.shift()?.()
      }
    },
    close: () => {
      for (const line of lines) {
        line.silence()
        void line.socket.then((open) => open.close())
      }
    },
  }
}
