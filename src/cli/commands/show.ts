import { showWho, type AccountResult } from '../../core/look/account.ts'
import type { ShowResult } from '../../core/look/show.ts'
import { command } from '../command.ts'
import { renderAccount } from '../render/account.ts'
import { renderShow } from '../render/show.ts'

export const showCommand = command<{ who: string }, ShowResult | AccountResult>({
  name: 'show',
  args: '<who>',
  summary: 'Show everything known of a person or a company, and from where.',
  group: 'look',
  examples: ['prm show ann@acme.example', 'prm show acme.example', 'prm show "Ann Lee" --json'],
  flags: [],
  completes: 'nothing',
  isProduct: true,
  input: ([who = '']) => ({ who }),
  run: async (ctx, { who }) => showWho({ file: await ctx.openFile(), asOf: await ctx.asOf() }, who),
  render: (result, view) => ('account' in result ? renderAccount(result, view) : renderShow(result, view)),
})
