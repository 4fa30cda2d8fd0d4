/** DNS messages (RFC 1035): a question in bytes, a reply read. Only kinds of records that are asked for here. */

export const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28 } as const
export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'TXT'

export interface DnsRecord {
  type: number
  /** Seconds. */
  ttl: number
  /**
   * The exchanger, name server, other name or address: lower case, without the dot at the end; the root is an empty text.
   * Of TXT: the text as it is, its strings put together.
   */
  data: string
  /** Of MX: lower is asked first. */
  preference: number
}

export interface DnsReply {
  id: number
  /** 0: no error, 2: server failure, 3: no such name, 5: refused. */
  code: number
  isTruncated: boolean
  /** What was asked, as the server repeats it. */
  question: { name: string; type: number } | null
  answers: DnsRecord[]
  /** Seconds for which "there is none" holds (RFC 2308): from the SOA; null where none came. */
  negativeTtl: number | null
}

/** Larger replies than the old 512 bytes are welcome (EDNS), up to what passes through any network unbroken. */
const PAYLOAD = 1232

/**
 * A question as bytes.
 *
 * @param name ASCII form, labels of up to 63 characters
 */
export function encodeQuestion(id: number, name: string, type: DnsType): Buffer {
  const labels = name.split('.')
  const question = Buffer.alloc(12 + name.length + 2 + 4 + 11)
  question.writeUInt16BE(id, 0)
  question.writeUInt16BE(0x0100, 2) // recursion, please
  question.writeUInt16BE(1, 4)
  question.writeUInt16BE(1, 10)
  let at = 12
  for (const label of labels) {
    at = question.writeUInt8(label.length, at)
    at += question.write(label, at, 'latin1')
  }
  at = question.writeUInt8(0, at)
  at = question.writeUInt16BE(TYPES[type], at)
  at = question.writeUInt16BE(1, at)
  // OPT: an empty name, type 41, the payload in the place of the class, nothing else.
  at = question.writeUInt8(0, at)
  at = question.writeUInt16BE(41, at)
  question.writeUInt16BE(PAYLOAD, at)
  return question
}

/** A name and where it ends; parts may stand elsewhere in the message, and a message may try to make that endless. */
const readName = (bytes: Buffer, from: number): { name: string; end: number } => {
  const labels: string[] = []
  let at = from
  let end = -1
  for (let steps = 0; steps < 128; steps++) {
    const length = bytes.readUInt8(at)
    if (length >= 0xc0) {
      if (end < 0) end = at + 2
      at = bytes.readUInt16BE(at) & 0x3fff
      continue
    }
    if (length > 63) break
    if (length === 0) return { name: labels.join('.'), end: end < 0 ? at + 1 : end }
    if (at + 1 + length > bytes.length) break
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length).toLowerCase())
    at += 1 + length
  }
  throw new RangeError('a name in the reply has no end')
}

/** The strings of a TXT record; each begins with its length. */
const readText = (bytes: Buffer, from: number, end: number): string => {
  const strings: Buffer[] = []
  for (let at = from; at < end; at += 1 + bytes.readUInt8(at)) {
    const past = at + 1 + bytes.readUInt8(at)
    if (past > end) throw new RangeError('a text in the reply has no end')
    strings.push(bytes.subarray(at + 1, past))
  }
  return Buffer.concat(strings).toString()
}

const readData = (
  bytes: Buffer,
  type: number,
  at: number,
  length: number,
): Omit<DnsRecord, 'type' | 'ttl'> => {
  switch (type) {
    case TYPES.MX:
      return { preference: bytes.readUInt16BE(at), data: readName(bytes, at + 2).name }
    case TYPES.NS:
    case TYPES.CNAME:
      return { preference: 0, data: readName(bytes, at).name }
    case TYPES.TXT:
      return { preference: 0, data: readText(bytes, at, at + length) }
    case TYPES.A:
      if (length !== 4) throw new RangeError('an address in the reply is not one')
      return { preference: 0, data: [...bytes.subarray(at, at + 4)].join('.') }
    case TYPES.AAAA:
      if (length !== 16) throw new RangeError('an address in the reply is not one')
      return { preference: 0, data: bytes.toString('hex', at, at + 16).replace(/(.{4})(?!$)/g, '$1:') }
    default:
      return { preference: 0, data: '' }
  }
}

/**
 * Reads a reply.
 *
 * @throws RangeError where the bytes are no whole message
 */
export function decodeReply(bytes: Buffer): DnsReply {
  const flags = bytes.readUInt16BE(2)
  if ((flags & 0x8000) === 0) throw new RangeError('this is a question')
  const [questions, answers, authorities] = [
    bytes.readUInt16BE(4),
    bytes.readUInt16BE(6),
    bytes.readUInt16BE(8),
  ]
  const reply: DnsReply = {
    id: bytes.readUInt16BE(0),
    code: flags & 0xf,
    isTruncated: (flags & 0x0200) !== 0,
    question: null,
    answers: [],
    negativeTtl: null,
  }
  let at = 12
  for (let i = 0; i < questions; i++) {
    const { name, end } = readName(bytes, at)
    reply.question ??= { name, type: bytes.readUInt16BE(end) }
    at = end + 4
  }
  // What is cut short is asked for again over TCP: half a list is no answer.
  if (reply.isTruncated) return reply
  for (let i = 0; i < answers + authorities; i++) {
    const { end } = readName(bytes, at)
    const type = bytes.readUInt16BE(end)
    // (A time to live with its highest bit set counts as 0, RFC 2181 §8.)
    const raw = bytes.readUInt32BE(end + 4)
    const ttl = raw > 0x7fffffff ? 0 : raw
    const length = bytes.readUInt16BE(end + 8)
    const start = end + 10
    if (start + length > bytes.length) throw new RangeError('the reply is cut short')
    if (i < answers) reply.answers.push({ type, ttl, ...readData(bytes, type, start, length) })
    else if (type === TYPES.SOA && length >= 22)
      reply.negativeTtl = Math.min(ttl, bytes.readUInt32BE(start + length - 4))
    at = start + length
  }
  return reply
}
