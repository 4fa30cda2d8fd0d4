/** Where a push goes: `csv:FILE` or `csv:-`. */
import { resolve } from 'node:path'
import { resolveConfigPath, type Config } from '../core/config/config.ts'
import { DEFAULT_CONFIG } from '../core/config/defaults.ts'
import type { CsvTarget } from '../core/push/push.ts'
import { PrmError } from '../model/errors.ts'

const EXISTING = 'csv:FILE writes a file, csv:- writes to stdout'

/**
 * The target that was named, else that of the config. A path on the command line is relative to the current folder, one
 * that a config names to that config; the built-in one is in the current folder.
 */
export function pushTarget(given: string | undefined, config: Config, cwd: string): CsvTarget {
  if (given !== undefined) return csvTarget(given, cwd, '--to')
  const { to } = config.push
  const isOwn = config.path !== null && to !== DEFAULT_CONFIG.push.to
  return csvTarget(to, cwd, 'push.to', isOwn ? config : undefined)
}

/** Where `prm run` ends: --to, else what the config says (`run: {push: …}`); null is nowhere. */
export function runTarget(given: string | undefined, config: Config, cwd: string): CsvTarget | null {
  const { push } = config.run
  if (given === undefined && push === null) return null
  if (given !== undefined || push === null || push === 'csv') return pushTarget(given, config, cwd)
  return csvTarget(push, cwd, 'run.push', config)
}

function csvTarget(text: string, cwd: string, from: string, config?: Config): CsvTarget {
  const [, kind = text, path] = /^([a-z_]+):(.*)$/s.exec(text) ?? []
  if (kind !== 'csv') {
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
  if (path === '-') return { kind: 'csv', path: null }
  return { kind: 'csv', path: config === undefined ? resolve(cwd, path) : resolveConfigPath(config, path) }
}
