/** What can be said of a row by itself, before anybody is recognised: pure, so that a worker can do it. */
import { hash52 } from '../../lib/quick-hash.ts'
import type { TableRow } from '../../lib/table/index.ts'
import { isField } from '../../model/fields.ts'
import { parseName } from '../../model/name.ts'
import type { BatchKind, RecordFields } from '../../model/record.ts'
import { readRecord, type RecordReading } from '../derive/identity.ts'
import { lonePerson } from '../derive/lone.ts'
import type { LonePerson } from '../../store/people.ts'
import { isOfCompany } from '../reading/list-kinds.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import type { OptOut } from '../derive/opt-out.ts'
import { normaliseRow, rejection, type CellWarning } from '../reading/normalise.ts'
import { rowOptOuts, type RowOptOut } from '../reading/opt-outs.ts'
import type { SignalColumns } from '../reading/signal-columns.ts'
import type { EventReading } from './prepare-event.ts'
import { readFact, readSignals, type Fact, type RecordSignal } from './prepare-fact.ts'

/** How the rows of a list are to be read; plain data. */
export interface Preparation {
  columns: ColumnMapping[]
  country: string | undefined
  kind: BatchKind
  signature: string
  namespace: string
  /** Cells with just one of these texts clear the field. */
  clear?: ReadonlySet<string>
  /** The name of the list's source. */
  source: string
  /** Everybody in the list is to be suppressed, for this reason. */
  optOut: OptOut | null
  /** Where the list tells of signals. */
  signals?: SignalColumns[]
  /** Of a list of events. */
  events?: EventReading
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
  /** Of a row of signals, events or suppressions, which makes no record. */
  fact?: Fact
  /** Of a record. */
  signals?: RecordSignal[]
}

export const prepareRow = (row: TableRow, how: Preparation): PreparedRow => {
  if (how.kind === 'signals' || how.kind === 'events' || how.kind === 'suppressions')
    return factRow(row, how, how.kind)
  const said = normaliseRow(row.cells, how.columns, how.country, how.clear)
  const { warnings, observed_at } = said
  // First: numbers not to be called leave the fields.
  const opt_outs = rowOptOuts(said, how.kind, how.optOut)
  const fields = how.kind === 'companies' ? ofCompany(said.fields) : said.fields
  const cells = JSON.stringify(row.cells)
  if (row.problem) warnings.push(oddShape(row.problem))
  const couple = coupleOf(fields)
  if (couple !== null) warnings.push(couple)
  const reason = said.reason ?? rejection(fields, how.kind)
  const reading = readRecord(fields, how.namespace)
  const isPerson = reason === null && reading.describesPerson
  const prepared: PreparedRow = {
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
  if (how.signals !== undefined) {
    const found = readSignals(row.cells, how.signals, reading.keys, reading.company)
    if (found.length > 0) prepared.signals = found
  }
  return prepared
}

/** A row of companies makes nobody, whatever it says of people; that stays in its cells. */
const ofCompany = (fields: RecordFields): RecordFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => isOfCompany(name)))

const isOfRecord = ({ field }: ColumnMapping): boolean => field !== null && isField(field)

const withoutSecrets = (cells: string[], columns: readonly ColumnMapping[]): string[] => {
  const secrets = columns.filter(({ secret }) => secret === true)
  return secrets.length === 0
    ? cells
    : cells.map((cell, at) => (secrets.some(({ index }) => index === at) ? '' : cell))
}

const factRow = (
  row: TableRow,
  how: Preparation,
  kind: 'signals' | 'events' | 'suppressions',
): PreparedRow => {
  const cells = withoutSecrets(row.cells, how.columns)
  const { fields, warnings } = normaliseRow(cells, how.columns.filter(isOfRecord), how.country)
  if (row.problem) warnings.push(oddShape(row.problem))
  const found = readFact(kind, cells, how.columns, fields, how)
  return {
    line: row.line,
    cells: JSON.stringify(cells),
    hash: 0,
    reading: NO_RECORD,
    lone: null,
    observed_at: null,
    opt_outs: null,
    // A domain where an address was looked for is no fault in a list of suppressions.
    warnings: kind === 'suppressions' ? [] : warnings,
    ...('fact' in found ? { reason: null, fact: found.fact } : { reason: found.reason }),
  }
}

const NO_RECORD: RecordReading = {
  keys: [],
  company: { domain: null, name_key: null, country: null },
  describesPerson: false,
  json: '{}',
  company_says: '[]',
  size: 0,
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
