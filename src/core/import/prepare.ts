/** What can be said of a row by itself, before anybody is recognised: pure, so that a worker can do it. */
import { hash52 } from '../../lib/hash.ts'
import type { TableRow } from '../../lib/table/index.ts'
import type { BatchKind, RecordFields } from '../../model/record.ts'
import { readRecord, type RecordReading } from '../derive/identity.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import { normaliseRow, rejection, type CellWarning } from '../reading/normalise.ts'

/** How the rows of a list are to be read; plain data. */
export interface Preparation {
  columns: ColumnMapping[]
  country: string | undefined
  kind: BatchKind
  signature: string
  namespace: string
  /** Cells with just one of these texts clear the field. */
  clear?: ReadonlySet<string>
}

export interface PreparedRow {
  line: number
  /** JSON of the cells as read. */
  cells: string
  fields: RecordFields
  /** Of the signature and the cells: see `hash52`. */
  hash: number
  /** Identity keys, company hints, JSON of the fields. */
  reading: RecordReading
  /** Why the row cannot be kept; null when it can. */
  reason: string | null
  warnings: CellWarning[]
}

export const prepareRow = (row: TableRow, how: Preparation): PreparedRow => {
  const { fields, warnings } = normaliseRow(row.cells, how.columns, how.country, how.clear)
  const cells = JSON.stringify(row.cells)
  if (row.problem) warnings.push(oddShape(row.problem))
  return {
    line: row.line,
    cells,
    fields,
    hash: hash52(how.signature + cells),
    reading: readRecord(fields, how.namespace),
    reason: rejection(fields, how.kind),
    warnings,
  }
}

const oddShape = (problem: NonNullable<TableRow['problem']>): CellWarning => ({
  column: '',
  code: 'unreadable',
  message: problem.replaceAll('_', ' '),
  value: '',
})
