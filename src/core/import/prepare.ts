/** What can be said of a row by itself, before anybody is recognised: pure, so that a worker can do it. */
import { hash52 } from '../../lib/quick-hash.ts'
import type { TableRow } from '../../lib/table/index.ts'
import { parseName } from '../../model/name.ts'
import type { BatchKind, RecordFields } from '../../model/record.ts'
import { readRecord, type RecordReading } from '../derive/identity.ts'
import { lonePerson } from '../derive/lone.ts'
import type { LonePerson } from '../../store/people.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import type { OptOut } from '../derive/opt-out.ts'
import { normaliseRow, rejection, type CellWarning } from '../reading/normalise.ts'
import { rowOptOuts, type RowOptOut } from '../reading/opt-outs.ts'

/** How the rows of a list are to be read; plain data. */
export interface Preparation {
  columns: ColumnMapping[]
  country: string | undefined
  kind: BatchKind
  signature: string
  namespace: string
  /** The name of the list's source. */
  source: string
  /** Everybody in the list is to be suppressed, for this reason. */
  optOut: OptOut | null
}

export interface PreparedRow {
  line: number
  /** JSON of the cells as read. */
  cells: string
  /** Of the signature and the cells: see `hash52`. */
  hash: number
  /** Identity keys, company hints, JSON of the fields. */
  reading: RecordReading
  /** The person whom the row describes, as long as there is no other record of it. */
  lone: LonePerson | null
  /** Why the row cannot be kept; null when it can. */
  reason: string | null
  /** When the row was true, as it says itself. */
  observed_at: string | null
  /** What it says is not to be written to or called; null for none, as nearly always. */
  opt_outs: RowOptOut[] | null
  warnings: CellWarning[]
}

export const prepareRow = (row: TableRow, how: Preparation): PreparedRow => {
  const said = normaliseRow(row.cells, how.columns, how.country)
  const { fields, warnings, observed_at } = said
  // First: numbers not to be called leave the fields.
  const opt_outs = rowOptOuts(said, how.kind, how.optOut)
  const cells = JSON.stringify(row.cells)
  if (row.problem) warnings.push(oddShape(row.problem))
  const couple = coupleOf(fields)
  if (couple !== null) warnings.push(couple)
  const reason = said.reason ?? rejection(fields, how.kind)
  const reading = readRecord(fields, how.namespace)
  const isPerson = reason === null && reading.describesPerson
  return {
    line: row.line,
    cells,
    hash: hash52(cells, how.signature),
    reading,
    lone: isPerson ? lonePerson(fields, how.source, how.kind === 'customers') : null,
    reason,
    observed_at,
    opt_outs,
    warnings,
  }
}

const oddShape = (problem: NonNullable<TableRow['problem']>): CellWarning => ({
  column: '',
  code: 'unreadable',
  message: problem.replaceAll('_', ' '),
  value: '',
})

/** What stands between two given names; the words beside it decide. */
const JOINED = /[&+/]|\s(?:and|und|et|y|e|en)\s/i

/** `John & Mary Smith`: nobody can say which of the two is meant, so it is said. */
const coupleOf = ({ full_name, first_name, last_name }: RecordFields): CellWarning | null => {
  const given = full_name ?? first_name
  if (typeof given !== 'string' || !JOINED.test(given)) return null
  const value = full_name === undefined ? `${given} ${String(last_name ?? '')}`.trim() : given
  return parseName(value).couple
    ? { column: '', code: 'several', message: 'two people in one name', value }
    : null
}
