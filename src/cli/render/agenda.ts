import type { AgendaResult, AgendaStep, QuietPerson } from '../../core/log/agenda.ts'
import { calendar } from '../../lib/ics.ts'
import type { View } from '../command.ts'
import { plural } from './format.ts'
import { shortId } from './people.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

/** The agenda on a page, or as a calendar. */
export function renderAgenda(
  result: AgendaResult & { is_week: boolean; is_calendar: boolean },
  view: View,
): string {
  if (result.is_calendar) return calendarText(result)
  const { steps, counts, quiet, is_week, quiet_after } = result
  const hidden = is_week ? counts.later : counts.week + counts.later
  const more = is_week || counts.week === 0 ? 'prm agenda --ics has all' : 'prm agenda --week'
  const quietTitle = `Gone quiet: no touch for ${plural(quiet_after, 'day')}`
  const parts = [
    section('Overdue', stepTable(steps.overdue, view), view),
    section('Today', stepTable(steps.today, view), view),
    is_week ? section('This week', stepTable(steps.week, view), view) : '',
    section(quietTitle, quietTable(quiet, view), view),
    hidden === 0 ? '' : `${plural(hidden, 'step is', 'steps are')} due later: ${more}`,
    counts.quiet > quiet.length
      ? `${plural(counts.quiet - quiet.length, 'more has', 'more have')} gone quiet: --limit ${counts.quiet} shows all`
      : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Nothing is to be done, and nobody has gone quiet.' : parts.join('\n\n')
}

const section = (title: string, text: string, { colour }: View): string =>
  text === '' ? '' : `${colour.bold(title)}\n${text}`

const whoText = ({ full_name, id }: { full_name: string | null; id: string }, view: View): string =>
  oneLine(full_name ?? (view.isTTY ? shortId(id) : id))

function stepTable(steps: readonly AgendaStep[], view: View): string {
  if (steps.length === 0) return ''
  return table(
    steps,
    [
      { header: 'step', value: ({ id }) => id, align: 'right', minWidth: 4 },
      { header: 'due', value: ({ due_on }) => due_on, minWidth: 10 },
      { header: 'what', value: ({ detail }) => oneLine(detail), minWidth: 12 },
      { header: 'with', value: ({ person }) => whoText(person, view), minWidth: 8 },
      { header: 'company', value: ({ person }) => person.company },
      {
        header: 'by',
        value: ({ by, shared }) =>
          [by ?? '', shared ? '(shared)' : ''].filter((text) => text !== '').join(' '),
      },
    ],
    view,
  )
}

function quietTable(people: readonly QuietPerson[], view: View): string {
  if (people.length === 0) return ''
  return table(
    people,
    [
      { header: 'last touch', value: ({ last_touch }) => last_touch, minWidth: 10 },
      { header: 'score', value: ({ score }) => score, align: 'right', minWidth: 5 },
      { header: 'who', value: (person) => whoText(person, view), minWidth: 8 },
      { header: 'company', value: ({ company }) => company },
      { header: 'lifecycle', value: ({ lifecycle }) => lifecycle.replaceAll('_', ' ') },
    ],
    view,
  )
}

/** The last line ends in a carriage return: the line feed after it comes from whoever prints the text. */
function calendarText({ steps, file }: AgendaResult): string {
  const all = [...steps.overdue, ...steps.today, ...steps.week, ...steps.later]
  const days = all.map(({ id, due_on, detail, by, shared, noted_at, person }) => {
    const who = [person.full_name, person.company].filter((text) => text !== null).join(', ')
    const about = [by === null ? '' : `by ${by}`, shared ? 'shared with the buyer' : '']
    return {
      ...{ uid: `step-${id}@${file}`, on: due_on, stamp: noted_at },
      summary: who === '' ? detail : `${detail}: ${who}`,
      description: about.filter((text) => text !== '').join('; '),
    }
  })
  return calendar('-//prm//agenda//EN', days).replace(/\n$/, '')
}
