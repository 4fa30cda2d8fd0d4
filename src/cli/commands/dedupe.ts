import type { DedupeResult } from '../../core/dedupe/dedupe.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { dedupeTalk, renderDedupe } from '../render/dedupe.ts'

export const dedupeCommand = command<{ dry_run: boolean }, DedupeResult>({
  name: 'dedupe',
  summary: 'Merge people who are in the file twice.',
  group: 'main',
  examples: ['prm dedupe --dry-run', 'prm dedupe'],
  flags: [DRY_RUN],
  input: (_args, flags) => ({ dry_run: flags.dryRun === true }),
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { dedupePeople } = await import('../../core/dedupe/dedupe.ts')
    return dedupePeople(deps, input, on)
  },
  render: renderDedupe,
  talk: dedupeTalk,
})
