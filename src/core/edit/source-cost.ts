/** What a source has cost, said after its lists were read. */
import { isNewCost, setCost, type Cost } from '../derive/source-cost.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { sourceNamed } from '../measure/sources.ts'

export interface SourceCostInput {
  name: string
  /** In all, not in addition. */
  cost: Cost
  dry_run?: boolean
}

export interface SourceCostResult extends Result {
  counts: Record<'changed' | 'unchanged', number>
  source: string
  cost: Cost
  was: Cost | null
  dry_run: boolean
}

/** @throws PrmError `source.unknown` */
export const setSourceCost = async (deps: Deps, input: SourceCostInput): Promise<SourceCostResult> => {
  const { dry_run = false } = input
  const act = (): SourceCostResult => deps.file.write(() => apply(deps, input))
  return dry_run ? { ...(await deps.file.rehearse(() => Promise.resolve(act()))), run: null, dry_run } : act()
}

const apply = (deps: Deps, { name, cost }: SourceCostInput): SourceCostResult => {
  const { file } = deps
  const { id } = sourceNamed(file, name)
  const was = file.batches.cost(id)
  const told = { source: name, cost, was, dry_run: false }
  if (!isNewCost(file, id, cost))
    return { schemaVersion: SCHEMA_VERSION, run: null, counts: { changed: 0, unchanged: 1 }, ...told }
  const run = startRun(deps, 'sources', { source: name, cost: cost.amount, currency: cost.currency })
  setCost(file, run, id, cost)
  const counts = { changed: 1, unchanged: 0 }
  finishRun(deps, run, 'done', counts)
  return { schemaVersion: SCHEMA_VERSION, run, counts, ...told }
}
