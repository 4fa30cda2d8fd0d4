/**
 * The composition root: the one place that knows the streams, the clock, the configuration and the file. Made once a
 * process; tests make their own. Everything heavy (store, zod, yaml) is loaded by the first call that needs it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { resolve, dirname } from 'node:path'
import type { Config } from '../core/config/config.ts'
import { once } from '../lib/once.ts'
import { PrmError } from '../model/errors.ts'
import type { OpenOptions, ProspectFile } from '../store/index.ts'
import type { CommandEntry } from './command.ts'
import { isoDate, type CommonValues } from './flags.ts'
import { isUnwatched } from './for-programs.ts'
import type { Io } from './io.ts'
import { isAlive } from './is-alive.ts'
import { readKeys } from './keys.ts'
import { makePrompts, type Prompts } from './prompts.ts'

export interface Context {
  io: Io
  /** Paths on the command line are relative to it. */
  cwd: string
  /** The common flags. */
  common: CommonValues
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal
  /** The table of commands, for help and completion. */
  commands: readonly CommandEntry[]
  /** The present time (PRM_NOW fixes it), for what is written down: runs, verdicts. */
  now(): Date
  /** The day by which rules judge ages: --as-of, else the config's `as_of`, else now. */
  asOf(): Promise<Date>
  /** Absolute: --db, PRM_DB, the config's `database`, ./prospects.db. */
  dbPath(): Promise<string>
  /** Absolute: --config, ./prm.yaml, or null when there is none. */
  configPath(): string | null
  /** The checked configuration; without a file the built-in one. */
  config(): Promise<Config>
  /**
   * Opens the file; the frame closes it. Only import, run, init, add and suppress create one: a new file is announced. With
   * `dryRun` a file that would be created is one in memory instead.
   */
  openFile(options?: { create?: boolean; dryRun?: boolean }): Promise<ProspectFile>
  /** Keys of services by name: the environment, then the .env beside the config. */
  keys(): Readonly<Record<string, string>>
  prompts: Prompts
  /** A line on stderr, not with --quiet; with --json and nobody watching it waits for `sayHeld`. */
  talk(line: string): Promise<void>
  /** The command has succeeded: says what was held back. */
  sayHeld(): Promise<void>
  /** Closes what was opened. */
  close(): void
}

export interface ContextOptions {
  io: Io
  common: CommonValues
  signal: AbortSignal
  commands: readonly CommandEntry[]
}

export function makeContext({ io, common, signal, commands }: ContextOptions): Context {
  const files: ProspectFile[] = []
  const now = fixedOrPresent(io.env.PRM_NOW)
  const configPath = once(() => findConfig(io.cwd, common.config))
  const config = once(() => readConfig(configPath()))
  const held: string[] = []
  const talk = async (line: string): Promise<void> => {
    if (common.quiet) return
    if (isUnwatched(common, io)) held.push(`${line}\n`)
    else await io.stderr.write(`${line}\n`)
  }

  const dbPath = async (): Promise<string> => {
    const given = common.db ?? (io.env.PRM_DB || undefined)
    if (given !== undefined) return resolve(io.cwd, given)
    const path = configPath()
    // Without a config file there is nothing to look up, and no reason to load the parser; a config that names no
    // database leaves it in the current folder.
    const configured = path === null ? null : (await config()).database
    return path === null || configured === null
      ? resolve(io.cwd, 'prospects.db')
      : resolve(dirname(path), configured)
  }

  const asOf = async (): Promise<Date> => {
    if (common.asOf !== undefined) return common.asOf
    const configured = configPath() === null ? null : (await config()).as_of
    return configured === null ? now() : isoDate(configured)
  }

  return {
    io,
    cwd: io.cwd,
    common,
    signal,
    commands,
    now,
    asOf,
    dbPath,
    configPath,
    config,
    openFile: async ({ create = false, dryRun = false } = {}) => {
      const path = await dbPath()
      const isInMemory = create && dryRun && !existsSync(path)
      const file = await openStore(isInMemory ? ':memory:' : path, {
        create,
        now: now().toISOString(),
        isAlive,
      })
      files.push(file)
      // Addresses are judged by the clock and the ages of this command, whoever made the file.
      file.setClock((await asOf()).toISOString().slice(0, 10))
      if (configPath() !== null) file.setAges((await config()).validate.max_age)
      if (file.created && !isInMemory) await talk(`created ${file.path}`)
      if (file.backup !== null)
        await talk(`saved the file as it was before its schema changed: ${file.backup}`)
      return file
    },
    keys: once(() => readKeys(dirname(configPath() ?? resolve(io.cwd, 'prm.yaml')), io.env)),
    prompts: makePrompts(io, common),
    talk,
    sayHeld: () => io.stderr.write(held.splice(0).join('')),
    close: () => {
      for (const file of files.splice(0)) file.close()
    },
  }
}

async function openStore(path: string, options: OpenOptions): Promise<ProspectFile> {
  const { openProspectFile } = await import('../store/index.ts')
  return openProspectFile(path, options)
}

async function readConfig(path: string | null): Promise<Config> {
  const { loadConfig } = await import('../core/config/load.ts')
  return loadConfig(path === null ? null : readText(path), { path, read: readText })
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'EISDIR' ? 'it is a folder' : (error as Error).message
    throw new PrmError('config', 'config.unreadable', `cannot read ${path}: ${reason}`, { cause: error })
  }
}

/** --config must exist; ./prm.yaml may. No walk upwards: the folder above may belong to somebody else. */
function findConfig(cwd: string, given: string | undefined): string | null {
  const path = resolve(cwd, given ?? 'prm.yaml')
  if (existsSync(path)) return path
  if (given === undefined) return null
  throw new PrmError('config', 'config.missing', `there is no configuration at ${path}`, {
    hint: 'prm init writes one; or leave --config out to use the built-in model',
  })
}

/** PRM_NOW makes the clock stand still, for tests and for writing documents. */
function fixedOrPresent(fixed: string | undefined): () => Date {
  if (!fixed) return () => new Date()
  try {
    const time = isoDate(fixed).getTime()
    return () => new Date(time)
  } catch {
    throw new PrmError(
      'usage',
      'usage.invalid_value',
      `PRM_NOW must be an ISO time such as 2026-11-21T09:00:00Z`,
    )
  }
}
