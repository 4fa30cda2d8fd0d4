/** From an error to the exit code and to what is said about it, once, on stderr. */
import { PrmError, type ErrorKind } from '../model/errors.ts'
import { wantsJson } from './for-programs.ts'
import type { Io } from './io.ts'
import { readManifest } from './version.ts'

const EXIT_CODES = {
  usage: 2,
  config: 2,
  input: 2,
  credential: 4,
  remote: 5,
  store: 6,
  interrupted: 130,
} as const satisfies Record<ErrorKind, number>

const BUG = 1

/** Faults of the machine that nobody wrapped: the user can mend them, so they are not called bugs. */
const SYSTEM_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
}

/** Any thrown value as a PrmError, or null when it is a bug. */
export function expected(error: unknown): PrmError | null {
  if (error instanceof PrmError) return error
  if (!(error instanceof Error)) return null
  if (error.name === 'AbortError') {
    const hint = 'what was done so far is kept; run the same command again to go on'
    return new PrmError('interrupted', 'interrupted', 'interrupted', { hint, cause: error })
  }
  const { code = '', path, syscall } = error as NodeJS.ErrnoException
  const fault = SYSTEM_FAULTS[code]
  if (syscall === undefined || fault === undefined) return null
  const what = path === undefined ? 'cannot write the output' : `cannot ${syscall} ${path}`
  return new PrmError('input', `system.${code.toLowerCase()}`, `${what}: ${fault}`, { cause: error })
}

/**
 * Tells the error on stderr and returns the exit code. stdout stays empty.
 *
 * @param argv read only for --json, --ndjson and --debug: the command line itself may be what is wrong
 */
export async function report(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const flags = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const isDebug = flags.includes('--debug') || io.env.PRM_DEBUG === '1'
  const known = expected(error)
  const text = wantsJson(argv)
    ? `${JSON.stringify({ error: asJson(error, known) })}\n`
    : known === null
      ? bugText(error)
      : knownText(known)
  const stack = isDebug ? `${stackOf(error)}\n` : ''
  // A full or broken stderr must not hide the code.
  await io.stderr.write(text + stack).catch(() => undefined)
  return known === null ? BUG : EXIT_CODES[known.kind]
}

function knownText(error: PrmError): string {
  // A message of several lines (all problems of a config) stands under its first.
  return `prm: ${error.message.replaceAll('\n', '\n     ')}\n${error.hint === undefined ? '' : `  → ${error.hint}\n`}`
}

function bugText(error: unknown): string {
  const { version, bugs } = readManifest()
  const message = error instanceof Error ? error.message : String(error)
  return (
    `prm: something went wrong that should not have: ${message}\n` +
    `  → this is a bug in prm ${version} (node ${process.versions.node}, ${process.platform}); run the command again ` +
    `with --debug and report what it prints to ${bugs?.url ?? 'the maintainers of prm'}\n`
  )
}

function asJson(error: unknown, known: PrmError | null): Record<string, string | null> {
  if (known !== null) return { code: known.code, message: known.message, hint: known.hint ?? null }
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'bug',
    message,
    hint: 'this is a bug in prm; run the command again with --debug and report it',
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stack = error.stack ?? error.message
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`
}
