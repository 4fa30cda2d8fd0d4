/**
 * Columns as features: each value falls into exactly one bin. The first bin is for what is unknown; of a column of texts
 * the last is for all that were too rare to be told apart, or never seen.
 */
import { binOf, cutNumbers, type BinOptions } from './bins.ts'
import type { Cell, LearnColumn } from './table.ts'

export type Feature =
  { name: string; kind: 'number'; cuts: number[] } | { name: string; kind: 'text'; values: string[] }

export interface FeatureOptions extends BinOptions {
  /** At most so many texts are told apart. */
  mostTexts: number
}

/** How many bins a feature has: that of the unknown included. */
export const binCount = (feature: Feature): number =>
  feature.kind === 'number' ? feature.cuts.length + 2 : feature.values.length + 2

/** @returns null for a column that tells nobody from anybody else */
export const featureOf = (
  { name, values }: LearnColumn,
  rows: Int32Array,
  options: FeatureOptions,
): Feature | null => {
  const known: Cell[] = []
  for (const row of rows) if (values[row] !== null && values[row] !== undefined) known.push(values[row])
  if (known.length < options.leastRows) return null
  const hasUnknown = rows.length - known.length >= options.leastRows
  if (known.every((value) => typeof value === 'number')) {
    const cuts = cutNumbers(Float64Array.from(known), options)
    return cuts.length === 0 && !hasUnknown ? null : { name, kind: 'number', cuts }
  }
  const counts = new Map<string, number>()
  for (const value of known) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
  const kept = [...counts]
    .filter(([, count]) => count >= options.leastRows)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, options.mostTexts)
    .map(([value]) => value)
  const isOneForAll = kept.length === 0 || (kept.length === 1 && counts.size === 1)
  return isOneForAll && !hasUnknown ? null : { name, kind: 'text', values: kept.sort() }
}

/** A function that tells the bin of a value. */
export const binner = (feature: Feature): ((value: Cell) => number) => {
  if (feature.kind === 'number') {
    const { cuts } = feature
    return (value) => {
      const number = value === null ? NaN : Number(value)
      return Number.isNaN(number) ? 0 : 1 + binOf(cuts, number)
    }
  }
  const bins = new Map(feature.values.map((value, i) => [value, i + 1]))
  const other = feature.values.length + 1
  return (value) => (value === null ? 0 : (bins.get(String(value)) ?? other))
}

/** Rows as the bins that they are in, counted through: feature after feature. */
export interface Design {
  features: readonly Feature[]
  /** Of each feature the number of its first bin; at the end the number of all bins. */
  offsets: Int32Array
  /** Row after row, one bin for each feature. */
  cells: Uint16Array
  rows: number
}

/** @param columns must hold a column for each feature; columns of the same name */
export const designOf = (
  features: readonly Feature[],
  columns: readonly LearnColumn[],
  rows: number,
): Design => {
  const width = features.length
  const offsets = new Int32Array(width + 1)
  features.forEach((feature, f) => (offsets[f + 1] = offsets[f]! + binCount(feature)))
  const byName = new Map(columns.map((column) => [column.name, column]))
  const cells = new Uint16Array(rows * width)
  features.forEach((feature, f) => {
    const bin = binner(feature)
    const values = byName.get(feature.name)?.values
    const offset = offsets[f]!
    for (let row = 0; row < rows; row++) cells[row * width + f] = offset + bin(values?.[row] ?? null)
  })
  return { features, offsets, cells, rows }
}
