/** A fitted model of a table as plain data, and what it says of two rows. */
import { likelihood, type MixtureClass } from '../mixture.ts'
import type { Column } from './columns.ts'
import type { CompareColumn } from './compare-spec.ts'
import type { TableFit } from './fit.ts'
import { wordCounts, type WordCounts } from './tokens.ts'

export const TABLE_MODEL_VERSION = 1

export interface PlainClass {
  share: number
  /** [comparison][level] */
  tables: number[][]
}

/** How often the values of a column stand in it. */
export interface Frequencies {
  total: number
  /** The chance that two cells agree. */
  chance: number
  /** Of values that stand there more than once. */
  counts: (readonly [value: string, count: number])[]
}

/** Everything that scoring needs, so that the same model gives the same bits for other rows. */
export interface TableModel {
  version: typeof TABLE_MODEL_VERSION
  columns: CompareColumn[]
  rows: number
  match: PlainClass
  strangers: PlainClass
  branches: PlainClass | null
  frequencies: Frequencies[]
  words: (WordCounts | null)[]
  /** What answers have taught: a factor for the bits of each field, and bits added to the prior. */
  multipliers?: Readonly<Record<string, number>>
  shift?: number
}

/** The name of the line of evidence that says how well a pair reads as two branches of one organisation. */
export const BRANCHES = 'branches'

const plain = ({ share, tables }: MixtureClass): PlainClass => ({
  share,
  tables: tables.map((table) => [...table]),
})

export const toModel = (columns: readonly Column[], rows: number, fit: TableFit): TableModel => ({
  version: TABLE_MODEL_VERSION,
  columns: columns.map(({ name, kind }) => ({ name, kind })),
  rows,
  match: plain(fit.match),
  strangers: plain(fit.strangers),
  branches: fit.branches === null ? null : plain(fit.branches),
  frequencies: columns.map(frequenciesOf),
  words: columns.map(({ tokens }) => (tokens === null ? null : wordCounts(tokens))),
})

const frequenciesOf = ({ values, counts }: Column): Frequencies => {
  let [total, square] = [0, 0]
  for (const count of counts) {
    total += count
    square += count * count
  }
  return {
    total,
    chance: total === 0 ? 1 : square / total ** 2,
    counts: values.values
      .map((value, id) => [value, counts[id]!] as const)
      .filter(([, count]) => count > 1)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

export interface Scorer {
  /** log2 of the odds of two random rows, with what answers have added. */
  prior: number
  /** What level `l` of column `k` says. */
  bitsOf: (k: number, l: number) => number
  /** What the frequency of value `id` adds where both rows have it. */
  frequencyOf: (k: number, id: number) => number
  /** What the reading as branches takes away, and how well it does against strangers. */
  branchBits: (levels: ArrayLike<number>, at: number) => { bits: number; against: number }
  /** The sum of all for row `a`, whose value stands for both where they are equal. */
  total: (levels: ArrayLike<number>, at: number, a: number) => number
}

/** A value that stands alone is as rare as one that stands there twice: nobody knows how rare. */
const LEAST_COUNT = 2

export const scorer = (model: TableModel, columns: readonly Column[]): Scorer => {
  const { match, strangers, branches, multipliers, shift = 0 } = model
  const factor = (field: string): number => multipliers?.[field] ?? 1
  const factors = columns.map(({ name }) => factor(name))
  const bits = match.tables.map((table, k) =>
    table.map((chance, l) => (l === 0 ? 0 : factors[k]! * Math.log2(chance / strangers.tables[k]![l]!))),
  )
  const frequency = columns.map((column, k) => frequencyBits(column, model.frequencies[k]!, factors[k]!))
  const prior = Math.log2(match.share / (1 - match.share)) + shift
  const branchFactor = factor(BRANCHES)
  const mixture = ({ share, tables }: PlainClass): MixtureClass => ({
    share,
    tables: tables.map((table) => Float64Array.from(table)),
  })
  const [rivals, others] = [branches === null ? null : mixture(branches), mixture(strangers)]
  const branchBits: Scorer['branchBits'] = (levels, at) => {
    if (rivals === null) return { bits: 0, against: -Infinity }
    const against = Math.log2(likelihood(rivals, levels, at) / likelihood(others, levels, at))
    return { bits: -branchFactor * Math.log2(1 + 2 ** against), against }
  }
  const total: Scorer['total'] = (levels, at, a) => {
    let sum = prior
    for (let k = 0; k < columns.length; k++) {
      const level = levels[at + k]!
      const of = bits[k]!
      sum += of[level]!
      if (level === of.length - 1) sum += frequency[k]![columns[k]!.ids[a]!]!
    }
    return rivals === null ? sum : sum + branchBits(levels, at).bits
  }
  return {
    prior,
    bitsOf: (k, l) => bits[k]![l]!,
    frequencyOf: (k, id) => frequency[k]![id]!,
    branchBits,
    total,
  }
}

const frequencyBits = ({ values }: Column, of: Frequencies, factor: number): Float64Array => {
  const known = new Map(of.counts)
  const average = Math.log2(of.chance)
  return Float64Array.from(values.values, (value, id) =>
    id === 0 || of.total === 0
      ? 0
      : factor * (average - Math.log2(Math.max(known.get(value) ?? 0, LEAST_COUNT) / of.total)),
  )
}
