import type { ScoreInput, ScoreResult } from '../../core/score/score.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { configWithModel, MODEL } from '../model-flag.ts'
import { renderScore, scoreTalk } from '../render/score.ts'

export const scoreCommand = command<ScoreInput, ScoreResult>({
  name: 'score',
  summary: 'Score everyone by the rules of the model.',
  group: 'main',
  examples: ['prm score', 'prm score --matrix --dry-run --model new.yaml', 'prm score --as-of 2026-11-21'],
  flags: [
    MODEL,
    { flags: '--matrix', description: 'also show fit × heat, with what came of the people in each cell' },
    DRY_RUN,
  ],
  input: async (_args, flags, ctx) => ({
    config: await configWithModel(ctx, flags.model),
    dry_run: flags.dryRun === true,
    matrix: flags.matrix === true,
  }),
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { scorePeople } = await import('../../core/score/score.ts')
    return scorePeople(deps, input, on)
  },
  render: renderScore,
  talk: scoreTalk,
})
