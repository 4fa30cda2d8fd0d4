import { existsSync } from 'node:fs'
import type { MatchInput, MatchResult } from '../../core/dedupe/match-lists.ts'
import type { ProspectFile } from '../../store/index.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { share } from '../flags.ts'
import { COUNTRY, countryOption, READING_FLAGS, readingOrders } from '../reading-flags.ts'
import { matchRows, renderMatch } from '../render/match.ts'

export const matchCommand = command<MatchInput, MatchResult>({
  name: 'match',
  args: '<file>',
  summary: 'Tell who of a list is known already, without importing it.',
  group: 'look',
  examples: [
    'prm match new.csv',
    'prm match new.csv --against customers.csv --csv > known.csv',
    "prm match patients.csv --compare 'born:date,surname:name,postcode:exact'",
  ],
  flags: [
    { flags: '--against <list>', description: 'another list, instead of the people of the file' },
    {
      flags: '--compare <columns>',
      description:
        'compare these columns instead of what people are known by: column:kind, separated by commas',
      completes: 'nothing',
    },
    {
      flags: '--least <share>',
      description: 'leave out pairs that are less probable (0.5)',
      parse: share,
      completes: 'nothing',
    },
    COUNTRY,
    ...READING_FLAGS,
  ],
  isProduct: true,
  input: async ([file], flags, ctx) => {
    const config = await ctx.config()
    const sourceOf = (path: string): MatchInput['list'] =>
      path === '-'
        ? { name: path, source: { name: 'stdin', stream: ctx.io.stdin as AsyncIterable<Uint8Array> } }
        : { name: path, source: { path } }
    const { map, ignore, table } = await readingOrders(flags, ctx.cwd)
    return {
      list: sourceOf(file!),
      against: typeof flags.against === 'string' ? sourceOf(flags.against) : null,
      compare: flags.compare as string | undefined,
      least: flags.least as number | undefined,
      country: await countryOption(flags.country, config.country),
      ...{ map, ignore, table },
    }
  },
  run: async (ctx, input, on) => {
    const file = input.against !== null || input.compare !== undefined ? null : await peopleOf(ctx)
    const { matchLists } = await import('../../core/dedupe/match-lists.ts')
    return matchLists(file, input, on)
  },
  render: renderMatch,
  rows: matchRows,
})

/** The prospect file. Only the usual one may be missing: one that is named and is not there is a slip. */
const peopleOf = async (ctx: Context): Promise<ProspectFile | null> => {
  const isNamed = Boolean(ctx.common.db ?? ctx.io.env.PRM_DB) || (await ctx.config()).database !== null
  return isNamed || existsSync(await ctx.dbPath()) ? ctx.openFile() : null
}
