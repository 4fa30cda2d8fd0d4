import { PrmError } from '../../model/errors.ts'
import type { EmitResult } from '../../core/import/emit.ts'
import type { ImportResult } from '../../core/import/import.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import { BATCH_KINDS, type BatchKind } from '../../model/record.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, LIMIT } from '../flags.ts'
import { isTooMany, LIST_FLAGS, listOptions, type ListOptions } from '../lists.ts'
import { openWithAnswers } from '../mapping-questions.ts'
import { READING_FLAGS, readingOrders } from '../reading-flags.ts'
import { emitTalk, renderEmit } from '../render/emit.ts'
import { importTalk, renderImport } from '../render/import.ts'

interface Input extends ListOptions {
  dry_run: boolean
  /** Only the table itself, as it is read, on stdout. */
  is_emitted: boolean
}

export interface ImportOutcome extends ImportResult {
  rejects_files: RejectsFile[]
  too_many_rejected: boolean
}

type Outcome = ImportOutcome | EmitResult

const isEmit = (result: Outcome): result is EmitResult => !('files' in result)

export const importCommand = command<Input, Outcome>({
  name: 'import',
  args: '[files...]',
  summary: 'Read lists into the file: people, companies, events and more.',
  group: 'main',
  examples: [
    'prm import leads.csv',
    "prm import messy.csv --dry-run --map 'Firma=company' --ignore Score",
    'prm import funding.csv --as signals',
  ],
  flags: [
    DRY_RUN,
    ...LIST_FLAGS,
    {
      flags: '--as <kind>',
      description: 'what the lists are about',
      choices: BATCH_KINDS,
      default: 'people',
    },
    ...READING_FLAGS,
    { ...LIMIT, flags: '--limit <rows>', description: 'read at most this many rows of each list' },
    {
      flags: '--emit <format>',
      description: 'with --dry-run: the table as it is read, on stdout, and nothing else',
      choices: ['csv'],
    },
  ],

  input: async (args, flags, ctx) => {
    if (args.length === 0 && ctx.io.stdin.isTTY === true) {
      throw new PrmError('usage', 'usage.no_list', 'name the list to import', {
        hint: 'prm import leads.csv',
      })
    }
    const options = await listOptions(args.length === 0 ? ['-'] : args, flags, ctx)
    const { map, ignore, table } = await readingOrders(flags, ctx.cwd)
    if (typeof flags.limit === 'number') table.maxRows = flags.limit
    table.signal = ctx.signal
    const lists = { ...options.lists, kind: flags.as as BatchKind, map, ignore, table }
    const is_emitted = flags.emit !== undefined
    if (is_emitted) checkEmit(flags, lists.files.length)
    return { ...options, lists, dry_run: flags.dryRun === true, is_emitted }
  },

  run: async (ctx, { lists, rejects, max_rejects, ask, dry_run, is_emitted }, on) => {
    if (is_emitted) return emitList(ctx, lists)
    const [{ importLists }, { openLists }, { writeRejects }] = await Promise.all([
      import('../../core/import/import.ts'),
      import('../../core/import/open-lists.ts'),
      import('../../core/import/rejects.ts'),
    ])
    // Before the file is opened: a wrong name must not leave a new, empty database behind.
    const opened = await openLists(lists)
    const { file, files } = await openWithAnswers(ctx, opened, { dry_run, again: ask })
    const deps = await makeDeps(ctx, file)
    const result = await importLists(deps, { ...lists, files, dry_run }, on)
    return {
      ...result,
      rejects_files: dry_run ? [] : writeRejects(deps, result.files, rejects),
      too_many_rejected: isTooMany(result.counts, max_rejects),
    }
  },

  render: (result, view) => (isEmit(result) ? renderEmit(result, view) : renderImport(result, view)),
  talk: (result, input, view) => (isEmit(result) ? emitTalk(result) : importTalk(result, input, view)),
  json: (result) => (isEmit(result) ? result : asJson(result)),
  exitCode: (result) => (!isEmit(result) && result.too_many_rejected ? 3 : 0),
  isStdoutTaken: ({ is_emitted }) => is_emitted,
})

/** How the first list was read stands at the top: with one list, the usual case, nobody needs to dig for it. */
function asJson(result: ImportOutcome): unknown {
  const { files, rejects_files, too_many_rejected, ...rest } = result
  const [first] = files
  const reading = first && {
    mapping: first.mapping.map(({ column, field, confidence }) => ({ column, field, confidence })),
    encoding: first.encoding,
    delimiter: first.delimiter,
    header_row: first.header_row,
  }
  return { ...rest, ...reading, files, rejects_files, too_many_rejected }
}

async function emitList(ctx: Context, { files, table = {} }: Input['lists']): Promise<EmitResult> {
  const { emitTable } = await import('../../core/import/emit.ts')
  const { stdout } = ctx.io
  const write = (text: string): Promise<void> => stdout.write(text)
  return emitTable({ source: files[0]!.source, table, write, isClosed: () => stdout.isClosed() })
}

/** The table is emitted as it stands in one list, before columns are given a meaning. */
function checkEmit(flags: Readonly<Record<string, unknown>>, lists: number): void {
  const refuse = (message: string, hint: string): never => {
    throw new PrmError('usage', 'usage.emit', message, { hint })
  }
  if (flags.dryRun !== true) refuse('--emit shows how a list is read, and needs --dry-run', 'add --dry-run')
  if (lists > 1) refuse('--emit shows one list at a time', 'name one list')
  const name = ['map', 'ignore', 'mapping'].find((flag) => flags[flag] !== undefined)
  if (name !== undefined)
    refuse(`--emit shows all columns as they are, so --${name} cannot apply`, `leave --${name} out`)
}
