import { PrmError } from '../errors.ts'

/** An input that cannot be read, told in one sentence. The only place in this folder that knows the program's errors. */
export function inputError(code: string, message: string, hint?: string, cause?: unknown): PrmError {
  return new PrmError('input', `table.${code}`, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  })
}
