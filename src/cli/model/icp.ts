import { resolve } from 'node:path'
import type { IcpInput, IcpResult } from '../../core/learn/icp.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT, OUTPUT } from '../flags.ts'
import { COUNTRY, countryOption, READING_FLAGS, readingOrders } from '../reading-flags.ts'
import { icpTalk, renderIcp } from '../render/icp.ts'
import { mode } from './mode.ts'

/** A week of calls. */
const LISTED = 40

export const icpMode = mode<IcpInput, IcpResult>({
  summary: 'find who is like your customers',
  flags: [
    { flags: '--from <list>', description: 'customers from this list, instead of those of the file' },
    LIMIT,
    OUTPUT,
    COUNTRY,
    ...READING_FLAGS,
  ],
  input: async (_file, flags, ctx) => {
    const config = await ctx.config()
    const from = flags.from as string | undefined
    return {
      customers:
        from === undefined
          ? null
          : {
              name: from,
              source: { path: resolve(ctx.cwd, from) },
              country: await countryOption(flags.country, config.country),
              ...(await readingOrders(flags, ctx.cwd)),
            },
      limit: (flags.limit as number | undefined) ?? LISTED,
      output: resolve(ctx.cwd, (flags.output as string | undefined) ?? 'icp.yaml'),
    }
  },
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { modelFromCustomers } = await import('../../core/learn/icp.ts')
    return modelFromCustomers(deps, input, on)
  },
  render: renderIcp,
  talk: icpTalk,
})
