import type { UndoResult } from '../../core/undo/undo.ts'
import { PrmError } from '../../model/errors.ts'
import type { Run } from '../../store/runs.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { renderUndo, runText, undoTalk } from '../render/undo.ts'
import { runNumber } from '../run-number.ts'

interface Input {
  run: number
  dry_run: boolean
  /** Asked, and answered no. */
  is_declined: boolean
}

/** Null: the question was answered with no. */
export type UndoOutcome = UndoResult | null

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
  run: async (ctx, { run, dry_run, is_declined }) => {
    if (is_declined) return null
    const { undoRun } = await import('../../core/undo/undo.ts')
    return undoRun(await makeDeps(ctx, await ctx.openFile()), { run, dry_run })
  },
  render: renderUndo,
  talk: undoTalk,
  json: (result) => result ?? { schemaVersion: 1, run: null, counts: {}, undone: null },
})

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
