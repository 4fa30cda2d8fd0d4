import type { UndoResult } from '../../core/undo/undo.ts'
import type { Run } from '../../store/runs.ts'
import type { View } from '../command.ts'
import { number, plural, shownTarget, when } from './format.ts'

/** `run 12 (import, 2026-11-21 09:00 UTC: read 200, created 180)` */
export function runText({
  id,
  command,
  started_at,
  counts,
}: Pick<Run, 'id' | 'command' | 'started_at' | 'counts'>): string {
  const done = Object.entries(JSON.parse(counts) as Record<string, number>)
    .filter(([, n]) => n > 0)
    .slice(0, 4)
    .map(([name, n]) => `${name} ${number(n)}`)
    .join(', ')
  return `run ${id} (${command}, ${when(started_at)}${done === '' ? '' : `: ${done}`})`
}

export function renderUndo(result: UndoResult | null, view: View): string {
  if (result === null) return 'Nothing was taken back.'
  const { undone, redo, counts, run, dry_run } = result
  const verb = `${dry_run ? 'would be' : 'is'} taken back${redo ? ': what it took back is done again' : ''}`
  const lines = [
    [counts.people_removed, plural(counts.people_removed, 'person', 'people'), 'gone from the file'],
    [counts.people_created, plural(counts.people_created, 'person', 'people'), 'back in the file'],
    [counts.people_updated, plural(counts.people_updated, 'person', 'people'), 'changed back'],
    [counts.fields, plural(counts.fields, 'value'), 'changed back'],
    [counts.relationships, plural(counts.relationships, 'relationship'), 'changed back'],
    [counts.signals, plural(counts.signals, 'signal'), redo ? 'back in the file' : 'gone from the file'],
    [counts.events, plural(counts.events, 'event'), redo ? 'back in the file' : 'gone from the file'],
  ] as const
  return [
    `${view.colour.bold(`Run ${undone.id}`)} (${undone.command}, ${when(undone.started_at)}) ${verb}.`,
    ...lines.filter(([n]) => n > 0).map(([, what, how]) => `  ${what} ${how}`),
    dry_run ? 'Dry run: nothing was changed.' : `Run ${run}.`,
  ].join('\n')
}

export function undoTalk(result: UndoResult | null, _input: unknown, { cwd }: View): string[] {
  if (result === null) return []
  const { pushed, run, redo, opt_outs } = result
  return [
    ...(opt_outs === 0 || redo
      ? []
      : [
          `note: ${plural(opt_outs, 'opt-out')} of it ${opt_outs === 1 ? 'stays' : 'stay'}: undo never takes one back`,
        ]),
    ...pushed.map(({ target, people }) => {
      const who = plural(people, 'person', 'people')
      return target.endsWith(':-')
        ? `warning: ${who} went to stdout; that cannot be called back`
        : `warning: ${who} given to ${shownTarget(target, cwd).file ?? target} stay there; prm push makes that file anew`
    }),
    ...(run === null || redo ? [] : [`prm undo ${run} does it again`]),
  ]
}
