/**
 * `prm model recalibrate FILE`: how many have the outcome has changed, whom it comes to has not. Only the intercept is
 * fitted anew, on people whose time is up and who were not learned from; all points stay, and so does the ranking.
 */
import { readFileSync } from 'node:fs'
import { isMap, parseDocument } from 'yaml'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { PrmError } from '../../model/errors.ts'
import { readModel } from '../config/model-file.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { calibrationError, calibrationTable, fittedIntercept } from './calibration.ts'
import { dayText } from './days.ts'
import { rowsAfter } from './judge-file.ts'
import { LEAST_POSITIVES } from './learn.ts'
import { resealed } from './model-output.ts'
import { observe } from './observe.ts'
import { cardOfRecord, isLearnedRecord, rounded } from './record.ts'
import { pointsOf, probabilityOf } from './scorecard.ts'
import { positivesOf } from './table.ts'

export interface RecalibrateInput {
  path: string
  name: string
  dry_run: boolean
}

export interface RecalibrateResult extends Result {
  run: null
  counts: { rows: number; positives: number }
  window: { from: string; until: string }
  base_rate: { before: number; after: number }
  intercept: { before: number; after: number }
  /** On the very people of the window. */
  ece: { before: number; after: number }
  path: string
  dry_run: boolean
}

/** @throws PrmError `model.not_learned`, `model.too_few` */
export const recalibrateModel = (
  deps: Deps,
  { path, name, dry_run }: RecalibrateInput,
): RecalibrateResult => {
  const text = readFileSync(path, 'utf8')
  const { learned } = readModel(text, name)
  if (!isLearnedRecord(learned)) {
    throw new PrmError(
      'input',
      'model.not_learned',
      `${name} was not learned: it has no probabilities to correct`,
      {
        hint: 'prm model learn makes a model that has',
      },
    )
  }
  const asOf = deps.asOf.toISOString().slice(0, 10)
  const { outcome, within, since } = learned
  const allow = new Set(learned.features.map(({ column }) => column))
  const { table } = observe(deps.file, { outcome, within, since, allow, asOf })
  const rows = rowsAfter(learned, table.times!)
  const truth = Uint8Array.from(rows, (row) => table.outcome[row]!)
  const positives = positivesOf(truth)
  if (positives < LEAST_POSITIVES) {
    throw new PrmError(
      'input',
      'model.too_few',
      `${positives} of ${rows.length} people who came after ${learned.window.until} had the outcome ${outcome}: ${LEAST_POSITIVES} are needed to recalibrate`,
      { hint: within === null ? 'wait for more' : `wait for more: their ${within} days must be over` },
    )
  }
  const card = cardOfRecord(learned)
  const points = pointsOf(card, table.columns, rows)
  const intercept = rounded(
    fittedIntercept(
      points.map((value) => value * card.per_point),
      truth,
    ),
  )
  const window = {
    from: dayText(rows.reduce((least, row) => Math.min(least, table.times![row]!), Infinity)),
    until: dayText(rows.reduce((most, row) => Math.max(most, table.times![row]!), -Infinity)),
  }
  const ece = (of: number): number =>
    rounded(
      calibrationError(
        calibrationTable(
          points.map((value) => probabilityOf({ ...card, intercept: of }, value)),
          truth,
        ),
      ),
    )
  const base_rate = { before: learned.base_rate, after: rounded(positives / rows.length) }
  if (!dry_run) {
    const document = parseDocument(text)
    const section = document.get('learned')
    if (isMap(section)) {
      section.set('intercept', intercept)
      section.set(
        'recalibrated',
        document.createNode({
          on: asOf,
          window,
          rows: rows.length,
          positives,
          intercept_before: learned.intercept,
        }),
      )
    }
    writeAtomically(path, [resealed(text, document.toString({ lineWidth: 0 }))])
  }
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { rows: rows.length, positives },
    window,
    base_rate,
    intercept: { before: learned.intercept, after: intercept },
    ece: { before: ece(learned.intercept), after: ece(intercept) },
    path,
    dry_run,
  }
}
