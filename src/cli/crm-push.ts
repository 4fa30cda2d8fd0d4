/** `prm push` where the target is a CRM: setup, plan and act, and what failed. Asks before anything is written there. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../core/config/config.ts'
import type { FailedResult } from '../core/push/failed.ts'
import type { TargetPushResult } from '../core/push/push-target.ts'
import type { SetupResult } from '../core/push/setup.ts'
import type { PushPlan } from '../core/push/plan.ts'
import type { CrmStep } from '../core/run/crm.ts'
import type { TargetPlan } from '../core/push/target-plan.ts'
import { PrmError } from '../model/errors.ts'
import type { Context } from './context.ts'
import { makeDeps } from './deps.ts'
import { viewOf } from './output.ts'
import type { ProgressEvent } from './progress.ts'
import { askPlan, askSetup } from './render/crm-push.ts'
import { serviceSurroundings } from './services.ts'
import { isCrmName } from './target.ts'

interface Common {
  target: string
  config: Config
  dry_run: boolean
}

export type CrmInput =
  | ({ what: 'setup' } & Common)
  | ({ what: 'failed' } & Common)
  | ({
      what: 'push'
      gate: string
      route: string | null
      where: string | undefined
      compare: boolean
      retry_failed: boolean
      plan: TargetPlan | undefined
      plan_file: string | undefined
    } & Common)

export type CrmOutcome =
  | { what: 'setup'; result: SetupResult }
  | { what: 'failed'; result: FailedResult }
  | { what: 'push'; result: TargetPushResult; plan_file: string | null }

/** The name of the CRM that is meant, or null: a file. */
export const crmName = (to: string | undefined, config: Config): string | null => {
  const name = to ?? config.push.to
  return isCrmName(name) ? name : null
}

const FILE_ONLY = ['columns', 'onlyNew', 'preset'] as const

/** @param plan of --apply */
export const crmInput = (
  target: string,
  flags: Readonly<Record<string, unknown>>,
  config: Config,
  cwd: string,
  plan?: TargetPlan,
): CrmInput => {
  const given = FILE_ONLY.find((name) => flags[name] !== undefined)
  if (given !== undefined)
    throw new PrmError(
      'usage',
      'usage.conflicting_flags',
      `--${given === 'onlyNew' ? 'only-new' : given} is for files`,
      {
        hint: `what goes to ${target} stands in the config: targets: {${target}: {fields: …}}`,
      },
    )
  const common = { target, config, dry_run: flags.dryRun === true }
  if (flags.setup === true) return { what: 'setup', ...common }
  if (flags.failed === true) return { what: 'failed', ...common }
  const output = flags.output as string | undefined
  return {
    ...{ what: 'push', ...common },
    gate:
      plan?.gate ?? (flags.gate as string | undefined) ?? config.targets[target]?.gate ?? config.push.gate,
    route: plan === undefined ? ((flags.route as string | undefined) ?? config.push.route) : plan.route,
    where: plan === undefined ? (flags.where as string | undefined) : (plan.where ?? undefined),
    compare: plan?.compare ?? flags.compare === true,
    retry_failed: flags.retryFailed === true,
    plan,
    plan_file: output === undefined || output === '-' ? output : resolve(cwd, output),
  }
}

/** The plan of a CRM that a file holds; null: it holds another one, or none. */
export const readCrmPlan = async (path: string, cwd: string): Promise<TargetPlan | null> => {
  const text = readFileSync(resolve(cwd, path), 'utf8')
  const { isTargetPlan, parseTargetPlan } = await import('../core/push/target-plan-file.ts')
  return isTargetPlan(text) ? parseTargetPlan(text, path) : null
}

/** A script says --yes: nobody is there to be asked. */
export const checkAgreement = (ctx: Context, target: string, isLooking: boolean): void => {
  if (isLooking || ctx.common.yes || ctx.prompts.canAsk) return
  throw new PrmError('usage', 'push.needs_yes', `${target} is written to only after a yes`, {
    hint: 'a script says --yes; --dry-run shows what would be done',
  })
}

export const runCrm = async (
  ctx: Context,
  input: CrmInput,
  on: (event: ProgressEvent) => void,
): Promise<CrmOutcome> => {
  const { target, config, dry_run } = input
  const { checkTargetName, connectionOf, openTargetService } = await import('../core/engine/open-target.ts')
  // A wrong name is told before anything else that is missing.
  await checkTargetName(target, config)
  const deps = await makeDeps(ctx, await ctx.openFile())
  if (input.what === 'failed') {
    const { failedPushes } = await import('../core/push/failed.ts')
    return { what: 'failed', result: failedPushes(deps, target) }
  }
  const service = await openTargetService(target, await serviceSurroundings(ctx))
  if (input.what === 'push') connectionOf(deps, service.connector)
  checkAgreement(ctx, service.connector.title, dry_run)
  const ask = async (text: string, question: string): Promise<boolean> => {
    if (ctx.common.yes) return true
    await ctx.io.stderr.write(`${text}\n`)
    return ctx.prompts.confirm(question)
  }
  if (input.what === 'setup') {
    const { setupTarget } = await import('../core/push/setup.ts')
    const agree = async (plan: SetupResult['plan']): Promise<boolean> =>
      ask(askSetup(plan), `Connect this file to ${plan.account.title}?`)
    return { what: 'setup', result: await setupTarget(deps, { service, config, dry_run, agree }, on) }
  }
  const { pushToTarget } = await import('../core/push/push-target.ts')
  const { gate, route, where, compare, retry_failed, plan, plan_file } = input
  const view = await viewOf(ctx.io, ctx.io.stderr, ctx.common)
  const agree = (shown: TargetPlan): Promise<boolean> =>
    ask(askPlan(shown, service.connector.title, view), `Write that to ${service.connector.title}?`)
  const chosen = { config, gate, route, where, compare, retry_failed, dry_run, plan }
  const result = await pushToTarget(deps, { ...chosen, service, agree }, on)
  if (plan_file !== undefined) await writePlan(ctx, result.plan, plan_file)
  return { what: 'push', result, plan_file: plan_file ?? null }
}

/** Saves a plan, to be looked at and carried out later; `-` is stdout. */
export const writePlan = async (ctx: Context, plan: PushPlan | TargetPlan, path: string): Promise<void> => {
  const { savedPlan } = await import('../core/push/saved-plan.ts')
  const { writeAtomically } = await import('../lib/atomic-write.ts')
  if (path === '-') await ctx.io.stdout.write(savedPlan(plan))
  else writeAtomically(path, [savedPlan(plan)])
}

/** 4: the key was refused; 5: the CRM stopped the work; 3: some records failed. */
export const crmExit = (outcome: CrmOutcome): number =>
  outcome.what === 'push' ? pushExit(outcome.result) : 0

/** As the last step of `prm run`. */
export const crmStepExit = (step: CrmStep | null): number => {
  if (step === null) return 0
  if (step.trouble !== null) return step.trouble.kind === 'credential' ? 4 : 5
  return step.result === null ? 0 : pushExit(step.result)
}

const pushExit = ({ stopped, counts, companies, ties }: TargetPushResult): number => {
  if (stopped !== null) return stopped.kind === 'credential' ? 4 : 5
  return counts.failed + companies.failed + ties.failed > 0 ? 3 : 0
}
