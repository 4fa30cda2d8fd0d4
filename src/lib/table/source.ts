/** Bytes from a file or a stream, unzipped, with a head to look at before the rest flows. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { inputError } from './errors.ts'
import type { TableSource } from './types.ts'

export interface Bytes {
  name: string
  /** The first bytes, at most about HEAD of them, or all there are. */
  head: Buffer
  /** Is the head all there is? */
  complete: boolean
  /** The head again, then everything behind it. */
  chunks(): AsyncGenerator<Buffer>
  compression?: 'gzip'
  /** Size as stored, for files. */
  size?: number
  /** Bytes taken from the file or stream so far, as stored. */
  bytesRead(): number
  close(): void
}

const HEAD = 1 << 18
const CHUNK = 1 << 18
const MOST_LAYERS = 3

/** @throws PrmError input: no such file, a directory, not readable, empty, broken gzip */
export async function openBytes(source: TableSource): Promise<Bytes> {
  const name = 'path' in source ? source.path : source.name
  const size = 'path' in source ? await sizeOf(source.path) : undefined
  let read = 0
  const file = 'path' in source ? createReadStream(source.path, { highWaterMark: CHUNK }) : null
  const raw = counted(file ?? (source as { stream: AsyncIterable<Uint8Array> }).stream, (n) => (read += n))
  let iterator: AsyncIterator<Buffer> = raw
  const close = (): void => void file?.destroy()

  try {
    let head = await take(iterator, HEAD)
    let compression: 'gzip' | undefined
    // Some mailers and servers pack what is packed already.
    for (let layer = 0; layer < MOST_LAYERS && head.bytes[0] === 0x1f && head.bytes[1] === 0x8b; layer++) {
      compression = 'gzip'
      const zipped = Readable.from(chain(head.bytes, iterator))
      const gunzip = createGunzip({ chunkSize: CHUNK })
      zipped.once('error', (error) => gunzip.destroy(error))
      iterator = (zipped.pipe(gunzip) as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
      head = await take(iterator, HEAD)
    }
    if (head.bytes.length === 0) {
      throw inputError('empty_file', `${name} is empty`, 'export the list again, or check the file name')
    }
    const rest = iterator
    return {
      name,
      head: head.bytes,
      complete: head.complete,
      chunks: () => guarded(chain(head.bytes, rest), name),
      ...(compression === undefined ? {} : { compression }),
      ...(size === undefined ? {} : { size }),
      bytesRead: () => read,
      close,
    }
  } catch (error) {
    close()
    throw readError(error, name)
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) {
      throw inputError(
        'is_directory',
        `${path} is a folder, not a file`,
        `name a file in it: ${path}/list.csv`,
      )
    }
    return found.isFile() ? found.size : undefined
  } catch (error) {
    throw readError(error, path)
  }
}

function readError(error: unknown, name: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'ENOENT')
    return inputError('no_such_file', `there is no file ${name}`, 'check the name and the folder')
  if (code === 'EACCES' || code === 'EPERM')
    return inputError(
      'not_readable',
      `${name} may not be read by you`,
      `check its permissions: ls -l ${name}`,
    )
  if (code === 'EISDIR') return inputError('is_directory', `${name} is a folder, not a file`)
  if (/^Z_|^ERR_Z/.test(code) || code === 'ERR_BUFFER_TOO_LARGE')
    return inputError(
      'broken_gzip',
      `${name} is a gzip file that is damaged or cut off`,
      'fetch it again',
      error,
    )
  return error
}

async function* counted(from: AsyncIterable<Uint8Array>, count: (n: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of from) {
    count(chunk.length)
    yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  }
}

async function take(
  from: AsyncIterator<Buffer>,
  wanted: number,
): Promise<{ bytes: Buffer; complete: boolean }> {
  const parts: Buffer[] = []
  let size = 0
  while (size < wanted) {
    const next = await from.next()
    if (next.done === true) return { bytes: Buffer.concat(parts), complete: true }
    parts.push(next.value)
    size += next.value.length
  }
  return { bytes: Buffer.concat(parts), complete: false }
}

async function* chain(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

async function* guarded(chunks: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    throw readError(error, name)
  }
}
