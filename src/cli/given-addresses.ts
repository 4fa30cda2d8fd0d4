import { PrmError } from '../model/errors.ts'
import type { Io } from './io.ts'

/**
 * The addresses of `--address`, or the lines of stdin where it says `-`.
 *
 * @throws PrmError `usage`: nothing is piped in, or `-` stands beside others
 */
export function givenAddresses(
  given: readonly string[],
  io: Io,
): readonly string[] | AsyncIterable<Uint8Array> {
  if (!given.includes('-')) return given
  if (given.length > 1) {
    throw new PrmError('usage', 'usage.conflicting_flags', '--address takes addresses or -, not both', {
      hint: 'put all of them into what is piped in',
    })
  }
  if (io.stdin.isTTY === true) {
    throw new PrmError(
      'usage',
      'usage.missing_input',
      '--address - reads from stdin, and nothing is piped in',
      {
        hint: 'prm validate --address - < addresses.txt',
      },
    )
  }
  return io.stdin as AsyncIterable<Uint8Array>
}
