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
