import type { AddressKind, ValidateInput, ValidateResult } from '../../core/validate/validate.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { COUNTRY, countryOption } from '../reading-flags.ts'
import { renderValidate, validateTalk } from '../render/validate.ts'

interface Input {
  only: AddressKind | undefined
  max_age: ValidateInput['max_age']
  extra_tlds: string[]
  country: string
  dry_run: boolean
}

export const validateCommand = command<Input, ValidateResult>({
  name: 'validate',
  summary: 'Check e-mail addresses and phone numbers.',
  group: 'main',
  examples: ['prm validate', 'prm validate --only phone --country DE'],
  flags: [
    DRY_RUN,
    { flags: '--only <kind>', description: 'check only these', choices: ['email', 'phone'] },
    COUNTRY,
  ],
  input: async (_args, flags, ctx) => {
    const config = await ctx.config()
    return {
      only: flags.only as AddressKind | undefined,
      extra_tlds: config.validate.extra_tlds,
      max_age: config.validate.max_age,
      country: await countryOption(flags.country, config.country),
      dry_run: flags.dryRun === true,
    }
  },
  run: async (ctx, input, on) => {
    // The file first: where there is none, nothing heavy is loaded to say so.
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { validateAddresses } = await import('../../core/validate/validate.ts')
    return validateAddresses(deps, input, on)
  },
  render: renderValidate,
  talk: validateTalk,
})
