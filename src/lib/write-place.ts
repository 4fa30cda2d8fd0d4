/**
 * Where text goes that is written under a name. A regular file is replaced by another, and a link leads to the one that
 * is; what is neither file nor link (a device, a named pipe, an open handle) takes the text itself: it must never be
 * replaced.
 */
import { closeSync, lstatSync, openSync, readlinkSync, realpathSync, statSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export interface WritePlace {
  /** Links are followed, also those that lead to no file yet. */
  path: string
  /** It is there, and no regular file. */
  isSpecial: boolean
  /** Mode bits of the regular file that is there. */
  mode: number | null
}

const HANDLE = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/
const NAMED_HANDLES: Readonly<Record<string, number>> = { '/dev/stdout': 1, '/dev/stderr': 2 }

/** The open handle that a name stands for: it is used as it is, since a socket cannot be opened again. */
const handleOf = (path: string): number | null => {
  const found = HANDLE.exec(path)
  return found === null ? (NAMED_HANDLES[path] ?? null) : Number(found[1])
}

/** Throws as the system does: links without end, no right to look. */
export const placeOf = (name: string): WritePlace => {
  for (let path = name; ;) {
    if (handleOf(path) !== null) return { path, isSpecial: true, mode: null }
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile() === false) return { path, isSpecial: true, mode: null }
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    if (!isLink) return { path, isSpecial: false, mode: found === undefined ? null : found.mode & 0o7777 }
    path = resolve(realpathSync(dirname(path)), readlinkSync(path))
  }
}

/** Whether a name stands for what takes text itself; reading it first might wait for ever. */
export const isSpecial = (name: string): boolean => handleOf(name) !== null || isNoFile(name)

const isNoFile = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isFile() === false

export interface Writer {
  /** False: whoever read has gone, and nothing more need be written. */
  write(part: string | Uint8Array): boolean
  close(): void
}

/** Opens what takes the text itself; a pipe that nobody reads yet makes it wait. */
export const openSpecial = ({ path }: WritePlace): Writer => {
  const known = handleOf(path)
  const handle = known ?? openSync(path, 'w')
  let isOpen = known === null
  return {
    write: (part) => {
      try {
        writeWhole(handle, part)
        return true
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
        return false
      }
    },
    close: () => {
      if (isOpen) closeSync(handle)
      isOpen = false
    },
  }
}

/** The system may take less than it is given, and a handle that does not wait nothing at all. */
export const writeWhole = (handle: number, part: string | Uint8Array): void => {
  const bytes = Buffer.from(part as Uint8Array)
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(handle, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}
