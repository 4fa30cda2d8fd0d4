import type { DigestInput, DigestResult } from '../../core/report/digest.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, LIMIT } from '../flags.ts'
import { nothingNew, renderDigest } from '../render/digest.ts'

interface Input extends DigestInput {
  is_markdown: boolean
  dry_run: boolean
}

export interface DigestView extends DigestResult {
  is_markdown: boolean
}

export const digestCommand = command<Input, DigestView>({
  name: 'digest',
  summary: 'Tell what is new since the last time, and nothing where nothing is: for a mail from cron.',
  group: 'look',
  examples: ['prm digest', 'prm digest --since 2026-11-16 --markdown', 'prm digest --dry-run'],
  flags: [
    {
      flags: '--since <when>',
      description: 'last (the last digest that was printed), a day, or the number of a run',
      default: 'last',
      completes: 'nothing',
    },
    { flags: '--markdown', description: 'print it as Markdown' },
    { ...LIMIT, description: 'at most so many names in each part (else 10)' },
    { ...DRY_RUN, description: 'print it without remembering that it was: the next one tells it all again' },
  ],
  completes: 'nothing',
  isProduct: true,
  input: async (_args, flags, ctx) => {
    if (flags.markdown === true && flags.json === true)
      throw new PrmError('usage', 'usage.conflicting_flags', '--markdown and --json cannot be used together')
    return {
      config: await ctx.config(),
      since: flags.since as string,
      limit: flags.limit as number | undefined,
      is_markdown: flags.markdown === true,
      dry_run: flags.dryRun === true,
    }
  },
  run: async (ctx, { is_markdown, ...input }) => {
    const { makeDigest } = await import('../../core/report/digest.ts')
    return { ...makeDigest(await makeDeps(ctx, await ctx.openFile()), input), is_markdown }
  },
  render: renderDigest,
  // Only to somebody who sits there: cron would mail it.
  talk: (result, _input, view) => (result.is_empty && view.isTTY ? [nothingNew(result)] : []),
  // Whoever looks at another time does not take it from the next mail.
  printed: async (result, { since, dry_run }, ctx) => {
    if (dry_run || since !== 'last' || result.is_empty) return
    const { rememberDigest } = await import('../../core/report/digest.ts')
    rememberDigest({ file: await ctx.openFile() }, result)
  },
  json: (result) => ({ ...result, is_markdown: undefined }),
})
