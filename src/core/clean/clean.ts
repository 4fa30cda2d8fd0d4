/**
 * A messy list as a clean one, with no file of prospects and nothing kept: the same rows in the same order, all their
 * columns, and beside them clean values and what is to be known of the row. Reads and writes batch by batch; only what
 * finds duplicates stays in memory.
 */
import type { TableOptions, TableRow, TableSource } from '../../lib/table/index.ts'
import { csvRow, neutralise } from '../../lib/table/write.ts'
import { countryCode } from '../../model/country.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { RecordFields } from '../../model/record.ts'
import { SCHEMA_VERSION, type Result } from '../derive/run.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import { normaliseRow, rejection } from '../reading/normalise.ts'
import { openList } from '../reading/open-list.ts'
import { createAddressReader, type AddressReader } from './addresses.ts'
import {
  cleanColumns,
  cleanHeader,
  cleanValues,
  readRowName,
  withNameParts,
  type CleanColumn,
} from './columns.ts'
import { createDuplicateFinder } from './duplicates.ts'
import { openFileOutput, type CleanOutput, type FileTarget } from './output.ts'
import { cellReasons, duplicateReasons, rowReasons, shapeReasons, strayAddresses } from './reasons.ts'

export interface RowTaker {
  write(text: string): Promise<void>
  /** Nobody reads any more: the rest need not be cleaned. */
  isClosed(): boolean
}

export interface CleanInput {
  source: TableSource
  /** As shown: a path as the user wrote it, or `-`. */
  name: string
  /** A file, or somebody who takes the CSV text; null writes nothing (a dry run). */
  output: FileTarget | RowTaker | null
  /** Begin with a byte order mark, so that Excel reads UTF-8. */
  bom?: boolean
  /** Default country for phone numbers, ISO alpha-2. */
  country?: string | undefined
  /** Country of whoever made the list, where it was told: decides dates that could be two days. */
  locale?: string | undefined
  map?: Record<string, string>
  ignore?: string[]
  /** Top-level domains to accept though they do not exist. */
  extra_tlds?: readonly string[]
  /** Domains of throw-away addresses beside the known ones, and domains that are none. */
  disposable?: readonly string[]
  not_disposable?: readonly string[]
  table?: TableOptions
  signal?: AbortSignal
}

/** `rows` = `cleaned` + `as_they_were`; the others count rows, too, and a row can be in several. */
export type CleanCounts = Record<
  | 'rows'
  | 'cleaned'
  | 'as_they_were'
  | 'duplicates'
  | 'invalid'
  | 'risky'
  | 'suggestions'
  | 'not_contacts'
  | 'blank'
  | 'left_out',
  number
>

export interface CleanResult extends Result {
  /** `blank` rows and those `left_out` (a total line, a header that comes again) are not among `rows`. */
  counts: CleanCounts
  name: string
  /** Null where the rows went to a stream, or nowhere. */
  output: string | null
  /** False where the file was there already, byte for byte. */
  is_new: boolean | null
  encoding: string
  delimiter: string | null
  header_row: number | null
  preset: string | null
  mapping: ColumnMapping[]
  /** The columns that were added. */
  added: string[]
  country: string | null
  notes: string[]
}

const noCounts = (): CleanCounts => ({
  ...{ rows: 0, cleaned: 0, as_they_were: 0, duplicates: 0, invalid: 0, risky: 0 },
  ...{ suggestions: 0, not_contacts: 0, blank: 0, left_out: 0 },
})

/**
 * Cleans a list.
 *
 * @throws PrmError `input`: it cannot be read, or the result not written; `interrupted`: no file is left behind then
 */
export const cleanList = async (
  input: CleanInput,
  on: OnProgress = () => undefined,
): Promise<CleanResult> => {
  const { signal } = input
  const options = signal === undefined ? (input.table ?? {}) : { ...input.table, signal }
  const list = await openList(input.source, options, {
    ...{ map: input.map ?? {}, ignore: input.ignore ?? [], locale: input.locale },
  })
  if (list.samples.every((values) => values.length === 0)) {
    throw new PrmError('input', 'clean.no_rows', `${input.name} has a header but no rows`, {
      hint: 'export the list again',
    })
  }
  const { info } = list.table
  const columns = cleanColumns(list.columns)
  const header = cleanHeader(list.header, columns, info.headerRow !== null)
  const output = outputOf(input)
  const counts = noCounts()
  const rowText = makeRowText(input, list.columns, columns, list.header.length, counts)
  try {
    await output.write(`${input.bom ? '\ufeff' : ''}${csvRow(header.map(neutralise))}`)
    for await (const rows of list.rows) {
      stopIfAsked(signal)
      if (output.isClosed()) break
      await output.write(rows.map(rowText).join(''))
      on({ kind: 'progress', label: `cleaning ${input.name}`, done: counts.rows, unit: 'rows' })
      // Lets Ctrl-C be noticed between two batches.
      await new Promise((resolve) => setImmediate(resolve))
    }
    stopIfAsked(signal)
  } catch (error) {
    output.discard()
    throw signal?.aborted ? interrupted() : error
  }
  const stats = list.table.stats()
  counts.blank = stats.blank
  counts.left_out = stats.footer + stats.comments + stats.repeatedHeaders
  const { path, is_new } = await output.finish()
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, counts, name: input.name, output: path, is_new },
    ...{ encoding: info.encoding, delimiter: info.delimiter, header_row: info.headerRow },
    ...{ preset: list.preset, mapping: list.columns, added: header.slice(list.header.length) },
    country: input.country ?? null,
    notes: [...info.notes.map((note) => note.message), ...list.notes],
  }
}

const outputOf = ({ output, source }: CleanInput): CleanOutput => {
  if (output !== null && 'path' in output)
    return openFileOutput(output, 'path' in source ? source.path : null)
  return {
    write: (text) => output?.write(text),
    isClosed: () => output?.isClosed() ?? false,
    finish: () => Promise.resolve({ path: null, is_new: null }),
    discard: () => undefined,
  }
}

/** Makes the function that turns one row into its line of CSV, and counts what it saw. */
const makeRowText = (
  input: CleanInput,
  mapping: readonly ColumnMapping[],
  columns: readonly CleanColumn[],
  width: number,
  counts: CleanCounts,
): ((row: TableRow) => string) => {
  const findDuplicate = createDuplicateFinder()
  const readAddresses: AddressReader = createAddressReader(mapping, {
    extraTlds: input.extra_tlds ?? [],
    disposable: input.disposable ?? [],
    allow: input.not_disposable ?? [],
  })

  return (row) => {
    const { cells, line } = row
    const { fields: read, warnings, reason } = normaliseRow(cells, mapping, input.country)
    const name = readRowName(read)
    const fields = withNameParts(read, name)
    const addresses = readAddresses(cells, fields, homeOf(fields, input.country))
    const duplicate = findDuplicate(line, fields)
    const values = cleanValues(fields, name, addresses)
    const clean = columns.map(({ field }) => values[field] ?? '')
    const rejected = reason ?? rejection(fields, 'people')
    const reasons = [
      ...rowReasons(fields, name?.couple ?? false, rejected),
      ...duplicateReasons(duplicate),
      ...addresses.reasons,
      ...cellReasons(warnings, mapping),
      ...strayAddresses(cells, mapping, emailsOf(fields)),
      ...shapeReasons(row, width),
    ]
    const { email_status, phone_status, suggestions } = addresses
    const isCleaned = columns.some(({ from }, i) => from !== null && (cells[from] ?? '') !== clean[i])
    const statuses = [email_status, phone_status]
    counts.rows++
    counts[isCleaned ? 'cleaned' : 'as_they_were']++
    if (duplicate.of !== null) counts.duplicates++
    if (statuses.includes('invalid')) counts.invalid++
    else if (statuses.includes('risky') || statuses.includes('unknown')) counts.risky++
    if (suggestions.length > 0) counts.suggestions++
    if (rejected !== null) counts.not_contacts++
    const own = Array.from({ length: width }, (_, i) => cells[i] ?? '')
    const said = [duplicate.of === null ? '' : String(duplicate.of), email_status ?? '', phone_status ?? '']
    const texts = [suggestions.join('; '), reasons.join('; ')]
    return csvRow([...own, ...clean, String(line), ...said, ...texts].map(neutralise))
  }
}

/** The country by which the row's phone numbers are read: its own, where that is one. */
const homeOf = (fields: RecordFields, country: string | undefined): string | undefined =>
  (typeof fields.country === 'string' ? countryCode(fields.country) : null) ?? country

const emailsOf = (fields: RecordFields): Set<string> =>
  new Set(
    [fields.email, fields.email2, fields.email3].flatMap((address) =>
      typeof address === 'string' ? [address.toLowerCase()] : [],
    ),
  )

const interrupted = (): PrmError =>
  new PrmError('interrupted', 'interrupted', 'interrupted; no file was written', {
    hint: 'run the same command again',
  })

const stopIfAsked = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw interrupted()
}
