/** Other ways to choose whom to call first, to compare a model with. */
import type { ProspectFile } from '../../store/index.ts'
import type { Model } from '../config/config.ts'
import { compileModel, scoreSql } from '../judge/model.ts'
import { isLearnedRecord, cardOfRecord } from './record.ts'
import { pointsOf } from './scorecard.ts'
import { allRows, type LearnTable } from './table.ts'

export interface Order {
  name: OrderName
  scores: ArrayLike<number>
}

export type OrderName = 'recency' | 'rules in force' | 'last model'

/** Who came last is called first. */
export const recencyOrder = ({ times, ids }: LearnTable): Order => ({
  name: 'recency',
  scores: times ?? new Float64Array(ids.length),
})

/** The scores that a model gives today: its rules see what is known today, also what became known after the outcome. */
export const scoresToday = (
  file: ProspectFile,
  model: Model,
  ids: readonly string[],
  asOf: string,
): Float64Array => {
  const scores = new Map<string, number>()
  for (const row of file.leads.iterateRows(scoreSql(compileModel(model, [], asOf))))
    scores.set(String(row.id), Number(row.score))
  return Float64Array.from(ids, (id) => scores.get(id) ?? 0)
}

/** The points of a learned model, from the same values as those of the new one; null where it is none. */
export const learnedOrder = (model: Model | null, table: LearnTable): Order | null =>
  model !== null && isLearnedRecord(model.learned)
    ? {
        name: 'last model',
        scores: pointsOf(cardOfRecord(model.learned), table.columns, allRows(table.ids.length)),
      }
    : null
