import type { DedupeInput, DedupeResult } from '../../core/dedupe/dedupe.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, share } from '../flags.ts'
import { dedupeTalk, renderDedupe } from '../render/dedupe.ts'

/** In text that nobody filters further; a program that reads gets all of them. */
const LISTED = 1_000

export const dedupeCommand = command<DedupeInput, DedupeResult>({
  name: 'dedupe',
  summary: 'Merge people who are in the file twice.',
  group: 'main',
  examples: ['prm dedupe --dry-run', 'prm dedupe', 'prm dedupe --precision 0.999'],
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
  ],
  input: (_args, flags, { common }) => ({
    dry_run: flags.dryRun === true,
    full: flags.full === true,
    refit: flags.refit === true,
    precision: flags.precision as number | undefined,
    ...(common.json || common.ndjson || common.csv ? {} : { listed: LISTED }),
  }),
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { dedupePeople } = await import('../../core/dedupe/dedupe.ts')
    return dedupePeople(deps, input, on)
  },
  render: renderDedupe,
  talk: dedupeTalk,
})
