/** Where the cleaned list goes: to a file that appears whole or not at all, or to whoever takes the text. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { cannotWrite } from '../../lib/atomic-write.ts'
import { fileSha256 } from '../../lib/hash.ts'
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
 * Opens a file for the cleaned list, mode 0600.
 *
 * @param input the list itself, which must not be overwritten; null for a stream
 * @throws PrmError `input`: it cannot be written there
 */
export const openFileOutput = (target: FileTarget, input: string | null): CleanOutput => {
  const path = existsSync(target.path) ? realpathSync(target.path) : target.path
  if (input !== null && existsSync(input) && realpathSync(input) === path) {
    throw new PrmError('input', 'clean.same_file', `${target.path} is the list itself`, {
      hint: 'name another file after -o: the list stays as it is',
    })
  }
  const isSpecial = existsSync(path) && !statSync(path).isFile()
  const folder = dirname(path)
  // A device such as /dev/null takes the rows itself: renaming a file over it would remove it.
  const written = isSpecial ? path : join(folder, `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`)
  let handle: number
  try {
    handle = openSync(written, isSpecial ? 'w' : 'wx', 0o600)
  } catch (error) {
    throw cannotWrite(target.path, error)
  }
  let isOpen = true
  const close = (): void => {
    if (isOpen) closeSync(handle)
    isOpen = false
  }
  const discard = (): void => {
    close()
    if (!isSpecial) rmSync(written, { force: true })
  }
  return {
    isClosed: () => false,
    write: (text) => {
      try {
        writeSync(handle, text)
      } catch (error) {
        discard()
        throw cannotWrite(target.path, error)
      }
    },
    finish: async () => {
      if (isSpecial) {
        close()
        return { path: target.path, is_new: true }
      }
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
