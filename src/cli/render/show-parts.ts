/** What pages about people and accounts are made of: sections, and tables of values and facts with where they are from. */
import type { Origin, ShownValue } from '../../core/look/origins.ts'
import type { ShowResult } from '../../core/look/show.ts'
import type { View } from '../command.ts'
import { when } from './format.ts'
import { table, type Column } from './table.ts'
import { oneLine } from './width.ts'

const INDENT = '  '

export function section(title: string, text: string, { colour, isTTY }: View): string {
  if (text === '') return ''
  const body = isTTY ? text.replaceAll(/^(?=.)/gm, INDENT) : text
  return `${colour.bold(title)}\n${body}`
}

export const tableOf = <T>(rows: readonly T[], columns: readonly Column<T>[], view: View): string =>
  rows.length === 0 ? '' : table(rows, columns, { ...view, width: view.width - INDENT.length })

export const day = (time: string): string => time.slice(0, '2026-11-21'.length)

/** `conference.csv line 12, run 1`, `by hand 2026-11-21, run 5`, `from title`, `a guess from phone or email` */
export function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'hand':
      return `by hand ${day(origin.at)}, run ${origin.run}`
    case 'list':
      return `${origin.file ?? origin.source} line ${origin.line ?? '?'}, run ${origin.run}`
    case 'assigned':
      return `assigned ${origin.on}, run ${origin.run}: ${origin.because}`
    case 'derived':
      return origin.from === '' ? 'derived' : `from ${origin.from}`
    case 'guessed':
      return `a guess from ${origin.from.replaceAll(', ', ' or ')}`
  }
}

interface ValueLine {
  field: string
  value: string
  from: string
  isOther: boolean
}

export function valueTable(values: readonly ShownValue[], view: View): string {
  const lines = values.flatMap(({ field, value, origin, also = [], others }): ValueLine[] => [
    { field, value: String(value), from: [origin, ...also].map(originText).join('; '), isOther: false },
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
