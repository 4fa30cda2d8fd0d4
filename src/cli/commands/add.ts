import type { AddInput, AddResult } from '../../core/edit/add.ts'
import { assignments } from '../assignments.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { addTalk, renderAdd } from '../render/edit.ts'

const EXAMPLE = 'prm add email=ann@acme.example full_name="Ann Lee" company=Acme'

export const addCommand = command<AddInput & { dry_run: boolean }, AddResult>({
  name: 'add',
  args: '<fields...>',
  summary: 'Add a person by hand.',
  group: 'change',
  examples: [EXAMPLE, 'prm add full_name="Bo Ek" company=Acme title="VP Sales" --dry-run'],
  flags: [DRY_RUN],
  completes: 'nothing',
  input: async (args, flags, ctx) => ({
    fields: assignments(args, EXAMPLE),
    country: (await ctx.config()).country,
    dry_run: flags.dryRun === true,
  }),
  run: async (ctx, input) => {
    const { addPerson, readAddition } = await import('../../core/edit/add.ts')
    // Before the file is opened: a slip must not leave a new, empty database behind.
    readAddition(input)
    const deps = await makeDeps(ctx, await ctx.openFile({ create: true, dryRun: input.dry_run }))
    return addPerson(deps, input)
  },
  render: renderAdd,
  talk: addTalk,
})
