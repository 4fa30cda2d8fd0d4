import { resolve } from 'node:path'
import type { IcpInput, IcpResult } from '../../core/learn/icp.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT, OUTPUT } from '../flags.ts'
import { COUNTRY, countryOption, READING_FLAGS, readingOrders } from '../reading-flags.ts'
import { icpTalk, renderIcp } from '../render/icp.ts'
import { modelOutput } from './flags.ts'
import { mode, refuseFile } from './mode.ts'

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
  input: async (file, flags, ctx) => {
    refuseFile(file, 'icp', `a list of customers is given as --from ${file}`)
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
      config,
      limit: (flags.limit as number | undefined) ?? LISTED,
      output: modelOutput(flags.output, ctx.cwd, 'icp.yaml'),
    }
  },
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { modelFromCustomers } = await import('../../core/learn/icp.ts')
    const result = await modelFromCustomers(deps, input, on)
    if (result.text !== undefined) await ctx.io.stdout.write(result.text)
    return result
  },
  render: renderIcp,
  talk: icpTalk,
  isStdoutTaken: ({ output }) => output.path === null,
})
