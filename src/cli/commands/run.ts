import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { resolveConfigPath, type Config } from '../../core/config/config.ts'
import type { ImportFile } from '../../core/import/import.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import type { FileTarget } from '../../core/push/push.ts'
import type { RunCrm } from '../../core/run/crm.ts'
import type { Surroundings } from '../../core/engine/services.ts'
import type { RegularResult } from '../../core/run/regular.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, wholeNumber } from '../flags.ts'
import { isTooMany, LIST_FLAGS, listOptions, type ListOptions } from '../lists.ts'
import { crmStepExit } from '../crm-push.ts'
import { openWithAnswers } from '../mapping-questions.ts'
import { renderRegular, regularTalk } from '../render/regular.ts'
import { serviceSurroundings } from '../services.ts'
import { runCrmName, runTarget } from '../target.ts'
import { enrichExit } from './enrich.ts'

interface Input extends ListOptions {
  customers: ImportFile | null
  config: Config
  target: FileTarget | null
  /** The CRM that the config names. */
  crm_name: string | null
  /** Absolute; null where lists are named. */
  inbox: string | null
  max_minutes: number | undefined
  skip_if_running: boolean
  dry_run: boolean
}

/** Another run was at work, and this one left. */
export interface SkippedRun {
  schemaVersion: 1
  run: null
  counts: Record<string, never>
  skipped: { reason: string }
}

export type RunOutcome =
  | (RegularResult & {
      skipped: null
      rejects_files: RejectsFile[]
      too_many_rejected: boolean
      /** Titles of services that were not asked, for want of a limit of money. */
      unasked: string[]
    })
  | SkippedRun

export const runCommand = command<Input, RunOutcome>({
  name: 'run',
  args: '[files...]',
  summary: 'Do all six steps: from lists to the people worth calling.',
  group: 'whole',
  examples: ['prm run leads.csv', 'prm run --dry-run', 'prm run --skip-if-running --max-minutes 50 --quiet'],
  flags: [
    DRY_RUN,
    ...LIST_FLAGS,
    {
      flags: '--to <target>',
      description: "csv:FILE or csv:- for stdout (else the config's, csv:qualified.csv)",
    },
    {
      flags: '--max-minutes <n>',
      description: 'stop after so long; the next run goes on',
      parse: minutes,
      completes: 'nothing',
    },
    { flags: '--skip-if-running', description: 'leave quietly while another run is at work (else exit 6)' },
  ],

  input: async (args, flags, ctx) => {
    const config = await ctx.config()
    const inbox = args.length === 0 ? inboxOf(config, ctx) : null
    // Before the file is made.
    if (inbox !== null && !existsSync(inbox)) throw (await import('../../core/run/inbox.ts')).noInbox(inbox)
    if (args.length === 0 && inbox === null && !existsSync(await ctx.dbPath())) {
      throw new PrmError(
        'usage',
        'usage.no_list',
        `there is no list to read, and no database at ${await ctx.dbPath()}`,
        {
          hint: 'prm run leads.csv',
        },
      )
    }
    return {
      ...(await listOptions(args, flags, ctx)),
      customers: customersOf(config, ctx),
      config,
      target: runTarget(flags.to as string | undefined, config, ctx.cwd),
      crm_name: runCrmName(flags.to as string | undefined, config),
      inbox,
      max_minutes: flags.maxMinutes as number | undefined,
      skip_if_running: flags.skipIfRunning === true,
      dry_run: flags.dryRun === true,
    }
  },

  run: async (
    ctx,
    { lists, customers, rejects, max_rejects, ask, skip_if_running, crm_name, ...input },
    on,
  ) => {
    const [{ openLists }, { writeRejects }, { runRegularly }, { openWithinBudget }, { connectionOf }] =
      await Promise.all([
        import('../../core/import/open-lists.ts'),
        import('../../core/import/rejects.ts'),
        import('../../core/run/regular.ts'),
        import('../../core/run/enrichers.ts'),
        import('../../core/engine/open-target.ts'),
      ])
    const { config, inbox, dry_run } = input
    const surroundings = await serviceSurroundings(ctx)
    const { services, unasked } = await openWithinBudget(config, surroundings)
    const crm = crm_name === null ? null : await openRunCrm(ctx, crm_name, config, surroundings)
    const { max_cost, max_cost_each } = config.enrich
    const limits = { max_cost: max_cost ?? undefined, max_cost_each: max_cost_each ?? undefined }
    // Before the file is opened: a wrong name must not leave a new, empty database behind.
    const read = await openLists(lists)
    const known = customers && (await openLists({ ...lists, kind: 'customers', files: [customers] }))[0]!
    const { file, files } =
      read.length === 0
        ? { file: await ctx.openFile({ create: inbox !== null, dryRun: dry_run }), files: read }
        : await openWithAnswers(ctx, read, { dry_run, again: ask })
    const deps = await makeDeps(ctx, file)
    // Nothing is done in the wrong folder.
    if (crm !== null) connectionOf(deps, crm.service.connector)
    const given = { ...input, crm, files, customers: known, import: lists, enrich: { services, ...limits } }
    try {
      const result = await runRegularly(deps, given, on)
      const { steps } = 'steps' in result ? result : { steps: null }
      const people = steps?.import?.files ?? []
      const all = [...(steps?.customers?.files ?? []), ...(inbox === null ? people : [])]
      const content = steps?.push?.content
      if (!dry_run && content != null) await ctx.io.stdout.write(content)
      const own = dry_run ? [] : writeRejects(deps, all, rejects)
      return {
        ...{ ...result, skipped: null, unasked, rejects_files: [...result.rejects_files, ...own] },
        too_many_rejected: result.stopped === null && isTooMany(result.counts, max_rejects),
      }
    } catch (error) {
      if (!skip_if_running || !(error instanceof PrmError) || error.code !== 'run.busy') throw error
      return { schemaVersion: 1, run: null, counts: {}, skipped: { reason: error.message } }
    }
  },

  render: renderRegular,
  talk: regularTalk,
  json: asJson,
  exitCode: (result) => {
    if (result.skipped !== null || result.stopped !== null) return 0
    const hasUnread = (result.inbox?.unreadable.length ?? 0) > 0
    return (
      enrichExit(result.steps.enrich) ||
      crmStepExit(result.steps.crm) ||
      (result.too_many_rejected || hasUnread ? 3 : 0)
    )
  },
  isStdoutTaken: ({ target, dry_run }) => target?.path === null && !dry_run,
})

/** The CRM of the config. A file that is not there yet is connected to none, and is not made. */
async function openRunCrm(
  ctx: Context,
  name: string,
  config: Config,
  surroundings: Surroundings,
): Promise<RunCrm> {
  const { openTargetService } = await import('../../core/engine/open-target.ts')
  const service = await openTargetService(name, surroundings)
  const path = await ctx.dbPath()
  if (!existsSync(path)) {
    const { title } = service.connector
    throw new PrmError(
      'usage',
      'push.not_connected',
      `no file is connected to ${title}: there is no ${path}`,
      {
        hint: `is it the right folder? then, once: prm import LIST.csv, prm push --to ${name} --setup`,
      },
    )
  }
  return { service, gate: config.targets[name]?.gate ?? config.push.gate, route: config.push.route }
}

/** The folder that the config names, relative to it. */
function inboxOf(config: Config, ctx: Context): string | null {
  return config.inbox === null ? null : resolve(ctx.cwd, resolveConfigPath(config, config.inbox))
}

function minutes(text: string): number {
  const n = wholeNumber(text)
  if (n < 1 || n > 100_000) throw new Error('must be a number of minutes, 1 or more')
  return n
}

/** The list of present customers that the config names, relative to it. */
function customersOf(config: Config, ctx: Context): ImportFile | null {
  if (config.customers === null) return null
  const path = resolve(ctx.cwd, resolveConfigPath(config, config.customers))
  return { name: config.customers, source: { path } }
}

/** The plan says what the people of the push say already. */
function asJson(result: RunOutcome): unknown {
  if (!('steps' in result) || result.steps.push === null) return result
  const push = { ...result.steps.push, plan: undefined, content: undefined }
  return { ...result, steps: { ...result.steps, push } }
}
