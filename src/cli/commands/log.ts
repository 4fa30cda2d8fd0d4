import type { LogInput, LogResult } from '../../core/log/log.ts'
import { PrmError } from '../../model/errors.ts'
import { assignments } from '../assignments.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { BY, DRY_RUN, isoDate, wholeNumber } from '../flags.ts'
import { logTalk, renderLog } from '../render/log.ts'

const EXAMPLE =
  'prm log ann@acme.example call "wants a quote for 40 seats" --next "2026-12-01 send quote" --by ana'

export const logCommand = command<LogInput, LogResult>({
  name: 'log',
  args: '<who> [kind] [detail]',
  summary: 'Log what was done with somebody, and what is next.',
  group: 'change',
  examples: [
    EXAMPLE,
    'prm log "Ann Lee" --done 3',
    'prm log "Ann Lee" email "sent the quote" --done 3 --answered',
  ],
  flags: [
    DRY_RUN,
    {
      flags: '--at <date>',
      description: 'the day or time at which it was done; by default today',
      parse: dayOrTime,
      completes: 'nothing',
    },
    {
      flags: '--next <step>',
      description: 'what is to be done, after the day on which it is due; may be given again',
      isRepeatable: true,
      completes: 'nothing',
    },
    {
      flags: '--done <step>',
      description: 'the number of a step that is done',
      parse: wholeNumber,
      completes: 'nothing',
    },
    { flags: '--answered', description: 'they answered: that makes a prospect, as a meeting does' },
    { flags: '--shared', description: 'shared with the buyer' },
    {
      flags: '--answer <key=value>',
      description: 'an answer to a question of discovery; may be given again',
      isRepeatable: true,
      completes: 'nothing',
    },
    BY,
  ],
  completes: 'nothing',
  input: async ([who = '', kind, detail], flags, ctx) => {
    const next = (flags.next ?? []) as string[]
    const answers = assignments(
      (flags.answer ?? []) as string[],
      'prm log ann@acme.example --answer budget=20000',
    )
    const isEmpty = next.length === 0 && Object.keys(answers).length === 0
    if (kind === undefined && isEmpty && flags.done === undefined) {
      throw new PrmError('usage', 'usage.nothing_to_log', 'say what was done, or what is next', {
        hint: EXAMPLE,
      })
    }
    const { readKind, readNext } = await import('../../core/log/log.ts')
    return {
      ...{ who, kind: kind === undefined ? null : readKind(kind), detail },
      ...{ at: flags.at as string | undefined, by: flags.by as string | undefined },
      ...{
        next: next.map(readNext),
        answers,
        questions: (await ctx.config()).discovery,
        done: flags.done as number | undefined,
      },
      ...{ answered: flags.answered === true, shared: flags.shared === true, dry_run: flags.dryRun === true },
    }
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { logActivity } = await import('../../core/log/log.ts')
    return logActivity(deps, input)
  },
  render: renderLog,
  talk: logTalk,
})

function dayOrTime(text: string): string {
  const time = isoDate(text).toISOString()
  return text.includes('T') ? time : time.slice(0, 10)
}
