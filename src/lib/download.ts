/**
 * The beginning of a page of a stranger's: never more than so many bytes, never longer than so long, whatever the server does.
 * Redirects are not followed, since whoever asks decides where it goes.
 */
import type { IncomingHttpHeaders, IncomingMessage, Agent } from 'node:http'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import type { Transform } from 'node:stream'

export interface DownloadRequest {
  url: URL
  headers: Readonly<Record<string, string>>
  agent: Agent
  signal: AbortSignal
  /** Bytes that are read, after unpacking. */
  most: number
  /** Whether the body is wanted, by what comes before it. */
  wants: (status: number, headers: IncomingHttpHeaders) => boolean
}

export interface Download {
  status: number
  headers: IncomingHttpHeaders
  /** Empty where it was not wanted. */
  body: Buffer
  /** False: there was more. */
  whole: boolean
}

/** Packed in a way that nobody can undo. */
export class PackedBody extends Error {}

const unpacker = (encoding: string, first: Buffer): Transform | null => {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'deflate':
      // Many send it without its two bytes of wrapping.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
    default:
      throw new PackedBody(`packed in a way that is not known: ${encoding}`)
  }
}

/** Reads and unpacks until there is enough. What unpacks to nothing counts too, as it came. */
const readBody = async (
  response: IncomingMessage,
  most: number,
): Promise<Pick<Download, 'body' | 'whole'>> => {
  const pieces: Buffer[] = []
  let [size, packed] = [0, 0]
  let unpack: Transform | null | undefined
  const isFull = (): boolean => size >= most
  const take = (bytes: Buffer): void => {
    if (size < most) pieces.push(bytes.subarray(0, most - size))
    size += bytes.length
  }
  const unpacked = new Promise<void>((resolve, reject) => {
    const start = (first: Buffer): Transform | null => {
      const stream = unpacker(response.headers['content-encoding'] ?? '', first)
      stream?.on('data', (bytes: Buffer) => {
        take(bytes)
        if (isFull()) resolve()
      })
      stream?.on('end', resolve)
      stream?.on('error', reject)
      return stream
    }
    response.on('data', (bytes: Buffer) => {
      // What came before has been unpacked by now, to nothing.
      if (packed >= most) {
        resolve()
        return
      }
      packed += bytes.length
      try {
        unpack ??= start(bytes)
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
        return
      }
      if (unpack === null) take(bytes)
      // A bomb is small when it arrives: no more is read until what is here has been unpacked.
      else if (!unpack.write(bytes)) {
        response.pause()
        unpack.once('drain', () => response.resume())
      }
      if (isFull()) resolve()
    })
    response.on('end', () => {
      if (unpack === null || unpack === undefined) resolve()
      else unpack.end()
    })
    response.on('error', reject)
    response.on('aborted', () => reject(new Error('the answer broke off')))
  })
  try {
    await unpacked
    return { body: Buffer.concat(pieces), whole: size < most && packed < most && response.complete }
  } finally {
    unpack?.destroy()
    // A connection on which more would come is of no further use.
    if (!response.complete) response.destroy()
  }
}

/** @throws Error with the code of the system; AbortError once the signal is aborted; PackedBody */
export const download = async (asked: DownloadRequest): Promise<Download> => {
  const { url, headers, agent, signal, most, wants } = asked
  const send = url.protocol === 'https:' ? overHttps : overHttp
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = send(url, {
      ...{ agent, signal, headers: { ...headers, 'accept-encoding': 'gzip, deflate, br' } },
      maxHeaderSize: 64 * 1024,
    })
    request.on('response', resolve)
    request.on('error', reject)
    request.end()
  })
  const status = response.statusCode ?? 0
  if (!wants(status, response.headers)) {
    // A short rest is read, so that the connection can serve again.
    if (Number(response.headers['content-length'] ?? Infinity) <= 4096) response.resume()
    else response.destroy()
    response.on('error', () => undefined)
    return { status, headers: response.headers, body: Buffer.alloc(0), whole: false }
  }
  return { status, headers: response.headers, ...(await readBody(response, most)) }
}
