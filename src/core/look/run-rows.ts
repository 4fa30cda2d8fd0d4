/** What became of each row that a run read: on a screen, or as a CSV to look through. */
import { writeAtomically } from '../../lib/atomic-write.ts'
import { csvRow, neutralise } from '../../lib/table/write.ts'
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Batch, RowOutcome } from '../../store/batches.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { getRun, readingOf } from './history.ts'

export interface RunRow {
  file: string | null
  /** The row number that a spreadsheet shows. */
  line: number
  outcome: RowOutcome
  /** Null for a rejected row, and for one that describes only a company. */
  person_id: string | null
  /** The fields of somebody known that it changed. */
  changed: string[]
  reason: string | null
  /** Header → cell, as read; a name that stands twice gets a number. */
  cells: Record<string, string>
}

export interface RunRowsResult extends Result {
  run: null
  /** `rows` = created + updated + unchanged + repeat + rejected; `shown` of them. */
  counts: Record<'rows' | 'shown' | RowOutcome, number>
  of_run: number
  /** All headers of its lists, in order. */
  header: string[]
  output: string | null
  /** Read while they are used. */
  rows: Iterable<RunRow>
}

export interface RunRowsInput {
  run: number
  limit?: number | undefined
  /** An absolute path of a CSV: whole or not at all, a new one with mode 0600. */
  output?: string | undefined
}

/**
 * Each row that a run (and its steps) read, with what became of it.
 *
 * @throws PrmError `history.unknown_run`, `history.no_rows`, `write.failed`
 */
export const runRows = ({ file }: Pick<Deps, 'file'>, input: RunRowsInput): RunRowsResult => {
  const run = getRun(file, input.run)
  const ids = [run, ...file.runs.children(run.id)].map(({ id }) => id)
  const batches = ids.flatMap((id) => file.batches.ofRun(id))
  if (batches.length === 0) {
    throw new PrmError('usage', 'history.no_rows', `run ${run.id} (${run.command}) read no rows`, {
      hint: `prm history ${run.id} shows what it did`,
    })
  }
  const counts = { rows: 0, shown: 0, created: 0, updated: 0, unchanged: 0, repeat: 0, rejected: 0 }
  for (const { outcome, n } of batches.flatMap((batch) => file.batches.outcomes(batch.id))) {
    counts[outcome] += n
    counts.rows += n
  }
  counts.shown = Math.min(counts.rows, input.limit ?? counts.rows)
  const result: RunRowsResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts,
    of_run: run.id,
    header: [...new Set(batches.flatMap((batch) => uniqueNames(readingOf(batch).header ?? [])))],
    output: input.output ?? null,
    rows: { [Symbol.iterator]: () => readRows(file, ids, batches, input.limit ?? Infinity) },
  }
  if (input.output !== undefined) writeAtomically(input.output, outcomeLines(result))
  return result
}

/** `Email`, `Email (2)`; a column without a header goes by its number. */
const uniqueNames = (header: readonly string[]): string[] => {
  const taken = new Set<string>()
  return header.map((text, i) => {
    const name = text.trim() === '' ? `column ${i + 1}` : text
    let unique = name
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`
    taken.add(unique)
    return unique
  })
}

function* readRows(
  file: ProspectFile,
  runs: readonly number[],
  batches: readonly Batch[],
  limit: number,
): Generator<RunRow> {
  const headers = new Map(batches.map((batch) => [batch.id, uniqueNames(readingOf(batch).header ?? [])]))
  let left = limit
  for (const run of runs) {
    for (const row of file.batches.rows(run)) {
      if (left-- <= 0) return
      const { line, outcome, person_id, reason } = row
      const header = headers.get(row.batch_id) ?? []
      yield {
        file: row.file,
        line,
        outcome,
        person_id,
        changed: row.changed === null ? [] : (JSON.parse(row.changed) as string[]),
        reason,
        cells: namedCells(header, JSON.parse(row.cells) as unknown),
      }
    }
  }
}

/** A list's cells under its header; an edit by hand is kept as names and values already. */
const namedCells = (header: readonly string[], cells: unknown): Record<string, string> => {
  if (!Array.isArray(cells)) return (cells ?? {}) as Record<string, string>
  return Object.fromEntries(cells.map((cell, i) => [header[i] ?? `column ${i + 1}`, String(cell)]))
}

const ROW_COLUMNS = ['file', 'line', 'outcome', 'person_id', 'changed', 'reason'] as const

/** The columns of the CSV: ours, then those of the lists; one that has our name gets `(cell)` after it. */
export const rowColumns = ({ header }: RunRowsResult): string[] => [...ROW_COLUMNS, ...header.map(cellColumn)]

const cellColumn = (name: string): string =>
  (ROW_COLUMNS as readonly string[]).includes(name) ? `${name} (cell)` : name

/** A row as it stands in the CSV. */
const flatRow = ({ cells, changed, ...row }: RunRow): Record<string, string | number | null> => ({
  ...row,
  changed: changed.join(' '),
  ...Object.fromEntries(Object.entries(cells).map(([name, cell]) => [cellColumn(name), cell])),
})

/** Rows as they stand in the CSV, read while they are used. */
export function* flatRows({ rows }: RunRowsResult): Generator<Record<string, string | number | null>> {
  for (const row of rows) yield flatRow(row)
}

/** The CSV in pieces; what a spreadsheet would run as a formula is made text, which import undoes. */
export function* outcomeLines(result: RunRowsResult): Generator<string> {
  const columns = rowColumns(result)
  const safe = (cell: string | number | null | undefined) =>
    typeof cell !== 'string' ? cell : neutralise(cell)
  yield csvRow(columns.map(safe))
  for (const row of flatRows(result)) yield csvRow(columns.map((name) => safe(row[name])))
}
