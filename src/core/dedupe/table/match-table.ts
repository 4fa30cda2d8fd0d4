/**
 * Finds the rows of any table that mean the same thing, without being told examples: Fellegi–Sunter on the named columns,
 * average linkage over the pairs. The outcome does not depend on the order of the rows.
 */
import { hash52 } from '../../../lib/quick-hash.ts'
import { PrmError } from '../../../model/errors.ts'
import { cluster, type Clustering, type ClusterOptions, type Edges } from '../cluster.ts'
import { createDistances } from '../distances.ts'
import type { Histogram } from '../mixture.ts'
import type { PairEvidence, Refusal } from '../types.ts'
import { findPairs, type TableSplit } from './blocks.ts'
import { compareRows, prepareColumn, type Column, type CompareRows } from './columns.ts'
import type { CompareColumn } from './compare-spec.ts'
import { explainer } from './explain.ts'
import { fitTable } from './fit.ts'
import { equalPairs, randomLevels } from './random-pairs.ts'
import { readPatterns, type Patterns } from './patterns.ts'
import { scorer, TABLE_MODEL_VERSION, toModel, type Scorer, type TableModel } from './model.ts'
import { columnValues } from './values.ts'

export interface MatchTableOptions {
  compare: readonly CompareColumn[]
  /** The number of the list that each row is from: rows of one list are then taken for different things. */
  source?: ArrayLike<number>
  /** A model fitted before: nothing is fitted now. */
  model?: TableModel
}

export interface TableMatcher {
  model: TableModel
  /** How many rows there are. */
  units: number
  /** Pairs that are likelier one than two, by place in the input, a < b; in an order that follows the content. */
  edges: Edges
  /** Pairs compared. */
  candidates: number
  /** Blocks that were too large, largest first. */
  splits: readonly TableSplit[]
  /** The weight of any two rows, in bits. */
  score: (a: number, b: number) => number
  explain: (a: number, b: number) => PairEvidence
  /** Why two rows may not be one; null where they may. */
  cannot: (a: number, b: number) => Refusal | null
  /** Clusters over the edges; `must` and a further `cannot` come from decisions. */
  cluster: (options?: Pick<ClusterOptions, 'must' | 'cannot' | 'threshold' | 'need'>) => Clustering
}

/** Patterns are numbers of one digit a column, and must be exact. */
const MOST_COLUMNS = 15

/** @param rows cells in the order of `compare` */
export const matchTable = (
  rows: readonly (readonly string[])[],
  options: MatchTableOptions,
): TableMatcher => {
  const { compare, source } = options
  checkColumns(compare, options.model)
  const { columns, order } = prepare(rows, options)
  const place = new Int32Array(rows.length)
  for (const [at, row] of order.entries()) place[row] = at
  const lists = source === undefined ? null : order.map((row) => source[row]!)

  const pairs = findPairs(columns, rows.length, (a, b) => lists !== null && lists[a] === lists[b])
  const compareTwo = compareRows(columns)
  const patterns = readPatterns(pairs, rows.length, columns, compareTwo)
  const model = options.model ?? fitModel(columns, rows.length, patterns.histogram, compareTwo, lists)

  const weights = scorer(model, columns)
  const edges = likelyEdges(patterns, weights, order)
  const digits = new Uint8Array(columns.length)
  const score = (a: number, b: number): number => {
    compareTwo(place[a]!, place[b]!, digits)
    return weights.total(digits, 0, place[a]!)
  }
  const cannot = (a: number, b: number): Refusal | null =>
    source !== undefined && source[a] === source[b] ? 'same_source' : null
  const explain = explainer({ columns, score: weights, compareTwo, rows })
  return {
    ...{
      model,
      units: rows.length,
      edges,
      candidates: patterns.of.length,
      splits: pairs.splits,
      score,
      cannot,
    },
    explain: (a, b) => explain(a, b, place[a]!, place[b]!),
    cluster: ({ cannot: decided, ...rest } = {}) => {
      const both = decided === undefined ? cannot : (a: number, b: number) => decided(a, b) ?? cannot(a, b)
      // Without anything to forbid, no pair of members need be asked.
      const forbidden = source === undefined && decided === undefined ? {} : { cannot: both }
      return cluster(edges, { ...rest, ...forbidden, units: rows.length, score, rank: place })
    },
  }
}

const checkColumns = (compare: readonly CompareColumn[], model: TableModel | undefined): void => {
  if (compare.length === 0 || compare.length > MOST_COLUMNS) {
    const message = `${String(compare.length)} columns cannot be compared`
    throw new PrmError('usage', 'dedupe.compare', message, { hint: `name 1 to ${String(MOST_COLUMNS)}` })
  }
  if (model === undefined) return
  const names = (columns: readonly CompareColumn[]): string =>
    columns.map(({ name, kind }) => `${name}:${kind}`).join(',')
  if ((model.version as number) !== TABLE_MODEL_VERSION || names(model.columns) !== names(compare)) {
    throw new PrmError('input', 'dedupe.model', 'the model was fitted to other columns', {
      hint: `it compares ${names(model.columns)}`,
    })
  }
}

/** The columns, and the order of content in which all the work is done, so that the order of the rows plays no part. */
const prepare = (
  rows: readonly (readonly string[])[],
  { compare, model, source }: MatchTableOptions,
): { columns: Column[]; order: Int32Array } => {
  const distances = createDistances()
  const cells = compare.map(({ kind }, k) =>
    columnValues(
      kind,
      rows.map((row) => row[k] ?? ''),
    ),
  )
  const text = rows.map((_, row) => cells.map((column) => column[row]!).join('\u0001'))
  const hash = Float64Array.from(text, (content) => hash52(content))
  const order = Int32Array.from(rows, (_, row) => row).sort(
    (a, b) =>
      hash[a]! - hash[b]! ||
      (text[a]! < text[b]! ? -1 : Number(text[a]! > text[b]!)) ||
      (source?.[a] ?? 0) - (source?.[b] ?? 0) ||
      a - b,
  )
  const columns = compare.map((column, k) =>
    prepareColumn(
      column,
      Array.from(order, (row) => cells[k]![row]!),
      distances,
      model?.words[k] ?? undefined,
    ),
  )
  return { columns, order }
}

const fitModel = (
  columns: readonly Column[],
  rows: number,
  histogram: Histogram,
  compareTwo: CompareRows,
  lists: Int32Array | null,
): TableModel => {
  const fit = fitTable({
    histogram,
    random: randomLevels(columns, rows, compareTwo, lists),
    ...equalPairs(columns, rows, lists),
    places: placesOf(columns),
  })
  return toModel(columns, rows, fit)
}

/** Organisations have branches: the columns that tell where one is. */
const placesOf = (columns: readonly Column[]): number[] =>
  columns.some(({ kind }) => kind === 'company')
    ? columns.flatMap(({ kind }, k) => (kind === 'address' ? [k] : []))
    : []

const likelyEdges = ({ a, b, of, histogram }: Patterns, weights: Scorer, order: Int32Array): Edges => {
  const width = histogram.levels.length
  const bits = Float64Array.from(of, (pattern, pair) =>
    weights.total(histogram.decoded, pattern * width, a[pair]!),
  )
  let kept = 0
  for (const weight of bits) if (weight >= 0) kept++
  const edges = { a: new Int32Array(kept), b: new Int32Array(kept), weight: new Float64Array(kept) }
  for (let pair = 0, at = 0; pair < bits.length; pair++) {
    if (bits[pair]! < 0) continue
    const [x, y] = [order[a[pair]!]!, order[b[pair]!]!]
    edges.a[at] = Math.min(x, y)
    edges.b[at] = Math.max(x, y)
    edges.weight[at++] = bits[pair]!
  }
  return edges
}
