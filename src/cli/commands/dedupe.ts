import type { DedupeInput, DedupeResult } from '../../core/dedupe/dedupe.ts'
import { command } from '../command.ts'
import {
  modeExitCode,
  MODE_FLAGS,
  modeInput,
  modeTalk,
  renderMode,
  runMode,
  type ModeInput,
  type ModeOutcome,
} from '../dedupe-modes.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, share } from '../flags.ts'
import { dedupeTalk, renderDedupe } from '../render/dedupe.ts'

/** In text that nobody filters further; a program that reads gets all of them. */
const LISTED = 1_000

interface Input {
  merge: DedupeInput
  /** Instead of merging. */
  mode: ModeInput | null
}

export const dedupeCommand = command<Input, DedupeResult | ModeOutcome>({
  name: 'dedupe',
  args: '[who...]',
  summary: 'Merge people who are in the file twice.',
  group: 'main',
  examples: [
    'prm dedupe --dry-run',
    'prm dedupe --review',
    'prm dedupe --explain ann@acme.example "Ann Lee"',
  ],
  flags: [
    DRY_RUN,
    {
      flags: '--precision <share>',
      description: 'the share of automatic merges that are to be right (0.995); the rest waits for review',
      parse: share,
      completes: 'nothing',
    },
    { flags: '--full', description: 'compare everybody anew, not only who is new or has changed' },
    {
      flags: '--refit',
      description: 'learn anew from the file what tells people apart, then compare everybody',
    },
    ...MODE_FLAGS,
  ],
  completes: 'nothing',
  input: (who, flags, ctx) => ({
    merge: {
      dry_run: flags.dryRun === true,
      full: flags.full === true,
      refit: flags.refit === true,
      precision: flags.precision as number | undefined,
      ...(ctx.common.json || ctx.common.ndjson || ctx.common.csv ? {} : { listed: LISTED }),
    },
    mode: modeInput(who, flags, ctx),
  }),
  run: async (ctx, { merge, mode }, on) => {
    if (mode !== null) return runMode(ctx, mode)
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { dedupePeople } = await import('../../core/dedupe/dedupe.ts')
    return dedupePeople(deps, merge, on)
  },
  render: (result, view) => ('mode' in result ? renderMode(result, view) : renderDedupe(result, view)),
  talk: (result, _input, view) => ('mode' in result ? modeTalk(result, view) : dedupeTalk(result)),
  json: (result) => ('mode' in result ? result.result : result),
  exitCode: (result) => ('mode' in result ? modeExitCode(result) : 0),
})
