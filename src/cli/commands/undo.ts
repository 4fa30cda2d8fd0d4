import type { TargetUndoPlan, TargetUndoResult } from '../../core/push/undo-target.ts'
import type { UndoResult } from '../../core/undo/undo.ts'
import { PrmError } from '../../model/errors.ts'
import type { Run } from '../../store/runs.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import type { Deps } from '../../core/derive/run.ts'
import { checkAgreement } from '../crm-push.ts'
import { viewOf } from '../output.ts'
import type { ProgressEvent } from '../progress.ts'
import { renderTargetUndo, targetUndoPlan } from '../render/crm-undo.ts'
import { renderUndo, runText, undoTalk } from '../render/undo.ts'
import { serviceSurroundings } from '../services.ts'
import { runNumber } from '../run-number.ts'

interface Input {
  run: number
  dry_run: boolean
  /** Asked, and answered no. */
  is_declined: boolean
}

/** Null: the question was answered with no. */
export type UndoOutcome = UndoResult | TargetUndoResult | null

const isAtCrm = (outcome: UndoOutcome): outcome is TargetUndoResult => outcome !== null && 'plan' in outcome

export const undoCommand = command<Input, UndoOutcome>({
  name: 'undo',
  args: '[run]',
  summary: 'Take back a run: an import, a merge, an edit.',
  group: 'change',
  examples: ['prm undo', 'prm undo 12 --dry-run', 'prm undo 12'],
  flags: [DRY_RUN],
  completes: 'nothing',
  input: async ([run], flags, ctx) => {
    const dry_run = flags.dryRun === true
    if (run !== undefined) return { run: runNumber(run), dry_run, is_declined: false }
    const last = await lastRun(ctx)
    const isAgreed = dry_run || ctx.common.yes || (await agree(ctx, last))
    return { run: last.id, dry_run, is_declined: !isAgreed }
  },
  run: async (ctx, { run, dry_run, is_declined }, on) => {
    if (is_declined) return null
    const [{ undoRun }, { pushedTo }] = await Promise.all([
      import('../../core/undo/undo.ts'),
      import('../../core/push/undo-target.ts'),
    ])
    const deps = await makeDeps(ctx, await ctx.openFile())
    const crm = pushedTo(deps, run)
    return crm === null ? undoRun(deps, { run, dry_run }) : undoAtCrm(ctx, deps, { run, dry_run, crm }, on)
  },
  render: (outcome, view) => (isAtCrm(outcome) ? renderTargetUndo(outcome, view) : renderUndo(outcome, view)),
  talk: (outcome, input, view) => (isAtCrm(outcome) ? [] : undoTalk(outcome, input, view)),
  json: (result) => result ?? { schemaVersion: 1, run: null, counts: {}, undone: null },
  exitCode: (outcome) => (isAtCrm(outcome) && outcome.counts.failed > 0 ? 3 : 0),
})

/** A push to a CRM is taken back there: its plan is shown, and asked about. */
async function undoAtCrm(
  ctx: Context,
  deps: Deps,
  { run, dry_run, crm }: { run: number; dry_run: boolean; crm: string },
  on: (event: ProgressEvent) => void,
): Promise<TargetUndoResult> {
  const [{ undoTargetPush }, { openTargetService }] = await Promise.all([
    import('../../core/push/undo-target.ts'),
    import('../../core/engine/open-target.ts'),
  ])
  const service = await openTargetService(crm, await serviceSurroundings(ctx))
  checkAgreement(ctx, service.connector.title, dry_run)
  const view = await viewOf(ctx.io, ctx.io.stderr, ctx.common)
  const agree = async (plan: TargetUndoPlan): Promise<boolean> => {
    if (ctx.common.yes) return true
    await ctx.io.stderr.write(`${targetUndoPlan(plan, view)}\n`)
    return ctx.prompts.confirm(`Take that back at ${service.connector.title}?`)
  }
  return undoTargetPush(deps, { run, service, dry_run, agree }, on)
}

async function lastRun(ctx: Context): Promise<Run> {
  const { lastUndoable } = await import('../../core/undo/undo.ts')
  return lastUndoable({ file: await ctx.openFile() })
}

/** Shows the last run and asks; a script has to say which run it means. */
async function agree(ctx: Context, last: Run): Promise<boolean> {
  const text = runText(last)
  if (!ctx.prompts.canAsk) {
    throw new PrmError('usage', 'undo.name_the_run', `say which run to take back; the last one is ${text}`, {
      hint: `prm undo ${last.id}`,
    })
  }
  return ctx.prompts.confirm(`Take back ${text}?`)
}
