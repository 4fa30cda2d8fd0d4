import type { LogResult } from '../../core/log/log.ts'
import type { View } from '../command.ts'
import { whoText } from './edit.ts'
import { ending } from './enrich.ts'
import { when } from './format.ts'
import { stageText } from './stage.ts'
import { oneLine } from './width.ts'

export function renderLog(result: LogResult, view: View): string {
  const { activity, steps, done, answers, lifecycle, run, dry_run } = result
  const who = whoText(result, view)
  if (run === null && !dry_run) return `${who}: that is logged already.`
  const shared = (is: boolean): string => (is ? ', shared with the buyer' : '')
  const lines = [
    ...(activity === null || activity.kind === 'done'
      ? []
      : [
          `  ${activity.kind}  ${when(activity.at)}  ${oneLine(activity.detail ?? '')}`.trimEnd() +
            `${activity.answered === 1 ? ', answered' : ''}${shared(activity.shared === 1)}`,
        ]),
    ...(done === null ? [] : [`  done  step ${done.id}: ${oneLine(done.detail)}`]),
    ...steps.map(
      (step) => `  next  ${step.due_on}  ${oneLine(step.detail)} (step ${step.id}${shared(step.shared)})`,
    ),
    ...answers.map(answerLine),
    ...(lifecycle.before === lifecycle.after
      ? []
      : [`  ${stageText(lifecycle.before)} → ${stageText(lifecycle.after)}`]),
  ]
  return [who, ...lines, ending(result)].join('\n')
}

export const answerLine = ({ question, value }: LogResult['answers'][number]): string =>
  `  ${question}: ${value === null ? '(not known)' : oneLine(value)}`

export const logTalk = ({ run }: LogResult): string[] =>
  run === null ? [] : [`next: prm agenda; prm undo ${run} takes it back`]
