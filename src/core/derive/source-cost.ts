/** What a source has cost, and taking that back: the run that set it remembers what was before. */
import type { ProspectFile } from '../../store/index.ts'

export interface Cost {
  /** In whole units of the currency. */
  amount: number
  /** ISO 4217. */
  currency: string
}

interface CostChange {
  source_id: number
  was: Cost | null
  is: Cost
}

const keyOf = (run: number): string => `cost:${run}`

const isSame = (a: Cost | null, b: Cost | null): boolean =>
  a?.amount === b?.amount && a?.currency === b?.currency

/** Sets the cost of a source, as the work of this run. Call inside a write. */
export const setCost = (file: ProspectFile, run: number, source_id: number, is: Cost): void => {
  const change: CostChange = { source_id, was: file.batches.cost(source_id), is }
  file.meta.set(keyOf(run), JSON.stringify(change))
  file.batches.setCost(source_id, is)
}

/** Whether this cost would be news. */
export const isNewCost = (file: ProspectFile, source_id: number, cost: Cost): boolean =>
  !isSame(file.batches.cost(source_id), cost)

/** Gives back the cost that a run has replaced, or (redo) sets it again, unless it was set anew since. */
export const undoCost = (file: ProspectFile, run: number, redo: boolean): void => {
  const kept = file.meta.get(keyOf(run))
  if (kept === undefined) return
  const { source_id, was, is } = JSON.parse(kept) as CostChange
  const [from, to] = redo ? [was, is] : [is, was]
  if (isSame(file.batches.cost(source_id), from)) file.batches.setCost(source_id, to)
}

/** What these runs have set: by how much each source costs more than before; where the currency changed, all of it. */
export const costsSetBy = (file: ProspectFile, runs: Iterable<number>): Cost[] => {
  const found: Cost[] = []
  for (const run of runs) {
    const kept = file.meta.get(keyOf(run))
    if (kept === undefined) continue
    const { was, is } = JSON.parse(kept) as CostChange
    const before = was?.currency === is.currency ? was.amount : 0
    if (is.amount !== before) found.push({ amount: is.amount - before, currency: is.currency })
  }
  return found
}
