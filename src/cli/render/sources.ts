import type { SourceCostResult } from '../../core/edit/source-cost.ts'
import type { Outcomes, Rate, SourceQuality, SourcesResult } from '../../core/measure/sources.ts'
import type { Row, View } from '../command.ts'
import { ending } from './enrich.ts'
import { number, percent, plural } from './format.ts'
import { price } from './money.ts'
import { pairs, table, type Column } from './table.ts'
import { oneLine } from './width.ts'

const right = { align: 'right', minWidth: 4 } as const

const count = (header: string, value: (source: SourceQuality) => number): Column<SourceQuality> => ({
  header,
  value: (source) => number(value(source)),
  ...right,
})

const part = (header: string, value: (source: SourceQuality) => number): Column<SourceQuality> => ({
  header,
  value: (source) => (source.people === 0 ? '' : percent(value(source))),
  ...right,
})

const NAME: Column<SourceQuality> = { header: 'source', value: ({ name }) => name, minWidth: 6 }

/** Whom the sources brought, and what came of them: two tables, the best source first. */
export function renderSources({ sources: all, costs }: SourcesResult, view: View): string {
  const sources = all.filter(({ people, cost }) => people > 0 || cost !== null)
  if (sources.length === 0) return ''
  const { bold } = view.colour
  const paid = Object.entries(costs).map(([currency, amount]) => price(amount, currency))
  const whom = table(
    sources,
    [
      NAME,
      count('people', ({ people }) => people),
      count('first here', ({ first_touch }) => first_touch.people),
      part('known before', (source) => source.known_before_share),
      part('paid twice', (source) => source.paid_twice_share),
      count('repeats', ({ repeats }) => repeats),
      part('unreachable', (source) => source.unreachable_share),
      part('findable', (source) => source.enrichable_share),
    ],
    view,
  )
  const came = table(
    sources.filter(({ people }) => people > 0),
    [
      NAME,
      count('qualified', ({ qualified }) => qualified),
      { header: 'share', value: ({ rates }) => rateText(rates.qualified), minWidth: 14 },
      { header: 'shrunk', value: ({ rates }) => percent(rates.qualified.shrunk), ...right },
      count('pushed', ({ pushed }) => pushed),
      count('replied', ({ replied }) => replied),
      count('met', ({ meeting }) => meeting),
      count('won', ({ won }) => won),
      { header: 'cost', value: costText, ...right },
      { header: 'each qualified', value: perText('qualified'), ...right },
    ],
    view,
  )
  return [
    `${bold('Whom they brought')}\n${whom}`,
    `${bold('What came of them')}\n${came}`,
    paid.length === 0 ? '' : `Paid in all: ${paid.join(', ')}.`,
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

const rateText = ({ share, low, high }: Rate): string =>
  `${percent(share)} (${percent(low)} to ${percent(high)})`

const costText = ({ cost }: SourceQuality): string => (cost === null ? '' : price(cost.amount, cost.currency))

const perText =
  (name: keyof SourceQuality['cost_per']) =>
  ({ cost, cost_per }: SourceQuality): string => {
    const each = cost_per[name]
    return cost === null || each === null ? '' : price(each, cost.currency)
  }

const RATES: readonly [name: keyof SourceQuality['rates'], text: string][] = [
  ['qualified', 'qualified'],
  ['replied', 'replied'],
  ['meeting', 'met us'],
  ['won', 'customers'],
]

const touchText = ({ people, qualified, replied, meeting, won }: Outcomes): string =>
  `${plural(people, 'person', 'people')}: ${number(qualified)} qualified, ${number(replied)} replied, ${number(meeting)} met us, ${number(won)} won`

const KINDS: Readonly<Record<SourceQuality['kind'], string>> = {
  list: '',
  hand: 'by hand',
  service: 'a service',
  customers: 'a list of customers',
}

/** One source, with its overlaps. */
export function renderSource(source: SourceQuality, view: View): string {
  const { bold } = view.colour
  const { people, rows, repeats, rejected, overlaps, cost } = source
  const some = (n: number, share: number): string => (n === 0 ? 'none' : `${number(n)} (${percent(share)})`)
  const facts = pairs(
    [
      ['kind', KINDS[source.kind]],
      [
        'rows',
        `${number(rows)}, ${number(repeats)} of them read before word for word, ${number(rejected)} rejected`,
      ],
      ['people', number(people)],
      ['known before', some(source.known_before, source.known_before_share)],
      ['paid twice', cost === null ? '' : some(source.paid_twice, source.paid_twice_share)],
      ['unreachable', some(source.unreachable, source.unreachable_share)],
      ['findable', source.unreachable === 0 ? '' : some(source.enrichable, source.enrichable_share)],
      ['pushed', number(source.pushed)],
      ['first touch', touchText(source.first_touch)],
      ['last touch', touchText(source.last_touch)],
      ['cost', costText(source)],
      ['each person', perText('person')(source)],
      ['each qualified', perText('qualified')(source)],
      ['each meeting', perText('meeting')(source)],
      ['each customer', perText('won')(source)],
    ],
    view,
  )
  const rates = table(
    RATES,
    [
      { header: 'what came', value: ([, text]) => text },
      { header: 'people', value: ([name]) => number(source.rates[name].hits), ...right },
      { header: 'share, and where it lies', value: ([name]) => rateText(source.rates[name]), minWidth: 14 },
      { header: 'shrunk', value: ([name]) => percent(source.rates[name].shrunk), ...right },
    ],
    view,
  )
  const shared = overlaps.map(
    (other) =>
      `  ${oneLine(other.source)}: ${plural(other.people, 'person', 'people')} in both, ${percent(other.share)} of ${oneLine(source.name)}`,
  )
  return [
    `${bold(oneLine(source.name))}\n${facts}`,
    people === 0 ? '' : rates,
    shared.length === 0 ? '' : [bold('Overlaps'), ...shared].join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

export const sourcesTalk = ({ sources }: SourcesResult): string[] => {
  if (sources.length === 0) return ['there is no source yet: prm import LIST.csv makes one']
  return [
    ...sources
      .filter(({ paid_twice }) => paid_twice > 0)
      .map(
        ({ name, paid_twice_share, paid_twice }) =>
          `${oneLine(name)}: you paid twice for ${percent(paid_twice_share)} of it (${plural(paid_twice, 'person', 'people')})`,
      ),
    ...(sources.every(({ cost }) => cost === null)
      ? ['no cost is known: prm sources set NAME --cost 450 --currency EUR']
      : []),
  ]
}

export function renderCost(result: SourceCostResult, view: View): string {
  const { source, cost, was, counts } = result
  const name = view.colour.bold(oneLine(source))
  const text = price(cost.amount, cost.currency)
  const before = was === null ? '' : `, not ${price(was.amount, was.currency)}`
  const told =
    counts.changed === 0 ? `${name} has cost ${text} already.` : `${name} has cost ${text}${before}.`
  return `${told}\n${ending(result)}`
}

const rounded = (share: number): number => Math.round(share * 1e4) / 1e4

/** For --csv and --ndjson. */
export const sourceRow = (source: SourceQuality): Row => {
  const { rates, cost, cost_per, first_touch, last_touch, overlaps, ...plain } = source
  const flat = Object.entries(rates).flatMap(([name, { share, low, high, shrunk }]) => [
    [`${name}_share`, rounded(share)],
    [`${name}_low`, rounded(low)],
    [`${name}_high`, rounded(high)],
    [`${name}_shrunk`, rounded(shrunk)],
  ])
  return {
    ...plain,
    ...(Object.fromEntries(flat) as Row),
    ...{ first_touch_people: first_touch.people, first_touch_won: first_touch.won },
    ...{ last_touch_people: last_touch.people, last_touch_won: last_touch.won },
    ...{ cost: cost?.amount ?? null, currency: cost?.currency ?? null },
    ...Object.fromEntries(Object.entries(cost_per).map(([name, each]) => [`cost_per_${name}`, each])),
    overlaps: overlaps.map((other) => `${other.source} ${other.people}`).join(', '),
  }
}
