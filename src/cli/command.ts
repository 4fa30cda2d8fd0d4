/**
 * What a command is: a declaration that help, completion, the parser and the frame all read. A command file holds the
 * declaration and the translation from argv to the operation's input; loops about people belong in the core.
 */
import type { ChalkInstance } from 'chalk'
import type { Context } from './context.ts'
import type { FlagSpec } from './flags.ts'
import type { ProgressEvent } from './progress.ts'

/** The order in which help shows them; `main` are the six steps of the toolkit. */
export type CommandGroup = 'main' | 'whole' | 'look' | 'change' | 'file' | 'help'

/** Where a text for people will be read. */
export interface View {
  colour: ChalkInstance
  /** Columns of the terminal; 80 when it is none. */
  width: number
  /** False: no truncation, no decoration; tables become tab-separated rows. */
  isTTY: boolean
  /** Blocks and dashes may be drawn; by default where it is a terminal. */
  isUnicode?: boolean
  /** Files in this folder are named without it; by default every path is shown whole. */
  cwd?: string
}

export type OutputFormat = 'text' | 'json' | 'ndjson' | 'csv'

export type Row = Readonly<Record<string, unknown>>

/**
 * @typeParam I the operation's input
 * @typeParam R the operation's plain, JSON-safe result: `schemaVersion`, `run` (null where nothing changed), `counts`, …
 */
export interface CommandSpec<I, R> {
  name: string
  /** As commander reads it: '<files...>', '[who]', '<who> <changes...>'. */
  args?: string
  /** One sentence; the table in commands/index.ts repeats it word for word. */
  summary: string
  group: CommandGroup
  /** Two or three command lines. */
  examples: readonly string[]
  /** The command's own flags; the common ones are added by the program. */
  flags: readonly FlagSpec[]
  /** What the shell completes for the positional arguments: files by default; `topic` is what help can explain. */
  completes?: 'file' | 'nothing' | 'topic' | readonly string[]
  /** The text is what was asked for (rows, a script), so --quiet does not drop it. */
  isProduct?: boolean | ((input: I) => boolean)

  /** Raw argv -> the operation's input; throws PrmError('usage', …). May ask (prompts.ts) for what is missing. */
  input(args: readonly string[], flags: Readonly<Record<string, unknown>>, ctx: Context): I | Promise<I>
  run(ctx: Context, input: I, on: (event: ProgressEvent) => void): Promise<R>
  /** The text for people, without a newline at the end. Pure. */
  render(result: R, view: View): string
  /** Lines on stderr after the result: warnings, what to do next. Dropped with --quiet. */
  talk?(result: R, input: I, view: View): readonly string[]
  /** For --ndjson and --csv; a command without it does not have these flags. */
  rows?(result: R): Iterable<Row>
  /** The header of --csv; by default the keys of the first row. */
  columns?(result: R): readonly string[]
  /**
   * A product that is made while it is written, a line end after each of its rows; null: by `render`, `rows`, `json`.
   * Counts and exit code may follow from it.
   */
  stream?(result: R, format: OutputFormat, view: View): AsyncIterable<string> | Iterable<string> | null
  /** After the result has been written to the end, and only then. */
  printed?(result: R, input: I, ctx: Context): Promise<void>
  /** For --json; by default the result itself. */
  json?(result: R): unknown
  /** By default 0; 3 when rows or remote records failed beyond what was allowed. */
  exitCode?(result: R): number
  /** The operation itself writes its product to stdout (`-o -`): the text goes to stderr, and --json is refused. */
  isStdoutTaken?(input: I): boolean
}

/** A command whose types have been forgotten, as the frame handles them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- input and result types only meet inside one spec
export type AnyCommand = CommandSpec<any, any>

/** One line of the table of commands; enough for help, without loading the command. */
export interface CommandEntry {
  name: string
  summary: string
  group: CommandGroup
  load: () => Promise<AnyCommand>
}

/** Declares a command: ties the types of input and result together. */
export function command<I, R>(spec: CommandSpec<I, R>): CommandSpec<I, R> {
  return spec
}
