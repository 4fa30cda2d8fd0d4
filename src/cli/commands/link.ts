import type { LinkInput, LinkResult } from '../../core/edit/link.ts'
import type { UndoResult } from '../../core/undo/undo.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { linkTalk, renderLink } from '../render/link.ts'
import { renderUndo, undoTalk } from '../render/undo.ts'

/** A link is a run of its own: taking it away is undoing that run. */
export const linkCommand = command<
  LinkInput & { remove: boolean; dry_run: boolean },
  LinkResult | UndoResult
>({
  name: 'link',
  args: '<who> <id>',
  summary: 'Link a person with their id in another system.',
  group: 'change',
  examples: ['prm link ann@acme.example billing:4711', 'prm link ann@acme.example billing:4711 --remove'],
  flags: [
    { flags: '--because <text>', description: 'the reason, kept with the link', completes: 'nothing' },
    { flags: '--remove', description: 'take the link away' },
    DRY_RUN,
  ],
  completes: 'nothing',
  input: ([who = '', id = ''], flags) => ({
    who,
    id,
    because: flags.because as string | undefined,
    remove: flags.remove === true,
    dry_run: flags.dryRun === true,
  }),
  run: async (ctx, { remove, ...input }) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { findLink, linkPerson } = await import('../../core/edit/link.ts')
    if (!remove) return linkPerson(deps, input)
    const { undoRun } = await import('../../core/undo/undo.ts')
    return undoRun(deps, { run: findLink(deps, input), dry_run: input.dry_run })
  },
  render: (result, view) => ('undone' in result ? renderUndo(result, view) : renderLink(result, view)),
  talk: (result, input, view) => ('undone' in result ? undoTalk(result, input, view) : linkTalk(result)),
})
