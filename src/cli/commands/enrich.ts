import type { ChosenEnrichers } from '../../core/enrich/open-enrichers.ts'
import type { EnrichInput, EnrichResult } from '../../core/enrich/enrich.ts'
import type { FileJoin, JoinResult } from '../../core/enrich/from-file.ts'
import { splitNames } from '../../core/look/people.ts'
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { FIELD_NAMES, isField } from '../../model/fields.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, LIMIT, someNames, WHERE, wholeNumber } from '../flags.ts'
import { enrichTalk, joinTalk, renderEnrich, renderJoin } from '../render/enrich.ts'
import { serviceSurroundings } from '../services.ts'
import { days, money } from '../validate-values.ts'

type Input =
  | { of: 'services'; input: Omit<EnrichInput, 'services'>; chosen: ChosenEnrichers }
  | { of: 'file'; join: FileJoin }

type Outcome = { of: 'services'; result: EnrichResult } | { of: 'file'; result: JoinResult }

export const enrichCommand = command<Input, Outcome>({
  name: 'enrich',
  summary: 'Complete what is known: by itself, by services, or from a file.',
  group: 'main',
  examples: [
    'prm enrich',
    'prm enrich --with hunter --need title,email --max-cost 5 --dry-run',
    'prm enrich --from companies.csv --on domain',
  ],
  flags: [
    DRY_RUN,
    {
      flags: '--with <services>',
      description: "ask these, separated by commas, in this order (else the config's; see prm connectors)",
      parse: someNames,
      completes: 'nothing',
    },
    { flags: '--online', description: 'ask the free ones that need the network too: dns, website' },
    {
      flags: '--need <fields>',
      description: 'ask only about those who lack one of these (title,email,employees,industry)',
      parse: someNames,
      completes: 'nothing',
    },
    {
      flags: '--refresh',
      description: 'ask again about those of whom nothing was read for --older-than; newer answers win',
    },
    {
      flags: '--older-than <time>',
      description: 'for how long an answer serves (90d)',
      parse: days,
      completes: 'nothing',
    },
    {
      flags: '--max-cost <amount>',
      description: 'spend at most this, by the prices: of the config',
      parse: money,
      completes: 'nothing',
    },
    {
      flags: '--max-cost-each <amount>',
      description: 'spend at most this for one person or company',
      parse: money,
      completes: 'nothing',
    },
    {
      flags: '--max-calls <n>',
      description: 'send services at most so many requests',
      parse: wholeNumber,
      completes: 'nothing',
    },
    WHERE,
    { ...LIMIT, description: 'at most so many people, and companies, who have to be asked about' },
    { flags: '--from <file>', description: 'join this list, or FILE.db:TABLE of SQLite, instead' },
    {
      flags: '--on <what>',
      description: 'by what its rows are joined (else by the best that it has)',
      choices: ['domain', 'email', 'name'],
    },
  ],
  input: async (_args, flags, ctx) => {
    const config = await ctx.config()
    const { enrich } = config
    const dry_run = flags.dryRun === true
    const shared = { country: config.country, trusted: config.import.sources, dry_run }
    if (typeof flags.from === 'string') {
      const on = flags.on as FileJoin['on'] | undefined
      return { of: 'file', join: { ...shared, from: flags.from, cwd: ctx.cwd, on } }
    }
    if (flags.on !== undefined)
      throw new PrmError('usage', 'usage.conflicting_flags', '--on is for --from', {
        hint: 'prm enrich --from companies.csv --on domain',
      })
    const need = typeof flags.need === 'string' ? splitNames(flags.need) : enrich.need
    need.forEach(checkField)
    return {
      of: 'services',
      chosen: {
        ...{ company: enrich.company, person: enrich.person, online: flags.online === true },
        with: typeof flags.with === 'string' ? splitNames(flags.with) : undefined,
      },
      input: {
        ...shared,
        need: need.length === 0 ? undefined : need,
        refresh: flags.refresh === true,
        older_than: (flags.olderThan as number | undefined) ?? enrich.older_than,
        not_found: enrich.not_found,
        stop_if: enrich.stop_if,
        max_cost: (flags.maxCost as number | undefined) ?? enrich.max_cost ?? undefined,
        max_cost_each: (flags.maxCostEach as number | undefined) ?? enrich.max_cost_each ?? undefined,
        max_calls: flags.maxCalls as number | undefined,
        where: flags.where as string | undefined,
        limit: flags.limit as number | undefined,
      },
    }
  },
  run: async (ctx, input, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    if (input.of === 'file') {
      const { enrichFromFile } = await import('../../core/enrich/from-file.ts')
      return { of: 'file', result: await enrichFromFile(deps, input.join, on) }
    }
    const [{ enrichPeople }, { openEnrichers }] = await Promise.all([
      import('../../core/enrich/enrich.ts'),
      import('../../core/enrich/open-enrichers.ts'),
    ])
    const services = await openEnrichers(input.chosen, await serviceSurroundings(ctx))
    return { of: 'services', result: await enrichPeople(deps, { ...input.input, services }, on) }
  },
  render: (shown, view) =>
    shown.of === 'file' ? renderJoin(shown.result, view) : renderEnrich(shown.result, view),
  talk: (shown) => (shown.of === 'file' ? joinTalk(shown.result) : enrichTalk(shown.result)),
  json: ({ result }) => result,
  exitCode: (shown) => (shown.of === 'file' ? 0 : enrichExit(shown.result)),
})

const checkField = (name: string): void => {
  if (isField(name)) return
  const near = didYouMean(name, FIELD_NAMES)
  throw new PrmError('usage', 'enrich.unknown_field', `there is no field "${name}"`, {
    hint: near === null ? 'prm schema lists the fields' : `did you mean ${near}?`,
  })
}

/** 4: every service that stopped early refused the key; 5: one stopped for another reason; 3: some questions stayed open because somebody did not answer. */
export const enrichExit = ({ services, counts }: EnrichResult): number => {
  const stops = (services?.services ?? [])
    .flatMap(({ stopped }) => stopped?.kind ?? [])
    .filter((kind) => kind !== 'fill_rate')
  if (stops.length > 0) return stops.every((kind) => kind === 'credential') ? 4 : 5
  return counts.failed > 0 ? 3 : 0
}
