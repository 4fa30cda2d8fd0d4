import type { WhyInput, WhyResult } from '../../core/score/why.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { configWithModel, MODEL } from '../model-flag.ts'
import { renderWhy, whyTalk } from '../render/why.ts'

export const whyCommand = command<WhyInput, WhyResult>({
  name: 'why',
  args: '<who>',
  summary: 'Show why someone has this score, and what is missing.',
  group: 'look',
  examples: ['prm why ann@acme.example', 'prm why "Ann Lee"', 'prm why ann@acme.example --json'],
  flags: [MODEL],
  completes: 'nothing',
  isProduct: true,
  input: async ([who = ''], flags, ctx) => ({ who, config: await configWithModel(ctx, flags.model) }),
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { explainPerson } = await import('../../core/score/why.ts')
    return explainPerson(deps, input)
  },
  render: renderWhy,
  talk: whyTalk,
})
