import type { PullResult } from '../../core/pull/pull.ts'
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { pullTalk, renderPull } from '../render/pull.ts'
import { serviceSurroundings } from '../services.ts'

interface Input {
  from: string | undefined
  dry_run: boolean
}

export const pullCommand = command<Input, PullResult>({
  name: 'pull',
  summary: 'Bring home what happened in a CRM: who was won, who owns whom, who opted out.',
  group: 'whole',
  examples: ['prm pull --from hubspot --dry-run', 'prm pull --from hubspot', 'prm pull && prm score'],
  flags: [
    DRY_RUN,
    {
      flags: '--from <service>',
      description: 'the CRM, as in prm push --to (else the one that this file is connected to)',
      completes: 'nothing',
    },
  ],

  input: (_args, { from, dryRun }) => ({ from: from as string | undefined, dry_run: dryRun === true }),

  run: async (ctx, { from, dry_run }, on) => {
    const { openPullService, pullChanges } = await import('../../core/pull/pull.ts')
    const surroundings = await serviceSurroundings(ctx)
    // A wrong name is told before a missing file is.
    const named = from === undefined ? null : await openPullService(from, surroundings)
    const file = await ctx.openFile()
    const service = named ?? (await openPullService(onlyOne(file), surroundings))
    return pullChanges(await makeDeps(ctx, file), { service, dry_run }, on)
  },

  render: renderPull,
  talk: pullTalk,
  exitCode: ({ stopped }) => (stopped === null ? 0 : stopped.kind === 'credential' ? 4 : 5),
})

const onlyOne = (file: ProspectFile): string => {
  const names = file.connections.all().map(({ target }) => target)
  const [only, ...others] = names
  if (only !== undefined && others.length === 0) return only
  throw new PrmError(
    'usage',
    'pull.from',
    only === undefined
      ? 'this file is connected to no CRM'
      : `this file is connected to ${names.join(', ')}: name one of them`,
    { hint: only === undefined ? 'once: prm push --to hubspot --setup' : `prm pull --from ${only}` },
  )
}
