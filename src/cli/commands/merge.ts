import type { MergeCompaniesResult } from '../../core/dedupe/merge-companies.ts'
import type { MergeInput, MergeResult } from '../../core/dedupe/merge.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { BECAUSE, DRY_RUN } from '../flags.ts'
import { mergeCompaniesTalk, renderMergeCompanies } from '../render/merge-companies.ts'
import { mergeTalk, renderMerge } from '../render/merge.ts'

export const mergeCommand = command<MergeInput & { dry_run: boolean }, MergeResult | MergeCompaniesResult>({
  name: 'merge',
  args: '<who> <others...>',
  summary: 'Say that several people, or several companies, are one.',
  group: 'change',
  examples: [
    'prm merge ann@acme.example "A. Lee"',
    'prm merge 24s 25k 26r --because "she told me"',
    'prm merge acme.example acme-group.example',
  ],
  flags: [BECAUSE, DRY_RUN],
  completes: 'nothing',
  input: (who, flags) => ({
    who,
    because: flags.because as string | undefined,
    dry_run: flags.dryRun === true,
  }),
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { mergeThose } = await import('../../core/dedupe/either.ts')
    return mergeThose(deps, input)
  },
  render: (result, view) =>
    'about' in result ? renderMergeCompanies(result, view) : renderMerge(result, view),
  talk: (result) => ('about' in result ? mergeCompaniesTalk(result) : mergeTalk(result)),
})
