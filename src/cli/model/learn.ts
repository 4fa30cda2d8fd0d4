import type { LearnInput, LearnResult } from '../../core/learn/learn.ts'
import { makeDeps } from '../deps.ts'
import { OUTPUT } from '../flags.ts'
import { learnTalk, renderLearn } from '../render/learn.ts'
import { ALLOW, CAPACITY, modelOutput, OUTCOME, outcomeFlags, SINCE, WITHIN } from './flags.ts'
import { mode, refuseFile } from './mode.ts'

export const learnMode = mode<LearnInput, LearnResult>({
  summary: 'learn a scorecard from what came of people',
  flags: [OUTCOME, WITHIN, SINCE, ALLOW, CAPACITY, OUTPUT],
  input: async (file, flags, ctx) => {
    refuseFile(
      file,
      'learn',
      'it learns from the people in the prospect file; -o FILE says where the model goes',
    )
    return {
      config: await ctx.config(),
      ...outcomeFlags(flags),
      allow: (flags.allow as string[] | undefined) ?? [],
      output: modelOutput(flags.output, ctx.cwd, 'learned.yaml'),
    }
  },
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { learnModel } = await import('../../core/learn/learn.ts')
    const result = await learnModel(deps, input, on)
    if (result.text !== undefined) await ctx.io.stdout.write(result.text)
    return result
  },
  render: renderLearn,
  talk: learnTalk,
  isStdoutTaken: ({ output }) => output.path === null,
})
