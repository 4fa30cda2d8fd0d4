import type { SuppressionList, SuppressResult } from '../../core/suppress/suppress.ts'
import type { View } from '../command.ts'
import { plural, when } from './format.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

type Suppressed = SuppressResult['addresses'][number]

const OUTCOME: Record<Suppressed['outcome'], (reason: string) => string> = {
  suppressed: () => 'is suppressed from now on',
  lifted: (reason) => `may be written to again (was suppressed: ${reason})`,
  unchanged: (reason) => (reason === '' ? 'was not suppressed' : `was suppressed before (${reason})`),
}

const KIND = { email: 'e-mail', domain: 'domain', phone: 'phone' } as const

export function renderSuppress({ addresses, people, run, dry_run }: SuppressResult, view: View): string {
  const lines = addresses.map(
    ({ text, kind, outcome, reason }) =>
      `${view.colour.bold(oneLine(text))} (${KIND[kind]}) ${OUTCOME[outcome](oneLine(reason ?? ''))}`,
  )
  const held = [
    people.suppressed === 0
      ? ''
      : `${plural(people.suppressed, 'person', 'people')} in the file must not be written to`,
    people.free === 0 ? '' : `${plural(people.free, 'person', 'people')} in the file may be written to`,
  ].filter((text) => text !== '')
  const end = dry_run
    ? 'Dry run: nothing was changed.'
    : run === null
      ? 'Nothing was changed.'
      : `Run ${run}.`
  return [...lines, ...held.map((text) => `  ${text}`), end].join('\n')
}

export function suppressTalk({ counts, addresses, people, run }: SuppressResult): string[] {
  if (run === null) return []
  const [one] = addresses
  if (counts.lifted === 0) {
    const command = `prm suppress '${oneLine(one?.text ?? '')}' --lift --reason …`
    return [`prm undo does not take this back; if it was wrong: ${command}`]
  }
  return [
    ...(people.suppressed === 0
      ? []
      : [
          'note: who is still suppressed is so by another address, a domain, or as a list says; prm show tells',
        ]),
    'note: a list that says that somebody opted out suppresses them again when it is imported again',
  ]
}

export function renderSuppressions({ groups, counts }: SuppressionList, view: View): string {
  if (groups.length === 0) return 'Nothing is suppressed.'
  const rows = table(
    groups,
    [
      { header: 'Kind', value: ({ kind }) => KIND[kind] },
      { header: 'Reason', value: ({ reason }) => reason },
      { header: 'Addresses', value: ({ addresses }) => addresses, align: 'right' },
      { header: 'Last', value: ({ last }) => when(last) },
    ],
    view,
  )
  const total = plural(counts.addresses, 'address', 'addresses')
  return `${rows}\n\n${total}, kept as keyed hashes: which they are cannot be read from the file.`
}
