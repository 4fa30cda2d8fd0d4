/** What was done to the file: its runs, and one run in detail. */
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Batch } from '../../store/batches.ts'
import type { Change } from '../../store/changes.ts'
import type { Run } from '../../store/runs.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { runSummary, type RunSummary } from './runs.ts'

export interface HistoryResult extends Result {
  run: null
  counts: Record<'runs' | 'shown', number>
  /** Latest first; the steps of a run stand under it. */
  runs: RunSummary[]
}

/** @param limit at most so many runs; all by default */
export const listRuns = ({ file }: Pick<Deps, 'file'>, limit?: number): HistoryResult => {
  const runs = file.runs.top(limit ?? -1).map((run) => runSummary(file, run))
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { runs: file.runs.countTop(), shown: runs.length },
    runs,
  }
}

export interface BatchReport {
  file: string | null
  source: string
  on_match: string
  rows: number
  finished: boolean
  active: boolean
  encoding: string | null
  delimiter: string | null
  header_row: number | null
  /** Column of the list → field; null where it was left out. */
  mapping: { column: string; field: string | null }[]
}

export interface RunResult extends Result {
  run: null
  /** `changes` of people and companies who were known before, `shown` of them. */
  counts: Record<'batches' | 'changes' | 'shown' | 'steps', number>
  details: RunSummary & { as_of: string; version: string; parent_id: number | null }
  batches: BatchReport[]
  changes: Change[]
  steps: RunSummary[]
}

const FIRST_CHANGES = 20

/** @throws PrmError `history.unknown_run` */
export const showRun = ({ file }: Pick<Deps, 'file'>, id: number, limit = FIRST_CHANGES): RunResult => {
  const run = getRun(file, id)
  const steps = file.runs.children(id)
  const all = [run, ...steps]
  const batches = all.flatMap((step) => file.batches.ofRun(step.id)).map(batchReport)
  const changes = all.flatMap((step) => file.changes.ofRun(step.id, limit)).slice(0, limit)
  const { as_of, version, parent_id } = run
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: {
      batches: batches.length,
      changes: all.reduce((sum, step) => sum + file.changes.countOfRun(step.id), 0),
      shown: changes.length,
      steps: steps.length,
    },
    details: { ...runSummary(file, run), as_of, version, parent_id },
    batches,
    changes,
    steps: steps.map((step) => runSummary(file, step)),
  }
}

export const getRun = (file: ProspectFile, id: number): Run => {
  const run = file.runs.get(id)
  if (run) return run
  throw new PrmError('usage', 'history.unknown_run', `there is no run ${id}`, {
    hint: 'prm history lists the runs',
  })
}

export interface StoredReading {
  encoding?: string
  delimiter?: string | null
  header_row?: number | null
  header?: string[]
  columns?: { column: string; field: string | null }[]
}

/** How a list was read, as its batch keeps it. */
export const readingOf = (batch: Batch): StoredReading => JSON.parse(batch.reading) as StoredReading

const batchReport = (batch: Batch): BatchReport => {
  const { encoding = null, delimiter = null, header_row = null, columns = [] } = readingOf(batch)
  const { file, source, on_match, rows, finished, active } = batch
  return {
    file,
    source,
    on_match,
    rows,
    finished: finished === 1,
    active: active === 1,
    encoding,
    delimiter,
    header_row,
    mapping: columns.map(({ column, field }) => ({ column, field })),
  }
}
