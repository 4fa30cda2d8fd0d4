/**
 * Finds the rows of any table that mean the same thing, without being told examples: Fellegi–Sunter on the named columns,
 * average linkage over the pairs. The outcome does not depend on the order of the rows.
 */
import { hash52 } from '../../../lib/quick-hash.ts'
import { PrmError } from '../../../model/errors.ts'
import { cluster, type RefusedUnion } from '../cluster.ts'
import { createDistances } from '../distances.ts'
import type { PairEvidence, Refusal } from '../types.ts'
import { findPairs, type TableSplit } from './blocks.ts'
import { compareRows, prepareColumn, type Column } from './columns.ts'
import type { CompareColumn } from './compare-spec.ts'
import { explainer } from './explain.ts'
import { fitTable } from './fit.ts'
import { equalPairs, randomLevels } from './random-pairs.ts'
import { readPatterns } from './patterns.ts'
import { scorer, toModel, TABLE_MODEL_VERSION, type TableModel } from './model.ts'
import { columnValues } from './values.ts'

export interface MatchTableOptions {
  compare: readonly CompareColumn[]
  /** The number of the list that each row is from: rows of one list are then taken for different things. */
  source?: ArrayLike<number>
  /** A model fitted before; without one it is fitted to these rows. */
  model?: TableModel
  /** Rows that are decided to be one. */
  must?: Iterable<readonly [number, number]>
  /** Why two rows may not be one; null where they may. */
  cannot?: (a: number, b: number) => Refusal | null
}

export interface TableMatch {
  /** Of each row the first row of its cluster. */
  cluster: Int32Array
  /** Pairs that are more likely one than not, heaviest first; `a < b` are rows, `bits` log2 of the odds. */
  edges: { a: Int32Array; b: Int32Array; bits: Float64Array }
  /** Unions that the evidence asked for and something forbade. */
  refused: RefusedUnion[]
  model: TableModel
  /** Blocks that were too large, largest first. */
  splits: TableSplit[]
  /** Pairs compared. */
  candidates: number
  explain: (a: number, b: number) => PairEvidence
}

/** Patterns are numbers of one digit a column, and must be exact. */
const MOST_COLUMNS = 15

/** @param rows cells in the order of `compare` */
export const matchTable = (rows: readonly (readonly string[])[], options: MatchTableOptions): TableMatch => {
  const { compare, source, must = [], cannot } = options
  checkColumns(compare, options.model)
  const { columns, order } = prepare(rows, options)
  const place = new Int32Array(rows.length)
  for (const [at, row] of order.entries()) place[row] = at

  const isApart = apartBySource(order, source)
  const { codes, splits } = findPairs(columns, rows.length, isApart)
  const compareTwo = compareRows(columns)
  const patterns = readPatterns(codes, rows.length, columns, compareTwo)
  const model = options.model ?? fitModel(columns, rows.length, patterns.histogram, compareTwo, source, order)

  const score = scorer(model, columns)
  const width = columns.length
  const weight = Float64Array.from(patterns.of, (pattern, pair) =>
    score.total(patterns.histogram.decoded, pattern * width, patterns.a[pair]!),
  )
  const digits = new Uint8Array(width)
  const scoreTwo = (a: number, b: number): number => {
    compareTwo(a, b, digits)
    return score.total(digits, 0, a)
  }
  const forbidden = (a: number, b: number): Refusal | null =>
    isApart(a, b) ? 'same_source' : (cannot?.(order[a]!, order[b]!) ?? null)
  const clustering = cluster(
    { a: patterns.a, b: patterns.b, weight },
    {
      units: rows.length,
      must: [...must]
        .map(([a, b]) => [place[a]!, place[b]!] as const)
        .sort((x, y) => x[0] - y[0] || x[1] - y[1]),
      ...(source === undefined && cannot === undefined ? {} : { cannot: forbidden }),
      score: scoreTwo,
    },
  )
  const explain = explainer({ model, columns, score, compareTwo, rows })
  return {
    cluster: firstRows(clustering.cluster, order),
    edges: likelyEdges(patterns.a, patterns.b, weight, order),
    refused: clustering.refused.map(({ a, b, ...rest }) => ({ a: order[a]!, b: order[b]!, ...rest })),
    model,
    splits,
    candidates: codes.length,
    explain: (a, b) => explain(a, b, place[a]!, place[b]!),
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

const apartBySource = (
  order: Int32Array,
  source: ArrayLike<number> | undefined,
): ((a: number, b: number) => boolean) => {
  if (source === undefined) return () => false
  const lists = order.map((row) => source[row]!)
  return (a, b) => lists[a] === lists[b]
}

const fitModel = (
  columns: readonly Column[],
  rows: number,
  histogram: ReturnType<typeof readPatterns>['histogram'],
  compareTwo: ReturnType<typeof compareRows>,
  source: ArrayLike<number> | undefined,
  order: Int32Array,
): TableModel => {
  const lists = source === undefined ? null : order.map((row) => source[row]!)
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

const firstRows = (clusters: Int32Array, order: Int32Array): Int32Array => {
  const first = new Map<number, number>()
  for (const [at, root] of clusters.entries())
    first.set(root, Math.min(first.get(root) ?? Infinity, order[at]!))
  const of = new Int32Array(clusters.length)
  for (const [at, root] of clusters.entries()) of[order[at]!] = first.get(root)!
  return of
}

const likelyEdges = (
  a: Int32Array,
  b: Int32Array,
  weight: Float64Array,
  order: Int32Array,
): TableMatch['edges'] => {
  const likely: number[] = []
  for (const [pair, bits] of weight.entries()) if (bits >= 0) likely.push(pair)
  likely.sort((x, y) => weight[y]! - weight[x]! || x - y)
  const ends = likely.map((pair) => [order[a[pair]!]!, order[b[pair]!]!] as const)
  return {
    a: Int32Array.from(ends, ([x, y]) => Math.min(x, y)),
    b: Int32Array.from(ends, ([x, y]) => Math.max(x, y)),
    bits: Float64Array.from(likely, (pair) => weight[pair]!),
  }
}
