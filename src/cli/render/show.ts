import type { ShowResult, ShownAddress } from '../../core/look/show.ts'
import type { View } from '../command.ts'
import { plural } from './format.ts'
import { shortId, verdictColour } from './people.ts'
import { day, factTable, originText, section, tableOf, valueTable } from './show-parts.ts'
import {
  answerTable,
  changeTable,
  doneTable,
  duplicateTable,
  externalTable,
  nextTable,
  positions,
  pushTable,
  recordTable,
  relationshipTable,
  stageTable,
} from './show-tables.ts'
import { stageText } from './stage.ts'
import { oneLine } from './width.ts'

/** A person on a page: how to reach them, what is known and from where, what happened. */
export function renderShow(shown: ShowResult, view: View): string {
  const { colour } = view
  const { full_name, title, company, email } = shown.person as Record<string, string | null>
  const name = oneLine(full_name ?? email ?? 'a person without a name')
  const job = [title, company]
    .filter((text) => text !== null && text !== undefined)
    .map(oneLine)
    .join(', ')
  const id = view.isTTY ? `${shortId(shown.id)} (${shown.id})` : shown.id
  const parts = [
    `${colour.bold(name)}${job === '' ? '' : `  ${job}`}\n${colour.dim(`id ${id}`)}`,
    standing(shown, view),
    section('Reach', addressTable(shown, view), view),
    section('Person', valueTable(shown.values, view), view),
    section(companyTitle(shown), valueTable(shown.company?.values ?? [], view), view),
    section('Positions', positions(shown, view), view),
    section('In other systems', externalTable(shown, view), view),
    section('Relationships', relationshipTable(shown, view), view),
    section('Answers', answerTable(shown, view), view),
    section('Next', nextTable(shown, view), view),
    section('Done', doneTable(shown, view), view),
    section('Stages', stageTable(shown, view), view),
    section('Signals', factTable(shown.signals, view), view),
    section(
      'Events',
      factTable(shown.events.slice(0, view.isTTY ? EVENTS_ON_A_PAGE : undefined), view),
      view,
    ),
    section('May be the same person', duplicateTable(shown, view), view),
    section('Given to', pushTable(shown, view), view),
    section('Changes', changeTable(shown, view), view),
    section(plural(shown.counts.records, 'record'), recordTable(shown, view), view),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const EVENTS_ON_A_PAGE = 10

function standing({ person, scores }: ShowResult, { colour }: View): string {
  const [latest] = scores
  const lines: string[] = []
  if (person.suppressed === true) lines.push(colour.red('suppressed: never leaves the file'))
  const buying = person.buying_stage as string | null
  if (person.lifecycle !== 'suspect' || buying !== null) {
    const stages = [String(person.lifecycle), ...(buying === null ? [] : [buying])]
    lines.push(stages.map(stageText).join(', '))
  }
  if (latest !== undefined) {
    const missing =
      latest.missing === null
        ? 'Minimum Viable Lead'
        : `still missing: ${latest.missing.replaceAll(',', ', ')}`
    const route = latest.route === null ? '' : `, ${latest.route}`
    lines.push(
      `score ${latest.score}, grade ${latest.grade}, fit ${latest.fit}, heat ${latest.heat}${route}; ${missing}`,
    )
  }
  return lines.join('\n')
}

function addressTable({ emails, phones, profiles }: ShowResult, view: View): string {
  return tableOf(
    [...emails, ...phones, ...profiles],
    [
      { header: 'kind', value: ({ kind }) => kind },
      { header: 'address', value: ({ address }) => address, minWidth: 16 },
      {
        header: 'standing',
        value: standingOf,
        style: (text, row) => verdictColour(row.verdict?.verdict ?? '', view.colour)(text),
        minWidth: 12,
      },
      {
        header: 'from',
        value: ({ origin }) => originText(origin),
        style: (text) => view.colour.dim(text),
        minWidth: 12,
      },
    ],
    view,
  )
}

function standingOf({ kind, verdict, suppressed, doubted_since }: ShownAddress): string {
  const told = [
    suppressed === null ? '' : `suppressed (${suppressed})`,
    doubted_since === null ? '' : `doubted: left that company ${doubted_since}`,
  ]
  if (verdict !== null) {
    const { verdict: word, level, reason, suggestion, checked_by, checked_at } = verdict
    const why = reason === null ? '' : `: ${reason.replaceAll('_', ' ')}`
    told.push(`${word}${why} (${level}, ${day(checked_at)} by ${checked_by})`)
    if (suggestion !== null) told.push(`perhaps ${suggestion}`)
  } else if (kind !== 'linkedin' && kind !== 'twitter') {
    told.push('not checked')
  }
  return told.filter((text) => text !== '').join('; ')
}

function companyTitle({ company }: ShowResult): string {
  return company === null ? '' : `Company (${plural(company.people, 'person', 'people')} known)`
}
