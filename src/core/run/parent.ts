/** The run that holds the steps of a pipeline, so that they are undone as one. */
import { finishRun, isAtWork, startRun, type Deps } from '../derive/run.ts'

/** How far back an unfinished run of the same work is looked for. */
const RECENT = 20

/** The parent run: a new one, or the one that a kill, Ctrl-C or failure left, so that one job stays one run. */
export const openParent = (deps: Deps, command: 'run' | 'refresh', input: unknown): number => {
  const { runs } = deps.file
  const text = JSON.stringify(input)
  const left = runs
    .top(RECENT)
    .find(
      (run) =>
        run.command === command &&
        run.status !== 'done' &&
        run.undone_by === null &&
        run.input === text &&
        !isAtWork(deps, run),
    )
  if (!left) return startRun(deps, command, input)
  for (const step of runs.children(left.id)) {
    if (step.status !== 'running') continue
    finishRun(deps, step.id, 'interrupted', JSON.parse(step.counts) as Record<string, number>)
  }
  runs.reopen(left.id, deps.pid, deps.host)
  return left.id
}

/** One that changed nothing leaves no run behind. */
export const closeParent = (
  deps: Deps,
  parent: number,
  status: 'done' | 'failed' | 'interrupted',
  counts: Record<string, number>,
): number | null =>
  deps.file.write(() => {
    if (deps.file.runs.children(parent).length === 0) {
      deps.file.runs.remove(parent)
      return null
    }
    finishRun(deps, parent, status, counts)
    return parent
  })
