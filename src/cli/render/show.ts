import type { Origin, ShownValue } from '../../core/look/origins.ts'
import type { ShowResult, ShownAddress } from '../../core/look/show.ts'
import type { View } from '../command.ts'
import { plural, when } from './format.ts'
import { shortId, verdictColour } from './people.ts'
import { stageText } from './stage.ts'
import { table, type Column } from './table.ts'
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

const INDENT = '  '

export function section(title: string, text: string, { colour, isTTY }: View): string {
  if (text === '') return ''
  const body = isTTY ? text.replaceAll(/^(?=.)/gm, INDENT) : text
  return `${colour.bold(title)}\n${body}`
}

export const tableOf = <T>(rows: readonly T[], columns: readonly Column<T>[], view: View): string =>
  rows.length === 0 ? '' : table(rows, columns, { ...view, width: view.width - INDENT.length })

const day = (time: string): string => time.slice(0, '2026-11-21'.length)

/** `conference.csv line 12, run 1`, `by hand 2026-11-21, run 5`, `from title`, `a guess from phone or email` */
function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'hand':
      return `by hand ${day(origin.at)}, run ${origin.run}`
    case 'list':
      return `${origin.file ?? origin.source} line ${origin.line ?? '?'}, run ${origin.run}`
    case 'derived':
      return origin.from === '' ? 'derived' : `from ${origin.from}`
    case 'guessed':
      return `a guess from ${origin.from.replaceAll(', ', ' or ')}`
  }
}

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

interface ValueLine {
  field: string
  value: string
  from: string
  isOther: boolean
}

export function valueTable(values: readonly ShownValue[], view: View): string {
  const lines = values.flatMap(({ field, value, origin, others }): ValueLine[] => [
    { field, value: String(value), from: originText(origin), isOther: false },
    ...others.map((other) => ({
      field: view.isTTY ? '' : field,
      value: String(other.value),
      from: `not used: ${originText(other.origin)}`,
      isOther: true,
    })),
  ])
  const faint = (text: string): string => view.colour.dim(text)
  return tableOf(
    lines,
    [
      { header: 'field', value: ({ field }) => field },
      {
        header: 'value',
        value: ({ value }) => value,
        style: (text, row) => (row.isOther ? faint(text) : text),
        minWidth: 16,
      },
      { header: 'from', value: ({ from }) => from, style: faint, minWidth: 16 },
    ],
    view,
  )
}

function companyTitle({ company }: ShowResult): string {
  return company === null ? '' : `Company (${plural(company.people, 'person', 'people')} known)`
}

/** The story of somebody's positions; the one of today alone is none, unless there is more to say of it. */
function positions(shown: ShowResult, view: View): string {
  const [only, second] = shown.roles
  if (only === undefined) return ''
  if (second === undefined && only.since === null && only.buying_role === null) return ''
  const moves = shown.moves.map(
    ({ on, from, to }) => `moved from ${oneLine(from)} to ${oneLine(to)} on ${on}`,
  )
  return [roleTable(shown, view), ...moves].join('\n')
}

function roleTable({ roles }: ShowResult, view: View): string {
  return tableOf(
    roles,
    [
      { header: 'since', value: ({ since }) => since, minWidth: 10 },
      { header: 'until', value: ({ until, is_current }) => (is_current ? 'now' : until), minWidth: 10 },
      { header: 'company', value: ({ company }) => company },
      { header: 'title', value: ({ title }) => title },
      { header: 'part', value: ({ buying_role }) => buying_role?.replaceAll('_', ' ') ?? null },
      { header: 'from', value: ({ origin }) => originText(origin), style: (text) => view.colour.dim(text) },
    ],
    view,
  )
}

function externalTable({ external_ids }: ShowResult, view: View): string {
  return tableOf(
    external_ids,
    [
      { header: 'id', value: ({ system, id }) => `${system}:${id}`, minWidth: 12 },
      { header: 'from', value: ({ origin }) => originText(origin), style: (text) => view.colour.dim(text) },
    ],
    view,
  )
}

/** Those who only work at the same place are marked: nobody said so. */
function relationshipTable({ relationships }: ShowResult, view: View): string {
  return tableOf(
    relationships,
    [
      { header: 'how', value: ({ says }) => says.replaceAll('_', ' '), minWidth: 10 },
      { header: 'who', value: ({ other }) => other.name ?? other.id, minWidth: 12 },
      {
        header: 'when',
        value: ({ since, until }) => [since ?? '', until ?? ''].join('–').replace(/^–$/, ''),
        minWidth: 4,
      },
      { header: 'because', value: ({ because }) => because, minWidth: 8 },
      {
        header: 'from',
        value: ({ derived, by, run }) => (derived ? 'derived: same company' : `by ${by}, run ${run ?? '?'}`),
        style: (text) => view.colour.dim(text),
        minWidth: 12,
      },
    ],
    view,
  )
}

function answerTable({ answers }: ShowResult, view: View): string {
  return tableOf(
    answers,
    [
      { header: 'question', value: ({ question }) => question },
      {
        header: 'answer',
        value: ({ value, is_current }) =>
          `${oneLine(value ?? '(not known)')}${is_current ? '' : ' (told before)'}`,
        minWidth: 12,
      },
      { header: 'when', value: ({ answered_on }) => answered_on, minWidth: 10 },
      {
        header: 'by',
        value: ({ told_by, run_id }) => `${told_by === null ? '' : `${told_by}, `}run ${run_id}`,
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

function nextTable({ steps }: ShowResult, view: View): string {
  return tableOf(
    steps,
    [
      { header: 'due', value: ({ due_on }) => due_on, minWidth: 10 },
      { header: 'what', value: ({ detail }) => oneLine(detail), minWidth: 12 },
      { header: 'by', value: ({ by }) => by },
      { header: 'step', value: ({ id, shared }) => (shared ? `${id} (shared)` : id), minWidth: 4 },
    ],
    view,
  )
}

function doneTable({ activities }: ShowResult, view: View): string {
  return tableOf(
    activities,
    [
      { header: 'when', value: ({ at }) => when(at), minWidth: 10 },
      {
        header: 'what',
        value: ({ kind, answered }) => (answered === 1 ? `${kind}, answered` : kind),
        minWidth: 7,
      },
      { header: 'detail', value: ({ detail }) => oneLine(detail ?? ''), minWidth: 12 },
      {
        header: 'by',
        value: ({ done_by, shared, run_id }) =>
          [done_by ?? '', shared === 1 ? 'shared' : '', `run ${run_id}`]
            .filter((text) => text !== '')
            .join(', '),
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

function stageTable({ stages }: ShowResult, view: View): string {
  return tableOf(
    stages,
    [
      { header: 'when', value: ({ on }) => on, minWidth: 10 },
      { header: 'stage', value: ({ stage }) => stageText(stage), minWidth: 8 },
      { header: 'was', value: ({ from }) => (from === null ? '' : stageText(from)) },
      { header: 'because', value: ({ because }) => oneLine(because ?? ''), minWidth: 12 },
      {
        header: 'by',
        value: ({ by, who, run_id }) =>
          `${by === 'hand' ? (who === null || who === 'hand' ? 'hand' : oneLine(who)) : by === 'rule' ? 'a rule' : 'what happened'}${run_id === null ? '' : `, run ${run_id}`}`,
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

const EVENTS_ON_A_PAGE = 10

/** Signals or events, latest first. */
export function factTable(facts: ShowResult['signals'], view: View): string {
  return tableOf(
    facts,
    [
      { header: 'when', value: ({ on }) => when(on), minWidth: 10 },
      {
        header: 'what',
        value: ({ kind, machine }) => (machine === 1 ? `${kind} (machine)` : kind),
        minWidth: 8,
      },
      { header: 'about', value: ({ about }) => about, minWidth: 7 },
      {
        header: 'detail',
        value: ({ detail, campaign, url }) =>
          [detail, campaign, url]
            .filter((text) => text !== null)
            .map(oneLine)
            .join(' · '),
        minWidth: 12,
      },
      {
        header: 'from',
        value: ({ source, file, line, run_id }) =>
          file === null && source === null
            ? `from positions, run ${run_id}`
            : `${file ?? source ?? '?'} line ${line ?? '?'}, run ${run_id}`,
        style: (text) => view.colour.dim(text),
        minWidth: 12,
      },
    ],
    view,
  )
}

function duplicateTable({ duplicates }: ShowResult, view: View): string {
  return tableOf(
    duplicates,
    [
      { header: 'id', value: ({ id }) => (view.isTTY ? shortId(id) : id), minWidth: 4 },
      { header: 'name', value: ({ full_name }) => full_name },
      { header: 'email', value: ({ email }) => email },
      { header: 'why', value: ({ reason }) => reason.replaceAll('_', ' ') },
    ],
    view,
  )
}

function pushTable({ pushes }: ShowResult, view: View): string {
  return tableOf(
    pushes,
    [
      { header: 'target', value: ({ target }) => target },
      { header: 'outcome', value: ({ outcome }) => outcome },
      { header: 'when', value: ({ pushed_at }) => day(pushed_at) },
      { header: 'run', value: ({ run_id }) => run_id, align: 'right', minWidth: 3 },
    ],
    view,
  )
}

function changeTable({ history }: ShowResult, view: View): string {
  return tableOf(
    history,
    [
      { header: 'when', value: ({ at }) => day(at), minWidth: 10 },
      { header: 'run', value: ({ run_id, command }) => `${run_id} ${command}` },
      { header: 'field', value: ({ field }) => field },
      { header: 'was', value: ({ old }) => old },
      { header: 'is', value: (change) => change.new },
      { header: 'why', value: ({ why }) => why, minWidth: 6 },
    ],
    view,
  )
}

function recordTable({ records }: ShowResult, view: View): string {
  const lines = records.flatMap(({ id, fields, seen }) =>
    seen.map((place) => ({
      id,
      ...place,
      says: Object.values(fields)
        .filter((value) => value !== null)
        .map(oneLine)
        .join(' · '),
    })),
  )
  return tableOf(
    lines,
    [
      { header: 'record', value: ({ id }) => id, align: 'right', minWidth: 4 },
      {
        header: 'read in',
        value: ({ file, line }) => (file === null ? 'by hand' : `${file} line ${line}`),
        minWidth: 12,
      },
      { header: 'run', value: ({ run }) => run, align: 'right', minWidth: 3 },
      { header: 'says', value: ({ says }) => says, minWidth: 20, style: (text) => view.colour.dim(text) },
    ],
    view,
  )
}
