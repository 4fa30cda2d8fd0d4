import type { EditInput, EditResult } from '../../core/edit/edit.ts'
import { PrmError } from '../../model/errors.ts'
import { assignments } from '../assignments.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { editTalk, renderEdit } from '../render/edit.ts'

const EXAMPLE = 'prm edit ann@acme.example title="VP Sales"'

export const editCommand = command<EditInput & { dry_run: boolean }, EditResult>({
  name: 'edit',
  args: '<who> [changes...]',
  summary: 'Change what is known of a person.',
  group: 'change',
  examples: [EXAMPLE, 'prm edit "Ann Lee" phone= --because "number is dead"'],
  flags: [
    DRY_RUN,
    { flags: '--because <text>', description: 'the reason, kept with the change', completes: 'nothing' },
  ],
  completes: 'nothing',
  input: async ([who = '', ...args], flags, ctx) => {
    if (args.length === 0) {
      throw new PrmError('usage', 'usage.no_changes', 'say what to change: field=value (field= clears it)', {
        hint: EXAMPLE,
      })
    }
    return {
      who,
      changes: assignments(args, EXAMPLE),
      country: (await ctx.config()).country,
      because: flags.because as string | undefined,
      dry_run: flags.dryRun === true,
    }
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { editPerson } = await import('../../core/edit/edit.ts')
    return editPerson(deps, input)
  },
  render: renderEdit,
  talk: editTalk,
})
