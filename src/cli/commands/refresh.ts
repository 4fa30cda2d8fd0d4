import type { RefreshInput, RefreshResult } from '../../core/run/refresh.ts'
import { splitNames } from '../../core/look/people.ts'
import { command, type Row } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, someNames, wholeNumber } from '../flags.ts'
import { refreshTalk, renderRefresh } from '../render/refresh.ts'
import { serviceSurroundings } from '../services.ts'
import { days, money } from '../validate-values.ts'
import { enrichExit } from './enrich.ts'

interface Input extends Omit<RefreshInput, 'enrich' | 'check' | 'collect'> {
  online: boolean
  with: string[]
  limits: Pick<RefreshInput['enrich'], 'max_cost' | 'max_calls' | 'max_cost_each'>
}

const MONTH = 30

export const refreshCommand = command<Input, RefreshResult>({
  name: 'refresh',
  summary: 'Check and ask again what is old, and tell what has changed.',
  group: 'whole',
  examples: ['prm refresh --older-than 30d', 'prm refresh --online --with zerobounce --max-cost 20'],
  flags: [
    DRY_RUN,
    {
      flags: '--older-than <time>',
      description: 'what was checked or read longer ago (30d)',
      parse: days,
      completes: 'nothing',
    },
    { flags: '--online', description: 'ask the DNS, and the free services that need the network' },
    {
      flags: '--with <services>',
      description: "check addresses with these; people and companies are asked of the config's",
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
  ],
  input: async (_args, flags, ctx) => {
    const config = await ctx.config()
    const { max_cost, max_cost_each } = config.enrich
    return {
      config,
      older_than: (flags.olderThan as number | undefined) ?? MONTH,
      online: flags.online === true,
      with: typeof flags.with === 'string' ? splitNames(flags.with) : [],
      limits: {
        max_cost: (flags.maxCost as number | undefined) ?? max_cost ?? undefined,
        max_cost_each: max_cost_each ?? undefined,
        max_calls: flags.maxCalls as number | undefined,
      },
      dry_run: flags.dryRun === true,
    }
  },
  run: async (ctx, { online, with: checkers, limits, ...input }, on) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const [{ refreshFile }, { openEnrichers }, { openCheckers, openServices }, { collectorOf }] =
      await Promise.all([
        import('../../core/run/refresh.ts'),
        import('../../core/enrich/open-enrichers.ts'),
        import('../../core/engine/index.ts'),
        import('../../core/collect/collect.ts'),
      ])
    const surroundings = await serviceSurroundings(ctx)
    const { company, person } = input.config.enrich
    const services = await openEnrichers({ company, person, online }, surroundings)
    const check = { services: await openCheckers(checkers, surroundings), online }
    const collect = await Promise.all(
      input.config.collect.map(async ({ from, ...given }) => {
        const [service] = await openServices([from], surroundings)
        collectorOf({ service: service!, launch: given.launch })
        return { ...given, service: service! }
      }),
    )
    return refreshFile(deps, { ...input, check, collect, enrich: { ...limits, services } }, on)
  },
  render: renderRefresh,
  talk: refreshTalk,
  rows: ({ changes }) => changes as unknown as Row[],
  json: (result) => result,
  exitCode: ({ steps }) => {
    if (steps.collect.some(({ failed }) => failed !== null)) return 5
    const checks = [steps.validate, steps.validate_found].flatMap((step) => step ?? [])
    const hasStopped = ({ services }: (typeof checks)[number]): boolean =>
      services?.services.some(({ stopped }) => stopped !== null) === true
    if (checks.some(hasStopped)) return 5
    const isOpen = checks.some(
      ({ services, dns }) => (services?.failed ?? 0) > 0 || (dns?.unanswered ?? 0) > 0,
    )
    return enrichExit(steps.enrich) || (isOpen ? 3 : 0)
  },
})
