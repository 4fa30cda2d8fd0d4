/** `prm model learn`: from what came of people to a scorecard in a file, with an honest account of how good it is. */
import { existsSync, readFileSync } from 'node:fs'
import { number, plural } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { Config, Model } from '../config/config.ts'
import { readModel } from '../config/model-file.ts'
import { renderModel } from '../config/render-model.ts'
import { breathe, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { besideRecency, type BesideRecency } from './beside-recency.ts'
import { allowedAs, type Candidate, type LeftOut } from './candidates.ts'
import { modelOfCard } from './card-model.ts'
import { dayText } from './days.ts'
import { evaluateLearning, PROBABILITY_POSITIVES, type Evaluation, type EvaluateOptions } from './evaluate.ts'
import { designOf } from './features.ts'
import { timeSplit } from './folds.ts'
import { findLeaks, type Leak } from './leaks.ts'
import { targetOf, writeModel, type Kept, type ModelOutput } from './model-output.ts'
import { observe, type Observed } from './observe.ts'
import { learnedOrder, recencyOrder, scoresToday } from './orders.ts'
import { psi } from './psi.ts'
import { dataHash, featureRecord, isLearnedRecord, rounded } from './record.ts'
import type { LearnedRecord, StoredEvaluation } from './record.ts'
import { learnScorecard, pointsOf, type Scorecard } from './scorecard.ts'
import { allRows, type LearnTable } from './table.ts'

export interface LearnInput {
  config: Config
  /** won, replied, meeting or a column. */
  outcome: string
  within: number | null
  since: string | null
  /** Columns that would be left out: protected, or leaks. */
  allow: readonly string[]
  capacity: EvaluateOptions['capacity']
  /** Where the model goes. */
  output: ModelOutput
}

export interface SourceRate {
  source: string
  rows: number
  positives: number
}

export interface Drift {
  column: string
  psi: number
}

export interface LearnResult extends Result {
  run: null
  counts: Observed['counts']
  outcome: string
  within: number | null
  window: Observed['window']
  /** Days until the outcome of the middle winner: how long after their coming people were looked at. */
  lag: number | null
  /** Whether probabilities are shown. */
  probabilities: boolean
  /** What each column is worth at most, the most first. */
  features: { column: string; points: number; bins: number }[]
  left_out: LeftOut[]
  leaks: Leak[]
  evaluation: { time: StoredEvaluation | null; random: StoredEvaluation }
  /**
   * The day up to which the last model's people came, where it may have seen those it is compared on (the new model has
   * not): then it looks better than it is. Null where it has not, and where there is none.
   */
  last_has_seen: string | null
  /** Null: nobody knows in which order they came. */
  beside_recency: BesideRecency | null
  sources: SourceRate[]
  drift: Drift[]
  /** Null: stdout. */
  output: string | null
  /** Left alone, with the reason; the model went to another name. */
  kept: Kept | null
  /** The model, where it went to no file. */
  text?: string
}

/** Below so many with the outcome nothing is learned. */
export const LEAST_POSITIVES = 20

/**
 * Learns a model and writes it.
 *
 * @throws PrmError `model.too_few`, `model.nothing_to_learn`, `model.output_taken`, `model.unknown_outcome`
 */
export const learnModel = async (
  deps: Deps,
  input: LearnInput,
  on: OnProgress = () => undefined,
): Promise<LearnResult> => {
  const { file } = deps
  on({ kind: 'start', label: 'learning' })
  await breathe(deps, 'run prm model learn again')
  const target = targetOf(input.output, input.config)
  const last = modelToReplace(target.path) ?? input.config.model
  const allow = new Set(input.allow)
  const asOf = deps.asOf.toISOString().slice(0, 10)
  const observed = observe(file, { ...input, allow, asOf })
  refuseTooFew(observed, input)
  const known = new Set(observed.candidates.map(allowedAs))
  const nowhere = input.allow.find((name) => !known.has(name))
  if (nowhere !== undefined) {
    throw new PrmError(
      'usage',
      'model.unknown_column',
      `--allow ${nowhere}: there is no such column to learn from`,
    )
  }
  const byName = new Map(observed.candidates.map((candidate) => [candidate.name, candidate]))
  const leaks = findLeaks(observed.table, observed.late).filter(
    // A list is of one day by its nature, so its name is no more the same for all of a day than it should be.
    ({ column, kind }) =>
      !allow.has(allowedAs(byName.get(column)!)) && !(column === 'source' && kind === 'only_time'),
  )
  const refused = new Set(leaks.map(({ column }) => column))
  const table: LearnTable = {
    ...observed.table,
    columns: observed.table.columns.filter(({ name }) => !refused.has(name)),
  }
  const card = learnScorecard(table)
  if (card.features.every(({ points }) => points.every((worth) => worth === 0))) {
    throw new PrmError(
      'input',
      'model.nothing_to_learn',
      'nothing that is known of these people tells those with the outcome from the others',
      { hint: 'import what else is known of them, or prm enrich' },
    )
  }
  await breathe(deps, 'run prm model learn again')
  const lastOrder = learnedOrder(last, table)
  const others = [
    recencyOrder(table),
    { name: 'rules in force', scores: scoresToday(file, input.config.model, observed.people, asOf) },
    ...(lastOrder === null ? [] : [lastOrder]),
  ]
  const found = evaluateLearning(table, { capacity: input.capacity, others })
  const evaluation = { time: found.time && stored(found.time), random: stored(found.random) }
  const record: LearnedRecord = rounded({
    intercept: card.intercept,
    per_point: card.per_point,
    probabilities: card.positives >= PROBABILITY_POSITIVES,
    outcome: input.outcome,
    within: input.within,
    since: input.since,
    window: observed.window,
    rows: card.rows,
    positives: card.positives,
    base_rate: card.positives / card.rows,
    strength: card.strength,
    data: dataHash(table),
    features: card.features.filter(({ points }) => points.some((worth) => worth > 0)).map(featureRecord),
    evaluation,
  })
  const model: Model = { ...modelFrom(card, observed.candidates, table, input.outcome), learned: record }
  const text = writeModel(`${heading(input, record, deps)}\n${renderModel(model)}`, target.path)
  on({ kind: 'done', label: 'learning', done: card.rows, unit: 'people' })
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: observed.counts,
    outcome: input.outcome,
    within: input.within,
    window: observed.window,
    lag: observed.lag,
    probabilities: record.probabilities,
    features: worths(card),
    left_out: observed.left_out,
    leaks,
    evaluation,
    last_has_seen: lastOrder === null ? null : seenBy(last, evaluation.time ?? evaluation.random),
    beside_recency: besideRecency(evaluation.time ?? evaluation.random),
    sources: ratesBySource(observed),
    drift: driftWithin(card, table),
    output: target.path,
    kept: target.kept,
    ...(text === undefined ? {} : { text }),
  }
}

/** The last day of the model's people, unless all who are asked came later. */
const seenBy = ({ learned }: Model, { from }: StoredEvaluation): string | null => {
  const until = isLearnedRecord(learned) ? learned.window.until : null
  return until !== null && (from === null || until >= from) ? until : null
}

const refuseTooFew = ({ counts }: Observed, { outcome, within }: LearnInput): void => {
  const negatives = counts.used - counts.positives
  if (counts.positives >= LEAST_POSITIVES && negatives >= LEAST_POSITIVES) return
  const [few, what] = counts.positives < LEAST_POSITIVES ? [counts.positives, 'with'] : [negatives, 'without']
  const time = within === null ? '' : ` within ${within} days`
  throw new PrmError(
    'input',
    'model.too_few',
    `${plural(few, 'person', 'people')} ${what} the outcome ${outcome}${time}: ${LEAST_POSITIVES} are needed to learn from`,
    {
      hint: 'prm model icp needs none: it looks for people like your customers; or take an outcome that comes sooner: --outcome replied',
    },
  )
}

/** The model in the file that will be written over: it is told how far the new one is ahead of it. */
const modelToReplace = (path: string | null): Model | null =>
  path === null || !existsSync(path) ? null : readModel(readFileSync(path, 'utf8'), path)

const modelFrom = (
  card: Scorecard,
  candidates: readonly Candidate[],
  table: LearnTable,
  outcome: string,
): Model => {
  const byName = new Map(candidates.map((candidate) => [candidate.name, candidate]))
  const rows = allRows(table.ids.length)
  const spread = card.features.map((feature) => ({
    dimension: byName.get(feature.feature.name)!.dimension,
    points: pointsOf({ features: [feature] }, table.columns, rows),
  }))
  return modelOfCard(
    card.features,
    candidates,
    ({ words, rows: held, positives }) =>
      `${words}: ${number(positives)} of ${number(held)} ${outcomeWords(outcome)}`,
    spread,
  )
}

const WORDS: Readonly<Record<string, string>> = { won: 'bought', replied: 'replied', meeting: 'met us' }

export const outcomeWords = (outcome: string): string => WORDS[outcome] ?? `have ${outcome}`

const heading = ({ outcome, within }: LearnInput, record: LearnedRecord, { version, asOf }: Deps): string =>
  [
    `# Learned by prm ${version} on ${asOf.toISOString().slice(0, 10)}: who ${outcomeWords(outcome)}${within === null ? '' : ` within ${within} days`}.`,
    `# ${number(record.positives)} of ${number(record.rows)} people did. prm score --model runs it, prm model adopt puts it in force.`,
    '# A point is worth the same everywhere: the log-odds are intercept + per_point * score.',
  ].join('\n')

export const stored = (evaluation: Evaluation): StoredEvaluation =>
  rounded({ ...evaluation, from: evaluation.from === null ? null : dayText(evaluation.from) })

const worths = ({ features }: Scorecard): LearnResult['features'] =>
  features
    .map(({ feature, points }) => ({
      column: feature.name,
      points: Math.max(0, ...points),
      bins: new Set(points).size,
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)

/** How many had the outcome, by the list that they came with; the largest lists first. */
export const ratesBySource = ({ sources, table }: Pick<Observed, 'sources' | 'table'>): SourceRate[] => {
  const rates = new Map<string, SourceRate>()
  table.outcome.forEach((truth, row) => {
    const source = String(sources[row] ?? 'not known')
    const rate = rates.get(source) ?? { source, rows: 0, positives: 0 }
    rate.rows++
    rate.positives += truth
    rates.set(source, rate)
  })
  return [...rates.values()].sort((a, b) => b.rows - a.rows || (a.source < b.source ? -1 : 1)).slice(0, 12)
}

/** How far those who came last differ from those before. */
const driftWithin = (card: Scorecard, table: LearnTable): Drift[] => {
  const split = table.times === null ? null : timeSplit(table.times, table.outcome, table.ids)
  return split === null ? [] : driftOf(card, table, split.train, split.test)
}

/** The PSI of each column of the card, the largest first. */
export const driftOf = (
  { features }: Scorecard,
  table: LearnTable,
  before: Int32Array | null,
  after: Int32Array,
): Drift[] => {
  const design = designOf(
    features.map(({ feature }) => feature),
    table.columns,
    table.ids.length,
  )
  const count = (rows: Int32Array, f: number): number[] => {
    const counts = features[f]!.points.map(() => 0)
    for (const row of rows) counts[design.cells[row * features.length + f]! - design.offsets[f]!]! += 1
    return counts
  }
  return features
    .map(({ feature, rows }, f) => ({
      column: feature.name,
      psi: rounded(psi(before === null ? rows : count(before, f), count(after, f))),
    }))
    .sort((a, b) => b.psi - a.psi)
}
