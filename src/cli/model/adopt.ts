import { resolve } from 'node:path'
import type { AdoptInput, AdoptResult } from '../../core/learn/adopt.ts'
import { DRY_RUN } from '../flags.ts'
import { readGiven } from '../model-flag.ts'
import { adoptTalk, renderAdopt } from '../render/model-files.ts'
import { mode, needsFile } from './mode.ts'

export const adoptMode = mode<AdoptInput, AdoptResult>({
  summary: 'put the model of a file in force',
  flags: [
    { flags: '--force', description: 'also where it is not better than calling the newest first' },
    DRY_RUN,
  ],
  input: (given, flags, ctx) => {
    const name = needsFile(given, 'adopt')
    readGiven(ctx, name)
    return Promise.resolve({
      path: resolve(ctx.cwd, name),
      name,
      config: ctx.configPath(),
      newConfig: resolve(ctx.cwd, 'prm.yaml'),
      force: flags.force === true,
      dry_run: flags.dryRun === true,
    })
  },
  run: async (ctx, input) => {
    const { adoptModel } = await import('../../core/learn/adopt.ts')
    return adoptModel({ asOf: await ctx.asOf() }, input)
  },
  render: renderAdopt,
  talk: adoptTalk,
})
