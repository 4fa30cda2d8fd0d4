/**
 * Learning: how quick, and how right beside the baselines that were measured once on the public tables (5-fold cross-
 * validation; `card` is an 8-bin integer scorecard). The tables are not part of prm: PRM_SCORING_DATA names their folder.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { calibrationError, calibrationTable } from '../../src/core/learn/calibration.ts'
import { evaluateLearning } from '../../src/core/learn/evaluate.ts'
import { foldsOf } from '../../src/core/learn/folds.ts'
import { findLeaks } from '../../src/core/learn/leaks.ts'
import { auc } from '../../src/core/learn/ranking.ts'
import { learnScorecard, pointsOf, probabilityOf } from '../../src/core/learn/scorecard.ts'
import { allRows, type LearnTable } from '../../src/core/learn/table.ts'
import { seeded } from '../../src/lib/random.ts'
import type { BenchResult, BenchRow } from './registry.ts'

interface PublicTable {
  name: string
  file: string
  delimiter: string
  outcome: string
  without: string[]
  numbers: string[] | 'all but'
  texts?: string[]
  /** Measured once: AUC and calibration error. */
  card: { auc: number; ece: number }
  seeds: number[]
}

const SHOPPERS: Omit<PublicTable, 'name' | 'without' | 'card'> = {
  file: 'online-shoppers/online_shoppers_intention.csv',
  delimiter: ',',
  outcome: 'Revenue',
  numbers: 'all but',
  texts: ['Month', 'OperatingSystems', 'Browser', 'Region', 'TrafficType', 'VisitorType', 'Weekend'],
  seeds: [11],
}

const TABLES: PublicTable[] = [
  { ...SHOPPERS, name: 'online shoppers', without: [], card: { auc: 0.9155, ece: 0.01 } },
  {
    ...SHOPPERS,
    name: 'online shoppers, no PageValues',
    without: ['PageValues'],
    card: { auc: 0.7593, ece: 0.014 },
  },
  {
    name: 'bank marketing, no duration',
    file: 'bank-marketing/bank-additional-full.csv',
    delimiter: ';',
    outcome: 'y',
    without: ['duration'],
    numbers: [
      ...['age', 'campaign', 'pdays', 'previous', 'emp.var.rate', 'cons.price.idx', 'cons.conf.idx'],
      ...['euribor3m', 'nr.employed'],
    ],
    card: { auc: 0.7922, ece: 0.007 },
    seeds: [11],
  },
  {
    name: 'leadforge intro v7',
    file: 'leadforge/lead_scoring_intro_v7.csv',
    delimiter: ',',
    outcome: 'converted',
    without: [],
    numbers: [
      ...['expected_acv', 'inbound_touches', 'outbound_touches', 'touches_week_1', 'touches_last_7_days'],
      ...['days_since_first_touch', 'web_sessions', 'sales_activities', 'days_since_last_touch'],
    ],
    card: { auc: 0.7239, ece: 0.06 },
    seeds: [11, 12, 13],
  },
]

export const measureLearn = (): BenchResult => {
  const folder =
    process.env.PRM_SCORING_DATA ?? fileURLToPath(new URL('../../../shared/data/scoring', import.meta.url))
  const found = TABLES.filter(({ file }) => existsSync(join(folder, file)))
  const bank = found.find(({ name }) => name.startsWith('bank'))
  return {
    rows: [
      speed('45 000 generated rows, 17 columns', generated(45_000, 17)),
      ...(bank === undefined ? [] : [speed('bank marketing in date order', read(folder, bank))]),
      ...found.flatMap((table) => accuracy(table, read(folder, table))),
    ],
  }
}

/** Leaks, cross-validation, scorecard, both splits, bootstrap. */
const speed = (name: string, table: LearnTable): BenchRow => {
  const begun = performance.now()
  findLeaks(table)
  learnScorecard(table)
  const { time, random } = evaluateLearning(table, {
    capacity: { people: 40, per: null },
    others: [{ name: 'recency', scores: table.times! }],
  })
  const seconds = (performance.now() - begun) / 1000
  const note = `${table.ids.length} rows × ${table.columns.length}; AUC by time ${time?.auc.toFixed(3) ?? '-'}, at random ${random.auc.toFixed(3)}`
  return { name: `learning, ${name}`, ours: seconds, unit: 's', target: 'under 20 s', note }
}

const accuracy = ({ name, card, seeds }: PublicTable, table: LearnTable): BenchRow[] => {
  const { ids, outcome, columns } = table
  const [aucs, eces]: [number[], number[]] = [[], []]
  for (const seed of seeds) {
    const probabilities = new Float64Array(ids.length)
    const folds = foldsOf(ids, outcome, allRows(ids.length), 5, seed).map(({ train, test }) => {
      const learned = learnScorecard(table, train)
      const points = pointsOf(learned, columns, test)
      test.forEach((row, i) => (probabilities[row] = probabilityOf(learned, points[i]!)))
      return auc(
        points,
        Array.from(test, (row) => outcome[row]!),
      )
    })
    aucs.push(mean(folds))
    eces.push(calibrationError(calibrationTable(probabilities, outcome)))
  }
  return [
    {
      name: `${name}: AUC`,
      ours: mean(aucs),
      peer: { name: 'card', value: card.auc },
      target: 'card − 0.002',
    },
    {
      name: `${name}: ECE`,
      ours: mean(eces),
      peer: { name: 'card', value: card.ece },
      target: 'not above card',
    },
  ]
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const read = (
  folder: string,
  { file, delimiter, outcome, without, numbers, texts = [] }: PublicTable,
): LearnTable => {
  const lines = readFileSync(join(folder, file), 'utf8')
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, '')))
  const [header = [], ...rows] = lines
  const isNumber = (name: string): boolean =>
    numbers === 'all but' ? !texts.includes(name) : numbers.includes(name)
  return {
    columns: header.flatMap((name, i) =>
      name === outcome || without.includes(name)
        ? []
        : [
            {
              name,
              values: rows.map((row) => {
                const cell = row[i] ?? ''
                return cell === '' ? null : isNumber(name) ? Number(cell) : cell
              }),
            },
          ],
    ),
    outcome: Uint8Array.from(rows, (row) => (/^(1|yes|true)$/i.test(row[header.indexOf(outcome)]!) ? 1 : 0)),
    ids: rows.map((_, i) => String(i)),
    times: Float64Array.from(rows, (_, i) => i),
  }
}

/** Numbers and texts of which a third matter; one in nine comes true. */
const generated = (count: number, width: number): LearnTable => {
  const random = seeded(5)
  const odds = new Float64Array(count).fill(-2.6)
  const columns = Array.from({ length: width }, (_, c) => {
    const matters = c % 3 === 0
    const values = Array.from({ length: count }, (_, row) => {
      const value = random()
      if (matters) odds[row]! += c % 2 === 0 ? 2 * (value - 0.5) : value < 0.2 ? 0.8 : -0.2
      if (random() < 0.05) return null
      return c % 2 === 0 ? Math.round(value * 1000) : `kind ${Math.floor(value * 12)}`
    })
    return { name: `column_${c}`, values }
  })
  return {
    columns,
    outcome: Uint8Array.from(odds, (z) => (random() < 1 / (1 + Math.exp(-z)) ? 1 : 0)),
    ids: Array.from({ length: count }, (_, i) => `row ${i}`),
    times: Float64Array.from({ length: count }, (_, i) => Math.floor(i / 100)),
  }
}
