import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { resolveConfigPath, type Config } from '../../core/config/config.ts'
import type { ImportFile } from '../../core/import/import.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import type { FileTarget } from '../../core/push/push.ts'
import type { RunResult } from '../../core/run/run.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { isTooMany, LIST_FLAGS, listOptions, type ListOptions } from '../lists.ts'
import { openWithAnswers } from '../mapping-questions.ts'
import { renderRun, runTalk } from '../render/run.ts'
import { runTarget } from '../target.ts'

interface Input extends ListOptions {
  customers: ImportFile | null
  config: Config
  target: FileTarget | null
  dry_run: boolean
}

export interface RunOutcome extends RunResult {
  rejects_files: RejectsFile[]
  too_many_rejected: boolean
}

export const runCommand = command<Input, RunOutcome>({
  name: 'run',
  args: '[files...]',
  summary: 'Do all six steps: from lists to the people worth calling.',
  group: 'whole',
  examples: ['prm run leads.csv', 'prm run inbox/*.csv --source webinar', 'prm run --dry-run'],
  flags: [
    DRY_RUN,
    ...LIST_FLAGS,
    {
      flags: '--to <target>',
      description: "csv:FILE or csv:- for stdout (else the config's, csv:qualified.csv)",
    },
  ],

  input: async (args, flags, ctx) => {
    if (args.length === 0 && !existsSync(await ctx.dbPath())) {
      throw new PrmError(
        'usage',
        'usage.no_list',
        `there is no list to read, and no database at ${await ctx.dbPath()}`,
        {
          hint: 'prm run leads.csv',
        },
      )
    }
    const config = await ctx.config()
    return {
      ...(await listOptions(args, flags, ctx)),
      customers: customersOf(config, ctx),
      config,
      target: runTarget(flags.to as string | undefined, config, ctx.cwd),
      dry_run: flags.dryRun === true,
    }
  },

  run: async (ctx, { lists, customers, rejects, max_rejects, ask, ...input }, on) => {
    const [{ openLists }, { writeRejects }, { runPipeline }] = await Promise.all([
      import('../../core/import/open-lists.ts'),
      import('../../core/import/rejects.ts'),
      import('../../core/run/run.ts'),
    ])
    // Before the file is opened: a wrong name must not leave a new, empty database behind.
    const read = await openLists(lists)
    const known = customers && (await openLists({ ...lists, kind: 'customers', files: [customers] }))[0]!
    const { dry_run } = input
    const { file, files } =
      read.length === 0
        ? { file: await ctx.openFile({ dryRun: dry_run }), files: read }
        : await openWithAnswers(ctx, read, { dry_run, again: ask })
    const opened = { files, customers: known }
    const deps = await makeDeps(ctx, file)
    const result = await runPipeline(deps, { ...input, ...opened, import: lists }, on)
    const all = [...(result.steps.customers?.files ?? []), ...(result.steps.import?.files ?? [])]
    if (!input.dry_run && result.steps.push?.content != null)
      await ctx.io.stdout.write(result.steps.push.content)
    return {
      ...result,
      rejects_files: input.dry_run ? [] : writeRejects(deps, all, rejects),
      too_many_rejected: isTooMany(result.counts, max_rejects),
    }
  },

  render: renderRun,
  talk: runTalk,
  json: asJson,
  exitCode: (result) => (result.too_many_rejected ? 3 : 0),
  isStdoutTaken: ({ target, dry_run }) => target?.path === null && !dry_run,
})

/** The list of present customers that the config names, relative to it. */
function customersOf(config: Config, ctx: Context): ImportFile | null {
  if (config.customers === null) return null
  const path = resolve(ctx.cwd, resolveConfigPath(config, config.customers))
  return { name: config.customers, source: { path } }
}

/** The plan says what the people of the push say already. */
function asJson(result: RunOutcome): unknown {
  if (result.steps.push === null) return result
  const push = { ...result.steps.push, plan: undefined, content: undefined }
  return { ...result, steps: { ...result.steps, push } }
}
