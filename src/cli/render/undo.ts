import type { UndoResult } from '../../core/undo/undo.ts'
import type { Run } from '../../store/runs.ts'
import type { View } from '../command.ts'
import { number, plural, when } from './format.ts'

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
  const verb = redo
    ? dry_run
      ? 'would be done again'
      : 'is done again'
    : dry_run
      ? 'would be taken back'
      : 'is taken back'
  const lines = [
    [counts.people_removed, plural(counts.people_removed, 'person', 'people'), 'gone from the file'],
    [counts.people_created, plural(counts.people_created, 'person', 'people'), 'back in the file'],
    [counts.people_updated, plural(counts.people_updated, 'person', 'people'), 'as before'],
    [counts.fields, plural(counts.fields, 'value'), 'as before'],
  ] as const
  return [
    `${view.colour.bold(`Run ${undone.id}`)} (${undone.command}, ${when(undone.started_at)}) ${verb}.`,
    ...lines.filter(([n]) => n > 0).map(([, what, how]) => `  ${what} ${how}`),
    dry_run ? 'Dry run: nothing was changed.' : `Run ${run}.`,
  ].join('\n')
}

export function undoTalk(result: UndoResult | null): string[] {
  if (result === null) return []
  const { pushed, run, redo } = result
  return [
    ...pushed.map(
      ({ target, people }) =>
        `warning: ${plural(people, 'person', 'people')} given to ${target} stay there; prm push makes that file anew`,
    ),
    ...(run === null || redo ? [] : [`prm undo ${run} does it again`]),
  ]
}
