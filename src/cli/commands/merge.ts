import type { MergeInput, MergeResult } from '../../core/dedupe/merge.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { BECAUSE, DRY_RUN } from '../flags.ts'
import { mergeTalk, renderMerge } from '../render/merge.ts'

export const mergeCommand = command<MergeInput & { dry_run: boolean }, MergeResult>({
  name: 'merge',
  args: '<who> <others...>',
  summary: 'Say that several people are one.',
  group: 'change',
  examples: ['prm merge ann@acme.example "A. Lee"', 'prm merge 24s 25k 26r --because "she told me"'],
  flags: [BECAUSE, DRY_RUN],
  completes: 'nothing',
  input: (who, flags) => ({
    who,
    because: flags.because as string | undefined,
    dry_run: flags.dryRun === true,
  }),
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { mergePeople } = await import('../../core/dedupe/merge.ts')
    return mergePeople(deps, input)
  },
  render: renderMerge,
  talk: mergeTalk,
})
