import type { AddResult } from '../../core/edit/add.ts'
import type { EditResult, FieldChange } from '../../core/edit/edit.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { oneLine, pad } from './width.ts'

/** The name and the id of the one person that a result is about. */
export const whoText = ({ person }: Pick<EditResult, 'person'>, view: View): string =>
  `${view.colour.bold(oneLine(person.full_name ?? person.id))}${person.full_name === null ? '' : ` (${person.id})`}`

const value = (text: string | null): string => (text === null ? '(nothing)' : oneLine(text))

export function renderEdit(result: EditResult, view: View): string {
  if (result.changes.length === 0) return `${whoText(result, view)}: that is what the file says already.`
  const width = Math.max(...result.changes.map(({ field }) => field.length))
  const line = ({ field, old, new: now }: FieldChange): string =>
    `  ${pad(field, width)}  ${value(old)} → ${value(now)}`
  return [whoText(result, view), ...result.changes.map(line), ending(result)].join('\n')
}

export const editTalk = ({ run }: EditResult): string[] =>
  run === null ? [] : [`next: prm score; prm undo ${run} takes it back`]

export function renderAdd(result: AddResult, view: View): string {
  const { counts } = result
  const what =
    counts.created > 0
      ? 'added'
      : counts.updated > 0
        ? 'was known already; completed with what you said'
        : 'is known already, with all that you said'
  return `${whoText(result, view)} ${what}.\n${ending(result)}`
}

export const addTalk = ({ run }: AddResult): string[] =>
  run === null ? [] : [`next: prm run; prm undo ${run} takes it back`]
