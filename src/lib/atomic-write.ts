import { randomBytes } from 'node:crypto'
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { PrmError } from './errors.ts'
import { openSpecial, placeOf, writeWhole, type WritePlace } from './write-place.ts'

type Parts = Iterable<string | Uint8Array>

/**
 * Writes a file whole or not at all: into a new file beside it, then renamed over it. A new file has mode 0600, one that
 * is there keeps its mode; a link stays one. A device, a pipe or an open handle is written to.
 *
 * @param parts written one after the other
 * @throws PrmError `input`, `write.failed`: no such folder, no rights, disk full; the old file is untouched
 */
export const writeAtomically = (path: string, parts: Parts): void => {
  try {
    const place = placeOf(path)
    if (place.isSpecial) writeDirectly(place, parts)
    else replace(place, parts)
  } catch (error) {
    // What the parts themselves throw says nothing about the file.
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw cannotWrite(path, error)
  }
}

const writeDirectly = (place: WritePlace, parts: Parts): void => {
  const writer = openSpecial(place)
  try {
    for (const part of parts) if (!writer.write(part)) return
  } finally {
    writer.close()
  }
}

const replace = ({ path, mode }: WritePlace, parts: Parts): void => {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
  let handle: number | null = openSync(temporary, 'wx', 0o600)
  try {
    for (const part of parts) writeWhole(handle, part)
    if (mode !== null) fchmodSync(handle, mode)
    fsyncSync(handle)
    closeSync(handle)
    handle = null
    renameSync(temporary, path)
  } catch (error) {
    if (handle !== null) closeSync(handle)
    rmSync(temporary, { force: true })
    throw error
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'no right to write there',
  EPERM: 'no right to write there',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ELOOP: 'its links lead nowhere',
  EBADF: 'nothing is open under this number',
  ENXIO: 'nothing can be written to it',
}

/** What the system threw at a write, as one sentence. */
export const cannotWrite = (path: string, error: unknown): PrmError => {
  const { code = '', message } = error as NodeJS.ErrnoException
  return new PrmError('input', 'write.failed', `cannot write ${path}: ${REASONS[code] ?? message}`, {
    hint: 'look at the folder, its rights and the space on the disk',
    cause: error,
  })
}
