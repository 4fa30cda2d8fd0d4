/**
 * Everybody who may leave the file, as a file for other programs: any columns, one row a person. Suppressed people never
 * leave; who wants to see them looks at them (prm list, prm query).
 */
import { writeAtomically } from '../../lib/atomic-write.ts'
import { csvRow, neutralise } from '../../lib/table/write.ts'
import { LEAD_COLUMNS } from '../../store/lead-columns.ts'
import { NOT_SUPPRESSED } from '../../store/lead-sql.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { selectPeople, type LeadRow } from './people.ts'

export type ExportFormat = 'csv' | 'json' | 'ndjson'

export interface ExportInput {
  /** By default all of `lead` and all the lists' own columns. */
  columns?: readonly string[] | undefined
  where?: string | undefined
  format: ExportFormat
  /** Cells as they are, also those that a spreadsheet would run as a formula. */
  raw?: boolean
  /** An absolute path; without it the caller takes `lines` or `people`. */
  output?: string | undefined
}

export interface ExportResult extends Result {
  run: null
  /** `people` chosen by the condition = `written` + `left_out` because they are suppressed. */
  counts: Record<'people' | 'written' | 'left_out', number>
  columns: string[]
  format: ExportFormat
  output: string | null
  /** Read while they are used, each as it is written. */
  people: Iterable<LeadRow>
}

/** The clock is no fact about a person. */
export const EXPORT_COLUMNS: readonly string[] = [
  ...LEAD_COLUMNS.map(({ name }) => name).filter((name) => name !== 'as_of'),
  'custom.*',
  'answer.*',
]

/**
 * Exports people, to a file at once where `output` is given (whole or not at all, a new one with mode 0600).
 *
 * @throws PrmError `list.unknown_column`, `condition.…`, `write.failed`
 */
export const exportPeople = ({ file }: Pick<Deps, 'file'>, input: ExportInput): ExportResult => {
  const { where, columns = EXPORT_COLUMNS } = input
  const selected = selectPeople(file, { columns, where, and: NOT_SUPPRESSED })
  const { people } = selectPeople(file, { columns: [], where })
  const isSafe = input.format === 'csv' && input.raw !== true
  const result: ExportResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { people, written: selected.people, left_out: people - selected.people },
    columns: selected.columns,
    format: input.format,
    output: input.output ?? null,
    people: { [Symbol.iterator]: () => pickColumns(selected.rows, selected.columns, isSafe) },
  }
  if (input.output !== undefined) writeAtomically(input.output, exportLines(result))
  return result
}

/** Only what was asked for: `id` too is left out where nobody named it. */
function* pickColumns(
  rows: Iterable<LeadRow>,
  columns: readonly string[],
  isSafe: boolean,
): Generator<LeadRow> {
  for (const row of rows) {
    const picked: LeadRow = {}
    for (const name of columns) {
      const value = row[name] ?? null
      picked[name] = isSafe && typeof value === 'string' ? neutralise(value) : value
    }
    yield picked
  }
}

const CHUNK = 500

/** The text of the export in pieces of some hundred rows. */
export function* exportLines({ format, columns, people }: ExportResult): Generator<string> {
  let text = format === 'csv' ? csvRow(columns) : format === 'json' ? '[' : ''
  let count = 0
  for (const row of people) {
    if (format === 'csv') text += csvRow(columns.map((name) => cell(row[name])))
    else if (format === 'ndjson') text += `${JSON.stringify(row)}\n`
    else text += `${count === 0 ? '' : ','}\n${JSON.stringify(row)}`
    count += 1
    if (count % CHUNK !== 0) continue
    yield text
    text = ''
  }
  yield format === 'json' ? `${text}${count === 0 ? '' : '\n'}]\n` : text
}

const cell = (value: LeadRow[string] | undefined): string | number | null =>
  typeof value === 'boolean' ? String(value) : (value ?? null)
