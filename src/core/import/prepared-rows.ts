/**
 * The rows of a list, prepared: in place for a short list, on the second core for a long one (a worker costs some 60 ms
 * to start, and pays from a few megabytes on).
 */
import { setFlagsFromString } from 'node:v8'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { TableInfo, TableOptions, TableRow, TableStats } from '../../lib/table/index.ts'
import { PrmError, type ErrorKind } from '../../model/errors.ts'
import type { PackedRows } from './packed-rows.ts'
import { prepareRow, type Preparation } from './prepare.ts'

export type WorkerMessage =
  | { kind: 'rows'; rows: PackedRows; bytesRead: number }
  | { kind: 'end'; info: TableInfo; stats: TableStats }
  | {
      kind: 'error'
      message: string
      known: { kind: ErrorKind; code: string; hint: string | undefined } | null
    }

const WORTH_A_WORKER = 4_000_000
/** Messages that may wait for the writer. */
const AHEAD = 10

export interface ListRows {
  /** Null for a stream, which only one thread can read. */
  path: string | null
  bytes: number | undefined
  options: TableOptions
  rows: AsyncGenerator<TableRow[]>
  close(): Promise<void>
  /** Told with each batch: how far the worker that reads the list has come, in bytes as stored. */
  onBytes?: (read: number) => void
}

/** What is known of the list once all rows are read; filled in by the worker that read it. */
export type OnEnd = (info: TableInfo, stats: TableStats) => void

export async function* preparedRows(
  list: ListRows,
  how: Preparation,
  onEnd: OnEnd,
): AsyncGenerator<PackedRows> {
  if (list.path === null || (list.bytes ?? 0) < WORTH_A_WORKER) {
    for await (const rows of list.rows)
      yield { count: rows.length, rows: rows.map((row) => prepareRow(row, how)) }
    return
  }
  await list.close()
  yield* fromWorker(list.path, list, how, onEnd)
}

async function* fromWorker(
  path: string,
  { options: given, onBytes }: Pick<ListRows, 'options' | 'onBytes'>,
  how: Preparation,
  onEnd: OnEnd,
): AsyncGenerator<PackedRows> {
  // A signal cannot cross to another thread; the worker is stopped from here.
  const options = { ...given }
  delete options.signal
  const file = import.meta.url.endsWith('.ts') ? './prepare-worker.ts' : './prepare-worker.js'
  // Nor is this thread's nursery to grow: rows come to it in small parts, and 120 MB would not see them die any younger.
  // The worker's begins at its full size instead.
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--min-semi-space-size=16')
  // What the worker says waits outside the heap until it is asked for: rows read ahead would outlive the nursery.
  const { port1: port, port2: out } = new MessageChannel()
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: { path, options, how, out },
    transferList: [out],
    // Rows live for a moment only: a small nursery keeps the heap from growing to what the machine would allow.
    resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 1024 },
  })
  // V8 lets garbage grow to four times what lives before it clears up: 80 MB more at the peak, for nothing gained.
  setFlagsFromString('--heap-growing-percent=50')
  let failure: WorkerMessage | undefined
  let wake: () => void = () => undefined
  const fail = (error: unknown): void => {
    failure ??= {
      kind: 'error',
      message: error instanceof Error ? error.message : String(error),
      known: null,
    }
    wake()
  }
  // Only that there is something.
  worker.on('message', () => wake())
  worker.on('error', fail)
  worker.on('exit', () => fail('the reader stopped before the end of the list'))
  worker.postMessage(AHEAD)
  try {
    for (;;) {
      const message = (receiveMessageOnPort(port)?.message as WorkerMessage | undefined) ?? failure
      if (message === undefined) {
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      if (message.kind === 'error') throw revived(message)
      if (message.kind === 'end') {
        onEnd(message.info, message.stats)
        return
      }
      worker.postMessage(1)
      onBytes?.(message.bytesRead)
      yield message.rows
    }
  } finally {
    port.close()
    await worker.terminate()
  }
}

/** Errors lose their class on the way between threads. */
const revived = ({ message, known }: WorkerMessage & { kind: 'error' }): Error =>
  known === null
    ? new Error(message)
    : new PrmError(known.kind, known.code, message, known.hint === undefined ? {} : { hint: known.hint })
