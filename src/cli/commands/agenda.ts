import { makeAgenda, type AgendaInput, type AgendaResult } from '../../core/log/agenda.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT } from '../flags.ts'
import { renderAgenda } from '../render/agenda.ts'

interface Input extends AgendaInput {
  is_week: boolean
  is_calendar: boolean
}

export interface AgendaView extends AgendaResult {
  is_week: boolean
  is_calendar: boolean
}

export const agendaCommand = command<Input, AgendaView>({
  name: 'agenda',
  summary: 'Show what is to be done, and who has gone quiet.',
  group: 'look',
  examples: ['prm agenda', 'prm agenda --by ana --week', 'prm agenda --ics > steps.ics'],
  flags: [
    { flags: '--by <name>', description: 'only what this one is to do', completes: 'nothing' },
    { flags: '--week', description: 'the seven days after today too' },
    { flags: '--ics', description: 'print all open steps as a calendar' },
    LIMIT,
  ],
  isProduct: true,
  input: async (_args, flags, ctx) => ({
    by: flags.by as string | undefined,
    quiet_after: (await ctx.config()).agenda.quiet_after,
    limit: flags.limit as number | undefined,
    is_week: flags.week === true,
    is_calendar: flags.ics === true,
  }),
  run: async (ctx, { is_week, is_calendar, ...input }) => ({
    ...makeAgenda(await makeDeps(ctx, await ctx.openFile()), { ...input, leaves: is_calendar }),
    is_week,
    is_calendar,
  }),
  render: renderAgenda,
  json: ({ schemaVersion, run, counts, today, steps, quiet, quiet_after, file }) => ({
    ...{ schemaVersion, run, counts, today, steps, quiet, quiet_after, file },
  }),
})
