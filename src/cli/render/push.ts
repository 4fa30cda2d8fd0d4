import type { PlannedPerson, PushAction } from '../../core/push/plan.ts'
import type { PushResult } from '../../core/push/push.ts'
import type { View } from '../command.ts'
import { number, plural, shownPath, shownTarget } from './format.ts'
import { unmeasuredText } from './score.ts'
import { table } from './table.ts'
import { oneLine, pad } from './width.ts'

export interface PushView extends PushResult {
  plan_file: string | null
}

/** How many of each a terminal shows: what would be done matters more than what would not. */
const SHOWN: Readonly<Record<PushAction, number>> = { create: 20, update: 20, unchanged: 3, held_back: 10 }

const ACTIONS: readonly (readonly [PushAction, string])[] = [
  ['create', 'new to the target'],
  ['update', 'known there, changed since'],
  ['unchanged', 'known there, the same'],
  ['held_back', 'not qualified: not given away'],
]

const words = (action: PushAction): string => action.replaceAll('_', ' ')

export function renderPush(result: PushView, view: View): string {
  const { dry_run } = result
  const missing = new Set(result.people.flatMap(({ reasons }) => reasons))
  return [
    dry_run ? planText(result, view) : '',
    summary(result, view),
    ...unmeasuredText(result.unmeasured, missing),
    dry_run ? 'Dry run: nothing was written.' : outcome(result, view),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

function summary({ counts, gate, people, target, route }: PushView, view: View): string {
  const width = number(people.length).length
  const removed = people.filter((person) => person.removed).length
  return [
    `${view.colour.bold(plural(people.length, 'person', 'people'))}${route === null ? '' : ` on the route ${route}`} judged by the gate ${gate}, for ${shownTarget(target, view.cwd).text}`,
    ...ACTIONS.filter(([action]) => counts[action] > 0).map(
      ([action, meaning]) =>
        `  ${pad(number(counts[action]), width, 'right')} ${pad(words(action), 9)}  ${view.colour.dim(meaning)}`,
    ),
    ...(removed > 0
      ? [`  ${number(removed)} of those held back were given before: they are taken out of the file`]
      : []),
  ].join('\n')
}

function outcome({ written, run, target, counts, plan }: PushView, { cwd }: View): string {
  const news = counts.create + counts.update
  const rows = plural(plan.only_new ? news : news + counts.unchanged, 'person', 'people')
  const what = target.endsWith(':-')
    ? ''
    : written === null
      ? plan.only_new && news === 0
        ? 'Nobody is new: the file was left as it is.'
        : 'The file holds just that already.'
      : `Written: ${shownPath(written, cwd)} (${rows}).`
  return [what, ...(run === null ? [] : [`Run ${run}.`])].filter((text) => text !== '').join(' ')
}

function planText({ people }: PushView, view: View): string {
  if (people.length === 0) return ''
  const blocks = ACTIONS.map(([action]) => {
    const all = people.filter((person) => person.action === action)
    const shown = view.isTTY ? all.slice(0, SHOWN[action]) : all
    return { action, shown, rest: all.length - shown.length }
  })
  const text = table(
    blocks.flatMap(({ shown }) => shown),
    [
      {
        header: 'Plan',
        value: ({ action }) => words(action),
        style: (cell, { action }) => styled(action, cell, view),
        minWidth: 9,
      },
      { header: 'Person', value: ({ full_name, id }) => full_name ?? id },
      { header: 'Company', value: ({ company }) => company },
      { header: 'Score', value: ({ score }) => score, align: 'right', minWidth: 5 },
      { header: 'Why or what', value: detail, minWidth: 24 },
    ],
    view,
  )
  const more = blocks
    .filter(({ rest }) => rest > 0)
    .map(({ action, rest }) => `… and ${number(rest)} more: ${words(action)}; --json has all`)
  return [text, ...more, ''].join('\n')
}

function detail({ action, reasons, changes, removed }: PlannedPerson): string {
  if (action === 'held_back') return `${reasons.join(', ')}${removed ? ' (was given before)' : ''}`
  return Object.entries(changes)
    .map(([field, [old, now]]) => `${field}: ${shown(old)} → ${shown(now)}`)
    .join(', ')
}

const shown = (value: string | number | null): string => (value === null ? '(nothing)' : oneLine(value))

function styled(action: PushAction, text: string, { colour }: View): string {
  if (action === 'create') return colour.green(text)
  if (action === 'update') return colour.yellow(text)
  return colour.dim(text)
}

export function pushTalk(result: PushView, _input: unknown, { cwd }: View): string[] {
  const { counts, kept, plan_file, dry_run, people } = result
  const nearest = people.find(
    ({ action, reasons }) => action === 'held_back' && !reasons.includes('customer'),
  )
  const given = counts.create + counts.update + counts.unchanged
  return [
    ...(kept === null
      ? []
      : [`the file that stood there was not as prm left it: it was moved to ${shownPath(kept, cwd)}`]),
    ...(plan_file === null || plan_file === '-'
      ? []
      : [
          `plan written to ${shownPath(plan_file, cwd)}; prm push --apply ${shownPath(plan_file, cwd)} carries it out`,
        ]),
    ...(given === 0 && people.length > 0 && people.every(({ score }) => score === null)
      ? ['nobody has a score yet: prm score, or prm run']
      : []),
    ...(given === 0 && nearest !== undefined && nearest.score !== null
      ? [`nearest: prm why ${nearest.id}`]
      : []),
    ...(dry_run && plan_file === null && counts.create + counts.update > 0
      ? ['next: the same without --dry-run']
      : []),
  ]
}
