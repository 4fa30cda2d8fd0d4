/** SQLite's failures, and files that are none of ours, in our words. */
import Database from 'better-sqlite3'
import { PrmError } from '../model/errors.ts'

export const notADatabase = (path: string, cause: unknown): PrmError =>
  new PrmError('store', 'store.not_a_database', `${path} is not a prospect database`, {
    hint: 'name the database with --db; lists are read by prm import',
    cause,
  })

const busy = (path: string, cause: unknown): PrmError =>
  new PrmError('store', 'store.busy', `${path} is being written by another prm`, {
    hint: 'wait for it to finish, then run the same command again',
    cause,
  })

export const full = (path: string, cause: unknown): PrmError =>
  new PrmError('store', 'store.disk_full', `the disk is full: ${path} could not be written`, {
    hint: 'free some space and run the same command again; what was committed is kept',
    cause,
  })

/** SQLite's failures in our words; anything else is passed on. */
export const storeError = (path: string, error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return busy(path, error)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return notADatabase(path, error)
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR_WRITE')) return full(path, error)
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new PrmError('store', 'store.not_writable', `${path} cannot be opened for writing`, {
      hint: 'look at the rights of the file and its folder',
      cause: error,
    })
  }
  return error
}

export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
