import type { DiffInput, DiffResult } from '../../core/score/diff.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT } from '../flags.ts'
import { configWithModel, readGiven } from '../model-flag.ts'
import { diffTalk, renderDiff } from '../render/model-diff.ts'
import { mode } from './mode.ts'

const SHOWN = 10

// One flag of prm model for two modes: this text stands in its help.
const FROM = {
  flags: '--from <what>',
  description:
    'icp: customers from this list, instead of those of the file; diff: the run of prm score, or the model in this file, to compare with (the last run)',
}

export const diffMode = mode<DiffInput, DiffResult>({
  summary: 'show who moves, and why, from a run or a model to another',
  flags: [FROM, LIMIT],
  input: async (file, flags, ctx) => {
    const config = await configWithModel(ctx, file)
    const given = flags.from as string | undefined
    const limit = (flags.limit as number | undefined) ?? SHOWN
    if (given === undefined) return { config, from: null, limit }
    if (/^\d+$/.test(given)) return { config, from: { run: Number(given) }, limit }
    const { readModel } = await import('../../core/config/model-file.ts')
    return { config, from: { name: given, model: readModel(readGiven(ctx, given), given) }, limit }
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { diffModels } = await import('../../core/score/diff.ts')
    return diffModels(deps, input)
  },
  render: renderDiff,
  talk: diffTalk,
})
