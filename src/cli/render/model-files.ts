/** What `prm model eval`, `recalibrate` and `adopt` say. */
import type { AdoptResult } from '../../core/learn/adopt.ts'
import type { EvalResult } from '../../core/learn/judge-file.ts'
import type { RecalibrateResult } from '../../core/learn/recalibrate.ts'
import type { View } from '../command.ts'
import { renderEvaluation } from './evaluation.ts'
import { number, percent, shownPath } from './format.ts'

const ASKED: Readonly<Record<EvalResult['asked'], string>> = {
  after: 'Asked of people who came after it was learned.',
  all: 'Too few came since it was learned: those it was learned from are among those asked, which flatters it.',
  rules: 'Rules are asked of what is known today, also of what became known only after the outcome.',
}

/** In the table. */
const WHO: Readonly<Record<EvalResult['asked'], string>> = {
  after: 'who came since',
  all: 'everybody, also who it was learned from',
  rules: 'everybody',
}

export function renderEval(result: EvalResult, view: View): string {
  const { counts, evaluation, name, outcome, within } = result
  const time = within === null ? '' : ` within ${within} days`
  return [
    `${view.colour.bold(name)}: ${number(evaluation.asked.rows)} of ${number(counts.used)} people, ${number(evaluation.asked.positives)} with the outcome ${outcome}${time}\n${ASKED[result.asked]}`,
    renderEvaluation({ ...result, evaluations: [evaluation], asked: WHO[result.asked] }, view),
  ].join('\n\n')
}

export function renderRecalibrate(result: RecalibrateResult, view: View): string {
  const { counts, window, base_rate, intercept, ece, path, dry_run } = result
  const name = shownPath(path, view.cwd)
  return [
    `Of ${number(counts.rows)} people who came from ${window.from} to ${window.until}, ${percent(counts.positives / counts.rows)} had the outcome; of those it was learned from, ${percent(base_rate.before)}.`,
    `${dry_run ? 'The intercept would become' : 'The intercept is now'} ${intercept.after.toFixed(2)} (it was ${intercept.before.toFixed(2)}); the calibration error on them ${dry_run ? 'would go' : 'went'} from ${ece.before.toFixed(3)} to ${ece.after.toFixed(3)}. No points changed.`,
    dry_run ? 'Nothing was written.' : `Written to ${name}.`,
  ].join('\n')
}

export function renderAdopt(result: AdoptResult, view: View): string {
  const { model, config, created, moved_to, before, beside_recency: beside, forced, dry_run } = result
  const path = (of: string): string => shownPath(of, view.cwd)
  const would = dry_run ? 'would be' : 'is'
  return [
    `${view.colour.bold(path(model))} ${would} in force: ${path(config)}${created ? ' (new)' : ''} names it.`,
    beside === null
      ? 'No outcome was asked, so nothing says how good it is: prm model eval tells once 20 people have one.'
      : `AUC ${beside.auc.toFixed(2)}, calling the newest first ${beside.recency.toFixed(2)}; ahead by ${beside.ahead.low.toFixed(2)} to ${beside.ahead.high.toFixed(2)}${forced ? ': not shown to be better, put in force all the same' : ''}.`,
    ...(moved_to === null
      ? before === null
        ? []
        : [`Before it: ${before}.`]
      : [
          `The rules that stood in ${path(config)} ${dry_run ? 'would go' : 'went'} to ${path(moved_to)}, word for word.`,
        ]),
  ].join('\n')
}

export const adoptTalk = ({ dry_run }: AdoptResult): string[] =>
  dry_run ? ['nothing was written'] : ['next: prm score']
