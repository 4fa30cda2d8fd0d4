/** What taking a push to a CRM back would do, and did. */
import type { RemoteValue } from '../../connectors/target.ts'
import type { TargetUndoPlan, TargetUndoResult, UndoneRecord } from '../../core/push/undo-target.ts'
import type { View } from '../command.ts'
import { number, plural } from './format.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

const shown = (value: RemoteValue): string => (value === null ? '(nothing)' : oneLine(String(value)))

function detail({ action, kind, customer, changes, theirs }: UndoneRecord): string {
  if (action === 'gone') return 'it is not there any more'
  if (customer)
    return kind === 'person'
      ? 'prm made it, and it is a customer now'
      : 'prm made it, and a customer works there now'
  const changed = Object.entries(theirs)
  if (action === 'archive')
    return ['prm made it', ...changed.map(([field, [, now]]) => `${field} is ${shown(now)} there`)].join(', ')
  const back = Object.entries(changes).map(([field, [now, old]]) => `${field}: ${shown(now)} → ${shown(old)}`)
  const kept = changed.map(([field, [, now]]) => `${field} kept: theirs, ${shown(now)}`)
  return [...back, ...kept].join(', ') || 'nothing of it is as we left it'
}

const SHOWN = 20

export function targetUndoPlan({ records, run, title, account, counts }: TargetUndoPlan, view: View): string {
  const some = view.isTTY ? records.slice(0, SHOWN) : records
  const rows = table(
    some,
    [
      { header: 'Plan', value: ({ action }) => action, minWidth: 7 },
      { header: 'Who', value: ({ name, id }) => name ?? id, minWidth: 8 },
      { header: 'What', value: detail, minWidth: 24 },
    ],
    view,
  )
  const rest = records.length - some.length
  return [
    ...(records.length === 0 ? [] : [rows]),
    ...(rest > 0 ? [`… and ${number(rest)} more; --json has all`] : []),
    `Run ${run}, given to ${title} (${oneLine(account.title)}): ${number(counts.archive)} to archive, ${number(counts.restore)} to restore, ${number(counts.gone + counts.kept)} left as they are`,
  ].join('\n')
}

export function renderTargetUndo(
  { plan, counts, done, dry_run, failures, run }: TargetUndoResult,
  view: View,
): string {
  if (dry_run) return `${targetUndoPlan(plan, view)}\nDry run: nothing was changed.`
  if (!done) return 'Nothing was taken back.'
  return [
    `Run ${plan.run} is taken back at ${plan.title}: ${plural(counts.archived, 'record')} archived, ${number(counts.restored)} restored, ${number(counts.gone + counts.kept)} left as they are. Run ${run}.`,
    ...failures.map(({ name, id, message }) => `  ${name ?? id}: ${oneLine(message)}`),
    ...(failures.length > 0 ? [`prm undo ${plan.run} tries those again.`] : []),
  ].join('\n')
}
