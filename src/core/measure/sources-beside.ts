import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { dayOf, type Deps } from '../derive/run.ts'
import { measureSources, type SourcesResult } from './sources.ts'

/** What the thread opens: the file again, by the same clock and ages. */
export interface SourcesWork {
  path: string
  /** ISO date. */
  day: string
  /** For how many days checks hold, by level. */
  ages: Record<string, number>
}

/** From so many people on, a thread gains more than it takes to start. */
const MANY = 100_000

/**
 * As `measureSources`, on a core of its own where the file is large: the caller goes on reading meanwhile. What another
 * process writes in between may be in one reading and not in the other.
 *
 * @param many from how many people on
 */
export const measureSourcesBeside = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  many = MANY,
): Promise<SourcesResult> => {
  const { file } = deps
  if (file.path === ':memory:' || availableParallelism() < 2 || file.people.count() < many)
    return Promise.resolve(measureSources(deps))
  const work: SourcesWork = { path: file.path, day: dayOf(deps), ages: file.scores.ages() }
  const thread = import.meta.url.endsWith('.ts') ? './sources-worker.ts' : './sources-worker.js'
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(thread, import.meta.url), { workerData: work })
    worker.on('message', resolve)
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('a thread that measures sources has stopped')))
  })
}
