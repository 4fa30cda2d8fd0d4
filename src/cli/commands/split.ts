import type { SplitCompanyResult } from '../../core/dedupe/split-companies.ts'
import type { SplitInput, SplitResult } from '../../core/dedupe/split.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { BECAUSE, DRY_RUN } from '../flags.ts'
import { renderSplitCompany, splitCompanyTalk } from '../render/merge-companies.ts'
import { renderSplit, splitTalk } from '../render/split.ts'

export const splitCommand = command<SplitInput & { dry_run: boolean }, SplitResult | SplitCompanyResult>({
  name: 'split',
  args: '<who>',
  summary: 'Take apart merged people or companies, and keep them apart.',
  group: 'change',
  examples: ['prm split ann@acme.example', 'prm split ann@acme.example --record 17 --because "her sister"'],
  flags: [
    {
      flags: '--record <number>',
      description: 'take only this record away; several make one person (prm show lists them)',
      isRepeatable: true,
      completes: 'nothing',
    },
    BECAUSE,
    DRY_RUN,
  ],
  completes: 'nothing',
  input: ([who = ''], flags) => ({
    who,
    records: (flags.record as string[] | undefined)?.map(recordNumber),
    because: flags.because as string | undefined,
    dry_run: flags.dryRun === true,
  }),
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { splitThat } = await import('../../core/dedupe/either.ts')
    return splitThat(deps, input)
  },
  render: (result, view) =>
    'about' in result ? renderSplitCompany(result, view) : renderSplit(result, view),
  talk: (result) => ('about' in result ? splitCompanyTalk(result) : splitTalk(result)),
})

function recordNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new PrmError(
    'usage',
    'usage.invalid_value',
    `--record must be the number of a record, not '${text}'`,
    {
      hint: 'prm show lists the records of a person',
    },
  )
}
