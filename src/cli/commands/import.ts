import type { TableOptions } from '../../lib/table/index.ts'
import { PrmError } from '../../model/errors.ts'
import type { ImportResult } from '../../core/import/import.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, LIMIT, wholeNumber } from '../flags.ts'
import { isTooMany, LIST_FLAGS, listOptions, type ListOptions } from '../lists.ts'
import { importTalk, renderImport } from '../render/import.ts'

interface Input extends ListOptions {
  dry_run: boolean
}

export interface ImportOutcome extends ImportResult {
  rejects_files: RejectsFile[]
  too_many_rejected: boolean
}

const DELIMITERS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  pipe: '|',
}

export const importCommand = command<Input, ImportOutcome>({
  name: 'import',
  args: '[files...]',
  summary: 'Read lists of people into the file.',
  group: 'main',
  examples: [
    'prm import leads.csv',
    "prm import messy.csv --dry-run --map 'Firma=company' --ignore Score",
    'prm import customers.csv --as customers',
  ],
  flags: [
    DRY_RUN,
    {
      flags: '--map <column=field>',
      description: 'what a column holds, where the guess is wrong',
      isRepeatable: true,
      completes: 'nothing',
    },
    {
      flags: '--ignore <column>',
      description: 'leave a column out',
      isRepeatable: true,
      completes: 'nothing',
    },
    ...LIST_FLAGS,
    {
      flags: '--as <kind>',
      description: 'who the people are',
      choices: ['people', 'customers'],
      default: 'people',
    },
    {
      flags: '--delimiter <char>',
      description: 'what sets cells apart, where the guess is wrong: ; or tab',
      completes: 'nothing',
    },
    {
      flags: '--encoding <name>',
      description: 'how letters are written, where the guess is wrong: utf-8, windows-1252',
      completes: 'nothing',
    },
    {
      flags: '--header-row <n>',
      description: 'the row of the header, where the guess is wrong; 0 is none',
      parse: wholeNumber,
      completes: 'nothing',
    },
    { ...LIMIT, flags: '--limit <rows>', description: 'read at most this many rows of each list' },
  ],

  input: async (args, flags, ctx) => {
    if (args.length === 0 && ctx.io.stdin.isTTY === true) {
      throw new PrmError('usage', 'usage.no_list', 'name the list to import', { hint: 'prm import leads.csv' })
    }
    const options = await listOptions(args.length === 0 ? ['-'] : args, flags, ctx)
    const table: TableOptions = { signal: ctx.signal }
    const { delimiter, encoding, headerRow, limit } = flags
    if (typeof delimiter === 'string') table.delimiter = DELIMITERS[delimiter] ?? delimiter
    if (typeof encoding === 'string') table.encoding = encoding
    if (typeof headerRow === 'number') table.headerRow = headerRow
    if (typeof limit === 'number') table.maxRows = limit
    const lists = {
      ...options.lists,
      kind: flags.as as 'people' | 'customers',
      map: mapOf((flags.map as string[] | undefined) ?? []),
      ignore: (flags.ignore as string[] | undefined) ?? [],
      table,
    }
    return { ...options, lists, dry_run: flags.dryRun === true }
  },

  run: async (ctx, { lists, rejects, max_rejects, dry_run }, on) => {
    const [{ importLists, openLists }, { writeRejects }] = await Promise.all([
      import('../../core/import/import.ts'),
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

function mapOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=')
      if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      throw new PrmError('usage', 'usage.invalid_value', `--map must be column=field, not '${pair}'`, {
        hint: "prm import leads.csv --map 'Firma=company'",
      })
    }),
  )
}
