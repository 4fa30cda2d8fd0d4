/** What came home from a CRM: one line for each kind, with those whom it is about. */
import type { PullResult } from '../../core/pull/pull.ts'
import { CAME, type Came, type CameKind, type Pulled } from '../../core/pull/types.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { number, plural } from './format.ts'
import { tableOf } from './show-parts.ts'
import { oneLine } from './width.ts'

const NAMES: Readonly<Record<CameKind, string>> = {
  won: 'won',
  customer: 'customer',
  former_customer: 'customer no more',
  lost: 'lost',
  disqualified: 'disqualified',
  prospect: 'prospect',
  meeting: 'met us',
  replied: 'replied',
  owner: 'other owner',
  opted_out: 'opted out',
  bounced: 'mail came back',
  deleted: 'deleted there',
}

const SHOWN = 3

const whoOf = ({ type, id, name, company }: Pulled, { detail }: Came, kind: CameKind): string => {
  const who = oneLine(name ?? id)
  const full = type === 'person' && company !== null ? `${who} (${oneLine(company)})` : who
  if (kind === 'owner') return `${full} → ${oneLine(detail ?? 'nobody')}`
  return kind === 'bounced' && detail !== null ? `${full}: ${oneLine(detail)}` : full
}

export function renderPull(result: PullResult, view: View): string {
  const { counts, pulled, title, account } = result
  const head = `${view.colour.bold(title)} (${oneLine(account)})`
  if (counts.read === 0) return `${head}: nothing has happened since the last pull.`
  const sum = `${head}: ${plural(counts.read, 'change')}: ${number(counts.news)} news, ${number(counts.known)} known already, ${number(counts.not_ours)} of nobody who is here`
  const kinds = (Object.keys(CAME) as CameKind[]).flatMap((kind) => {
    const lines = pulled.flatMap((who) =>
      who.came.filter((came) => came.kind === kind).map((came) => whoOf(who, came, kind)),
    )
    const count = counts[CAME[kind]]
    if (count === 0) return []
    const more = count - Math.min(lines.length, SHOWN)
    const names = lines.slice(0, SHOWN).join(', ')
    const rest = more === 0 ? '' : names === '' ? `${number(more)} before` : ` and ${number(more)} more`
    return [{ name: NAMES[kind], count, who: names + rest }]
  })
  const rows = tableOf(
    kinds,
    [
      { header: 'what', value: ({ name }) => name, minWidth: 14 },
      { header: 'times', value: ({ count }) => number(count), align: 'right', minWidth: 5 },
      { header: 'who', value: ({ who }) => who, minWidth: 20 },
    ],
    view,
  )
  return [sum, ...(rows === '' ? [] : ['', rows, '']), ending(result)].join('\n')
}

export function pullTalk({
  counts,
  run,
  title,
  target,
  stopped,
  resumed,
  opted_out_strangers: strangers,
  dry_run,
}: PullResult): string[] {
  const lines: string[] = []
  if (resumed) lines.push('note: a pull that had broken off was gone on with')
  if (strangers > 0)
    lines.push(
      `note: ${plural(strangers, 'opt-out')} of people who are not here: should they come in, nobody will write to them`,
    )
  if (counts.deleted > 0)
    lines.push(
      `note: ${plural(counts.deleted, 'record')} deleted at ${title}: nothing is written there any more`,
    )
  if (counts.opt_outs > 0 && !dry_run) lines.push('note: prm undo never takes an opt-out back')
  if (stopped !== null) {
    lines.push(
      `error: ${oneLine(stopped.message)}`,
      `what came before is ${dry_run ? 'shown' : 'kept'}; go on with: prm pull --from ${target}`,
    )
  } else if (run !== null && counts.news > 0) lines.push('next: prm score counts what they did')
  return lines
}
