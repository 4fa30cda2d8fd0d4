import type { ForgetInput, ForgetResult } from '../../core/forget/forget.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { forgetTalk, renderForget } from '../render/forget.ts'

interface Input extends ForgetInput {
  /** Asked, and answered no. */
  is_declined: boolean
}

/** Null: the question was answered with no. */
export const forgetCommand = command<Input, ForgetResult | null>({
  name: 'forget',
  args: '[who]',
  summary: 'Erase a person for good, and keep lists from bringing them back.',
  group: 'change',
  examples: ['prm forget ann@acme.example --dry-run', 'prm forget ann@acme.example'],
  flags: [DRY_RUN],
  completes: 'nothing',
  input: async ([who], flags, ctx) => {
    const dry_run = flags.dryRun === true
    const isAgreed = dry_run || who === undefined || (await agree(ctx, who))
    return { who, dry_run, is_declined: !isAgreed }
  },
  run: async (ctx, { is_declined, ...input }) => {
    if (is_declined) return null
    const { forgetPerson } = await import('../../core/forget/forget.ts')
    return forgetPerson(await makeDeps(ctx, await ctx.openFile()), input)
  },
  render: renderForget,
  talk: forgetTalk,
  exitCode: (result) => (result?.is_clean === false ? 3 : 0),
  json: (result) => result ?? { schemaVersion: 1, run: null, counts: {}, person: null },
})

/** Nothing brings somebody back who was erased. */
async function agree(ctx: Context, who: string): Promise<boolean> {
  if (!ctx.common.yes && !ctx.prompts.canAsk) {
    throw new PrmError('usage', 'forget.unasked', 'to erase somebody for good, a script has to say --yes', {
      hint: `prm forget ${who} --dry-run shows what would go`,
    })
  }
  const { findPerson } = await import('../../core/derive/who.ts')
  const file = await ctx.openFile()
  let name = who
  try {
    const person = file.people.get(findPerson(file, who))
    name = [person?.full_name, person?.email].filter((text) => typeof text === 'string').join(', ') || who
  } catch (error) {
    // Traces of an address may be left where nobody goes by it.
    if (!(error instanceof PrmError) || error.code !== 'who.unknown' || !who.includes('@')) throw error
  }
  return ctx.prompts.confirm(`Erase ${name} for good? This cannot be undone.`)
}
