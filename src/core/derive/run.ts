/**
 * What every operation that changes something shares: its surroundings, and the run it writes itself into.
 */
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Run, RunStatus } from '../../store/runs.ts'

/** What an operation gets from outside; no clock, chance or signal but from here. */
export interface Deps {
  file: ProspectFile
  /** The present time, for what is written down. */
  now(): Date
  /** The clock of rules and ages: `--as-of`, else now. */
  asOf: Date
  /** That many random bytes. */
  random(size: number): Uint8Array
  signal: AbortSignal
  /** Of this program, for the journal. */
  version: string
  /** Identifies the process in the journal. */
  pid: number | null
  host: string | null
  /** Whether the process that a run names still works on it; without it, none does. */
  isAlive?: (pid: number, host: string) => boolean
  /** The run of `prm run` that this operation is a step of. */
  parent: number | null
}

export const SCHEMA_VERSION = 1

/** Every result: plain, JSON-safe, with counts that add up. */
export interface Result {
  schemaVersion: typeof SCHEMA_VERSION
  /** Null where nothing changed. */
  run: number | null
  counts: Record<string, number>
}

/** The day by which rules judge. ISO date. */
export const dayOf = ({ asOf }: Pick<Deps, 'asOf'>): string => asOf.toISOString().slice(0, 10)

/** Whether another process is at work on this run now; a killed one is not, whatever the journal says. */
export const isAtWork = (deps: Deps, run: Pick<Run, 'status' | 'pid' | 'host'>): boolean => {
  const { status, pid, host } = run
  if (status !== 'running' || pid === null || host === null || pid === deps.pid) return false
  return deps.isAlive?.(pid, host) ?? false
}

/** Runs that a kill left open are closed by whoever comes next. */
const closeDead = (deps: Deps): void => {
  for (const run of deps.file.runs.open()) {
    if (run.id === deps.parent || run.pid === deps.pid || isAtWork(deps, run)) continue
    finishRun(deps, run.id, 'interrupted', JSON.parse(run.counts) as Record<string, number>)
  }
}

/** Opens a run. Call inside a write. */
export const startRun = (
  deps: Deps,
  command: string,
  input: unknown,
  undoes: number | null = null,
): number => {
  closeDead(deps)
  return deps.file.runs.start({
    command,
    parent_id: deps.parent,
    undoes,
    started_at: deps.now().toISOString(),
    as_of: dayOf(deps),
    input: JSON.stringify(input),
    version: deps.version,
    pid: deps.pid,
    host: deps.host,
  })
}

/** Closes a run. Call inside a write. */
export const finishRun = (deps: Deps, run: number, status: RunStatus, counts: Record<string, number>): void =>
  deps.file.runs.finish(run, status, counts, deps.now().toISOString())

/**
 * Between two batches: lets Ctrl-C be noticed, which a loop of synchronous statements would never do.
 *
 * @throws PrmError `interrupted` once the signal is aborted
 */
export const breathe = async (deps: Deps, hint: string): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve))
  if (deps.signal.aborted)
    throw new PrmError('interrupted', 'interrupted', 'stopped; what was done is kept', { hint })
}
