/**
 * One run at a time in a file: SQLite guards rows, not money, and two runs would ask the same services twice. Whoever runs
 * holds a lease in the file and says every few seconds that it lives. What a kill leaves behind is taken over.
 */
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { Lease } from '../../store/leases.ts'
import type { Deps } from '../derive/run.ts'

const BEAT = 5_000
/** Of a process that cannot be looked at: on another machine, or of a container that is gone. */
const SILENT = 3 * 60_000
/** A process with that number is alive, but hardly the one that took the lease. Long statements are silent as well. */
const DEAD = 60 * 60_000

/** Whether the holder may still be at work. */
export const isHeld = (
  { pid, host, beat_at }: Pick<Lease, 'pid' | 'host' | 'beat_at'>,
  deps: Pick<Deps, 'pid' | 'host' | 'isAlive'>,
  now: number,
): boolean => {
  const silent = now - Date.parse(beat_at)
  // A container's process has the same number as the one before it.
  const canLook = deps.isAlive !== undefined && pid !== null && host === deps.host && pid !== deps.pid
  if (!canLook) return silent < SILENT
  return deps.isAlive!(pid, host!) && silent < DEAD
}

const busy = ({ pid, host, taken_at }: Lease): PrmError => {
  const who = pid === null ? '' : ` (process ${pid}${host === null ? '' : ` on ${host}`})`
  return new PrmError('store', 'run.busy', `another run is at work in this file since ${taken_at}${who}`, {
    hint: 'wait for it; in a crontab, --skip-if-running leaves quietly',
  })
}

/**
 * Does the work under the lease of that name. Where somebody else takes it over, after this process was stopped for long,
 * the signal of the work is aborted.
 *
 * @throws PrmError `run.busy`: another process is at it
 */
export const withLease = async <T>(
  deps: Deps,
  name: string,
  clock: Pick<Clock, 'wall'>,
  work: (deps: Deps) => Promise<T>,
): Promise<T> => {
  const { file } = deps
  const token = Buffer.from(deps.random(12)).toString('hex')
  const at = (): string => new Date(clock.wall()).toISOString()
  file.write(() => {
    const before = file.leases.get(name)
    if (before !== undefined && isHeld(before, deps, clock.wall())) throw busy(before)
    const { pid, host } = deps
    file.leases.put({ name, token, pid, host, taken_at: at(), beat_at: at() })
  })
  const lost = new AbortController()
  const beat = setInterval(() => {
    try {
      if (!file.write(() => file.leases.beat(name, token, at()))) lost.abort()
    } catch {
      // The file is busy with something long, which is a sign of life as well: the next beat will do.
    }
  }, BEAT)
  beat.unref()
  try {
    return await work({ ...deps, signal: AbortSignal.any([deps.signal, lost.signal]) })
  } finally {
    clearInterval(beat)
    file.write(() => file.leases.drop(name, token))
  }
}
