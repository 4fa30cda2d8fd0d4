import type { Interval } from './ranking.ts'
import type { StoredEvaluation } from './record.ts'

export interface BesideRecency {
  auc: number
  recency: number
  /** Not above 0 at its low end: the model is not shown to be better than calling the newest first. */
  ahead: Interval
}

/** How a model does beside calling the newest first; null: that was not asked. */
export const besideRecency = ({ auc, compared }: StoredEvaluation): BesideRecency | null => {
  const recency = compared.find(({ name }) => name === 'recency')
  return recency === undefined ? null : { auc, recency: recency.auc, ahead: recency.ahead }
}
