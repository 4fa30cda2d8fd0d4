import type { LogResult } from '../../core/log/log.ts'
import type { View } from '../command.ts'
import { whoText } from './edit.ts'
import { answerLine } from './log.ts'

export function renderAsk(result: LogResult & { open: readonly string[] }, view: View): string {
  const { answers, open, run } = result
  const left = open.length === 0 ? 'Nothing is left to ask.' : `Still open: ${open.join(', ')}.`
  if (run === null) return `${whoText(result, view)}\n${left}`
  return [whoText(result, view), ...answers.map(answerLine), `${left} Run ${run}.`].join('\n')
}

export const askTalk = ({ run, is_interrupted }: LogResult & { is_interrupted: boolean }): string[] => [
  ...(is_interrupted ? ['interrupted; what was answered is kept'] : []),
  ...(run === null ? [] : [`next: prm score; prm undo ${run} takes it back`]),
]
