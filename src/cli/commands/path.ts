import type { PathInput, PathResult } from '../../core/relate/path.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT } from '../flags.ts'
import { renderPath } from '../render/path.ts'

export const pathCommand = command<PathInput, PathResult>({
  name: 'path',
  args: '<company>',
  summary: 'Find the warmest chains of people from us to a company.',
  group: 'look',
  examples: ['prm path acme.example', 'prm path "Acme" --from ana@ours.example --limit 1'],
  flags: [
    {
      flags: '--from <who>',
      description: 'the person to begin from (else everybody under me in the config)',
      completes: 'nothing',
    },
    { ...LIMIT, description: 'at most this many chains; 3 by default' },
  ],
  completes: 'nothing',
  isProduct: true,
  input: async ([to = ''], flags, ctx) => ({
    to,
    from: flags.from as string | undefined,
    me: (await ctx.config()).me,
    limit: flags.limit as number | undefined,
  }),
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { findPath } = await import('../../core/relate/path.ts')
    return findPath(deps, input)
  },
  render: renderPath,
})
