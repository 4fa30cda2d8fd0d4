/** Where the cleaned list goes: to a file that appears whole or not at all, or to whoever takes the text. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { cannotWrite } from '../../lib/atomic-write.ts'
import { fileSha256 } from '../../lib/hash.ts'
import { openSpecial, placeOf, writeWhole, type WritePlace } from '../../lib/write-place.ts'
import { PrmError } from '../../model/errors.ts'

export interface CleanOutput {
  write(text: string): Promise<void> | void
  isClosed(): boolean
  /** Makes it final. @returns the file, and whether its content is new; nulls where there is no file */
  finish(): Promise<{ path: string | null; is_new: boolean | null }>
  /** Leaves no trace of what was written. */
  discard(): void
}

export interface FileTarget {
  path: string
  /** False: a file of this name with other content stays as it is, and a number is added to ours. */
  replace: boolean
}

/**
 * Opens a file for the cleaned list: a new one gets mode 0600, one that is replaced keeps its mode.
 *
 * @param input the list itself, which must not be overwritten; null for a stream
 * @throws PrmError `input`: it cannot be written there
 */
export const openFileOutput = (target: FileTarget, input: string | null): CleanOutput => {
  try {
    const place = placeOf(target.path)
    if (place.isSpecial) return openDirectly(target, place)
    const path = existsSync(place.path) ? realpathSync(place.path) : place.path
    if (input !== null && existsSync(input) && realpathSync(input) === path) {
      throw new PrmError('input', 'clean.same_file', `${target.path} is the list itself`, {
        hint: 'name another file after -o: the list stays as it is',
      })
    }
    return openBeside(target, { ...place, path })
  } catch (error) {
    if (error instanceof PrmError) throw error
    throw cannotWrite(target.path, error)
  }
}

/** A device or a pipe takes the rows itself: renaming a file over it would remove it. */
const openDirectly = (target: FileTarget, place: WritePlace): CleanOutput => {
  const writer = openSpecial(place)
  let isClosed = false
  return {
    isClosed: () => isClosed,
    write: (text) => {
      try {
        isClosed ||= !writer.write(text)
      } catch (error) {
        throw cannotWrite(target.path, error)
      }
    },
    finish: () => {
      writer.close()
      return Promise.resolve({ path: target.path, is_new: true })
    },
    discard: () => writer.close(),
  }
}

const openBeside = (target: FileTarget, { path, mode }: WritePlace): CleanOutput => {
  const written = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`)
  const handle = openSync(written, 'wx', 0o600)
  let isOpen = true
  const close = (): void => {
    if (isOpen) closeSync(handle)
    isOpen = false
  }
  const discard = (): void => {
    close()
    rmSync(written, { force: true })
  }
  return {
    isClosed: () => false,
    write: (text) => {
      try {
        writeWhole(handle, text)
      } catch (error) {
        discard()
        throw cannotWrite(target.path, error)
      }
    },
    finish: async () => {
      if (mode !== null && target.replace) fchmodSync(handle, mode)
      fsyncSync(handle)
      close()
      const digest = await fileSha256(written)
      const isSame = async (at: string): Promise<boolean> =>
        existsSync(at) && statSync(at).isFile() && (await fileSha256(at)) === digest
      let at = path
      for (let n = 2; !target.replace && existsSync(at) && !(await isSame(at)); n++) at = numbered(path, n)
      const isNew = !(await isSame(at))
      if (isNew) renameSync(written, at)
      else rmSync(written)
      return {
        path: at === path ? target.path : numbered(target.path, Number(/-(\d+)\.[^.]*$/.exec(at)![1])),
        is_new: isNew,
      }
    },
    discard,
  }
}

/** `list.clean.csv` -> `list.clean-2.csv` */
const numbered = (path: string, n: number): string => path.replace(/(\.[^./\\]*)?$/, (end) => `-${n}${end}`)
