/** What an operation failed with, as plain values. */
import { PrmError } from '../../src/model/errors.ts'

const plain = (error: unknown): { kind: string; code: string; message: string } => {
  if (!(error instanceof PrmError)) throw error
  return { kind: error.kind, code: error.code, message: error.message }
}

/** The PrmError that `fn` throws; anything else thrown is passed on, and nothing thrown is a failure. */
export const failure = (fn: () => unknown): { kind: string; code: string; message: string } => {
  try {
    fn()
  } catch (error) {
    return plain(error)
  }
  throw new Error('nothing was thrown')
}

/** As {@link failure} for a promise. */
export const rejection = async (
  promise: Promise<unknown>,
): Promise<{ kind: string; code: string; message: string }> => {
  try {
    await promise
  } catch (error) {
    return plain(error)
  }
  throw new Error('nothing was thrown')
}
