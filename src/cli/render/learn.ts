import type { LearnResult } from '../../core/learn/learn.ts'
import type { Leak } from '../../core/learn/leaks.ts'
import type { View } from '../command.ts'
import { renderEvaluation } from './evaluation.ts'
import { number, percent, plural, shownPath } from './format.ts'
import { writtenText } from './written-model.ts'
import { table } from './table.ts'

export function renderLearn(result: LearnResult, view: View): string {
  const { counts, evaluation, window, within, lag } = result
  const time = within === null ? '' : ` within ${within} days`
  const { time: byTime, random } = evaluation
  const left = [
    counts.earlier === 0 ? '' : `${number(counts.earlier)} came before`,
    counts.unfinished === 0 ? '' : `for ${number(counts.unfinished)} the time is not up yet`,
  ].filter((text) => text !== '')
  return [
    [
      `${view.colour.bold(plural(counts.used, 'person', 'people'))} who came from ${window.from ?? '?'} to ${window.until ?? '?'}; ${number(counts.positives)} (${percent(counts.positives / counts.used)}) had the outcome ${result.outcome}${time}${left.length === 0 ? '' : ` (${left.join('; ')})`}`,
      lag === null
        ? 'Nobody knows when the outcome came: people are taken as they are today.'
        : `Each is taken as they were before it, at the latest ${plural(lag, 'day')} after they came.`,
      counts.read_later === 0
        ? ''
        : `${number(counts.read_later)} were read into the file only after that: of them the values are those of today.`,
    ]
      .filter((text) => text !== '')
      .join('\n'),
    table(
      result.features,
      [
        { header: 'Column', value: ({ column }) => column },
        { header: 'Points', value: ({ points }) => points, align: 'right', minWidth: 6 },
        { header: 'Steps', value: ({ bins }) => bins, align: 'right', minWidth: 5 },
      ],
      view,
    ),
    ...leftOut(result),
    renderEvaluation(
      {
        evaluations: byTime === null ? [random] : [byTime, random],
        sources: result.sources,
        drift: result.drift,
        probabilities: result.probabilities,
      },
      view,
    ),
    ...(result.last_has_seen === null
      ? []
      : [
          `The last model was learned from people who came up to ${result.last_has_seen}: it may have seen those it is compared on, and then it looks better than it is.`,
        ]),
    ...notBetter(result),
    ...writtenText(result, view),
  ].join('\n\n')
}

const LEAKS: Readonly<Record<Leak['kind'], (figure: number) => string>> = {
  foretells_alone: (auc) => `foretells it alone (AUC ${auc.toFixed(2)})`,
  after_outcome: () => 'is filled in only after the outcome',
  only_time: () => 'says when they came, not who they are',
}

const leftOut = ({ leaks, left_out }: LearnResult): string[] => {
  const lines = [
    ...leaks.map(({ column, kind, figure }) => `  ${column} ${LEAKS[kind](figure)}`),
    ...group(left_out, 'protected', 'protected, or stands in for what is'),
    ...group(left_out, 'by_sales', 'written down by sales or by checks of today'),
  ]
  return lines.length === 0 ? [] : [['Left out (--allow COLUMN takes one along):', ...lines].join('\n')]
}

const group = (
  all: LearnResult['left_out'],
  why: LearnResult['left_out'][number]['why'],
  words: string,
): string[] => {
  const names = all.filter((one) => one.why === why).map(({ column }) => column)
  return names.length === 0 ? [] : [`  ${names.join(', ')}: ${words}`]
}

const isWorse = ({ beside_recency: beside }: LearnResult): boolean => beside !== null && beside.ahead.low <= 0

const notBetter = (result: LearnResult): string[] => {
  const { beside_recency: beside } = result
  if (beside === null || !isWorse(result)) return []
  return [
    `Not shown to be better than calling the newest first: AUC ${beside.auc.toFixed(2)} beside ${beside.recency.toFixed(2)}, ahead by ${beside.ahead.low.toFixed(2)} to ${beside.ahead.high.toFixed(2)}.`,
  ]
}

export function learnTalk(result: LearnResult, _input: unknown, view: View): string[] {
  const { output } = result
  if (output === null) return []
  if (isWorse(result)) return ['keep the model in force, and learn again when more outcomes are known']
  const path = shownPath(output, view.cwd)
  return [`next: prm score --model ${path} --dry-run, then prm model adopt ${path}`]
}
