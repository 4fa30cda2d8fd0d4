/** What a scorecard is learned from: any table with an outcome of yes or no. */

export type Cell = string | number | null

export interface LearnColumn {
  /** As it stands in conditions: `employees`, `custom.budget`. */
  name: string
  /** One a row; null is unknown. Numbers where the column is binned, texts where it is grouped. */
  values: readonly Cell[]
}

export interface LearnTable {
  columns: readonly LearnColumn[]
  /** 1 where what is to be foretold came true. */
  outcome: Uint8Array
  /** Stable names of the rows: which fold a row is in follows from its name, not from its place. */
  ids: readonly string[]
  /** When each row began, as a number that grows (days); null where there is no history. */
  times: Float64Array | null
}

/** How many of the rows (all by default) came true. */
export const positivesOf = (outcome: Uint8Array, rows?: Int32Array): number => {
  let positives = 0
  if (rows === undefined) for (const value of outcome) positives += value
  else for (const row of rows) positives += outcome[row]!
  return positives
}

/** 0, 1, … count − 1. */
export const allRows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i)
