import type { ScoreResult } from '../../core/score/score.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { bar, number, plural } from './format.ts'
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
    ending(result),
  ].join('\n\n')
}

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
  ...(result.run === null ? [] : ['next: prm push --dry-run, or prm why <someone>']),
]

export const builtInTalk = ({ built_in_model }: { built_in_model: boolean }): string[] =>
  built_in_model ? ['no prm.yaml: the built-in model was used; prm init writes one that you can edit'] : []
