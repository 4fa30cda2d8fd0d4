import type { RejectsFile } from '../../core/import/rejects.ts'
import type { CollectResult } from '../../core/run/collect.ts'
import type { BatchKind } from '../../model/record.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, LIMIT } from '../flags.ts'
import { isTooMany, LIST_FLAGS, listOptions, type ListOptions } from '../lists.ts'
import { collectTalk, renderCollect } from '../render/collect.ts'
import { serviceSurroundings } from '../services.ts'

interface Input extends ListOptions {
  service: string
  agent: string
  launch: boolean
  limit: number | undefined
  dry_run: boolean
}

export interface CollectOutcome extends CollectResult {
  rejects_files: RejectsFile[]
  too_many_rejected: boolean
}

/** Rows that come regularly from a service have no cost in all, and nobody at hand to be asked. */
const FLAGS = LIST_FLAGS.filter(({ flags }) => !/^--(cost|currency|clear-marker|ask)\b/.test(flags))

export const collectCommand = command<Input, CollectOutcome>({
  name: 'collect',
  args: '<service> <agent>',
  summary: 'Import what an agent of PhantomBuster, or a search of CaptainData, finds.',
  group: 'whole',
  examples: [
    'prm collect phantombuster 123 --launch',
    'prm collect phantombuster 123 --dry-run',
    "prm collect captaindata 'https://www.linkedin.com/sales/search/people?query=…' --limit 100",
  ],
  flags: [
    DRY_RUN,
    { flags: '--launch', description: 'start a run of the agent first (else: read its last one)' },
    {
      flags: '--as <kind>',
      description: 'what the rows are about',
      choices: ['people', 'companies'],
      default: 'people',
    },
    ...FLAGS,
    { ...LIMIT, flags: '--limit <rows>', description: 'collect at most this many rows' },
  ],
  completes: ['phantombuster', 'captaindata'],

  input: async ([service = '', agent = ''], flags, ctx) => {
    if (agent.trim() === '')
      throw new PrmError('usage', 'collect.what', 'name the service and the agent', {
        hint: 'prm collect phantombuster 123',
      })
    const options = await listOptions([], flags, ctx)
    return {
      ...options,
      lists: { ...options.lists, kind: flags.as as BatchKind },
      ...{ service, agent: agent.trim(), launch: flags.launch === true },
      limit: flags.limit as number | undefined,
      dry_run: flags.dryRun === true,
    }
  },

  run: async (ctx, { service: name, agent, launch, limit, dry_run, lists, rejects, max_rejects }, on) => {
    const [{ openServices }, { collectorOf }, { collectAndImport }, { writeRejects }] = await Promise.all([
      import('../../core/engine/index.ts'),
      import('../../core/collect/collect.ts'),
      import('../../core/run/collect.ts'),
      import('../../core/import/rejects.ts'),
    ])
    // Before the file is opened: a wrong name must not leave a new, empty database behind.
    const [service] = await openServices([name], await serviceSurroundings(ctx))
    collectorOf({ service: service!, launch })
    const deps = await makeDeps(ctx, await ctx.openFile({ create: true, dryRun: dry_run }))
    const input = { service: service!, agent, launch, limit, dry_run, import: lists }
    const result = await collectAndImport(deps, input, on)
    return {
      ...result,
      rejects_files: result.import === null ? [] : writeRejects(deps, result.import.files, rejects),
      too_many_rejected: isTooMany(result.counts, max_rejects),
    }
  },

  render: renderCollect,
  talk: collectTalk,
  exitCode: (result) => (result.too_many_rejected ? 3 : 0),
})
