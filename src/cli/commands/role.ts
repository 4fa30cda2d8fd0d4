import type { BuyingRoleInput, BuyingRoleResult } from '../../core/edit/buying-role.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { renderRole, roleTalk } from '../render/role.ts'

export const roleCommand = command<BuyingRoleInput, BuyingRoleResult>({
  name: 'role',
  args: '<who> <role>',
  summary: 'Say which part somebody has in a purchase.',
  group: 'change',
  examples: [
    'prm role ann@acme.example champion --because "asked for the trial"',
    'prm role "Ann Lee" economic_buyer',
    'prm role ann@acme.example none',
  ],
  flags: [
    DRY_RUN,
    { flags: '--because <text>', description: 'the reason, kept with the change', completes: 'nothing' },
    { flags: '--by <name>', description: 'who says so', completes: 'nothing' },
  ],
  completes: 'nothing',
  input: ([who = '', role = ''], flags) => ({
    who,
    role,
    because: flags.because as string | undefined,
    by: flags.by as string | undefined,
    dry_run: flags.dryRun === true,
  }),
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { setBuyingRole } = await import('../../core/edit/buying-role.ts')
    return setBuyingRole(deps, input)
  },
  render: renderRole,
  talk: roleTalk,
})
