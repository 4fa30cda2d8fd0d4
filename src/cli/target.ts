/** Where a push goes: a file, `csv:FILE`, `json:FILE` or `xlsx:FILE`, or stdout, `csv:-`. */
import { resolve } from 'node:path'
import { resolveConfigPath, type Config } from '../core/config/config.ts'
import { DEFAULT_CONFIG } from '../core/config/defaults.ts'
import type { FileTarget } from '../core/push/push.ts'
import { FILE_KINDS, type FileKind } from '../core/push/file-kinds.ts'
import { PrmError } from '../model/errors.ts'

const EXISTING = 'csv:FILE, json:FILE or xlsx:FILE writes a file, csv:- writes to stdout'

/**
 * The target that was named, else that of the config. A path on the command line is relative to the current folder, one
 * that a config names to that config; the built-in one is in the current folder.
 */
export function pushTarget(given: string | undefined, config: Config, cwd: string): FileTarget {
  if (given !== undefined) return fileTarget(given, cwd, '--to')
  const { to } = config.push
  const isOwn = config.path !== null && to !== DEFAULT_CONFIG.push.to
  return fileTarget(to, cwd, 'push.to', isOwn ? config : undefined)
}

/** Where `prm run` ends: --to, else what the config says (`run: {push: …}`); null is nowhere. */
export function runTarget(given: string | undefined, config: Config, cwd: string): FileTarget | null {
  const { push } = config.run
  if (given !== undefined && isCrmName(given)) {
    throw new PrmError(
      'usage',
      'push.unknown_target',
      `prm run gives to a CRM only where the config says so`,
      {
        hint: `run: {push: ${given}} in the config; or prm push --to ${given}`,
      },
    )
  }
  if (given === undefined && (push === null || isCrmName(push))) return null
  // A CRM of prm push is none of prm run.
  if (given === undefined && isCrmName(config.push.to))
    return fileTarget(DEFAULT_CONFIG.push.to, cwd, 'push.to')
  if (given !== undefined || push === null || push === 'csv') return pushTarget(given, config, cwd)
  return fileTarget(push, cwd, 'run.push', config)
}

/** Not a kind of file: a service of prm's own or of the config. */
export const isCrmName = (name: string): boolean => /^[a-z][a-z0-9_]*$/.test(name) && !isFileKind(name)

/** The CRM that the config names for runs (`run: {push: hubspot}`); a file named by --to takes its place. */
export const runCrmName = (given: string | undefined, { run }: Config): string | null =>
  given === undefined && run.push !== null && isCrmName(run.push) ? run.push : null

const isFileKind = (kind: string): kind is FileKind => (FILE_KINDS as readonly string[]).includes(kind)

function fileTarget(text: string, cwd: string, from: string, config?: Config): FileTarget {
  const [, kind = text, path] = /^([a-z_]+):(.*)$/s.exec(text) ?? []
  if (!isFileKind(kind)) {
    const isPath = /[./\\]/.test(text)
    throw new PrmError(
      from === '--to' ? 'usage' : 'config',
      'push.unknown_target',
      `${from} names an unknown target: ${text}`,
      {
        hint: isPath ? `a file is csv:${text}` : EXISTING,
      },
    )
  }
  if (path === undefined || path === '') {
    const hint = 'csv:qualified.csv, for example; csv:- writes to stdout'
    throw new PrmError(
      from === '--to' ? 'usage' : 'config',
      'push.no_file',
      `${from} names no file: ${text}`,
      { hint },
    )
  }
  if (path === '-' && kind === 'xlsx') {
    throw new PrmError(
      from === '--to' ? 'usage' : 'config',
      'push.no_file',
      `${from}: a workbook goes into a file`,
      { hint: 'xlsx:qualified.xlsx, for example; csv:- and json:- write to stdout' },
    )
  }
  if (path === '-') return { kind, path: null }
  return { kind, path: config === undefined ? resolve(cwd, path) : resolveConfigPath(config, path) }
}
