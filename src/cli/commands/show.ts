import { showPerson, type ShowResult } from '../../core/look/show.ts'
import { command } from '../command.ts'
import { renderShow } from '../render/show.ts'

export const showCommand = command<{ who: string }, ShowResult>({
  name: 'show',
  args: '<who>',
  summary: 'Show everything known of one person, and from where.',
  group: 'look',
  examples: ['prm show ann@acme.example', 'prm show 1c', 'prm show "Ann Lee" --json'],
  flags: [],
  completes: 'nothing',
  isProduct: true,
  input: ([who = '']) => ({ who }),
  run: async (ctx, { who }) => showPerson({ file: await ctx.openFile() }, who),
  render: renderShow,
})
