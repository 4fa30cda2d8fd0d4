import type { EvalInput, EvalResult } from '../../core/learn/judge-file.ts'
import { makeDeps } from '../deps.ts'
import { readGiven } from '../model-flag.ts'
import { renderEval } from '../render/model-files.ts'
import { CAPACITY, OUTCOME, outcomeFlags, SINCE, WITHIN } from './flags.ts'
import { mode, needsFile } from './mode.ts'

export const evalMode = mode<EvalInput, EvalResult>({
  summary: 'tell how good the model of a file is',
  flags: [OUTCOME, WITHIN, SINCE, CAPACITY],
  input: async (given, flags, ctx) => {
    const name = needsFile(given, 'eval')
    const { readModel } = await import('../../core/config/model-file.ts')
    return {
      ...outcomeFlags(flags),
      outcome: (flags.outcome as string | undefined) ?? null,
      config: await ctx.config(),
      model: readModel(readGiven(ctx, name), name),
      name,
    }
  },
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { evaluateModel } = await import('../../core/learn/judge-file.ts')
    return evaluateModel(deps, input, on)
  },
  render: renderEval,
})
