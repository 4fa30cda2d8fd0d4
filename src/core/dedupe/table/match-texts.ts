/**
 * A table of one column of text. One comparison alone cannot tell matches from strangers by itself (nothing else is there
 * to agree or disagree with it), so no model is fitted: texts are as alike as the words they share are rare, and the line
 * between one and two is fixed.
 */
import { hash52 } from '../../../lib/quick-hash.ts'
import { cluster, type Edges } from '../cluster.ts'
import { createDistances, type Distances } from '../distances.ts'
import type { PairEvidence, Refusal } from '../types.ts'
import { findPairs, type TablePairs } from './blocks.ts'
import { prepareColumn, type Column } from './columns.ts'
import type { CompareColumn } from './compare-spec.ts'
import type { MatchTableOptions, TableMatcher } from './match-table.ts'
import { TABLE_MODEL_VERSION, type TableModel } from './model.ts'
import { learnPhrases, phraser } from './phrases.ts'
import { sharedMass, wordCounts } from './tokens.ts'
import { columnValues } from './values.ts'

/** The likeness at which two texts are as likely one as two, and the bits from nothing to everything shared. */
const EVEN = 0.55
const STEEP = 40
/** Rare words count more than their information: common ones hang together. */
const POWER = 2
/** Up to so many rows, all pairs are compared. */
const FEW = 3000

export const isOneText = (compare: readonly CompareColumn[]): boolean =>
  compare.length === 1 && (compare[0]!.kind === 'text' || compare[0]!.kind === 'company')

/** As `matchTable`. */
export const matchTexts = (
  rows: readonly (readonly string[])[],
  { compare, source, model: frozen }: MatchTableOptions,
): TableMatcher => {
  const of = compare[0]!
  const folded = columnValues(
    of.kind,
    rows.map(([cell = '']) => cell),
  )
  const phrases = frozen?.text?.phrases ?? learnPhrases(folded)
  const read = phraser(phrases)
  const values = folded.map(read)
  const order = byContent(values, source)
  const distances = createDistances()
  const column = prepareColumn(
    of,
    Array.from(order, (row) => values[row]!),
    distances,
    frozen?.text?.words,
  )
  const model = frozen ?? modelOf(of, rows.length, { phrases, words: wordCounts(column.tokens!) })
  const place = new Int32Array(rows.length)
  for (const [at, row] of order.entries()) place[row] = at

  const factor = model.multipliers?.[of.name] ?? 1
  const prior = -EVEN * STEEP + (model.shift ?? 0)
  const likeness = likenessOf(column, distances)
  const bits = (x: number, y: number): number =>
    prior + factor * STEEP * likeness(column.ids[x]!, column.ids[y]!).mean
  const score = (a: number, b: number): number => bits(place[a]!, place[b]!)
  const cannot = (a: number, b: number): Refusal | null =>
    source !== undefined && source[a] === source[b] ? 'same_source' : null
  const pairs = candidates(column, rows.length, (x, y) => cannot(order[x]!, order[y]!) !== null)
  const edges = edgesOf(pairs.codes, rows.length, bits, order)

  const explain = (a: number, b: number): PairEvidence => {
    const found = likeness(column.ids[place[a]!]!, column.ids[place[b]!]!)
    const line = { a: rows[a]![0]?.trim() || null, b: rows[b]![0]?.trim() || null, frequency_bits: 0 }
    const total = score(a, b)
    return {
      ...{ a, b, prior, total, probability: 1 / (1 + 2 ** -total) },
      lines: [{ field: of.name, level: levelOf(found), ...line, bits: total - prior }],
      runner_up: { reading: 'strangers', bits: -total },
    }
  }
  return {
    ...{ model, units: rows.length, edges, candidates: pairs.codes.length, splits: pairs.splits },
    ...{ score, explain, cannot },
    cluster: ({ cannot: decided, ...rest } = {}) => {
      const both = decided === undefined ? cannot : (a: number, b: number) => decided(a, b) ?? cannot(a, b)
      const forbidden = source === undefined && decided === undefined ? {} : { cannot: both }
      return cluster(edges, { ...rest, ...forbidden, units: rows.length, score, rank: place })
    },
  }
}

const byContent = (values: readonly string[], source: ArrayLike<number> | undefined): Int32Array => {
  const hash = Float64Array.from(values, (value) => hash52(value))
  return Int32Array.from(values, (_, row) => row).sort(
    (a, b) =>
      hash[a]! - hash[b]! ||
      (values[a]! < values[b]! ? -1 : Number(values[a]! > values[b]!)) ||
      (source?.[a] ?? 0) - (source?.[b] ?? 0) ||
      a - b,
  )
}

const modelOf = (
  { name, kind }: CompareColumn,
  rows: number,
  text: NonNullable<TableModel['text']>,
): TableModel => ({
  version: TABLE_MODEL_VERSION,
  columns: [{ name, kind }],
  rows,
  match: { share: 0, tables: [] },
  strangers: { share: 1, tables: [] },
  branches: null,
  frequencies: [],
  words: [],
  text,
})

interface Likeness {
  /** Between what is shared of both and what of the shorter. */
  mean: number
  /** Of the shorter text, the share that stands in the longer. */
  within: number
}

const likenessOf = ({ tokens }: Column, distances: Distances): ((x: number, y: number) => Likeness) => {
  const { words, texts, idf, counts } = tokens!
  const weight = idf.map((bits) => bits ** POWER)
  const mass = Float64Array.from(words, (own) => own.reduce((sum, word) => sum + weight[word]!, 0))
  const weighted = { words, texts, counts, idf: weight, mass }
  return (x, y) => {
    const shared = sharedMass(weighted, distances, x, y)
    if (shared === 0) return { mean: 0, within: 0 }
    const within = shared / Math.min(mass[x]!, mass[y]!)
    return { mean: (within + (2 * shared) / (mass[x]! + mass[y]!)) / 2, within }
  }
}

const levelOf = ({ mean, within }: Likeness): string => {
  if (mean > 0.999) return 'the same words'
  if (within > 0.999) return 'one within the other'
  if (mean >= 0.7) return 'share most'
  if (mean >= 0.4) return 'share half'
  return mean > 0 ? 'share a little' : 'differ'
}

const candidates = (
  column: Column,
  rows: number,
  isApart: (x: number, y: number) => boolean,
): Pick<TablePairs, 'codes' | 'splits'> => {
  if (rows > FEW) return findPairs([column], rows, isApart)
  const codes: number[] = []
  for (let x = 0; x < rows; x++) {
    if (column.ids[x] === 0) continue
    for (let y = x + 1; y < rows; y++) if (column.ids[y] !== 0 && !isApart(x, y)) codes.push(x * rows + y)
  }
  return { codes: Float64Array.from(codes), splits: [] }
}

const edgesOf = (
  codes: Float64Array,
  rows: number,
  bits: (x: number, y: number) => number,
  order: Int32Array,
): Edges => {
  const found: { a: number; b: number; weight: number }[] = []
  for (const code of codes) {
    const x = Math.floor(code / rows)
    const y = code - x * rows
    const weight = bits(x, y)
    if (weight >= 0) {
      const [a, b] = [order[x]!, order[y]!]
      found.push({ a: Math.min(a, b), b: Math.max(a, b), weight })
    }
  }
  return {
    a: Int32Array.from(found, ({ a }) => a),
    b: Int32Array.from(found, ({ b }) => b),
    weight: Float64Array.from(found, ({ weight }) => weight),
  }
}
