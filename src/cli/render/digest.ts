/** The digest as a letter: the same parts as plain text and as Markdown. No tables: a mail is read on a phone. */
import type { ObjectiveProgress } from '../../core/measure/objectives.ts'
import type { DigestResult, Moved, NewlyQualified, SignalledAccount } from '../../core/report/digest.ts'
import type { View } from '../command.ts'
import { number, plural, when } from './format.ts'
import { price } from './money.ts'
import { objectiveState } from './objective.ts'
import { oneLine, wrap } from './width.ts'

interface Item {
  line: string
  /** Below it, each a line of its own. */
  more?: readonly string[]
}

interface Part {
  title: string
  items: readonly Item[]
  /** Said after them. */
  rest?: string
}

/** Nothing at all where there is nothing to tell. */
export function renderDigest(digest: DigestResult & { is_markdown: boolean }, view: View): string {
  if (digest.is_empty) return ''
  const parts = partsOf(digest)
  const [title, last] = [headline(digest), footer(digest)]
  return digest.is_markdown ? asMarkdown(title, parts, last) : asText(title, parts, last, view)
}

const headline = (digest: DigestResult): string =>
  `What is new ${sinceText(digest)}: ${plural(digest.counts.runs, 'run')}`

export const nothingNew = (digest: DigestResult): string =>
  `nothing is new ${sinceText(digest)}${digest.since.what === 'beginning' ? '' : '; --since DATE looks further back'}`

const sinceText = ({ since }: DigestResult): string =>
  ({
    beginning: 'since the beginning',
    digest: `since the digest of ${when(since.at)}`,
    day: `since ${since.at ?? ''}`,
    run: `since run ${since.run ?? 0}`,
  })[since.what]

const footer = ({ totals }: DigestResult): string =>
  [
    `In all: ${plural(totals.people, 'person', 'people')} at ${plural(totals.companies, 'company', 'companies')}`,
    `${number(totals.mvl)} qualified`,
    ...(totals.unpushed === 0 ? [] : [`${number(totals.unpushed)} of them not given on yet`]),
  ].join(', ')

const partsOf = (digest: DigestResult): Part[] => {
  const { counts, qualified, moved, accounts, lost, overdue, spent, slipping } = digest
  return [
    {
      title: `Newly qualified: ${number(counts.qualified)}`,
      items: qualified.map(qualifiedItem),
      rest: [
        more(counts.qualified - qualified.length, 'prm list --where mvl --sort -score'),
        counts.qualified > qualified.length ? reasons(digest.qualified_because) : '',
      ]
        .filter((text) => text !== '')
        .join('. '),
    },
    {
      title: `Changed jobs: ${number(counts.moved)}`,
      items: moved.map((one) => ({ line: movedLine(one) })),
      rest: more(counts.moved - moved.length, 'prm changes --kind job_change'),
    },
    {
      title: `New signals: ${number(counts.signals)} at ${plural(counts.accounts, 'good account')}`,
      items: counts.accounts === 0 ? [] : accounts.map(accountItem),
      rest: more(counts.accounts - accounts.length, 'prm signal list'),
    },
    {
      title: `Lost to mail: ${number(counts.unsubscribed)} unsubscribed, ${number(counts.bounced)} bounced`,
      items: lost.map((one) => ({ line: `${one.what}: ${who(one)}` })),
      rest: more(counts.bounced + counts.unsubscribed - lost.length),
    },
    {
      title: `Overdue: ${plural(counts.overdue, 'step')}`,
      items: overdue.map(({ due_on, detail, by, person }) => ({
        line: `${due_on}: ${oneLine(detail)}, ${who({ ...person, email: null })}${by === null ? '' : `, by ${oneLine(by)}`}`,
      })),
      rest: more(counts.overdue - overdue.length, 'prm agenda'),
    },
    {
      title: 'Spent',
      items: spent.flatMap(({ currency, services, sources }) => [
        ...(services === 0 ? [] : [{ line: `${price(services, currency)} for services` }]),
        ...(sources === 0 ? [] : [{ line: `${price(sources, currency)} for lists` }]),
      ]),
    },
    {
      title: `Objectives behind: ${number(counts.slipping)}`,
      items: slipping.map((objective) => ({ line: objectiveLine(objective) })),
    },
  ].filter(({ items }) => items.length > 0)
}

const objectiveLine = (objective: ObjectiveProgress): string => {
  const { title, done, target, expected, owner, unknown, state } = objective
  const stand =
    unknown || state === 'missed' ? objectiveState(objective) : `${number(expected)} expected by now`
  return `${oneLine(title)}: ${number(done)} of ${number(target)}, ${stand}${owner === null ? '' : ` (${oneLine(owner)})`}`
}

const more = (n: number, command?: string): string =>
  n <= 0 ? '' : `And ${number(n)} more${command === undefined ? '' : `: ${command}`}`

const reasons = (because: Readonly<Record<string, number>>): string => {
  const told = Object.entries(because)
    .sort((a, b) => b[1] - a[1])
    .map(([name, people]) =>
      name === 'new' ? `${number(people)} had no score before` : `${number(people)} lacked ${name}`,
    )
  return told.length === 0 ? '' : `Of these, ${told.join(', ')}`
}

const listed = (texts: readonly (string | null)[]): string =>
  texts
    .map((text) => oneLine(text))
    .filter((text) => text !== '')
    .join(', ')

const who = (one: {
  full_name: string | null
  email?: string | null
  company: string | null
  id: string
}): string => listed([one.full_name ?? one.email ?? one.id, one.company])

const qualifiedItem = (one: NewlyQualified): Item => ({
  line: `${listed([one.full_name ?? one.email ?? one.id, one.title, one.company])}: ${one.score}, ${one.fit}${one.heat}`,
  more: [
    oneLine(one.because),
    one.lacked === null
      ? 'had no score before'
      : one.lacked.length === 0
        ? ''
        : `lacked before: ${one.lacked.map((name) => name.replaceAll('_', ' ')).join(', ')}`,
  ].filter((text) => text !== ''),
})

const movedLine = ({ old, new: now, title, on, detail, ...one }: Moved): string => {
  const name = one.full_name ?? one.email ?? one.id
  if (old !== null)
    return `${oneLine(name)}: ${oneLine(old)} → ${listed([now ?? 'somewhere else', title])} (${on})`
  const known = listed([title, now])
  return `${oneLine(name)}: ${oneLine(detail ?? 'changed jobs')} (${on})${known === '' ? '' : `; known as ${known}`}`
}

const accountItem = ({
  company,
  domain,
  id,
  fit,
  score,
  in_market,
  latest,
  signals,
}: SignalledAccount): Item => ({
  line: `${oneLine(company ?? domain ?? id)}: best score ${score}, fit ${fit}${in_market ? ', in the market' : ''}`,
  more: [
    ...latest.map(
      ({ kind, on, detail }) =>
        `${kind.replaceAll('_', ' ')} on ${on}${detail === null ? '' : `: ${oneLine(detail)}`}`,
    ),
    ...(signals > latest.length ? [`and ${number(signals - latest.length)} more`] : []),
  ],
})

const asText = (title: string, parts: readonly Part[], last: string, view: View): string => {
  const { bold, dim } = view.colour
  // A mail keeps its lines whole: the reader's window breaks them.
  const lines = (text: string, indent: string): string[] =>
    (view.isTTY ? wrap(text, view.width - indent.length - 2) : [text]).map(
      (line, i) => `${indent}${i === 0 ? '' : '  '}${line}`,
    )
  const blocks = parts.map((part) => [
    bold(part.title),
    ...part.items.flatMap((item) => [
      ...lines(item.line, '  '),
      ...(item.more ?? []).flatMap((text) => lines(text, '    ').map((line) => dim(line))),
    ]),
    ...(part.rest ? lines(part.rest, '  ') : []),
  ])
  return [[title], ...blocks, [last]].map((block) => block.join('\n')).join('\n\n')
}

/** What Markdown, or a page made of it, would read as more than text. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|~&]/g, (sign) => `\\${sign}`)

const asMarkdown = (title: string, parts: readonly Part[], last: string): string => {
  const blocks = parts.map((part) => [
    `## ${escaped(part.title)}`,
    '',
    ...part.items.flatMap((item) => [
      `- ${escaped(item.line)}`,
      ...(item.more ?? []).map((text) => `  - ${escaped(text)}`),
    ]),
    ...(part.rest ? ['', escaped(part.rest)] : []),
  ])
  return [[`# ${escaped(title)}`], ...blocks, [escaped(last)]].map((block) => block.join('\n')).join('\n\n')
}
