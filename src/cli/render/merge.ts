import type { MergeResult } from '../../core/dedupe/merge.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { oneLine, pad } from './width.ts'
import { whoAndId } from './who.ts'

const value = (text: string | null): string => (text === null ? '(nothing)' : oneLine(text))

export function renderMerge(result: MergeResult, view: View): string {
  const { kept, was, merged, changes, dry_run } = result
  const name = view.colour.bold(whoAndId(kept))
  if (merged.length === 0) return `${name}: they are one person already.`
  const width = Math.max(0, ...changes.map(({ field }) => field.length))
  return [
    `${name} ${dry_run ? 'would be one person' : 'is one person now'}:`,
    ...[was, ...merged].map((person) => `  ${whoAndId(person)}`),
    ...(changes.length === 0 ? [] : [dry_run ? 'and would change:' : 'and has changed:']),
    ...changes.map(({ field, old, new: now }) => `  ${pad(field, width)}  ${value(old)} → ${value(now)}`),
    ending(result),
  ].join('\n')
}

export const mergeTalk = ({ run, kept, profiles }: MergeResult): string[] => [
  ...(profiles.length === 0
    ? []
    : [
        `warning: ${oneLine(kept.name ?? kept.id)} has ${profiles.length} LinkedIn profiles now: ${profiles.join(', ')}`,
      ]),
  ...(run === null
    ? []
    : [`prm undo ${run} takes it back; prm split ${kept.id} takes apart all that was merged`]),
]
