import type { EntityKind } from '../../connectors/contract.ts'
import type { EnrichResult } from '../../core/enrich/enrich.ts'
import type { JoinResult } from '../../core/enrich/from-file.ts'
import type { View } from '../command.ts'
import { bar, number, plural } from './format.ts'
import { CUTS, price } from './money.ts'
import { oneLine, pad } from './width.ts'

/** What each field was derived from. */
const FROM: Readonly<Record<string, string>> = {
  seniority: 'from the title',
  department: 'from the title',
  domain: 'from work e-mail addresses',
  website: 'from the domain',
  country: 'from phone or domain: a weak guess, marked so',
  prefix: 'from the full name',
  first_name: 'from the full name',
  middle_name: 'from the full name',
  last_name: 'from the full name',
  suffix: 'from the full name',
  full_name: 'from its parts',
}

export function renderEnrich(result: EnrichResult, view: View): string {
  const services = [servicesText(result, view), planText(result, view)].filter((text) => text !== '')
  if (result.counts.fields + result.counts.signals === 0 && services.length === 0)
    return 'Nothing to fill in: what can be derived is there already.'
  const known = [filledText(result.counts, result.filled, view), ...services]
    .filter((text) => text !== '')
    .join('\n\n')
  return `${known}${services.length === 0 ? '\n' : '\n\n'}${ending(result)}`
}

const filledText = (
  { people, companies, fields }: Pick<EnrichResult['counts'], 'people' | 'companies' | 'fields'>,
  filled: EnrichResult['filled'],
  view: View,
): string => {
  if (fields === 0) return ''
  const where = [
    ...(people > 0 ? [plural(people, 'person', 'people')] : []),
    ...(companies > 0 ? [plural(companies, 'company', 'companies')] : []),
  ]
  const sorted = Object.entries(filled).sort(([, a], [, b]) => b - a)
  const most = sorted[0]?.[1] ?? 1
  const width = Math.max(...sorted.map(([name]) => name.length))
  return [
    `${view.colour.bold(plural(fields, 'field'))} filled in, of ${where.join(' and ')}`,
    ...sorted.map(([name, n]) =>
      `  ${pad(name, width)}  ${view.colour.cyan(bar(n / most))} ${pad(number(n), number(most).length, 'right')}  ${view.colour.dim(FROM[name] ?? '')}`.trimEnd(),
    ),
  ].join('\n')
}

const whom = (kind: EntityKind, n: number): string =>
  kind === 'person' ? plural(n, 'person', 'people') : plural(n, 'company', 'companies')

const servicesText = ({ services, counts }: EnrichResult, { colour }: View): string => {
  if (services === null) return ''
  const { cut, currency } = services
  const lines = services.enrichers
    .filter(({ tasks }) => tasks > 0)
    .map(({ title, kind, tasks, cost, seconds, ...tally }) =>
      [
        `  ${title}: ${whom(kind, tasks)}`,
        ...(['found', 'none', 'unknown', 'failed', 'not_asked'] as const)
          .filter((word) => tally[word] > 0)
          .map((word) => `${number(tally[word])} ${WORDS[word]}`),
        ...(tally.cached > 0 ? [`${number(tally.cached)} known from before`] : []),
        ...(cost === null || cost === 0 ? [] : [price(cost, currency)]),
        ...(seconds >= 1 ? [`${Math.round(seconds)} s`] : []),
      ].join(', '),
    )
  const stops = services.services.flatMap(({ title, stopped }) =>
    stopped === null ? [] : [`  ${colour.yellow(`${title} was stopped: ${oneLine(stopped.message)}`)}`],
  )
  return [
    colour.bold('Services'),
    ...(lines.length === 0 ? ['  nothing had to be asked'] : lines),
    ...stops,
    ...(cut === null ? [] : [`  then ${CUTS[cut]} was reached`]),
    ...(counts.signals > 0 ? [`  ${plural(counts.signals, 'signal')} came along`] : []),
    ...(counts.opted_out > 0
      ? [
          `  ${plural(counts.opted_out, 'person has', 'people have')} opted out there, and are suppressed here`,
        ]
      : []),
  ].join('\n')
}

const WORDS = {
  found: 'found',
  none: 'not found',
  unknown: 'unknown',
  failed: 'failed',
  not_asked: 'not asked',
} as const

const planText = ({ plan }: EnrichResult, { colour }: View): string => {
  if (plan === null) return ''
  const planned = plan.enrichers.filter(({ questions, cached }) => questions + cached > 0)
  const lines = planned.map(
    ({ title, kind, questions, at_most, cached, calls, cost, price: each, currency }) =>
      [
        `  ${title} would be asked about ${at_most ? 'at most ' : ''}${whom(kind, questions)}`,
        `in ${plural(calls, 'request')}`,
        cost === null
          ? 'at a price that the config does not name (prices:)'
          : cost === 0
            ? 'at no cost'
            : `for ${price(cost, currency)} (${price(each ?? 0, currency)} each)`,
      ].join(', ') + (cached > 0 ? `; ${number(cached)} known from before` : ''),
  )
  const { cut, nobody, cost, enrichers } = plan
  const isSum = enrichers.filter(({ questions }) => questions > 0).length > 1
  return [
    colour.bold('Services'),
    ...(lines.length === 0 ? ['  nothing is left to ask'] : lines),
    ...(isSum && cost !== null && cost > 0
      ? [`  together at most ${price(cost, enrichers[0]!.currency)}`]
      : []),
    ...(cut === null ? [] : [`  then ${CUTS[cut]} is reached`]),
    ...(nobody > 0
      ? [`  too little is known of ${number(nobody)} others to ask any of these about them`]
      : []),
  ].join('\n')
}

export function renderJoin(result: JoinResult, view: View): string {
  const { rows, matched, unmatched, ambiguous, unreadable } = result.counts
  const told = [
    `${number(matched)} belong to somebody or a company of the file`,
    ...(unmatched > 0 ? [`${number(unmatched)} to nobody here`] : []),
    ...(ambiguous > 0 ? [`${number(ambiguous)} could be several`] : []),
    ...(unreadable > 0 ? [`${number(unreadable)} have no ${result.on}`] : []),
  ].join(', ')
  return [
    `${view.colour.bold(plural(rows, 'row'))} of ${oneLine(result.list)}, joined by ${result.on}: ${told}`,
    filledText(result.counts, result.filled, view),
    ending(result),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

export const joinTalk = ({ run }: JoinResult): string[] => (run === null ? [] : ['next: prm score'])

/** The last line of a result: the run, or that there was none. */
export const ending = ({ run, dry_run }: { run: number | null; dry_run: boolean }): string =>
  dry_run ? 'Dry run: nothing was changed.' : run === null ? 'Nothing has changed.' : `Run ${run}.`

export const enrichTalk = ({ services, run }: EnrichResult): string[] => [
  ...(services?.notes ?? []).map((note) => `warning: ${note}`),
  ...(services?.services ?? []).flatMap(({ stopped }) => (stopped === null ? [] : [stopped.hint])),
  ...(run === null ? [] : ['next: prm validate']),
]
