/**
 * Opens lists and finds out what their columns are and what is to be done with them, before anything is written.
 */
import { fileSha256, sha256 } from '../../lib/hash.ts'
import type { TableStats } from '../../lib/table/index.ts'
import { didYouMean, squash } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { countColumns, eventColumns, type EventColumns } from '../reading/event-columns.ts'
import { columnNames, eventPresetOf, type ColumnMapping, type MappingOptions } from '../reading/mapping.ts'
import { checkKind } from '../reading/list-kinds.ts'
import { openList, type OpenList } from '../reading/open-list.ts'
import { signalColumns, type SignalColumns } from '../reading/signal-columns.ts'
import type { BatchKind } from '../../model/record.ts'
import type { ImportFile, ImportInput } from './import.ts'
import type { MappingAnswers } from './mapping-answers.ts'
import { listName, ownColumns } from './rejects.ts'

/** Raise it when the normalisers read cells differently: repeats are recognised within one version. */
export const NORMALISER = 2

/** A list that is open and understood, before anything is written. */
export interface Reading extends OpenList {
  name: string
  source: string
  sha256: string | null
  signature: string
  namespace: string
  /** Null for a stream. */
  path: string | null
  /** Everybody in the list is to be suppressed, for this reason. */
  optOut: 'unsubscribed' | 'bounced' | null
  /** Columns that tell of signals. */
  signals: SignalColumns[]
  /** Answers about its columns that were followed, of this command or an earlier one. */
  answers: MappingAnswers | null
  /** They are to be kept. */
  areAnswersNew?: boolean
  /** Of a list of events with a column for each kind; empty where each row is one event. */
  events: EventColumns[]
  /** Set where a worker has read the list. */
  stats?: TableStats
}

/** The name of the source: that of the list, also for the rows of it that were rejected and put right. */
const sourceName = (name: string): string => listName(name).replace(/\.rejects(-\d+)?$/, '')

type Orders = Omit<ImportInput, 'files'> & {
  files: readonly unknown[]
}

const understand = async (file: ImportFile, input: ImportInput): Promise<Reading> => {
  // A part of a list must not pass for the list when it is read again.
  const isWhole = input.table?.maxRows === undefined
  const digest = !isWhole
    ? null
    : 'path' in file.source
      ? await sha256OfPath(file.source.path)
      : (file.sha256 ?? null)
  const list = await openList(file.source, input.table, (header) => orders(file.name, header, input, {}))
  if (list.samples.every((values) => values.length === 0)) {
    throw new PrmError(
      'input',
      'import.no_rows',
      `${file.name} has ${list.header.some((name) => name !== '') ? 'a header but no rows' : 'nothing in it'}`,
      {
        hint: 'export the list again',
      },
    )
  }
  const path = 'path' in file.source ? file.source.path : null
  return { ...list, ...settle(list, file.name, input), name: file.name, sha256: digest, path, answers: null }
}

/**
 * The list with what was answered about its columns. What the command line or the config says of a column, or a field,
 * goes before the answer.
 */
export const withAnswers = (reading: Reading, answers: MappingAnswers, input: Orders): Reading => {
  const { name, header } = reading
  const list = { ...reading, ...reading.remap(orders(name, header, input, answers.columns)) }
  return { ...list, ...settle(list, name, input), answers }
}

/** What follows from the mapping of a list. */
const settle = (
  list: OpenList,
  name: string,
  input: Orders,
): Pick<
  Reading,
  'columns' | 'notes' | 'source' | 'signature' | 'namespace' | 'optOut' | 'signals' | 'events'
> => {
  const source = input.source ?? sourceName(name)
  const own = ownColumns(name, list.header)
  const columns = list.columns.map((column) =>
    own.includes(column.column) ? { ...column, by: 'ignored' as const } : column,
  )
  const { kind } = input
  const isWide = kind === 'events' && !columns.some(({ field }) => field === 'kind')
  const events = isWide ? eventColumns(list.header, list.sample, columns) : []
  const counts = isWide ? countColumns(list.header, list.sample) : []
  checkKind(name, kind, columns, { isWide: events.length > 0, counts })
  const asEvents = kind === 'people' ? mistaken(name, list) : []
  const signals = TELLING.has(kind) ? signalColumns(list.header, list.preset, columns) : []
  // Of events the tool numbers the people of another system, which --source names.
  const namespace = (kind === 'events' ? input.source : undefined) ?? list.preset ?? source
  const hasIds = columns.some(({ field }) => field === 'external_id' || field === 'event_id')
  const optOut = optOutOf(list, name)
  const { clear = [], on_match } = input
  const meaning = columns.map(({ column, field, composite, scale, ...more }) => [
    ...[column, field, composite ?? null, scale ?? null],
    ...settled(more),
  ])
  const signature = sha256(
    JSON.stringify([
      ...[NORMALISER, input.kind, meaning, input.country ?? null, hasIds ? namespace : null],
      ...(optOut === null ? [] : [optOut]),
      ...(clear.length === 0 ? [] : [{ clear: [...new Set(clear)].sort() }]),
      // A list that was read before its signals were known is read again.
      ...(signals.length === 0 ? [] : [signals]),
      ...(kind === 'events' && (events.length > 0 || list.preset !== null) ? [[list.preset, events]] : []),
    ]),
  )
  const takesNothing = clear.length > 0 && (on_match === 'fill' || on_match === 'skip')
  const notes = [
    ...list.notes,
    ...(optOut === null ? [] : [`nobody in this list is to be written to: ${OPT_OUTS[optOut]}`]),
    ...(takesNothing
      ? [`cells to clear a value count as blank: --on-match ${on_match} takes nothing away`]
      : []),
    ...asEvents,
    ...(events.length > 0 && counts.length > 0
      ? [`${counts.join(', ')}: counts without dates, which are no events`]
      : []),
  ]
  return { columns, notes, source, signature, namespace, optOut, signals, events }
}

/**
 * What to say of events that are read as people.
 *
 * @throws PrmError `import.is_events`: there is nothing of people in it but whom the events are about
 */
const mistaken = (name: string, { header, columns }: OpenList): string[] => {
  const shape = eventPresetOf(header)
  if (shape === null) return []
  const says = `${name} looks like events from ${shape.title}, not like a list of people`
  if (columns.some(({ field }) => OF_PEOPLE.has(field ?? ''))) return [`${says}: --as events reads them`]
  throw new PrmError('input', 'import.is_events', says, { hint: 'read it with --as events' })
}

const OF_PEOPLE: ReadonlySet<string> = new Set([
  ...['full_name', 'first_name', 'last_name', 'title', 'company', 'linkedin_url', 'phone', 'mobile'],
])

/** What else of a column decides how its cells are read; nothing for most. */
const settled = ({ date_order, decimal, type, says, quirk }: Partial<ColumnMapping>): unknown[] =>
  [date_order, decimal, type, says, quirk].some((value) => value !== undefined)
    ? [{ date_order, decimal, type, says, quirk }]
    : []

/** Lists whose records may tell of signals. */
const TELLING: ReadonlySet<BatchKind> = new Set(['people', 'companies', 'customers'])

const OPT_OUTS: Record<NonNullable<Reading['optOut']>, string> = {
  unsubscribed: 'Mailchimp exported them as unsubscribed',
  bounced: 'Mailchimp exported their addresses as cleaned, which is to say bounced',
}

/** Mailchimp tells those who may be written to from the others by the file they are in, by its name or its columns. */
const optOutOf = (list: OpenList, name: string): Reading['optOut'] => {
  if (list.preset !== 'mailchimp') return null
  const says = (column: string, word: RegExp): boolean =>
    list.header.includes(column) || word.test(listName(name))
  if (says('UNSUB_TIME', /^unsubscribed/i)) return 'unsubscribed'
  return says('CLEAN_TIME', /^cleaned/i) ? 'bounced' : null
}

/** What was ordered for the columns that this list has. */
const orders = (
  name: string,
  header: string[],
  input: Orders,
  answers: Record<string, string>,
): MappingOptions => {
  const names = columnNames(header)
  const has = (column: string): boolean => names.some((known) => isSameColumn(known, column))
  const isOnly = input.files.length === 1
  const given = Object.entries(input.map ?? {}).filter(([column]) => isOnly || has(column))
  const ignored = (input.ignore ?? []).filter((column) => isOnly || has(column))
  const isTold = (column: string): boolean =>
    [...given.map(([told]) => told), ...ignored].some((told) => isSameColumn(told, column))
  const usual = Object.entries(input.usual?.map ?? {}).filter(([column]) => has(column) && !isTold(column))
  const unused = [...(input.usual?.ignore ?? []), ...ownColumns(name, header)].filter(
    (column) => has(column) && !isTold(column),
  )
  const told = [...usual, ...given]
  const answered = Object.entries(answers).filter(
    ([column, field]) =>
      has(column) &&
      !isTold(column) &&
      ![...usual.map(([known]) => known), ...unused].some((known) => isSameColumn(known, column)) &&
      (field === 'ignore' || !told.some(([, claimed]) => claimed === field)),
  )
  return {
    map: Object.fromEntries([...answered, ...told]),
    ignore: [...ignored, ...unused],
    locale: input.locale,
    kind: input.kind,
  }
}

const isSameColumn = (a: string, b: string): boolean => squash(a).toLowerCase() === squash(b).toLowerCase()

/** With several lists a mapping is for those that have its column; one that none has is a slip. */
const checkOrders = (readings: Reading[], input: ImportInput): void => {
  if (readings.length < 2) return
  const header = readings.flatMap((reading) => columnNames(reading.header))
  for (const name of [...Object.keys(input.map ?? {}), ...(input.ignore ?? [])]) {
    if (header.some((column) => isSameColumn(column, name))) continue
    const near = didYouMean(name, header)
    throw new PrmError('usage', 'import.unknown_column', `none of the lists has a column "${name}"`, {
      hint: near === null ? 'prm import --dry-run shows their columns' : `did you mean "${near}"?`,
    })
  }
}

const checkCost = (readings: Reading[], { cost }: ImportInput): void => {
  const sources = [...new Set(readings.map(({ source }) => source))]
  if (cost === undefined || sources.length < 2) return
  throw new PrmError(
    'usage',
    'import.cost_of_several',
    `one cost cannot be that of several sources (${sources.join(', ')})`,
    { hint: 'name one source with --source, or import the lists one by one' },
  )
}

/** Null where the path cannot be read as a file: opening it says so in better words. */
const sha256OfPath = async (path: string): Promise<string | null> => {
  try {
    return await fileSha256(path)
  } catch {
    return null
  }
}

/**
 * Opens lists and finds out what their columns are, so that a wrong name among five is known before anything is written.
 *
 * @throws PrmError `input`: a list that cannot be read at all; `usage`: a mapping that does not fit
 */
export const openLists = async (input: Omit<ImportInput, 'dry_run'>): Promise<ImportFile[]> => {
  const opened: ImportFile[] = []
  for (const file of input.files)
    opened.push({ ...file, opened: file.opened ?? (await understand(file, input)) })
  const readings = opened.map((file) => file.opened!)
  checkOrders(readings, input)
  checkCost(readings, input)
  return opened
}
