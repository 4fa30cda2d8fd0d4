/**
 * Portions of addresses checked on all cores. The first few are done in place: a thread takes some 100 ms to start and to
 * read the numbering plans, which is more than a small list needs altogether.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { createCheckJob, type CheckSettings, type Done, type StoredJob, type TextJob } from './check-job.ts'

export interface CheckPool {
  run(job: StoredJob | TextJob): Promise<Done>
  /** How many portions can be under way without one core waiting for the next. */
  ahead: number
  close(): Promise<void>
}

/** Portions of some thousand addresses each. */
const IN_PLACE = 6
const MOST_THREADS = 4

interface Thread {
  worker: Worker
  /** A thread answers in the order in which it was asked. */
  waiting: { resolve: (done: Done) => void; reject: (error: unknown) => void }[]
}

export function createCheckPool(settings: CheckSettings): CheckPool {
  const count = Math.min(MOST_THREADS, availableParallelism())
  const threads: Thread[] = []
  let inPlace: ((job: StoredJob | TextJob) => Done) | null = null
  let jobs = 0

  const start = (): Thread => {
    const file = import.meta.url.endsWith('.ts') ? './check-worker.ts' : './check-worker.js'
    const worker = new Worker(new URL(file, import.meta.url), {
      workerData: settings,
      // Texts live for a moment only.
      resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 },
    })
    const thread: Thread = { worker, waiting: [] }
    const fail = (error: unknown): void => {
      for (const { reject } of thread.waiting.splice(0)) reject(error)
    }
    worker.on('message', (done: Done) => thread.waiting.shift()?.resolve(done))
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('a thread that checks addresses has stopped')))
    return thread
  }

  return {
    ahead: count * 2,
    run: (job) => {
      jobs++
      if (jobs <= IN_PLACE || count < 2) {
        inPlace ??= createCheckJob(settings)
        return Promise.resolve(inPlace(job))
      }
      if (threads.length === 0) {
        inPlace = null
        for (let i = 0; i < count; i++) threads.push(start())
      }
      const thread = threads.reduce((least, one) => (one.waiting.length < least.waiting.length ? one : least))
      return new Promise((resolve, reject) => {
        thread.waiting.push({ resolve, reject })
        thread.worker.postMessage(job)
      })
    },
    close: async () => {
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}
