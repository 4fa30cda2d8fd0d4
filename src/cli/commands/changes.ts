import type { ChangesResult, ListChangesInput } from '../../core/look/changes.ts'
import { command, type Row } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT } from '../flags.ts'
import { renderChanges } from '../render/changes.ts'
import { days } from '../validate-values.ts'

export const changesCommand = command<ListChangesInput, ChangesResult>({
  name: 'changes',
  summary: 'List what has changed: jobs, companies, addresses.',
  group: 'look',
  examples: ['prm changes --since 30d', 'prm changes --kind job_change', 'prm changes --csv >changes.csv'],
  flags: [
    {
      flags: '--since <time>',
      description: 'only the last days, such as 30d',
      parse: days,
      completes: 'nothing',
    },
    {
      flags: '--kind <kind>',
      description:
        'only job_change, title, email, phone, dead_address, rename, move, company, person, stage, signal',
      completes: 'nothing',
    },
    LIMIT,
  ],
  isProduct: () => true,
  input: (_args, flags) => ({
    since: flags.since as number | undefined,
    kind: flags.kind as string | undefined,
    limit: flags.limit as number | undefined,
  }),
  run: async (ctx, input) => {
    const { listChanges } = await import('../../core/look/changes.ts')
    return listChanges(await makeDeps(ctx, await ctx.openFile()), input)
  },
  render: ({ changes }, view) => renderChanges(changes, view),
  talk: ({ counts }) => {
    if (counts.changes === 0) return ['no changes']
    return counts.shown === counts.changes
      ? []
      : [`${counts.shown} of ${counts.changes} changes; --limit ${counts.changes} shows all`]
  },
  rows: ({ changes }) => changes as unknown as Row[],
  json: (result) => result,
})
