import type { IcpResult } from '../../core/learn/icp.ts'
import type { View } from '../command.ts'
import { number, plural, shownPath } from './format.ts'
import { table } from './table.ts'
import { writtenText } from './written-model.ts'

export function renderIcp(result: IcpResult, view: View): string {
  const { counts, from, attributes, agreement, people } = result
  const where = from === null ? 'in the file' : `in ${from}`
  return [
    [
      `${view.colour.bold(plural(counts.suspects, 'suspect'))} compared with ${plural(counts.customers, 'customer')} ${where}`,
      `What customers share, and what it weighs: ${attributes.map(({ column, weight }) => `${column} ${weight.toFixed(2)}`).join(', ')}.`,
    ].join('\n'),
    table(
      people,
      [
        { header: 'Score', value: ({ score }) => number(score), align: 'right', minWidth: 5 },
        { header: 'Person', value: ({ full_name, id }) => full_name ?? id, minWidth: 16 },
        { header: 'Company', value: ({ company }) => company ?? '', minWidth: 16 },
        { header: 'Like', value: ({ like }) => like, minWidth: 14 },
        { header: 'Because', value: ({ shared }) => shared.join(', ') },
      ],
      view,
    ),
    `The rules follow the likeness with a correlation of ${agreement.toFixed(2)}.`,
    ...writtenText(result, view),
  ].join('\n\n')
}

export function icpTalk({ output, counts }: IcpResult, _input: unknown, view: View): string[] {
  const { listed, suspects } = counts
  const more =
    listed === suspects
      ? []
      : [`${number(listed)} of ${number(suspects)} suspects are shown; --limit ${suspects} shows all`]
  if (output === null) return more
  const path = shownPath(output, view.cwd)
  return [...more, `next: prm score --model ${path}, then prm list --sort -score; or prm model adopt ${path}`]
}
