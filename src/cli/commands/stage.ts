import type { StageInput, StageResult } from '../../core/stage/stage.ts'
import type { StageRulesInput, StageRulesResult } from '../../core/stage/stage-rules.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { BECAUSE, BY, DRY_RUN, onDay } from '../flags.ts'
import { renderStage, stageTalk } from '../render/stage.ts'

const EXAMPLE = 'prm stage ann@acme.example evaluation --because "asked for a quote"'

type Input = ({ kind: 'one' } & StageInput) | ({ kind: 'rules' } & StageRulesInput)
export type StageOutcome = StageResult | StageRulesResult

export const stageCommand = command<Input, StageOutcome>({
  name: 'stage',
  args: '[who] [stage]',
  summary: 'Say where somebody stands: lifecycle or buying stage.',
  group: 'change',
  examples: [EXAMPLE, 'prm stage "Ann Lee" disqualified --because "left the trade"', 'prm stage --apply'],
  flags: [
    DRY_RUN,
    BECAUSE,
    onDay('--on <date>', 'since which day; by default today'),
    BY,
    { flags: '--clear', description: 'forget what was said by hand: what rules and events say holds again' },
    { flags: '--apply', description: 'let the rules under stages: in the configuration speak' },
  ],
  completes: 'nothing',
  input: async ([who, stage], flags, ctx) => {
    const dry_run = flags.dryRun === true
    const isRules = flags.apply === true
    if (
      isRules !== (who === undefined) ||
      (who !== undefined && (flags.clear === true) === (stage !== undefined))
    )
      throw new PrmError(
        'usage',
        'usage.stage',
        'name a person and a stage, or --clear; or give --apply alone',
        {
          hint: EXAMPLE,
        },
      )
    if (who === undefined) return { kind: 'rules', config: await ctx.config(), dry_run }
    const { readStage } = await import('../../core/stage/stage.ts')
    return {
      ...{ kind: 'one', who, stage: stage === undefined ? null : readStage(stage), dry_run },
      ...{ because: flags.because as string | undefined, by: flags.by as string | undefined },
      on: flags.on as string | undefined,
    }
  },
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    if (input.kind === 'one') return (await import('../../core/stage/stage.ts')).setStage(deps, input)
    return (await import('../../core/stage/stage-rules.ts')).applyStageRules(deps, input, on)
  },
  render: renderStage,
  talk: stageTalk,
})
