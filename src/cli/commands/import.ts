import { PrmError } from '../../model/errors.ts'
import type { ImportResult } from '../../core/import/import.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import { BATCH_KINDS, type BatchKind } from '../../model/record.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, LIMIT } from '../flags.ts'
import { isTooMany, LIST_FLAGS, listOptions, type ListOptions } from '../lists.ts'
import { READING_FLAGS, readingOrders } from '../reading-flags.ts'
import { importTalk, renderImport } from '../render/import.ts'

interface Input extends ListOptions {
  dry_run: boolean
}

export interface ImportOutcome extends ImportResult {
  rejects_files: RejectsFile[]
  too_many_rejected: boolean
}

export const importCommand = command<Input, ImportOutcome>({
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
  ],

  input: async (args, flags, ctx) => {
    if (args.length === 0 && ctx.io.stdin.isTTY === true) {
      throw new PrmError('usage', 'usage.no_list', 'name the list to import', {
        hint: 'prm import leads.csv',
      })
    }
    const options = await listOptions(args.length === 0 ? ['-'] : args, flags, ctx)
    const { map, ignore, table } = readingOrders(flags)
    if (typeof flags.limit === 'number') table.maxRows = flags.limit
    table.signal = ctx.signal
    const lists = { ...options.lists, kind: flags.as as BatchKind, map, ignore, table }
    return { ...options, lists, dry_run: flags.dryRun === true }
  },

  run: async (ctx, { lists, rejects, max_rejects, dry_run }, on) => {
    const [{ importLists }, { openLists }, { writeRejects }] = await Promise.all([
      import('../../core/import/import.ts'),
      import('../../core/import/open-lists.ts'),
      import('../../core/import/rejects.ts'),
    ])
    // Before the file is opened: a wrong name must not leave a new, empty database behind.
    const files = await openLists(lists)
    const deps = await makeDeps(ctx, await ctx.openFile({ create: true, dryRun: dry_run }))
    const result = await importLists(deps, { ...lists, files, dry_run }, on)
    return {
      ...result,
      rejects_files: dry_run ? [] : writeRejects(deps, result.files, rejects),
      too_many_rejected: isTooMany(result.counts, max_rejects),
    }
  },

  render: renderImport,
  talk: importTalk,
  exitCode: (result) => (result.too_many_rejected ? 3 : 0),
})
