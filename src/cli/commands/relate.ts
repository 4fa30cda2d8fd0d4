import type { RelateInput, RelateResult } from '../../core/relate/relate.ts'
import { PrmError } from '../../model/errors.ts'
import { RELATIONSHIP_NAMES } from '../../model/relationship-kinds.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { relateTalk, renderRelate } from '../render/relate.ts'

const EXAMPLE = 'prm relate ann@acme.example bob@birch.example --as introduced_by'

export const relateCommand = command<RelateInput & { dry_run: boolean }, RelateResult>({
  name: 'relate',
  args: '<who> <other>',
  summary: 'Say how somebody is tied to another person or a company.',
  group: 'change',
  examples: [
    EXAMPLE,
    'prm relate ann@acme.example cedar.example --as adviser_of --since 2024',
    'prm relate ann@acme.example bob@birch.example --as knows --remove',
  ],
  flags: [
    {
      flags: '--as <kind>',
      description: `${RELATIONSHIP_NAMES.join(', ')}, or a word of your own`,
      completes: 'nothing',
    },
    { flags: '--since <date>', description: 'from when: a year, a month or a day', completes: 'nothing' },
    { flags: '--until <date>', description: 'until when', completes: 'nothing' },
    {
      flags: '--because <text>',
      description: 'the reason, kept with the relationship',
      completes: 'nothing',
    },
    { flags: '--by <who>', description: 'who says so', completes: 'nothing' },
    { flags: '--remove', description: 'take the relationship away' },
    DRY_RUN,
  ],
  completes: 'nothing',
  input: ([who = '', other = ''], flags) => {
    if (typeof flags.as !== 'string') {
      throw new PrmError('usage', 'usage.missing_flag', 'say how the two are tied: --as KIND', {
        hint: EXAMPLE,
      })
    }
    const text = (name: string): string | undefined => flags[name] as string | undefined
    return {
      who,
      other,
      as: flags.as,
      since: text('since'),
      until: text('until'),
      because: text('because'),
      by: text('by'),
      remove: flags.remove === true,
      dry_run: flags.dryRun === true,
    }
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { relate } = await import('../../core/relate/relate.ts')
    return relate(deps, input)
  },
  render: renderRelate,
  talk: relateTalk,
})
