import type { SplitResult } from '../../core/dedupe/split.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { plural } from './format.ts'
import { whoAndId, whoBrief } from './who.ts'

export function renderSplit(result: SplitResult, view: View): string {
  const { before, people, counts, dry_run } = result
  const name = view.colour.bold(whoAndId(before))
  if (counts.unchanged > 0) return `${name}: that is kept apart already.`
  const parts = plural(counts.people, 'person', 'people')
  return [
    `${name} ${dry_run ? `would be ${parts}` : `is ${parts} now`}, kept apart:`,
    ...people.map(
      ({ records, ...person }) =>
        `  ${whoAndId(person)}  ${records.length === 1 ? 'record' : 'records'} ${records.join(', ')}`,
    ),
    ending(result),
  ].join('\n')
}

export const splitTalk = ({ run, left_behind, people }: SplitResult): string[] => [
  ...(left_behind.length === 0
    ? []
    : [
        `note: ${left_behind.length === 1 ? 'record' : 'records'} ${left_behind.join(', ')} of ${whoBrief(people[0]!)} ` +
          'had been joined with what was taken away by an address, a profile or an id; --record takes along what belongs there',
      ]),
  ...(run === null ? [] : [`prm undo ${run} takes it back; prm merge joins them again`]),
]
