import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { PrmError } from './errors.ts'

/**
 * Writes a file whole or not at all: into a new file beside it, then renamed over it. Mode 0600.
 *
 * @param parts written one after the other
 * @throws PrmError `input`, `write.failed`: no such folder, no rights, disk full; the old file is untouched
 */
export const writeAtomically = (path: string, parts: Iterable<string | Uint8Array>): void => {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
  let handle: number | undefined
  try {
    handle = openSync(temporary, 'wx', 0o600)
    for (const part of parts) writeSync(handle, Buffer.from(part))
    fsyncSync(handle)
    closeSync(handle)
    handle = undefined
    renameSync(temporary, path)
  } catch (error) {
    if (handle !== undefined) closeSync(handle)
    rmSync(temporary, { force: true })
    if (error instanceof PrmError) throw error
    throw cannotWrite(path, error)
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
}

/** What the system threw at a write, as one sentence. */
export const cannotWrite = (path: string, error: unknown): PrmError => {
  const { code = '', message } = error as NodeJS.ErrnoException
  return new PrmError('input', 'write.failed', `cannot write ${path}: ${REASONS[code] ?? message}`, {
    hint: 'look at the folder, its rights and the space on the disk',
    cause: error,
  })
}
