/**
 * From argv to an exit code. Only the one command that was named is loaded; commander gets the root and that command,
 * so start-up stays flat as commands grow. The common flags may stand before or after the command.
 */
import { Command, CommanderError, Option } from 'commander'
import { existsSync } from 'node:fs'
import { didYouMean } from '../lib/text.ts'
import { PrmError } from '../model/errors.ts'
import type { AnyCommand, CommandEntry } from './command.ts'
import { makeContext, type Context } from './context.ts'
import { COMMON_FLAGS, commonValues, ROW_FLAGS, type CommonValues, type FlagSpec } from './flags.ts'
import { isUnwatched } from './for-programs.ts'
import { hasColour, type Io } from './io.ts'
import { viewOf, writeResult } from './output.ts'
import { makeProgress } from './progress.ts'
import { version } from './version.ts'

interface Parsed {
  args: readonly string[]
  flags: Readonly<Record<string, unknown>>
  isHelp: boolean
}

/** Runs what argv (without node and script) asks for. Throws PrmError and bugs alike; see exit.ts. */
export async function runProgram(
  argv: readonly string[],
  io: Io,
  commands: readonly CommandEntry[],
  signal: AbortSignal,
): Promise<number> {
  const before = leadingFlags(argv)
  if (before.includes('--version') || before.includes('-V')) {
    await io.stdout.write(`${version()}\n`)
    return 0
  }
  const name = argv.slice(before.length).find((arg) => arg !== '--')
  if (name === undefined) return runBare(argv, io, commands, signal)
  const spec = await findEntry(commands, name).load()
  return runCommand(spec, parse(argv, spec), io, commands, signal)
}

/** Bare `prm` beside a file shows its status and the next step; else help. */
async function runBare(
  argv: readonly string[],
  io: Io,
  commands: readonly CommandEntry[],
  signal: AbortSignal,
): Promise<number> {
  const help = await findEntry(commands, 'help').load()
  const status = commands.find((entry) => entry.name === 'status')
  const asHelp = parse([...argv.filter((arg) => arg !== '-h' && arg !== '--help'), 'help'], help)
  const wantsHelp = argv.some((arg) => arg === '-h' || arg === '--help')
  if (!wantsHelp && status !== undefined) {
    const context = makeContext({ io, common: commonValues(asHelp.flags), signal, commands })
    if (existsSync(await context.dbPath())) {
      const spec = await status.load()
      return runCommand(spec, parse([...argv, 'status'], spec), io, commands, signal)
    }
  }
  return runCommand(help, asHelp, io, commands, signal)
}

async function runCommand(
  spec: AnyCommand,
  parsed: Parsed,
  io: Io,
  commands: readonly CommandEntry[],
  signal: AbortSignal,
): Promise<number> {
  const common = commonValues(parsed.flags)
  if (parsed.isHelp) {
    const { commandHelp } = await import('./render/help.ts')
    await io.stdout.write(`${commandHelp(spec, await viewOf(io, io.stdout, common))}\n`)
    return 0
  }
  const context = makeContext({ io, common, signal, commands })
  try {
    const input: unknown = await spec.input(parsed.args, parsed.flags, context)
    refuseTakenStdout(spec, input, common)
    const result = await runOperation(spec, input, context)
    await context.sayHeld()
    await writeResult(spec, input, result, common, io)
    if (!io.stdout.isClosed()) await spec.printed?.(result, input, context)
    return spec.exitCode?.(result) ?? 0
  } finally {
    context.close()
  }
}

async function runOperation(spec: AnyCommand, input: unknown, context: Context): Promise<unknown> {
  const { io, common } = context
  const progress = makeProgress(io, {
    isQuiet: common.quiet,
    isColoured: hasColour(io, io.stderr, common.color),
    ...(isUnwatched(common, io) && { hold: (note) => void context.talk(note) }),
  })
  try {
    return await spec.run(context, input, (event) => progress.on(event))
  } finally {
    progress.stop()
  }
}

function refuseTakenStdout(spec: AnyCommand, input: unknown, common: CommonValues): void {
  const format = (['json', 'ndjson', 'csv'] as const).find((name) => common[name])
  if (format === undefined || spec.isStdoutTaken?.(input) !== true) return
  throw new PrmError(
    'usage',
    'usage.stdout_taken',
    `stdout already carries the rows; --${format} needs it too`,
    {
      hint: 'write the rows to a file instead',
    },
  )
}

/** The flags before the command's name, with their values. */
function leadingFlags(argv: readonly string[]): readonly string[] {
  const takesValue = new Set(
    COMMON_FLAGS.filter((flag) => flag.flags.includes('<')).map((flag) => longName(flag.flags)),
  )
  let i = 0
  while (i < argv.length && argv[i]!.startsWith('-') && argv[i] !== '--')
    i += takesValue.has(argv[i]!) ? 2 : 1
  return argv.slice(0, Math.min(i, argv.length))
}

const longName = (flags: string): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags

function findEntry(commands: readonly CommandEntry[], name: string): CommandEntry {
  const entry = commands.find((candidate) => candidate.name === name)
  if (entry !== undefined) return entry
  const near = didYouMean(
    name,
    commands.map((candidate) => candidate.name),
  )
  throw new PrmError('usage', 'usage.unknown_command', `there is no command '${name}'`, {
    hint: near === null ? 'prm help lists them' : `did you mean prm ${near}?`,
  })
}

/** Lets commander read the command line. Throws PrmError for what it does not accept. */
function parse(argv: readonly string[], spec: AnyCommand): Parsed {
  // exitOverride and the silent output must be there before the subcommand, which copies them.
  const root = new Command('prm')
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .helpCommand(false)
    .enablePositionalOptions()
  addFlags(root, COMMON_FLAGS)
  const sub = root.command(spec.name)
  if (spec.args !== undefined) sub.arguments(spec.args)
  addFlags(sub, flagsOf(spec))
  sub.action(() => undefined)
  try {
    root.parse([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) throw usageError(error, spec)
    return { args: sub.args, flags: mergedFlags(root, sub), isHelp: true }
  }
  return { args: sub.args, flags: mergedFlags(root, sub), isHelp: false }
}

/** All flags of a command: its own first. */
export function flagsOf(spec: AnyCommand): readonly FlagSpec[] {
  return [...spec.flags, ...(spec.rows === undefined ? [] : ROW_FLAGS), ...COMMON_FLAGS]
}

function addFlags(command: Command, flags: readonly FlagSpec[]): void {
  for (const flag of flags) {
    const option = new Option(flag.flags, flag.description)
    if (flag.default !== undefined) option.default(flag.default)
    if (flag.choices !== undefined) option.choices([...flag.choices])
    const { parse: parseValue } = flag
    if (flag.isRepeatable === true) {
      option.argParser((text: string, previous: string[] | undefined) => [...(previous ?? []), text])
    } else if (parseValue !== undefined) {
      option.argParser((text: string) => parseFlag(flag, parseValue, text))
    }
    command.addOption(option)
  }
}

function parseFlag(flag: FlagSpec, parseValue: (text: string) => unknown, text: string): unknown {
  try {
    return parseValue(text)
  } catch (error) {
    if (error instanceof PrmError) throw error
    const message = `${longName(flag.flags)} ${(error as Error).message}, not '${text}'`
    throw new PrmError('usage', 'usage.invalid_value', message, { cause: error })
  }
}

/** Flags given after the command win over those before it; those before win over mere defaults. */
function mergedFlags(root: Command, sub: Command): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...sub.opts() }
  for (const [name, value] of Object.entries(root.opts())) {
    const isGiven = sub.getOptionValueSource(name) === 'cli'
    if (!isGiven && root.getOptionValueSource(name) === 'cli') merged[name] = value
  }
  return merged
}

function usageError(error: CommanderError, spec: AnyCommand): PrmError {
  const [first = '', ...rest] = error.message.split('\n')
  const suggestion = rest
    .join(' ')
    .trim()
    .replace(/^\((.*)\)$/, '$1')
  const code = error.code
    .replace(/^commander\./, '')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return new PrmError(
    'usage',
    `usage.${code}`,
    first
      .replace(/^error: /, '')
      .replace(/\. E/, '; e')
      .replace(/\.$/, ''),
    {
      hint: suggestion === '' ? `prm ${spec.name} --help shows what it takes` : lowerFirst(suggestion),
      cause: error,
    },
  )
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
