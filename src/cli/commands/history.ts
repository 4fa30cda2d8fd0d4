import { resolve } from 'node:path'
import { listRuns, showRun, type HistoryResult, type RunResult } from '../../core/look/history.ts'
import { flatRows, rowColumns, runRows, type RunRowsResult } from '../../core/look/run-rows.ts'
import { PrmError } from '../../model/errors.ts'
import { command, type Row } from '../command.ts'
import { LIMIT, OUTPUT } from '../flags.ts'
import { formatOf } from '../output-format.ts'
import { plural } from '../render/format.ts'
import { renderHistory, renderRows, renderRun } from '../render/history.ts'
import { runNumber } from '../run-number.ts'

interface Input {
  run: number | undefined
  isRows: boolean
  isCsv: boolean
  limit: number | undefined
  output: string | undefined
}

type Result =
  | { kind: 'runs'; result: HistoryResult }
  | { kind: 'run'; result: RunResult }
  | { kind: 'rows'; result: RunRowsResult; isCsv: boolean }

const RUN_COLUMNS = [
  'id',
  'command',
  'status',
  'started_at',
  'finished_at',
  'input',
  'counts',
  'undone_by',
  'undoes',
  'steps',
]
const CHANGE_COLUMNS = ['id', 'run_id', 'entity', 'entity_id', 'field', 'old', 'new', 'why']

/** A screen; --limit shows more. */
const USUAL_RUNS = 20

export const historyCommand = command<Input, Result>({
  name: 'history',
  args: '[run]',
  summary: 'List what was done to the file, and to each row.',
  group: 'look',
  examples: ['prm history', 'prm history 3', 'prm history 3 --rows -o outcomes.csv'],
  flags: [
    {
      flags: '--rows',
      description: 'each row that the run read, with its outcome, person and changed fields',
    },
    OUTPUT,
    LIMIT,
  ],
  completes: 'nothing',
  isProduct: true,
  input: ([run], flags, { cwd, common }) => {
    const output =
      typeof flags.output === 'string' && flags.output !== '-' ? resolve(cwd, flags.output) : undefined
    if (output !== undefined) formatOf(output, ['csv'])
    const isRows = flags.rows === true || flags.output !== undefined
    if (isRows && run === undefined) {
      throw new PrmError('usage', 'history.which_run', 'rows belong to a run: say which', {
        hint: 'prm history lists the runs',
      })
    }
    return {
      run: run === undefined ? undefined : runNumber(run),
      isRows,
      isCsv: common.csv || flags.output === '-',
      limit: flags.limit as number | undefined,
      output,
    }
  },
  run: async (ctx, { run, isRows, isCsv, limit, output }) => {
    const deps = { file: await ctx.openFile() }
    if (run === undefined) return { kind: 'runs', result: listRuns(deps, limit ?? USUAL_RUNS) }
    if (!isRows) return { kind: 'run', result: showRun(deps, run, limit) }
    return { kind: 'rows', result: runRows(deps, { run, limit, output }), isCsv }
  },
  render: (shown, view) => {
    if (shown.kind === 'runs') return renderHistory(shown.result, view)
    return shown.kind === 'run' ? renderRun(shown.result, view) : renderRows(shown.result, shown.isCsv, view)
  },
  talk: (shown) => {
    if (shown.kind === 'rows') return rowsWritten(shown.result)
    if (shown.kind === 'run') return []
    const { counts } = shown.result
    if (counts.shown === counts.runs) return []
    return [`the last ${counts.shown} of ${counts.runs} runs; --limit shows more`]
  },
  rows: (shown) => {
    if (shown.kind === 'runs') return shown.result.runs.map((each) => ({ ...each }))
    if (shown.kind === 'run') return shown.result.changes.map((each) => ({ ...each }))
    const { rows, output } = shown.result
    if (output !== null) return []
    return shown.isCsv ? flatRows(shown.result) : (rows as Iterable<object> as Iterable<Row>)
  },
  columns: (shown) => {
    if (shown.kind === 'rows') return shown.result.output === null ? rowColumns(shown.result) : []
    return shown.kind === 'runs' ? RUN_COLUMNS : CHANGE_COLUMNS
  },
  json: ({ kind, result }) =>
    kind === 'rows' ? { ...result, rows: result.output === null ? [...result.rows] : [] } : result,
})

const rowsWritten = ({ output, counts }: RunRowsResult): string[] =>
  output === null ? [] : [`${plural(counts.rows, 'row')} written to ${output}`]
