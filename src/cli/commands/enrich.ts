import type { EnrichResult } from '../../core/enrich/enrich.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { enrichTalk, renderEnrich } from '../render/enrich.ts'

export const enrichCommand = command<{ dry_run: boolean }, EnrichResult>({
  name: 'enrich',
  summary: 'Fill in what follows from what is known.',
  group: 'main',
  examples: ['prm enrich', 'prm enrich --dry-run'],
  flags: [DRY_RUN],
  input: (_args, flags) => ({ dry_run: flags.dryRun === true }),
  run: async (ctx, input, on) => {
    const { enrichPeople } = await import('../../core/enrich/enrich.ts')
    return enrichPeople(await makeDeps(ctx, await ctx.openFile()), input, on)
  },
  render: renderEnrich,
  talk: enrichTalk,
})
