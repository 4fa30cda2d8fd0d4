import { basename } from 'node:path'
import type { FileResult, ImportCounts, ImportResult, ImportWarning } from '../../core/import/import.ts'
import type { RejectsFile } from '../../core/import/rejects.ts'
import type { View } from '../command.ts'
import { number, percent, plural, shownPath } from './format.ts'
import { table, type Column } from './table.ts'
import { oneLine, pad, truncate, wrap } from './width.ts'

export interface ImportView extends ImportResult {
  rejects_files: readonly RejectsFile[]
  too_many_rejected: boolean
}

type Mapped = FileResult['mapping'][number]

const OUTCOMES = ['created', 'updated', 'unchanged', 'repeats', 'rejected'] as const

type Meanings = Readonly<Record<(typeof OUTCOMES)[number], string>>

const PEOPLE: Meanings = {
  created: 'new people',
  updated: 'people known before, now more complete',
  unchanged: 'people known before, nothing new',
  repeats: 'the very same row again',
  rejected: 'nobody to be made out',
}

const MEANING: Readonly<Record<FileResult['kind'], Meanings>> = {
  people: PEOPLE,
  customers: PEOPLE,
  companies: {
    ...PEOPLE,
    created: 'new companies',
    updated: 'companies known before, now more complete',
    unchanged: 'companies known before, nothing new',
    rejected: 'no company to be made out',
  },
  signals: {
    ...PEOPLE,
    created: 'new signals',
    repeats: 'signals that are known already',
    rejected: 'no signal to be made out',
  },
  events: {
    ...PEOPLE,
    created: 'new events',
    repeats: 'events that are known already',
    rejected: 'no event to be made out',
  },
  suppressions: {
    ...PEOPLE,
    created: 'suppressed from now on',
    unchanged: 'suppressed before',
    repeats: 'told earlier in this list',
    rejected: 'no address to be made out',
  },
}

export function renderImport(result: ImportView, view: View): string {
  const blocks = result.files.map((file) => fileText(file, result, view))
  if (result.files.length > 1)
    blocks.push(countsText(`All ${number(result.files.length)} lists`, result.counts, kindOf(result), view))
  if (result.dry_run) blocks.push('Dry run: nothing was changed.')
  else if (result.run !== null) blocks.push(`Run ${result.run}.`)
  return blocks.join('\n\n')
}

function fileText(file: FileResult, result: ImportView, view: View): string {
  const name = file.name === '-' ? 'standard input' : basename(file.name)
  if (file.known) {
    const { read, rejected } = file.counts
    const rest = rejected === 0 ? '' : `, ${number(rejected)} of them rejected`
    return `${view.colour.bold(name)}: read before, nothing new in it (${plural(read, 'row')}${rest}).`
  }
  const title = result.dry_run ? `${name}, as it would be read` : name
  return [
    countsText(title, file.counts, file.kind, view),
    ...factsText(file),
    ...(file.resumed > 0
      ? [`  Went on after row ${number(file.resumed)}, where an earlier import was stopped.`]
      : []),
    ...readAs(file, view),
    '',
    mappingText(file, result.dry_run, view),
    ...(result.dry_run && file.rejects.length > 0 ? ['', rejectsText(file, view)] : []),
  ].join('\n')
}

/** What became of the rows; the numbers add up to the first line. */
function countsText(title: string, counts: ImportCounts, kind: FileResult['kind'], view: View): string {
  const lines = OUTCOMES.filter((key) => counts[key] > 0)
  const width = number(counts.read).length
  const names = Math.max(4, ...lines.map((key) => key.length))
  return [
    `${view.colour.bold(title)}: ${plural(counts.read, 'row')} read`,
    ...lines.map(
      (key) =>
        `  ${pad(number(counts[key]), width, 'right')} ${pad(key, names)}  ${view.colour.dim(MEANING[kind][key])}`,
    ),
  ].join('\n')
}

const kindOf = ({ files }: ImportView): FileResult['kind'] => files[0]?.kind ?? 'people'

/** The signals that a list of people told of, and what waits for somebody to appear. */
function factsText({ kind, signals, events }: FileResult): string[] {
  const lines = (
    [
      [signals, 'signal', kind !== 'signals'],
      [events, 'event', kind !== 'events'],
    ] as const
  ).flatMap(([{ read, untied }, word, isBeside]) => {
    if (read === 0 || (!isBeside && untied === 0)) return []
    const about = `${number(untied)} about nobody in the file yet`
    return [
      isBeside
        ? `${plural(read, word)} in it${untied > 0 ? `, ${about}` : ''}`
        : `${about}: kept until they appear`,
    ]
  })
  return lines.map((line) => `  ${line}`)
}

/** How the file was read, as far as it is not what one would expect. */
function readAs(file: FileResult, view: View): string[] {
  const delimiters: Record<string, string> = { ';': 'semicolons', '\t': 'tabs', '|': 'pipes' }
  const { encoding, delimiter, header_row, preset, blank, sheet } = file
  const facts = [
    ...(preset === null ? [] : [`recognised as an export of ${preset.replaceAll('_', ' ')}`]),
    ...(sheet === null ? [] : [`the sheet "${sheet}"`]),
    ...(encoding.toLowerCase() === 'utf-8' ? [] : [`letters in ${encoding}`]),
    ...(delimiter === null || delimiter === ','
      ? []
      : [`cells set apart by ${delimiters[delimiter] ?? `"${delimiter}"`}`]),
    ...(header_row === null
      ? ['no header row']
      : header_row <= 1
        ? []
        : [`header in row ${number(header_row)}`]),
    ...(blank === 0 ? [] : [`${plural(blank, 'blank row')} left out`]),
  ]
  if (facts.length === 0) return []
  const text = `Read as: ${facts.join(', ')}.`
  return (view.isTTY ? wrap(text, view.width - 2) : [text]).map((line) => `  ${line}`)
}

/** Column by column what it is taken for; with a dry run some values too. */
function mappingText(file: FileResult, withSamples: boolean, view: View): string {
  const columns: Column<Mapped>[] = [
    { header: 'Column', value: (row) => (row.column === '' ? `(column ${row.index + 1})` : row.column) },
    {
      header: 'Read as',
      value: fieldText,
      style: (text, row) => (row.field === null ? view.colour.dim(text) : text),
    },
    {
      header: 'Certainty',
      value: certainty,
      style: (text, row) => (isGuess(row) ? view.colour.yellow(text) : view.colour.dim(text)),
    },
  ]
  if (withSamples) {
    columns.push({
      header: 'Such as',
      value: (row) => (file.samples[row.index] ?? []).map((cell) => oneLine(cell)).join(' | '),
    })
  }
  return table(file.mapping, columns, view)
}

const COMPOSITES: Readonly<Record<string, string>> = {
  name_email: 'full_name, email',
  city_state: 'city, state',
}

const fieldText = ({ field, composite, says }: Mapped): string => {
  if (field === null) return '(left out)'
  const read = (composite === undefined ? undefined : COMPOSITES[composite]) ?? field
  const told = says === undefined ? undefined : SAYS[says.what]
  return told === undefined ? read : `${read}, ${told}`
}

/** A status in words seldom says anything of this kind, so nothing is said of it. */
const SAYS: Readonly<Record<string, string>> = {
  observed_at: 'observed_at',
  do_not_call: 'do_not_call',
  bounced: 'bounced',
}

const isGuess = ({ by, confidence }: Mapped): boolean =>
  (by === 'alias' || by === 'values') && confidence < 0.75

function certainty({ by, confidence, field }: Mapped): string {
  switch (by) {
    case 'user':
      return 'as you said'
    case 'preset':
      return 'known export'
    case 'custom':
      return 'your own column'
    case 'ignored':
      return 'nothing to read in it'
    case 'alias':
    case 'values':
      return field === null ? '' : `${percent(confidence)}${confidence < 0.75 ? ', check it' : ''}`
  }
}

const SHOWN_REJECTS = 5

function rejectsText(file: FileResult, view: View): string {
  const shown = view.isTTY ? file.rejects.slice(0, SHOWN_REJECTS) : file.rejects
  const rest = file.rejects.length - shown.length
  const text = table(
    shown,
    [
      { header: 'Row', value: ({ line }) => line, align: 'right', minWidth: 3 },
      { header: 'Rejected because', value: ({ reason }) => reason.replace(/^[a-z_]+: /, '') },
      { header: 'Cells', value: ({ cells }) => cells.filter((cell) => cell.trim() !== '').join(' | ') },
    ],
    view,
  )
  return rest === 0 ? text : `${text}\n… and ${number(rest)} more; --json has all`
}

const PEOPLE_NEXT = 'prm run (all the steps at once), or prm dedupe; prm undo <run> takes this back'

const NEXT: Readonly<Record<FileResult['kind'], string>> = {
  people: PEOPLE_NEXT,
  customers: PEOPLE_NEXT,
  companies: 'prm import the people who work there; prm undo <run> takes this back',
  signals: 'prm score, which counts them; prm undo <run> takes this back',
  events: 'prm score, which counts them; prm undo <run> takes this back, except for opt-outs',
  suppressions: 'prm push takes out who was given away; opt-outs stay, prm undo does not take them back',
}

/** Warnings, where the rejects are, and what to do next: for stderr. */
export function importTalk(result: ImportView, _input: unknown, view: View): string[] {
  return [
    ...listsTalk(result.files),
    ...rejectsTalk(result, view),
    ...(result.dry_run || result.run === null
      ? []
      : [
          result.counts.rejected === result.counts.read
            ? `next: look at the columns with --dry-run; prm undo ${result.run} takes this back`
            : `next: ${NEXT[kindOf(result)]}`.replace('<run>', String(result.run)),
        ]),
  ]
}

/** What was seen while reading; with several lists each says which it is about. Also for `prm run`. */
export function listsTalk(files: readonly FileResult[]): string[] {
  return files.flatMap((file) => {
    const name = files.length > 1 ? `${basename(file.name)}: ` : ''
    return [
      ...file.notes.map((note) => `note: ${name}${oneLine(note)}`),
      ...file.warnings.map((warning) => `warning: ${name}${warningText(warning)}`),
    ]
  })
}

/** Where the rejected rows are. Also for `prm run`. */
export function rejectsTalk(
  result: {
    rejects_files: readonly RejectsFile[]
    files?: readonly Pick<FileResult, 'name' | 'kind'>[]
    too_many_rejected: boolean
    counts: { read: number; rejected: number }
  },
  { cwd }: View,
): string[] {
  const { read, rejected } = result.counts
  const asKind = (list: string): string => {
    const kind = result.files?.find(({ name }) => name === list)?.kind ?? 'people'
    return kind === 'people' ? '' : ` --as ${kind}`
  }
  return [
    ...result.rejects_files.map(
      ({ list, path, rows }) =>
        `${plural(rows, 'rejected row')} in ${shownPath(path, cwd)}; to put right and import: prm import ${shownPath(path, cwd)}${asKind(list)}`,
    ),
    ...(result.too_many_rejected
      ? [`warning: ${percent(rejected / read)} of the rows were rejected, more than --max-rejects allows`]
      : []),
  ]
}

/** `Phone: a spreadsheet has spoiled this number (3 cells): row 12 "4.15E+09", row 40 …` */
function warningText({ column, message, count, examples }: ImportWarning): string {
  const shown = examples.map(({ line, value }) =>
    value === '' ? `row ${number(line)}` : `row ${number(line)} "${truncate(oneLine(value), 40)}"`,
  )
  const where = column === '' ? '' : `${oneLine(column)}: `
  const many = count === 1 ? '' : ` (${plural(count, column === '' ? 'row' : 'cell')})`
  return `${where}${message}${many}: ${shown.join(', ')}${count > examples.length ? ', …' : ''}`
}
