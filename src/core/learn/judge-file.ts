/** `prm model eval FILE`: how good the model of a file is at foretelling what came of people. */
import type { OnProgress } from '../../model/progress.ts'
import { PrmError } from '../../model/errors.ts'
import type { Config, Model } from '../config/config.ts'
import { breathe, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { dayNumber } from './days.ts'
import { evaluateScores, type EvaluateOptions } from './evaluate.ts'
import { driftOf, LEAST_POSITIVES, ratesBySource, stored, type Drift, type SourceRate } from './learn.ts'
import { observe, type Observed } from './observe.ts'
import { recencyOrder, scoresToday } from './orders.ts'
import { cardOfRecord, isLearnedRecord, type LearnedRecord, type StoredEvaluation } from './record.ts'
import { pointsOf } from './scorecard.ts'
import { allRows, positivesOf } from './table.ts'

export interface EvalInput {
  config: Config
  model: Model
  /** For messages. */
  name: string
  /** Null: what the model was learned for; `won` for other models. */
  outcome: string | null
  within: number | null
  since: string | null
  capacity: EvaluateOptions['capacity']
}

export interface EvalResult extends Result {
  run: null
  counts: Observed['counts']
  outcome: string
  within: number | null
  /** `after`: people who came after the training; `all`: too few did, so those of the training are among them. */
  asked: 'after' | 'all' | 'rules'
  probabilities: boolean
  evaluation: StoredEvaluation
  sources: SourceRate[]
  drift: Drift[]
  name: string
}

const FEW = 10

/** @throws PrmError `model.too_few`, `model.unknown_outcome` */
export const evaluateModel = async (
  deps: Deps,
  input: EvalInput,
  on: OnProgress = () => undefined,
): Promise<EvalResult> => {
  on({ kind: 'start', label: 'evaluating' })
  await breathe(deps, 'run prm model eval again')
  const { file } = deps
  const record = isLearnedRecord(input.model.learned) ? input.model.learned : null
  const outcome = input.outcome ?? record?.outcome ?? 'won'
  const within = input.within ?? (input.outcome === null ? (record?.within ?? null) : null)
  const asOf = deps.asOf.toISOString().slice(0, 10)
  const allow = new Set(record === null ? [] : record.features.map(({ column }) => column))
  const observed = observe(file, { outcome, within, since: input.since, allow, asOf })
  const { table } = observed
  refuseTooFew(observed, outcome)
  const after = record === null ? null : rowsAfter(record, table.times!)
  const isAfter = after !== null && enough(table.outcome, after)
  const rows = isAfter ? after : allRows(table.ids.length)
  const scores =
    record === null
      ? scoresToday(file, input.model, observed.people, asOf)
      : pointsOf(cardOfRecord(record), table.columns, allRows(table.ids.length))
  const evaluation = evaluateScores(table, scores, record, rows, {
    capacity: input.capacity,
    others: [
      recencyOrder(table),
      { name: 'rules in force', scores: scoresToday(file, input.config.model, observed.people, asOf) },
    ],
  })
  on({ kind: 'done', label: 'evaluating', done: rows.length, unit: 'people' })
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: observed.counts,
    outcome,
    within,
    asked: record === null ? 'rules' : isAfter ? 'after' : 'all',
    probabilities: record?.probabilities ?? false,
    evaluation: stored(evaluation),
    sources: ratesBySource(observed),
    drift: record === null ? [] : driftOf(cardOfRecord(record), table, null, rows),
    name: input.name,
  }
}

/** Who came after the training ended. */
export const rowsAfter = ({ window }: LearnedRecord, times: Float64Array): Int32Array => {
  const until = window.until === null ? Infinity : dayNumber(window.until)
  return allRows(times.length).filter((row) => times[row]! > until)
}

const enough = (outcome: Uint8Array, rows: Int32Array): boolean => {
  const positives = positivesOf(outcome, rows)
  return positives >= FEW && rows.length - positives >= FEW
}

const refuseTooFew = ({ counts }: Observed, outcome: string): void => {
  const few = Math.min(counts.positives, counts.used - counts.positives)
  if (few >= LEAST_POSITIVES) return
  throw new PrmError(
    'input',
    'model.too_few',
    `${counts.positives} of ${counts.used} people had the outcome ${outcome}: ${LEAST_POSITIVES} with it and as many without are needed to judge a model`,
    { hint: 'take an outcome that comes sooner: --outcome replied' },
  )
}
