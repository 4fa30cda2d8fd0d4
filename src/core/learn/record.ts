/** What a learned model keeps of its learning: the section `learned` of its file. */
import { sha256 } from '../../lib/hash.ts'
import type { Learned } from '../config/config.ts'
import type { Evaluation } from './evaluate.ts'
import type { Feature } from './features.ts'
import type { CardFeature, Scorecard } from './scorecard.ts'
import type { LearnTable } from './table.ts'

export interface FeatureRecord {
  column: string
  /** Of a column of numbers: where its bins begin. */
  cuts?: number[]
  /** Of a column of texts: those that are told apart. */
  values?: string[]
  /** Of each bin: of the unknown first; of texts, of all others last. */
  points: number[]
  /** How many each bin held in training: from it follows the drift. */
  rows: number[]
}

export interface LearnedRecord extends Learned {
  outcome: string
  within: number | null
  since: string | null
  window: { from: string | null; until: string | null }
  rows: number
  positives: number
  base_rate: number
  strength: number
  data: string
  features: FeatureRecord[]
  evaluation: { time: StoredEvaluation | null; random: StoredEvaluation }
}

export type StoredEvaluation = Omit<Evaluation, 'from'> & { from: string | null }

export const featureRecord = ({ feature, points, rows }: CardFeature): FeatureRecord => ({
  column: feature.name,
  ...(feature.kind === 'number' ? { cuts: feature.cuts } : { values: feature.values }),
  points,
  rows,
})

const featureOfRecord = ({ column, cuts, values }: FeatureRecord): Feature =>
  cuts === undefined
    ? { name: column, kind: 'text', values: values ?? [] }
    : { name: column, kind: 'number', cuts }

/** The scorecard again. */
export const cardOfRecord = (record: LearnedRecord): Scorecard => ({
  intercept: record.intercept,
  per_point: record.per_point,
  strength: record.strength,
  rows: record.rows,
  positives: record.positives,
  features: record.features.map((feature) => ({
    feature: featureOfRecord(feature),
    points: feature.points,
    rows: feature.rows,
    positives: feature.rows.map(() => 0),
  })),
})

/** Whether this was learned by us, and not only says that it was. */
export const isLearnedRecord = (learned: Learned | undefined): learned is LearnedRecord =>
  learned !== undefined &&
  Array.isArray(learned.features) &&
  learned.features.every((feature: unknown) => {
    const { column, points, rows } = (feature ?? {}) as Partial<FeatureRecord>
    return typeof column === 'string' && Array.isArray(points) && Array.isArray(rows)
  }) &&
  typeof learned.outcome === 'string' &&
  typeof learned.evaluation === 'object'

/** The same for the same data, in whatever order it was read. */
export const dataHash = ({ columns, outcome, times }: LearnTable): string => {
  const rows = Array.from(outcome, (truth, row) =>
    JSON.stringify([truth, times?.[row] ?? null, ...columns.map(({ values }) => values[row] ?? null)]),
  )
  return sha256([columns.map(({ name }) => name).join('\t'), ...rows.sort()].join('\n')).slice(0, 16)
}

/** Numbers as they are written down: four decimals. */
export const rounded = <T>(value: T): T => {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : Number(value.toFixed(4))) as T
  if (Array.isArray(value)) return value.map(rounded) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, rounded(inner as unknown)]),
  ) as T
}
