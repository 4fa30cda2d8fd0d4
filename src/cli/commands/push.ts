import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../../core/config/config.ts'
import type { PushPlan } from '../../core/push/plan.ts'
import type { CsvTarget, PushResult } from '../../core/push/push.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, OUTPUT, someNames } from '../flags.ts'
import { pushTarget } from '../target.ts'
import { pushTalk, renderPush } from '../render/push.ts'

interface Input {
  target: CsvTarget
  gate: string
  route: string | null
  columns: string[]
  only_new: boolean
  config: Config
  plan: PushPlan | undefined
  dry_run: boolean
  /** Where the plan goes: absolute, or - for stdout. */
  plan_file: string | undefined
}

export interface PushOutcome extends PushResult {
  plan_file: string | null
}

export const pushCommand = command<Input, PushOutcome>({
  name: 'push',
  summary: 'Give those who are qualified to a target.',
  group: 'main',
  examples: [
    'prm push --dry-run',
    'prm push --route automation --gate nurture --to csv:newsletter.csv',
    'prm push --dry-run -o plan.json && prm push --apply plan.json',
  ],
  flags: [
    DRY_RUN,
    {
      flags: '--to <target>',
      description: "csv:FILE or csv:- for stdout (else the config's, csv:qualified.csv)",
    },
    {
      flags: '--gate <name>',
      description: "the gate to pass (else the config's, mvl)",
      completes: 'nothing',
    },
    {
      flags: '--route <name>',
      description: "only people on this route (else the config's push.route, or any)",
      completes: 'nothing',
    },
    {
      flags: '--columns <names>',
      description: 'the columns to write, set apart by commas; id is always the first',
      parse: someNames,
      completes: 'nothing',
    },
    { flags: '--only-new', description: 'only those whom the target has not been given as they are now' },
    { ...OUTPUT, description: 'with --dry-run: write the plan here as JSON (- is stdout)' },
    { flags: '--apply <plan>', description: 'carry out this plan; refused where it no longer fits' },
  ],

  input: async (_args, flags, ctx) => {
    const { to, gate, route, columns, onlyNew, output, apply } = flags as Record<string, string | undefined>
    const dry_run = flags.dryRun === true
    if (output !== undefined && !dry_run) {
      throw new PrmError(
        'usage',
        'usage.output_without_dry_run',
        '-o names the file of a plan: it needs --dry-run',
        {
          hint:
            output === '-'
              ? 'for the rows themselves: --to csv:-'
              : `for the rows themselves: --to csv:${output}`,
        },
      )
    }
    const config = await ctx.config()
    const common = {
      config,
      dry_run,
      plan_file: output === undefined || output === '-' ? output : resolve(ctx.cwd, output),
    }
    if (apply === undefined) {
      return {
        ...common,
        target: pushTarget(to, config, ctx.cwd),
        gate: gate ?? config.push.gate,
        route: route ?? config.push.route,
        columns: columns === undefined ? config.push.columns : columnsOf(columns),
        only_new: onlyNew !== undefined,
        plan: undefined,
      }
    }
    refuseBesidePlan({ to, gate, route, columns, 'only-new': onlyNew })
    const plan = await readPlan(ctx, apply)
    const { only_new } = plan
    const target = pushTarget(plan.target, config, ctx.cwd)
    return { ...common, target, gate: plan.gate, route: plan.route, columns: plan.columns, only_new, plan }
  },

  run: async (ctx, { plan_file, ...input }) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { pushPeople } = await import('../../core/push/push.ts')
    const result = await pushPeople(deps, input)
    const text = `${JSON.stringify(result.plan, null, 2)}\n`
    if (plan_file === '-') await ctx.io.stdout.write(text)
    else if (plan_file !== undefined) {
      const { writeAtomically } = await import('../../lib/atomic-write.ts')
      writeAtomically(plan_file, [text])
    }
    if (result.content !== null) await ctx.io.stdout.write(result.content)
    return { ...result, plan_file: plan_file ?? null }
  },

  render: renderPush,
  talk: pushTalk,
  // The plan says what the people of the result say already.
  json: (result) => ({ ...result, plan: undefined, content: undefined }),
  isStdoutTaken: ({ target, dry_run, plan_file }) => plan_file === '-' || (target.path === null && !dry_run),
})

const columnsOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

function refuseBesidePlan(flags: Record<string, string | undefined>): void {
  const [name] = Object.entries(flags).find(([, value]) => value !== undefined) ?? []
  if (name === undefined) return
  throw new PrmError(
    'usage',
    'usage.conflicting_flags',
    `--apply carries out a plan as it is; --${name} cannot change it`,
    {
      hint: 'make a new plan with prm push --dry-run -o plan.json',
    },
  )
}

async function readPlan(ctx: Context, path: string): Promise<PushPlan> {
  const { parsePlan } = await import('../../core/push/plan-file.ts')
  return parsePlan(readFileSync(resolve(ctx.cwd, path), 'utf8'), path)
}
