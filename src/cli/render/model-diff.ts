import type { DiffResult, MovedPerson, Standing } from '../../core/score/diff.ts'
import type { View } from '../command.ts'
import { number, plural } from './format.ts'
import { oneLine } from './width.ts'
import { signed } from './why.ts'

export function renderDiff(result: DiffResult, view: View): string {
  const { counts, from, grades, people } = result
  const what = 'run' in from ? `run ${from.run} (as of ${from.as_of})` : oneLine(from.model)
  if (counts.moved + counts.new === 0)
    return `Nobody moves: ${what} gives everybody the same score, grade, fit and heat.`
  const moves = Object.entries(grades).map(([move, n]) => `${move} ${number(n)}`)
  return [
    [
      `${view.colour.bold(`${number(counts.moved)} of ${plural(counts.people, 'person', 'people')}`)} move from ${what}: ${number(counts.up)} up, ${number(counts.down)} down${counts.same_score === 0 ? '' : `, ${number(counts.same_score)} with the same score and another grade, fit or heat`}${counts.new === 0 ? '' : `, ${number(counts.new)} are new`}`,
      ...(moves.length === 0 ? [] : [`  grades: ${moves.join(', ')}`]),
    ].join('\n'),
    ...people.map((person) => personText(person, view)),
  ].join('\n\n')
}

const standing = ({ score, grade, fit, heat }: Standing): string => `${score} ${grade} ${fit}${heat}`

function personText({ full_name, company, email, id, from, to, parts }: MovedPerson, view: View): string {
  const who = [full_name ?? email ?? id, company].filter((text) => text !== null).map((text) => oneLine(text))
  return [
    `${view.colour.bold(who.join(', '))}  ${standing(from)} → ${standing(to)}`,
    ...parts.map(({ dimension, because, from: was, to: is }) => {
      const change =
        was === 0
          ? `${signed(is)}, new`
          : is === 0
            ? `${signed(was)} no more`
            : `${signed(was)} → ${signed(is)}`
      return `  ${view.colour.dim(dimension)}  ${change}: ${oneLine(because)}`
    }),
  ].join('\n')
}

export const diffTalk = ({ counts, people, parts_unknown }: DiffResult): string[] => [
  ...(parts_unknown && people.length > 0
    ? ['by which rules that run scored was not kept yet: only the scores can be compared']
    : []),
  ...(counts.moved > people.length
    ? [`${number(counts.moved - people.length)} more move: --limit shows them`]
    : []),
]
