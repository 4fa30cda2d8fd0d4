import type { AssignInput, AssignResult } from '../../core/assign/assign.ts'
import { command, type Row } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { assignTalk, renderAssign } from '../render/assign.ts'

export const assignCommand = command<AssignInput, AssignResult>({
  name: 'assign',
  summary: 'Give people an owner: somebody of the team, by territory, product and capacity.',
  group: 'change',
  examples: ['prm assign --dry-run', 'prm assign && prm push --route personal'],
  flags: [DRY_RUN],
  input: async (_args, flags, ctx) => ({ config: await ctx.config(), dry_run: flags.dryRun === true }),
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { assignOwners } = await import('../../core/assign/assign.ts')
    return assignOwners(deps, input, on)
  },
  render: renderAssign,
  talk: assignTalk,
  rows: ({ assignments }) => assignments as unknown as Row[],
})
