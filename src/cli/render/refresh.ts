import type { RefreshResult } from '../../core/run/refresh.ts'
import type { View } from '../command.ts'
import { renderChanges } from './changes.ts'
import { ending, enrichTalk, renderEnrich } from './enrich.ts'
import { number, plural } from './format.ts'
import { price } from './money.ts'
import { renderValidate, validateTalk } from './validate.ts'
import { oneLine } from './width.ts'

export function renderRefresh(result: RefreshResult, view: View): string {
  const { steps, counts, changes, spent, currency } = result
  if (result.dry_run)
    return [
      ...collectLines(result, view),
      renderValidate(steps.validate, view),
      renderEnrich(steps.enrich, view),
    ]
      .map((text) => text.replace(`\n\n${ending(result)}`, '').replace(`\n${ending(result)}`, ''))
      .concat(ending(result))
      .join('\n\n')
  const cost =
    spent === null
      ? ', at a price that the config does not name'
      : spent === 0
        ? ''
        : `, for ${price(spent, currency)}`
  const done = `${plural(counts.checked, 'address', 'addresses')} checked, ${plural(counts.questions, 'question')} to services${cost}`
  return [
    ...collectLines(result, view),
    done,
    counts.changes === 0
      ? 'No change was found.'
      : `${view.colour.bold(plural(counts.changes, 'change'))}\n${renderChanges(changes, view)}`,
    ending(result),
  ].join('\n\n')
}

/** A line for each collection. */
const collectLines = ({ steps }: RefreshResult, { colour }: View): string[] =>
  steps.collect.length === 0
    ? []
    : [
        steps.collect
          .map(({ title, agent, result, failed }) => {
            const of = `${title}, ${oneLine(agent)}: `
            if (failed !== null) return colour.yellow(`${of}${oneLine(failed.message)}`)
            if (result === null || result.dry_run) return `${of}would be collected`
            if (result.known) return `${of}no newer run`
            const { collected, created, updated } = result.counts
            return `${of}${plural(collected, 'row')}, ${number(created)} new, ${number(updated)} changed`
          })
          .join('\n'),
      ]

/** What the steps have to say, and not what to do after each. */
export const refreshTalk = ({ steps, run }: RefreshResult): string[] => [
  ...steps.collect.flatMap(({ failed }) => failed?.hint ?? []),
  ...[
    ...validateTalk(steps.validate),
    ...enrichTalk(steps.enrich),
    ...(steps.validate_found === null ? [] : validateTalk(steps.validate_found)),
  ].filter((line) => !line.startsWith('next:') && !line.startsWith('to accept')),
  ...(run === null ? [] : ['next: prm changes --since 30d; prm list --sort -score']),
]
