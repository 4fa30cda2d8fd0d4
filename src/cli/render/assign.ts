import type { Assignment, AssignResult } from '../../core/assign/assign.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { number, plural } from './format.ts'
import { table } from './table.ts'

const SHOWN = 20

export function renderAssign(result: AssignResult, view: View): string {
  const { counts, assignments } = result
  if (counts.people === 0) return `Nobody is to have an owner yet: ${result.when}`
  const head = `${view.colour.bold(plural(counts.people, 'person', 'people'))}: ${assignText(result)}`
  const rest = assignments.length - SHOWN
  return [
    head,
    assignments.length === 0
      ? ''
      : table(
          assignments.slice(0, view.isTTY ? SHOWN : undefined),
          [
            { header: 'Owner', value: ({ owner }) => owner },
            { header: 'Of', value: whomText },
            { header: 'People', value: ({ people }) => people, align: 'right' },
            { header: 'Why', value: ({ because }) => because },
          ],
          view,
        ) + (view.isTTY && rest > 0 ? `\n${view.colour.dim(`and ${number(rest)} more`)}` : ''),
    teamText(result, view),
    ending(result),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** `12 had an owner, 5 were given one (3 companies), 2 wait: those who fit are away or have enough this week` */
export function assignText({ counts, dry_run }: AssignResult): string {
  const { owned, assigned, accounts, waiting, unmatched } = counts
  const given = dry_run ? 'would be given one' : assigned === 1 ? 'was given one' : 'were given one'
  return [
    ...(owned > 0 || assigned === 0 ? [`${number(owned)} had an owner`] : []),
    ...(assigned === 0
      ? []
      : [
          `${number(assigned)} ${given}${assigned === accounts ? '' : ` (${plural(accounts, 'company', 'companies')})`}`,
        ]),
    ...(waiting === 0
      ? []
      : [
          `${number(waiting)} ${waiting === 1 ? 'waits' : 'wait'}: whoever fits is away or has enough this week`,
        ]),
    ...(unmatched === 0
      ? []
      : [
          `for ${number(unmatched)} nobody fits by territory and product: a member without either takes what comes`,
        ]),
  ].join(', ')
}

const whomText = ({ company, full_name, id }: Assignment): string => company ?? full_name ?? id

function teamText({ team }: AssignResult, view: View): string {
  return table(
    team,
    [
      { header: 'Team', value: ({ name }) => name },
      { header: 'This run', value: ({ accounts }) => accounts, align: 'right' },
      {
        header: 'This week',
        value: ({ week, capacity }) => (capacity === null ? week : `${number(week)} of ${number(capacity)}`),
        align: 'right',
      },
      { header: '', value: ({ away }) => (away ? 'away' : '') },
    ],
    view,
  )
}

export const assignTalk = ({ run }: AssignResult): string[] =>
  run === null ? [] : [`next: prm push --route personal; prm undo ${run} takes it back`]
