/** Reads and prepares a list on the second core, a few batches ahead of the thread that writes. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { openTable, type TableOptions, type TableRow } from '../../lib/table/index.ts'
import { PrmError } from '../../model/errors.ts'
import { packRows } from './packed-rows.ts'
import { prepareRow, type Preparation, type PreparedRow } from './prepare.ts'
import type { WorkerMessage } from './prepared-rows.ts'

interface Task {
  path: string
  options: TableOptions
  how: Preparation
  /** For all that is said; the parent is told on its own port only that there is something. */
  out: MessagePort
}

/** Few enough to be gone, on both sides, before the collector of young garbage comes by and keeps them. */
const ROWS_A_MESSAGE = 200

const port = parentPort!
const { path, options, how, out } = workerData as Task

let granted = 0
let wake: () => void = () => undefined
port.on('message', (credit: number) => {
  granted += credit
  wake()
})

const say = (message: WorkerMessage): void => {
  out.postMessage(message)
  port.postMessage(null)
}

/** The writer grants one batch after another, so that no more than a few wait in memory. */
const turn = async (): Promise<void> => {
  while (granted === 0) await new Promise<void>((resolve) => (wake = resolve))
  granted--
}

function* prepared(rows: TableRow[]): Generator<PreparedRow> {
  for (const row of rows) yield prepareRow(row, how)
}

const run = async (): Promise<void> => {
  const table = await openTable({ path }, options)
  for await (const rows of table.rows()) {
    const { bytesRead } = table.stats()
    for (let i = 0; i < rows.length; i += ROWS_A_MESSAGE) {
      await turn()
      const some = rows.slice(i, i + ROWS_A_MESSAGE)
      say({ kind: 'rows', rows: packRows(() => prepared(some)), bytesRead })
    }
  }
  say({ kind: 'end', info: table.info, stats: table.stats() })
}

run()
  .catch((error: unknown) => {
    const known = error instanceof PrmError ? { kind: error.kind, code: error.code, hint: error.hint } : null
    say({ kind: 'error', message: error instanceof Error ? error.message : String(error), known })
  })
  .finally(() => port.close())
