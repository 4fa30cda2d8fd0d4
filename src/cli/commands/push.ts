import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../../core/config/config.ts'
import type { PushPlan } from '../../core/push/plan.ts'
import type { FileTarget, PushResult } from '../../core/push/push.ts'
import { isPreset, PRESET_NAMES, PRESETS, type PresetName } from '../../core/push/presets.ts'
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import {
  crmExit,
  crmInput,
  crmName,
  readCrmPlan,
  runCrm,
  writePlan,
  type CrmInput,
  type CrmOutcome,
} from '../crm-push.ts'
import { DRY_RUN, OUTPUT, someNames, WHERE } from '../flags.ts'
import { crmTalk, renderCrm } from '../render/crm-push.ts'
import { pushTarget } from '../target.ts'
import { pushTalk, renderPush } from '../render/push.ts'

interface FileInput {
  of: 'file'
  target: FileTarget
  gate: string
  route: string | null
  columns: string[]
  preset?: PresetName | undefined
  only_new: boolean
  config: Config
  plan: PushPlan | undefined
  dry_run: boolean
  /** Where the plan goes: absolute, or - for stdout. */
  plan_file: string | undefined
}

type Input = FileInput | { of: 'crm'; input: CrmInput }

interface FileOutcome extends PushResult {
  plan_file: string | null
}

export type PushOutcome = { of: 'file'; result: FileOutcome } | { of: 'crm'; outcome: CrmOutcome }

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
      description: "csv:, json: or xlsx:FILE, csv:- for stdout, or a CRM (else the config's)",
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
    { ...WHERE, description: 'to a CRM: only people for whom this SQL condition over lead holds' },
    {
      flags: '--columns <names>',
      description: 'the columns to write, set apart by commas; id is always the first',
      parse: someNames,
      completes: 'nothing',
    },
    {
      flags: '--preset <tool>',
      description: `columns as a tool reads them: ${PRESET_NAMES.join(', ')}`,
      completes: 'nothing',
    },
    { flags: '--only-new', description: 'only those whom the target has not been given as they are now' },
    { ...OUTPUT, description: 'with --dry-run: write the plan here as JSON (- is stdout)' },
    {
      flags: '--setup',
      description: 'connect this file to an account of the CRM, and make its fields there',
    },
    {
      flags: '--compare',
      description: 'look up everybody in the CRM, not only those who are new or changed',
    },
    { flags: '--failed', description: 'list what the CRM would not take' },
    { flags: '--retry-failed', description: 'give those too whom the CRM would not take before' },
    { flags: '--apply <plan>', description: 'carry out this plan; refused where it no longer fits' },
  ],

  input: async (_args, flags, ctx) => {
    const { to, gate, route, columns, preset, onlyNew, output, apply } = flags as Record<
      string,
      string | undefined
    >
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
    const crmPlan = apply === undefined ? null : await readCrmPlan(apply, ctx.cwd)
    const crm = crmPlan?.target ?? (apply === undefined ? crmName(to, config) : null)
    if (crm !== null) {
      const { setup, failed, compare, where } = flags as Record<string, string | undefined>
      if (crmPlan !== null)
        refuseBesidePlan({
          to,
          gate,
          route,
          where,
          columns,
          preset,
          'only-new': onlyNew,
          setup,
          failed,
          compare,
        })
      return { of: 'crm', input: crmInput(crm, flags, config, ctx.cwd, crmPlan ?? undefined) }
    }
    refuseForFiles(flags)
    const common = {
      of: 'file' as const,
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
        ...columnsAs(columns, preset, config),
        only_new: onlyNew !== undefined,
        plan: undefined,
      }
    }
    refuseBesidePlan({ to, gate, route, columns, preset, 'only-new': onlyNew })
    const plan = await readPlan(ctx, apply)
    const { only_new, preset: tool } = plan
    const target = pushTarget(plan.target, config, ctx.cwd)
    const { gate: held, route: way, columns: named } = plan
    return { ...common, target, gate: held, route: way, columns: named, preset: tool, only_new, plan }
  },

  run: async (ctx, given, on) => {
    if (given.of === 'crm') return { of: 'crm', outcome: await runCrm(ctx, given.input, on) }
    const { of, plan_file, ...input } = given
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { pushPeople } = await import('../../core/push/push.ts')
    const result = await pushPeople(deps, input)
    if (plan_file !== undefined) await writePlan(ctx, result.plan, plan_file)
    if (result.content !== null) await ctx.io.stdout.write(result.content)
    return { of, result: { ...result, plan_file: plan_file ?? null } }
  },

  render: (shown, view) =>
    shown.of === 'crm' ? renderCrm(shown.outcome, view) : renderPush(shown.result, view),
  talk: (shown, input, view) =>
    shown.of === 'crm' ? crmTalk(shown.outcome, view) : pushTalk(shown.result, input, view),
  // The plan says what the people of the result say already.
  json: (shown) =>
    shown.of === 'crm' ? shown.outcome.result : { ...shown.result, plan: undefined, content: undefined },
  exitCode: (shown) => (shown.of === 'crm' ? crmExit(shown.outcome) : 0),
  isStdoutTaken: (given) => {
    if (given.of === 'crm') return given.input.what === 'push' && given.input.plan_file === '-'
    return given.plan_file === '-' || (given.target.path === null && !given.dry_run)
  },
})

const CRM_ONLY = {
  ...{ setup: '--setup', compare: '--compare', failed: '--failed', retryFailed: '--retry-failed' },
  where: '--where',
}

function refuseForFiles(flags: Readonly<Record<string, unknown>>): void {
  const [, flag] = Object.entries(CRM_ONLY).find(([name]) => (flags[name] ?? false) !== false) ?? []
  if (flag === undefined) return
  throw new PrmError('usage', 'usage.conflicting_flags', `${flag} is for a CRM`, {
    hint:
      flag === '--where'
        ? 'a file takes a gate: --gate, gates: in the config; or prm export --where'
        : `prm push --to hubspot ${flag}; prm connectors lists them`,
  })
}

const columnsAs = (
  columns: string | undefined,
  preset: string | undefined,
  config: Config,
): Pick<FileInput, 'columns' | 'preset'> => {
  if (preset === undefined)
    return { columns: columns === undefined ? config.push.columns : columnsOf(columns) }
  if (!isPreset(preset)) {
    const near = didYouMean(preset, PRESET_NAMES)
    throw new PrmError('usage', 'push.unknown_preset', `there is no preset "${preset}"`, {
      hint: near === null ? `there are ${PRESET_NAMES.join(', ')}` : `did you mean ${near}?`,
    })
  }
  const own = Object.keys(PRESETS[preset])
  return { columns: [...new Set([...own, ...columnsOf(columns ?? '')])], preset }
}

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
