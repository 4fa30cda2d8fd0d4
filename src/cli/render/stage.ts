import type { StageResult, Standing } from '../../core/stage/stage.ts'
import type { StageRulesResult } from '../../core/stage/stage-rules.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { number, plural } from './format.ts'
import { whoText } from './edit.ts'
import { oneLine } from './width.ts'

/** post_purchase -> `post purchase` */
export const stageText = (stage: string | null): string =>
  stage === null ? '(none)' : stage.replaceAll('_', ' ')

const TRACKS: [keyof Standing, string][] = [
  ['lifecycle', 'lifecycle   '],
  ['buying_stage', 'buying stage'],
]

export function renderStage(result: StageResult | StageRulesResult, view: View): string {
  return 'rules' in result ? rulesText(result) : oneText(result, view)
}

function oneText(result: StageResult, view: View): string {
  const { before, after, is_known, held_by } = result
  const who = whoText(result, view)
  if (is_known) return `${who}: that is what the file says already.`
  const lines = TRACKS.map(([track, name]) => {
    const [was, is] = [before[track], after[track]]
    return was === is ? `  ${name}  ${stageText(is)}` : `  ${name}  ${stageText(was)} → ${stageText(is)}`
  })
  const held =
    held_by === null
      ? []
      : [
          `  kept in the history; ${stageText(held_by.stage)} holds: ${oneLine(held_by.because)}${held_by.on === null ? '' : ` (${held_by.on})`}`,
        ]
  return [who, ...lines, ...held, ending(result)].join('\n')
}

function rulesText(result: StageRulesResult): string {
  if (result.rules.length === 0)
    return 'There are no rules under stages: in the configuration. Contact and purchases count without any.'
  return [
    ...result.rules.map(
      ({ stage, because, moved }) =>
        `${plural(moved, 'person is', 'people are')} led to ${stageText(stage)}: ${oneLine(because)}`,
    ),
    ending(result),
  ].join('\n')
}

export const stageTalk = ({ run }: StageResult | StageRulesResult): string[] =>
  run === null ? [] : [`next: prm score; prm undo ${number(run)} takes it back`]
