import type { Observed } from '../../core/score/matrix.ts'
import type { ScoreResult } from '../../core/score/score.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { bar, number, percent, plural } from './format.ts'
import { table } from './table.ts'
import { pad } from './width.ts'

const GRADES = ['A', 'B', 'C', 'D'] as const

export function renderScore(result: ScoreResult, view: View): string {
  const { people, changed, mvl } = result.counts
  if (people === 0) return 'There is nobody to score.'
  const width = number(people).length
  const bars = GRADES.map((grade) => {
    const n = result.grades[grade] ?? 0
    return `  ${grade}  ${view.colour.cyan(bar(n / people, 24))} ${pad(number(n), width, 'right')}`
  })
  const routes = Object.entries(result.routes).sort(([, a], [, b]) => b - a)
  return [
    [
      `${view.colour.bold(plural(people, 'person', 'people'))} scored, ${number(changed)} of them anew`,
      ...bars,
      `  ${routes.map(([route, n]) => `${route} ${number(n)}`).join(', ')}`,
    ].join('\n'),
    [
      `${view.colour.bold(number(mvl))} of them ${mvl === 1 ? 'is' : 'are'} qualified (the gate mvl)`,
      lackText(result, view),
      ...unmeasuredText(result.unmeasured, new Set(Object.keys(result.missing))),
    ]
      .filter((text) => text !== '')
      .join('\n'),
    matrixText(result, view),
    marketText(result),
    segmentsText(result),
    ending(result),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** Of those in a cell, how many; with the interval in which the true share lies. */
function observedText({ n, of, interval }: Observed): string {
  if (interval === null) return ''
  const [low, high] = interval
  return `${number(n)} of ${number(of)} (${percent(low)} to ${percent(high)})`
}

function matrixText({ cells }: ScoreResult, view: View): string {
  if (cells === null) return ''
  const rows = cells.filter(({ people }) => people > 0)
  return [
    table(
      rows,
      [
        { header: 'Fit, heat', value: ({ fit, heat }) => `${fit}${heat}` },
        { header: 'People', value: ({ people }) => number(people), align: 'right', minWidth: 6 },
        { header: 'Replied, of those reached', value: ({ replied }) => observedText(replied) },
        { header: 'Won, of all', value: ({ won }) => observedText(won) },
      ],
      view,
    ),
    'In brackets: where the true share lies, 95 of 100 times. Replies are points of heat themselves: compare A with B, not 1 with 3.',
  ].join('\n')
}

function marketText({ market }: ScoreResult): string {
  if (market === null) return ''
  const { accounts, quota, in_market } = market
  return `${plural(in_market, 'account')} in the market, of at most ${number(quota)} that ${number(accounts)} accounts let expect`
}

/** Segments whom somebody has entered or left. */
const segmentsText = ({ segments }: ScoreResult): string =>
  segments
    .filter(({ entered, left }) => entered + left > 0)
    .map(({ name, entered, left }) => `${name}: ${number(entered)} entered, ${number(left)} left`)
    .join('\n')

/** What people lack, the most frequent first. */
export function lackText(
  { missing, requirements }: Pick<ScoreResult, 'missing' | 'requirements'>,
  view: View,
): string {
  const rows = Object.entries(missing).sort(([, a], [, b]) => b.people - a.people)
  if (rows.length === 0) return ''
  return table(
    rows,
    [
      { header: 'Lacking', value: ([name]) => name },
      { header: 'People', value: ([, { people }]) => number(people), align: 'right', minWidth: 6 },
      { header: 'Only this', value: ([, { alone }]) => number(alone), align: 'right', minWidth: 9 },
      {
        header: 'Asked for',
        value: ([name]) => requirements[name] ?? HOLDS[name] ?? '',
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

/** What holds a person back whatever the gate asks. */
export const HOLDS: Readonly<Record<string, string>> = {
  suppressed: 'must never leave the file',
  customer: 'buys from us already',
  disqualified: 'was ruled out',
}

/**
 * Requirements that nothing in the file can answer.
 *
 * @param missing names of the requirements that hold people back: where the config is strict, these too
 */
export const unmeasuredText = (names: readonly string[], missing: ReadonlySet<string>): string[] =>
  names.map((name) => {
    const why = name === 'intent' ? ' (no signals were ever imported)' : ''
    const then = missing.has(name) ? 'and the config is strict, so nobody passes' : 'skipped'
    return `${name}: nothing in the file tells${why}; ${then}`
  })

export const scoreTalk = (result: ScoreResult): string[] => [
  ...builtInTalk(result),
  ...marketTalk(result),
  ...(result.run === null ? [] : [nextText(result)]),
]

/** Where nobody can pass because no address was ever tried, that comes first. */
const nextText = ({ counts: { people, mvl }, missing }: ScoreResult): string =>
  mvl === 0 && people > 0 && missing.reachable?.people === people
    ? 'next: prm validate: nobody is known to be reachable'
    : 'next: prm push --dry-run, or prm why <someone>'

export const builtInTalk = ({ built_in_model }: { built_in_model: boolean }): string[] =>
  built_in_model ? ['no prm.yaml: the built-in model was used; prm init writes one that you can edit'] : []

const marketTalk = ({ market }: ScoreResult): string[] =>
  market === null || market.qualified <= market.quota
    ? []
    : [
        `${number(market.qualified)} accounts show intent and fit, but at most ${number(market.quota)} can be in the market at a time: the signals are weak, or count too much`,
      ]
