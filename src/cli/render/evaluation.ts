/** How good a model is, as text: the figures, the gains chart, the calibration table. */
import type { Drift, SourceRate } from '../../core/learn/learn.ts'
import type { StoredEvaluation } from '../../core/learn/record.ts'
import type { View } from '../command.ts'
import { bar, number, percent, plural } from './format.ts'
import { table } from './table.ts'

/** From here on a column is no longer what it was in training. */
const ALARM = 0.2

const figure = (value: number): string => value.toFixed(2)

export interface Shown {
  evaluations: readonly StoredEvaluation[]
  sources: readonly SourceRate[]
  drift: readonly Drift[]
  probabilities: boolean
  /** Who was asked, where it was no split: the model was there before. */
  asked?: string
}

export function renderEvaluation(
  { evaluations, sources, drift, probabilities, asked }: Shown,
  view: View,
): string {
  const [first] = evaluations
  if (first === undefined) return ''
  return [
    splits(evaluations, asked, view),
    reach(first),
    gains(first, view),
    probabilities ? calibration(first, view) : RANKS,
    compared(first, view),
    rates(sources, view),
    drifted(drift),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

const RANKS = 'Fewer than 100 had the outcome: the score ranks people, it is no probability.'

const NAMES = { time: 'by time', random: 'at random' } as const

const splits = (evaluations: readonly StoredEvaluation[], asked: string | undefined, view: View): string =>
  table(
    evaluations,
    [
      { header: asked === undefined ? 'Split' : 'Asked', value: ({ split }) => asked ?? NAMES[split] },
      {
        header: 'Learned from',
        value: ({ learned_from }) => (learned_from.rows === 0 ? '' : number(learned_from.rows)),
        align: 'right',
      },
      { header: 'Asked of', value: ({ asked: of }) => number(of.rows), align: 'right' },
      { header: 'with outcome', value: ({ asked: of }) => number(of.positives), align: 'right' },
      { header: 'AUC', value: ({ auc }) => figure(auc), align: 'right', minWidth: 4 },
      { header: '95 %', value: ({ interval }) => `${figure(interval.low)}–${figure(interval.high)}` },
      {
        header: 'ECE',
        value: ({ ece }) => (ece === null ? '' : ece.toFixed(3)),
        align: 'right',
        minWidth: 5,
      },
      { header: 'First day', value: ({ from }) => from ?? '' },
    ],
    view,
  )

const reach = ({ reach: { called, recall, lift }, asked, gains: shares }: StoredEvaluation): string =>
  called === asked.rows
    ? `You can call all of these ${number(asked.rows)}; the best fifth hold ${percent(shares[2]!)} of all with the outcome.`
    : `You can call ${number(called)} of these ${number(asked.rows)}: the best ${number(called)} hold ${percent(recall)} of all with the outcome, ${lift.toFixed(1)} times what chance holds.`

const gains = ({ gains: shares }: StoredEvaluation, view: View): string =>
  table(
    shares.slice(1).map((share, i) => ({ called: (i + 1) / 10, share })),
    [
      { header: 'Called', value: ({ called }) => percent(called), align: 'right', minWidth: 6 },
      { header: 'Reached', value: ({ share }) => percent(share), align: 'right', minWidth: 7 },
      ...(view.isTTY ? [{ header: '', value: ({ share }: { share: number }) => bar(share, 30) }] : []),
    ],
    view,
  )

const calibration = ({ calibration: rows }: StoredEvaluation, view: View): string =>
  rows === null
    ? 'Fewer than 100 of those asked had the outcome: too few to tell whether the probabilities come true.'
    : table(
        rows,
        [
          { header: 'People', value: ({ rows: count }) => number(count), align: 'right', minWidth: 6 },
          { header: 'Foretold', value: ({ foretold }) => percent(foretold), align: 'right' },
          { header: 'Came true', value: ({ came_true }) => percent(came_true), align: 'right' },
        ],
        view,
      )

const compared = (first: StoredEvaluation, view: View): string =>
  table(
    [
      { name: 'this model', auc: first.auc, ahead: null },
      { name: 'random', auc: 0.5, ahead: null },
      ...first.compared,
    ],
    [
      { header: 'Whom to call first', value: ({ name }) => name },
      { header: 'AUC', value: ({ auc }) => figure(auc), align: 'right', minWidth: 4 },
      {
        header: 'This model is ahead by',
        value: ({ ahead }) => (ahead === null ? '' : `${figure(ahead.low)} to ${figure(ahead.high)}`),
      },
    ],
    view,
  )

const rates = (sources: readonly SourceRate[], view: View): string =>
  sources.length < 2
    ? ''
    : table(
        sources,
        [
          { header: 'Source', value: ({ source }) => source },
          { header: 'People', value: ({ rows }) => number(rows), align: 'right', minWidth: 6 },
          { header: 'Outcome', value: ({ rows, positives }) => percent(positives / rows), align: 'right' },
        ],
        view,
      )

const drifted = (drift: readonly Drift[]): string => {
  const far = drift.filter(({ psi }) => psi > ALARM)
  if (drift.length === 0) return ''
  const told = far.map(({ column, psi }) => `${column} (PSI ${psi.toFixed(2)})`)
  return far.length === 0
    ? `No column has drifted since training: the largest PSI is ${drift[0]!.psi.toFixed(2)} (${drift[0]!.column}).`
    : `${plural(far.length, 'column has', 'columns have')} drifted since training: ${told.join(', ')}.`
}
