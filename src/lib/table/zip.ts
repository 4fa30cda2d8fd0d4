/** The directory of a zip archive, and single entries of it unpacked, with a limit on what may come out. */
import { Readable } from 'node:stream'
import { createInflateRaw, inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  /** 0 = stored, 8 = deflated; others are not read. */
  method: number
  encrypted: boolean
  /** Bytes in the archive. */
  packed: number
  /** Bytes unpacked, as the archive says. */
  size: number
  /** Of its local header. */
  offset: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end record and the longest comment behind it. */
const TAIL = 22 + 0xffff

/** The entries that are files; null when there is no directory: damaged, cut off, or too new (zip64). */
export function zipEntries(data: Buffer): ZipEntry[] | null {
  const end = findEnd(data)
  if (end < 0) return null
  const count = data.readUInt16LE(end + 10)
  let at = data.readUInt32LE(end + 16)
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== ENTRY) return null
    const nameSize = data.readUInt16LE(at + 28)
    const name = data.toString('utf8', at + 46, at + 46 + nameSize)
    if (!name.endsWith('/')) {
      entries.push({
        name: name.replaceAll('\\', '/'),
        encrypted: (data.readUInt16LE(at + 8) & 1) === 1,
        method: data.readUInt16LE(at + 10),
        packed: data.readUInt32LE(at + 20),
        size: data.readUInt32LE(at + 24),
        offset: data.readUInt32LE(at + 42),
      })
    }
    at += 46 + nameSize + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32)
  }
  return entries
}

function findEnd(data: Buffer): number {
  for (let at = data.length - 22; at >= Math.max(0, data.length - TAIL); at--) {
    if (data.readUInt32LE(at) === END) return at
  }
  return -1
}

/** The packed bytes of an entry; empty where its local header is not what the directory says. */
function packedBytes(data: Buffer, { offset, packed }: ZipEntry): Buffer {
  if (offset + 30 > data.length || data.readUInt32LE(offset) !== LOCAL) return data.subarray(0, 0)
  const start = offset + 30 + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28)
  return data.subarray(start, start + packed)
}

/** @throws Error of zlib: damaged, or more than `most` bytes come out */
export function unzip(data: Buffer, entry: ZipEntry, most: number): Buffer {
  const packed = packedBytes(data, entry)
  return entry.method === 0 ? packed.subarray(0, most) : inflateRawSync(packed, { maxOutputLength: most })
}

/** Does more than `most` come out of an entry, whatever the archive says of its size? */
export function isLarger(data: Buffer, entry: ZipEntry, most: number): boolean {
  if (entry.size > most || entry.method === 0) return entry.size > most
  try {
    unzip(data, entry, most)
    return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return true
    throw error
  }
}

/** The unpacked bytes as they come, however many. */
export function unzipStream(data: Buffer, entry: ZipEntry): AsyncIterable<Buffer> {
  const packed = Readable.from(slices(packedBytes(data, entry)))
  return entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 1 << 18 }))
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18))
}
