import type { ExportReviewResult, ImportReviewResult } from '../../core/dedupe/review-file.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import type { ReviewSide } from '../../core/dedupe/review-side.ts'
import type { EvidenceLine, ReviewCase } from '../../core/dedupe/types.ts'
import { nameFold } from '../../model/name.ts'
import type { View } from '../command.ts'
import type { ReviewResult } from '../review-pairs.ts'
import { runnerUp, signed } from './explain.ts'
import { number, percent, plural, shownPath } from './format.ts'
import { table } from './table.ts'
import { oneLine, pad, textWidth, truncate, wrap } from './width.ts'

const REASON: Readonly<Record<ReviewCase['reason'], string>> = {
  likely: 'alike, but not enough to be merged unasked',
  fits_both: 'one record fits both',
  same_email_other_name: 'one address, two names',
  two_profiles: 'same name, two LinkedIn profiles',
  two_generations: 'two of one name: father and son',
  decided_apart: 'alike, and others of them were decided to be two',
  two_work_addresses: 'two work addresses at one company',
  same_source: 'one list has both, and should have nobody twice',
  branches: 'one organisation in two places: branches, or a subsidiary',
  bridge: 'to merge them would join more than these two',
}

export const KEYS = {
  s: 'same',
  d: 'different',
  u: 'unsure',
  k: 'skip',
  b: 'back',
  q: 'quit',
} as const

const LABEL = 9

interface Line {
  label: string
  mark: '=' | '≠' | ' '
  a: string
  b: string
}

const fold = (text: string): string => nameFold(text) || text.toLowerCase()

/** One value a line; what both have stands first, side by side. */
const linesOf = (label: string, a: readonly string[], b: readonly string[]): Line[] => {
  const has = (list: readonly string[], value: string): boolean =>
    list.some((other) => fold(other) === fold(value))
  const common = a.filter((value) => has(b, value))
  const [restA, restB] = [a.filter((value) => !has(b, value)), b.filter((value) => !has(a, value))]
  const isOpposed = common.length === 0
  const rest = Array.from({ length: Math.max(restA.length, restB.length) }, (_, i): Line => {
    const [left, right] = [restA[i] ?? '', restB[i] ?? '']
    return { label, mark: isOpposed && left !== '' && right !== '' ? '≠' : ' ', a: left, b: right }
  })
  const shared = common.map((value): Line => ({
    ...{ label, mark: '=', a: value },
    b: b.find((other) => fold(other) === fold(value))!,
  }))
  return [...shared, ...rest].map((line, i) => (i === 0 ? line : { ...line, label: '' }))
}

const one = (value: string | null): string[] => (value === null ? [] : [value])

/** Of companies there is less to see. */
const companySides = (a: ReviewSide, b: ReviewSide): Line[] => [
  ...linesOf('company', one(a.name), one(b.name)),
  ...linesOf('domain', a.companies, b.companies),
  ...linesOf('phone', a.phones, b.phones),
  ...linesOf('page', a.profiles.map(short), b.profiles.map(short)),
  ...linesOf('place', one(a.place), one(b.place)),
  ...linesOf('list', a.sources, b.sources),
]

const sidesOf = (a: ReviewSide, b: ReviewSide): Line[] => [
  ...linesOf('name', one(a.name), one(b.name)),
  ...linesOf('e-mail', a.emails, b.emails),
  ...linesOf('phone', a.phones, b.phones),
  ...linesOf('profile', a.profiles.map(short), b.profiles.map(short)),
  ...linesOf('company', a.companies, b.companies),
  ...linesOf('title', a.titles, b.titles),
  ...linesOf('place', one(a.place), one(b.place)),
  ...linesOf('list', a.sources, b.sources),
]

const short = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '')

/** Two people side by side, what differs marked, and what is known of the pair. */
export function renderPair(
  pair: ReviewCase,
  { a, b }: { a: ReviewSide; b: ReviewSide },
  place: { at: number; of: number },
  view: View,
): string {
  const { colour, width } = view
  const column = Math.max(16, Math.floor((Math.min(width, 120) - LABEL - 6) / 2))
  const title = `── ${number(place.at)} of ${number(place.of)} ── ${reasonOf(pair)} `
  return [
    colour.bold(title) + colour.dim('─'.repeat(Math.max(0, Math.min(width, 120) - 1 - textWidth(title)))),
    ...(pair.about === 'companies' ? companySides : sidesOf)(a, b).map((line) => draw(line, column, view)),
    ...evidenceLines(pair, view),
  ].join('\n')
}

const reasonOf = ({ about, evidence, reason }: ReviewCase): string => {
  const text = about === 'companies' ? `two companies; ${REASON[reason]}` : REASON[reason]
  return evidence === null ? text : `${percent(evidence.probability)} the same; ${text}`
}

const draw = ({ label, mark, a, b }: Line, column: number, { colour }: View): string => {
  const style = (text: string, other: string): string =>
    mark === '=' ? colour.dim(text) : mark === '≠' ? marked(text, other, (word) => colour.yellow(word)) : text
  const sign = mark === '≠' ? colour.yellow(mark) : colour.dim(mark)
  const [left, right] = [inColumn(a, column), inColumn(b, column)]
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const head = i === 0 ? `${colour.dim(pad(label, LABEL))}${sign} ` : ' '.repeat(LABEL + 2)
    const [one, other] = [left[i] ?? '', right[i] ?? '']
    return `${head}${style(pad(one, column), b)}  ${style(other, a)}`.trimEnd()
  }).join('\n')
}

/** A value in lines of at most this width: where two differ may be at their end, so nothing is cut off. */
const inColumn = (value: string, width: number): string[] =>
  wrap(oneLine(value), width).flatMap((line) => {
    const parts: string[] = []
    let rest = line
    while (textWidth(rest) > width) {
      const part = truncate(rest, width).slice(0, -1)
      parts.push(part)
      rest = rest.slice(part.length)
    }
    return [...parts, rest]
  })

/** The words that the other text does not have. */
const marked = (text: string, other: string, style: (word: string) => string): string => {
  const known = new Set(other.split(/\s+/).map(fold))
  return text.replace(/\S+/g, (word) => (known.has(fold(word)) ? word : style(word)))
}

const evidenceLines = ({ about, evidence }: ReviewCase, { width, colour }: View): string[] => {
  if (evidence === null) return []
  const weight = ({ bits, frequency_bits }: EvidenceLine): number => bits + frequency_bits
  const say = (lines: EvidenceLine[]): string =>
    lines.map((line) => `${line.field} ${line.level} (${signed(weight(line))})`).join(', ')
  const sorted = [...evidence.lines].sort((x, y) => Math.abs(weight(y)) - Math.abs(weight(x)))
  const parts = [
    ['for', say(sorted.filter((line) => weight(line) > 0.05))],
    ['against', say(sorted.filter((line) => weight(line) < -0.05))],
    ['else', about === 'companies' ? '' : `${runnerUp(evidence)} (${signed(evidence.runner_up.bits)})`],
  ] as const
  return parts
    .filter(([, text]) => text !== '')
    .flatMap(([label, text]) =>
      wrap(oneLine(text), Math.min(width, 120) - LABEL - 3).map(
        (line, i) => `${colour.dim(pad(i === 0 ? label : '', LABEL))}  ${line}`,
      ),
    )
}

/** Which key does what. */
export const keyLine = ({ colour }: View): string =>
  Object.entries(KEYS)
    .map(([key, word]) => `${colour.bold(key)} ${word}`)
    .join('  ')

export function renderReview(result: ReviewResult): string {
  const { pairs, same, different, unsure, skipped, left, settled } = result.counts
  if (pairs === 0) return `${noPair(result)}.`
  const counts = [
    [same, 'same'],
    [different, 'different'],
    [unsure, 'unsure'],
    [settled, 'settled by other answers'],
    [skipped, 'skipped'],
    [left, 'left'],
  ] as const
  const parts = counts.filter(([n]) => n > 0).map(([n, word]) => `${number(n)} ${word}`)
  return `${plural(pairs, 'pair')}: ${parts.join(', ')}.\n${result.run === null ? 'Nothing has changed.' : `Run ${result.run}.`}`
}

const noPair = ({ compared }: { compared: boolean }): string =>
  compared ? 'No pair waits for an answer' : 'Nobody has been compared yet, so no pair waits for an answer'

const COMPARE_FIRST = 'next: prm dedupe compares everybody, and tells of whom it is not sure'

export const reviewTalk = ({ run, counts, compared }: ReviewResult): string[] => [
  ...(compared ? [] : [COMPARE_FIRST]),
  ...(run === null ? [] : [`prm undo ${run} takes all these answers back`]),
  ...(counts.left + counts.skipped > 0 && run !== null
    ? ['next: prm dedupe --review goes on with the rest']
    : []),
]

export const renderExport = (result: ExportReviewResult, { cwd }: View): string => {
  const { counts, output } = result
  return counts.pairs === 0
    ? `${noPair(result)}; ${shownPath(output, cwd)} has its header alone.`
    : `${plural(counts.pairs, 'pair')} written to ${shownPath(output, cwd)}.`
}

export const exportTalk = ({ counts, output, compared }: ExportReviewResult, { cwd }: View): string[] =>
  counts.pairs === 0
    ? compared
      ? []
      : [COMPARE_FIRST]
    : [
        `next: write same, different or unsure into the column answer, then prm dedupe --import-review ${shownPath(output, cwd)}`,
      ]

export function renderImportReview(result: ImportReviewResult, view: View): string {
  const { counts, rejects, run, dry_run } = result
  const lines = [
    [counts.same, 'same'],
    [counts.different, 'different'],
    [counts.unsure, 'unsure'],
    [counts.unchanged, 'known already'],
    [counts.blank, 'not answered'],
    [counts.rejected, 'rejected'],
  ] as const
  const width = Math.max(...lines.map(([n]) => number(n).length))
  const parts = [
    [
      `${plural(counts.read, 'pair')} read`,
      ...lines.filter(([n]) => n > 0).map(([n, word]) => `  ${pad(number(n), width, 'right')} ${word}`),
    ].join('\n'),
  ]
  if (rejects.length > 0) {
    parts.push(
      table(
        rejects,
        [
          { header: 'Row', value: ({ line }) => line, align: 'right', minWidth: 3 },
          { header: 'Rejected because', value: ({ reason }) => reason.replace(/^[a-z_]+: /, '') },
        ],
        view,
      ),
    )
  }
  parts.push(
    dry_run ? 'Dry run: nothing was changed.' : run === null ? 'Nothing has changed.' : `Run ${run}.`,
  )
  return parts.join('\n\n')
}

export const importReviewTalk = (
  { run, rejects_files }: ImportReviewResult & { rejects_files: readonly RejectsFile[] },
  { cwd }: View,
): string[] => [
  ...rejects_files.map(
    ({ rows, path }) =>
      `warning: ${plural(rows, 'row')} rejected, kept in ${shownPath(path, cwd)} with the reason`,
  ),
  ...(run === null ? [] : [`prm undo ${run} takes all these answers back`]),
]
