import type { DedupeResult } from '../../core/dedupe/dedupe.ts'
import { command } from '../command.ts'
import {
  renderReviewOutcome,
  reviewExitCode,
  REVIEW_FLAGS,
  reviewInput,
  reviewOutcomeTalk,
  runReview,
  type ReviewInput,
  type ReviewOutcome,
} from '../dedupe-modes.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { dedupeTalk, renderDedupe } from '../render/dedupe.ts'

interface Input {
  dry_run: boolean
  /** Instead of merging. */
  review: ReviewInput | null
}

export const dedupeCommand = command<Input, DedupeResult | ReviewOutcome>({
  name: 'dedupe',
  summary: 'Merge people who are in the file twice.',
  group: 'main',
  examples: ['prm dedupe --dry-run', 'prm dedupe', 'prm dedupe --review'],
  flags: [DRY_RUN, ...REVIEW_FLAGS],
  input: (_args, flags, ctx) => ({ dry_run: flags.dryRun === true, review: reviewInput(flags, ctx) }),
  run: async (ctx, { dry_run, review }, on) => {
    if (review !== null) return runReview(ctx, review)
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { dedupePeople } = await import('../../core/dedupe/dedupe.ts')
    return dedupePeople(deps, { dry_run }, on)
  },
  render: (result, view) =>
    'mode' in result ? renderReviewOutcome(result, view) : renderDedupe(result, view),
  talk: (result, _input, view) => ('mode' in result ? reviewOutcomeTalk(result, view) : dedupeTalk(result)),
  json: (result) => ('mode' in result ? result.result : result),
  exitCode: (result) => ('mode' in result ? reviewExitCode(result) : 0),
})
