import type { LinkResult } from '../../core/edit/link.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { oneLine } from './width.ts'

export function renderLink(result: LinkResult, view: View): string {
  const { person, system, id, counts } = result
  const line = `${view.colour.bold(oneLine(person.name ?? person.id))} is ${oneLine(`${system}:${id}`)}`
  if (counts.unchanged > 0) return `${line}: that is what the file says already.`
  return `${line}.\n${ending(result)}`
}

export const linkTalk = ({ run, others, system, id }: LinkResult): string[] => [
  ...others.map(
    ({ name, id: other }) =>
      `warning: ${oneLine(name ?? other)} (${other}) is ${oneLine(`${system}:${id}`)} too: perhaps the same person; prm show tells`,
  ),
  ...(run === null
    ? []
    : [`next: prm import a list with --source ${oneLine(system)}; prm undo ${run} takes it back`]),
]
