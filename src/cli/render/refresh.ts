import type { RefreshResult } from '../../core/run/refresh.ts'
import type { View } from '../command.ts'
import { renderChanges } from './changes.ts'
import { ending, enrichTalk, renderEnrich } from './enrich.ts'
import { plural } from './format.ts'
import { price } from './money.ts'
import { renderValidate, validateTalk } from './validate.ts'

export function renderRefresh(result: RefreshResult, view: View): string {
  const { steps, counts, changes, spent, currency } = result
  if (result.dry_run)
    return [renderValidate(steps.validate, view), renderEnrich(steps.enrich, view)]
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
    done,
    counts.changes === 0
      ? 'Nothing has changed in the world, as far as it was asked.'
      : `${view.colour.bold(plural(counts.changes, 'change'))}\n${renderChanges(changes, view)}`,
    ending(result),
  ].join('\n\n')
}

/** What both steps have to say, and not what to do after each. */
export const refreshTalk = ({ steps, run }: RefreshResult): string[] => [
  ...[...validateTalk(steps.validate), ...enrichTalk(steps.enrich)].filter(
    (line) => !line.startsWith('next:') && !line.startsWith('to accept'),
  ),
  ...(run === null ? [] : ['next: prm changes --since 30d; prm list --sort -score']),
]
