import type { Io } from './io.ts'

/** Whether a program reads the result, and an error as JSON. The command line itself may be what is wrong. */
export const wantsJson = (argv: readonly string[]): boolean => {
  const flags = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  return flags.includes('--json') || flags.includes('--ndjson')
}

/** Nobody watches: an error is to be all that is on stderr, so what is said on the way waits for the end. */
export const isUnwatched = (common: { json: boolean; ndjson: boolean }, io: Io): boolean =>
  (common.json || common.ndjson) && !io.stderr.isTTY
