import { readMailLists } from '../../core/config/mail-lists.ts'
import { splitNames } from '../../core/look/people.ts'
import type { CheckAddressesInput } from '../../core/validate/check-addresses.ts'
import type { AddressKind, ValidateInput, ValidateResult } from '../../core/validate/validate.ts'
import { PrmError } from '../../model/errors.ts'
import { command, type Row } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, LIMIT, someNames, WHERE, wholeNumber } from '../flags.ts'
import { COUNTRY, countryOption } from '../reading-flags.ts'
import { renderAddresses } from '../render/addresses.ts'
import { renderValidate, validateTalk } from '../render/validate.ts'
import { serviceSurroundings } from '../services.ts'
import {
  addressesExit,
  addressesInput,
  addressStream,
  runAddresses,
  type AddressesRun,
} from '../validate-given.ts'
import { days, money } from '../validate-values.ts'

type Input =
  | { of: 'file'; input: Omit<ValidateInput, 'services'>; services: string[] }
  | { of: 'addresses'; input: CheckAddressesInput }

type Result = { of: 'file'; result: ValidateResult } | AddressesRun

export const validateCommand = command<Input, Result>({
  name: 'validate',
  summary: 'Check e-mail addresses and phone numbers.',
  group: 'main',
  examples: [
    'prm validate --online',
    'prm validate --with zerobounce --max-cost 5 --dry-run',
    'cut -d, -f3 list.csv | prm validate --address - --ndjson',
  ],
  flags: [
    DRY_RUN,
    { flags: '--only <kind>', description: 'check only these', choices: ['email', 'phone'] },
    {
      flags: '--online',
      description:
        'ask the DNS whether the domains take mail; mail servers themselves are not asked: that is left to Reacher and the services',
    },
    {
      flags: '--with <services>',
      description:
        'ask these services, separated by commas, about what the free checks left open (see prm connectors)',
      parse: someNames,
      completes: 'nothing',
    },
    {
      flags: '--max-cost <amount>',
      description: 'spend at most this, by the prices: of the config',
      parse: money,
      completes: 'nothing',
    },
    {
      flags: '--max-calls <n>',
      description: 'send services at most so many requests',
      parse: wholeNumber,
      completes: 'nothing',
    },
    {
      flags: '--stale <time>',
      description: 'only what was not checked for so long, such as 30d',
      parse: days,
      completes: 'nothing',
    },
    WHERE,
    { ...LIMIT, description: 'at most so many addresses, of those not checked yet' },
    {
      flags: '--address <address...>',
      description: 'check these instead, without a file; - reads one a line from stdin',
      isRepeatable: true,
      completes: 'nothing',
    },
    {
      flags: '--kind <kind>',
      description: 'what --address gives (else by their looks)',
      choices: ['email', 'phone'],
    },
    COUNTRY,
  ],
  input: async (_args, flags, ctx) => {
    const config = await ctx.config()
    const { extra_tlds, max_age, resolver } = config.validate
    const shared = {
      ...{ extra_tlds, resolver, online: flags.online === true, ...readMailLists(config) },
      country: await countryOption(flags.country, config.country),
    }
    if (flags.address !== undefined) return { of: 'addresses', input: addressesInput(flags, shared, ctx) }
    if (flags.kind !== undefined)
      throw new PrmError('usage', 'usage.conflicting_flags', '--kind is for --address; use --only', {
        hint: 'prm validate --only email',
      })
    return {
      of: 'file',
      services: typeof flags.with === 'string' ? splitNames(flags.with) : [],
      input: {
        ...shared,
        only: flags.only as AddressKind | undefined,
        max_age,
        stale: flags.stale as number | undefined,
        where: flags.where as string | undefined,
        limit: flags.limit as number | undefined,
        max_cost: flags.maxCost as number | undefined,
        max_calls: flags.maxCalls as number | undefined,
        dry_run: flags.dryRun === true,
      },
    }
  },
  run: async (ctx, input, on) => {
    if (input.of === 'addresses') return runAddresses(ctx, input.input)
    // The file first: where there is none, nothing heavy is loaded to say so.
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { validateAddresses } = await import('../../core/validate/validate.ts')
    const services = await openThem(ctx, input.services)
    return { of: 'file', result: await validateAddresses(deps, { ...input.input, services }, on) }
  },
  render: (result, view) =>
    result.of === 'file'
      ? renderValidate(result.result, view)
      : renderAddresses(result.addresses ?? [], view),
  talk: (result) => (result.of === 'file' ? validateTalk(result.result) : []),
  rows: ({ result }) => result.outcomes as unknown as Row[],
  columns: () => ['kind', 'verdict', 'reason', 'addresses'],
  stream: (result, format) => (result.of === 'file' ? null : addressStream(result, format)),
  json: (result) =>
    result.of === 'file' ? result.result : { ...result.result, addresses: result.addresses },
  exitCode: (result) => (result.of === 'file' ? fileExit(result.result) : addressesExit(result.result)),
})

const openThem = async (
  ctx: Context,
  names: readonly string[],
): Promise<ValidateInput['services'] & object> => {
  if (names.length === 0) return []
  const { openCheckers } = await import('../../core/engine/index.ts')
  return openCheckers(names, await serviceSurroundings(ctx))
}

/** 5: a service stopped the work early; 3: some addresses stayed open because somebody did not answer. */
const fileExit = ({ dns, services }: ValidateResult): number => {
  if (services?.services.some(({ stopped }) => stopped !== null) === true) return 5
  return (dns !== null && dns.unanswered > 0) || (services !== null && services.failed > 0) ? 3 : 0
}
