import { resolve } from 'node:path'
import type { RecalibrateInput, RecalibrateResult } from '../../core/learn/recalibrate.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { readGiven } from '../model-flag.ts'
import { renderRecalibrate } from '../render/model-files.ts'
import { mode, needsFile } from './mode.ts'

export const recalibrateMode = mode<RecalibrateInput, RecalibrateResult>({
  summary: 'fit the intercept of a learned model anew, on those who came since',
  flags: [DRY_RUN],
  input: (given, flags, ctx) => {
    const name = needsFile(given, 'recalibrate')
    readGiven(ctx, name)
    return Promise.resolve({ path: resolve(ctx.cwd, name), name, dry_run: flags.dryRun === true })
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { recalibrateModel } = await import('../../core/learn/recalibrate.ts')
    return recalibrateModel(deps, input)
  },
  render: renderRecalibrate,
})
