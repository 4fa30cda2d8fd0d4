/** A DNS server on loopback, over UDP and TCP, that says what a table says, after a while if asked to. */
import { createSocket, type RemoteInfo } from 'node:dgram'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface Zone {
  /** `10 mail.acme.example`; a lone dot as the exchanger is a null MX. */
  mx?: string[]
  a?: string[]
  aaaa?: string[]
  ns?: string[]
  txt?: string[]
  /** Another name; a question of any kind is answered with it. */
  cname?: string
  /** 0 is fine, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
  code?: number
  ttl?: number
  /** For "there is none": of the SOA. Null: no SOA comes. */
  negativeTtl?: number | null
  /** `silent`: never replies; `cut`: over UDP, says that it does not fit; `garbage`: bytes that are no message. */
  how?: 'silent' | 'cut' | 'garbage' | 'wrong-id' | 'other-name' | 'once-silent'
}

export interface DnsServer {
  /** `127.0.0.1:40123` */
  address: string
  port: number
  /** `MX acme.example`, in the order of asking. */
  asked: string[]
  overTcp: string[]
  close(): Promise<void>
}

const NUMBERS = { A: 1, NS: 2, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28 } as const

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ])

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Its name is the question's: a pointer to byte 12. */
const record = (type: number, ttl: number, data: Buffer): Buffer =>
  Buffer.concat([u16(0xc00c), u16(type), u16(1), u32(ttl), u16(data.length), data])

const ipv6 = (text: string): Buffer => {
  const [head = '', tail = ''] = text.split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const zeros = Array<string>(8 - groups(head).length - groups(tail).length).fill('0')
  return Buffer.concat([...groups(head), ...zeros, ...groups(tail)].map((group) => u16(parseInt(group, 16))))
}

/** In strings of up to 200 bytes, as long texts are. */
const textBytes = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  const strings = Array.from({ length: Math.max(1, Math.ceil(bytes.length / 200)) }, (_, i) =>
    bytes.subarray(i * 200, i * 200 + 200),
  )
  return Buffer.concat(strings.flatMap((string) => [Buffer.from([string.length]), string]))
}

const answersOf = (zone: Zone, type: number): Buffer[] => {
  const ttl = zone.ttl ?? 300
  if (zone.cname !== undefined) return [record(NUMBERS.CNAME, ttl, nameBytes(zone.cname))]
  if (type === NUMBERS.TXT) return (zone.txt ?? []).map((text) => record(type, ttl, textBytes(text)))
  if (type === NUMBERS.MX)
    return (zone.mx ?? []).map((text) => {
      const [preference = '', exchanger = ''] = text.split(' ')
      return record(type, ttl, Buffer.concat([u16(Number(preference)), nameBytes(exchanger)]))
    })
  if (type === NUMBERS.A)
    return (zone.a ?? []).map((text) => record(type, ttl, Buffer.from(text.split('.').map(Number))))
  if (type === NUMBERS.AAAA) return (zone.aaaa ?? []).map((text) => record(type, ttl, ipv6(text)))
  return type === NUMBERS.NS ? (zone.ns ?? []).map((text) => record(type, ttl, nameBytes(text))) : []
}

const soa = (negativeTtl: number): Buffer =>
  record(
    NUMBERS.SOA,
    negativeTtl,
    Buffer.concat([
      nameBytes('ns.example'),
      nameBytes('root.example'),
      ...[1, 2, 3, 4, negativeTtl].map(u32),
    ]),
  )

interface Question {
  id: number
  name: string
  type: number
  bytes: Buffer
}

const readQuestion = (message: Buffer): Question => {
  const labels: string[] = []
  let at = 12
  while (message[at] !== 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]!))
    at += 1 + message[at]!
  }
  const bytes = message.subarray(12, at + 5)
  return { id: message.readUInt16BE(0), name: labels.join('.'), type: message.readUInt16BE(at + 1), bytes }
}

const reply = ({ id, name, type, bytes }: Question, zone: Zone, isCut: boolean): Buffer => {
  const code = zone.code ?? 0
  const answers = isCut || code !== 0 ? [] : answersOf(zone, type)
  const { negativeTtl = 60 } = zone
  const authority = answers.length > 0 || negativeTtl === null || isCut ? [] : [soa(negativeTtl)]
  const asked =
    zone.how === 'other-name' ? Buffer.concat([nameBytes(`not-${name}`), bytes.subarray(-4)]) : bytes
  return Buffer.concat([
    u16(zone.how === 'wrong-id' ? (id + 1) % 65_536 : id),
    u16(0x8180 | (isCut ? 0x0200 : 0) | code),
    ...[1, answers.length, authority.length, 0].map(u16),
    ...[asked, ...answers, ...authority],
  ])
}

const TYPE_NAMES = new Map<number, string>(Object.entries(NUMBERS).map(([name, number]) => [number, name]))

/**
 * @param zones by domain, or a function; what is not there is NXDOMAIN
 * @param latency before each reply, in milliseconds
 */
export const dnsServer = async (
  zones: Readonly<Record<string, Zone>> | ((name: string) => Zone | undefined),
  latency = 0,
): Promise<DnsServer> => {
  const asked: string[] = []
  const overTcp: string[] = []
  const zoneOf = (name: string): Zone =>
    (typeof zones === 'function' ? zones(name) : zones[name]) ?? { code: 3 }
  let socket = createSocket({ type: 'udp4', recvBufferSize: 4_000_000 })
  const later = (act: () => void): void => {
    if (latency === 0) act()
    else setTimeout(act, latency)
  }
  const answer = (message: Buffer, { address, port }: RemoteInfo): void => {
    const question = readQuestion(message)
    const line = `${TYPE_NAMES.get(question.type) ?? '?'} ${question.name}`
    const zone = zoneOf(question.name)
    const isLost = zone.how === 'once-silent' && !asked.includes(line)
    asked.push(line)
    if (zone.how === 'silent' || isLost) return
    const bytes =
      zone.how === 'garbage' ? Buffer.from('no message') : reply(question, zone, zone.how === 'cut')
    later(() => socket.send(bytes, port, address))
  }
  const tcp: Server = createServer((stream) => {
    stream.on('error', () => stream.destroy())
    stream.on('data', (bytes) => {
      const question = readQuestion(bytes.subarray(2))
      overTcp.push(`${TYPE_NAMES.get(question.type) ?? '?'} ${question.name}`)
      const message = reply(question, zoneOf(question.name), false)
      // In two pieces, as networks do.
      stream.write(Buffer.concat([u16(message.length), message.subarray(0, 5)]))
      setTimeout(() => stream.end(message.subarray(5)), 2)
    })
  })
  // Both on one port, which may be somebody else's in one of them.
  let port = 0
  for (;;) {
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    port = socket.address().port
    const isBound = await new Promise<boolean>((resolve) => {
      tcp.once('error', () => resolve(false))
      tcp.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (isBound) break
    socket.close()
    socket = createSocket({ type: 'udp4', recvBufferSize: 4_000_000 })
  }
  socket.on('message', answer)
  let isClosed = false
  return {
    address: `127.0.0.1:${(tcp.address() as AddressInfo).port}`,
    port,
    asked,
    overTcp,
    close: async () => {
      if (isClosed) return
      isClosed = true
      await new Promise<void>((resolve) => socket.close(() => resolve()))
      await new Promise<void>((resolve) => tcp.close(() => resolve()))
    },
  }
}
