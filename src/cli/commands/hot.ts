import { hotAccounts, type HotInput, type HotResult } from '../../core/measure/hot.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT } from '../flags.ts'
import { hotRows, hotTalk, renderHot } from '../render/hot.ts'

export interface HotView extends HotResult {
  is_people: boolean
}

export const hotCommand = command<HotInput, HotView>({
  name: 'hot',
  summary: 'Show the accounts that are in the market now, and what says so.',
  group: 'look',
  examples: ['prm hot', 'prm hot --people --csv', 'prm hot --limit 5'],
  flags: [{ flags: '--people', description: 'the people who may be asked there' }, LIMIT],
  completes: 'nothing',
  isProduct: true,
  input: async (_args, flags, ctx) => ({
    config: await ctx.config(),
    people: flags.people === true,
    limit: flags.limit as number | undefined,
  }),
  run: async (ctx, input) => ({
    ...hotAccounts(await makeDeps(ctx, await ctx.openFile()), input),
    is_people: input.people === true,
  }),
  render: renderHot,
  talk: hotTalk,
  rows: hotRows,
  json: ({ schemaVersion, run, counts, as_of, asked, accounts }) => ({
    ...{ schemaVersion, run, counts, as_of, asked, accounts },
  }),
})
