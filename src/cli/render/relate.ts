import type { RelateResult } from '../../core/relate/relate.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { oneLine } from './width.ts'

const said = ({ kind }: RelateResult['tie']): string => kind.replaceAll('_', ' ')

/** `Ann Lee · introduced by · Bob Ray, since 2024` */
export function renderRelate(result: RelateResult, view: View): string {
  const { tie, counts } = result
  const name = ({ name: text, id }: RelateResult['tie']['from']): string =>
    view.colour.bold(oneLine(text ?? id))
  const since = tie.since === null ? '' : `, since ${tie.since}`
  const until = tie.until === null ? '' : `, until ${tie.until}`
  const line = `${name(tie.from)} · ${said(tie)} · ${name(tie.to)}${since}${until}`
  if (counts.unchanged > 0) return `${line}: that is what the file says already.`
  const verb = counts.removed > 0 ? ': taken away.' : counts.changed > 0 ? ': changed.' : ''
  return `${line}${verb}\n${ending(result)}`
}

export const relateTalk = ({ run, near, tie }: RelateResult): string[] => [
  ...(near === null ? [] : [`note: ${tie.kind} is a word of your own; did you mean ${near}?`]),
  ...(run === null ? [] : [`next: prm path; prm undo ${run} takes it back`]),
]
