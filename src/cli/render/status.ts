import type { StatusResult } from '../../core/look/status.ts'
import type { View } from '../command.ts'
import { bar, number, percent, plural } from './format.ts'
import { price } from './money.ts'
import { objectiveState } from './objective.ts'
import { verdictColour } from './people.ts'
import { runTable } from './runs.ts'
import { unmeasuredText } from './score.ts'
import { oneLine, pad } from './width.ts'

/** The file on one screen: what is in it, how good it is, what is to do. */
export function renderStatus(status: StatusResult, view: View): string {
  const { file, bytes, schema, counts, next } = status
  const { bold, dim } = view.colour
  const size = bytes === null ? '' : `${fileSize(bytes)}, `
  const parts = [`${bold(file)}  ${dim(`${size}schema ${schema}`)}`]
  if (counts.people > 0) {
    parts.push(headline(status))
    parts.push(section('Stages', lifecycles(status), view))
    parts.push(section('Sources', sources(status), view))
    parts.push(section('Addresses', addresses(status, view), view))
    if (counts.scored > 0)
      parts.push(section(`Scores, as of ${status.scored_as_of ?? ''}`, scores(status, view), view))
    parts.push(section('Objectives', objectives(status, view), view))
    if (counts.scored > 0) parts.push(section('What holds people back', heldBack(status), view))
  }
  if (status.runs.length > 0)
    parts.push(section('Last runs', runTable(status.runs, narrower(view)).split('\n'), view))
  parts.push(`${bold('Next:')} ${next.command}\n      ${dim(next.because)}`)
  return parts.filter((part) => part !== '').join('\n\n')
}

const INDENT = '  '

const narrower = (view: View): View => ({ ...view, width: view.width - INDENT.length })

function section(title: string, lines: readonly string[], { colour }: View): string {
  return lines.length === 0
    ? ''
    : [colour.bold(title), ...lines.map((line) => `${INDENT}${line}`.trimEnd())].join('\n')
}

function headline({ counts }: StatusResult): string {
  const { people, companies, records, duplicates, suppressed } = counts
  const first = `${plural(people, 'person', 'people')} at ${plural(companies, 'company', 'companies')}, from ${plural(records, 'record')}`
  const rest = [
    duplicates === 0 ? '' : `${plural(duplicates, 'pair')} may be the same person`,
    suppressed === 0 ? '' : `${number(suppressed)} suppressed`,
  ].filter((text) => text !== '')
  return rest.length === 0 ? first : `${first}\n${rest.join(', ')}`
}

/** Columns of texts and numbers, the numbers on the right. */
function columns(rows: readonly (readonly [name: string, count: number, more?: string])[]): string[] {
  const widest = Math.max(0, ...rows.map(([name]) => name.length))
  const digits = Math.max(0, ...rows.map(([, count]) => number(count).length))
  return rows.map(([name, count, more = '']) =>
    `${pad(name, widest)}  ${pad(number(count), digits, 'right')}  ${more}`.trimEnd(),
  )
}

const LIFECYCLES: Readonly<Record<string, [one: string, many: string, means: string]>> = {
  suspect: ['suspect', 'suspects', 'no contact yet'],
  prospect: ['prospect', 'prospects', 'in contact with us'],
  customer: ['customer', 'customers', ''],
  disqualified: ['disqualified', 'disqualified', ''],
  former_customer: ['former customer', 'former customers', ''],
}

function lifecycles({ lifecycles: counts }: StatusResult): string[] {
  return columns(
    Object.entries(LIFECYCLES).flatMap(([name, [one, many, means]]): [string, number, string][] => {
      const n = counts[name] ?? 0
      return n === 0 ? [] : [[n === 1 ? one : many, n, means]]
    }),
  )
}

const MOST_SOURCES = 8

function sources({ sources: all }: StatusResult): string[] {
  const known = all.filter(({ people }) => people > 0).sort((a, b) => b.people - a.people)
  const lines = columns(
    known
      .slice(0, MOST_SOURCES)
      .map(({ name, people, cost, currency }) => [
        name,
        people,
        `${people === 1 ? 'person' : 'people'}${cost === null ? '' : `, ${number(cost)} ${currency ?? ''}`}`,
      ]),
  )
  const more = known.length - MOST_SOURCES
  return more > 0 ? [...lines, `and ${plural(more, 'more', 'more')}`] : lines
}

const STANDINGS = ['valid', 'plausible', 'risky', 'invalid', 'unknown', 'unchecked']

function addresses({ addresses: counts }: StatusResult, view: View): string[] {
  return (['email', 'phone'] as const).flatMap((kind) => {
    const known = STANDINGS.filter((name) => (counts[kind][name] ?? 0) > 0)
    if (known.length === 0) return []
    const told = known.map((name) =>
      verdictColour(name, view.colour)(`${number(counts[kind][name]!)} ${name}`),
    )
    return [`${kind}  ${told.join(', ')}`]
  })
}

function scores({ counts, grades }: StatusResult, { colour }: View): string[] {
  const digits = Math.max(...Object.values(grades).map((count) => number(count).length))
  const lines = Object.entries(grades).map(([grade, count]) => {
    const share = count / counts.scored
    return `${grade}  ${colour.cyan(bar(share, 20))}  ${pad(number(count), digits, 'right')}  ${colour.dim(percent(share))}`
  })
  const leads = plural(counts.mvl, 'Minimum Viable Lead')
  const left = counts.people - counts.scored
  return [...lines, left > 0 ? `${leads}; ${number(left)} not scored yet` : leads]
}

function objectives({ objectives: all }: StatusResult, { colour }: View): string[] {
  return all.map((objective) => {
    const { title, done, target, expected, share, state, owner, unknown } = objective
    const paint =
      state === 'reached' ? colour.green : state === 'on_track' ? (text: string) => text : colour.yellow
    const told = objectiveState(objective)
    const due =
      !unknown && (state === 'slipping' || state === 'on_track')
        ? `, ${number(expected)} expected by now`
        : ''
    const whose = owner === null ? '' : ` (${oneLine(owner)})`
    return `${colour.cyan(bar(share, 10))}  ${number(done)} of ${number(target)}  ${paint(told)}${due}  ${oneLine(title)}${whose}`
  })
}

function heldBack({ held_back, unmeasured, qualify }: StatusResult): string[] {
  const lines = columns(
    held_back.map(({ requirement, people, alone }) => {
      const offer = qualify.find((one) => one.requirement === requirement)
      const cost =
        offer === undefined || offer.cost === 0
          ? ''
          : `: about ${price(offer.cost, offer.currency)} with ${offer.title}`
      return [
        requirement,
        people,
        alone === 0 ? '' : `${number(alone)} of them would pass with this alone${cost}`,
      ]
    }),
  )
  return [...lines, ...unmeasuredText(unmeasured, new Set(held_back.map(({ requirement }) => requirement)))]
}

/** 1234567 -> `1.2 MB` */
function fileSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]!}`
}
