import type { SourceCostInput, SourceCostResult } from '../../core/edit/source-cost.ts'
import type { SourcesResult } from '../../core/measure/sources.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { COST_FLAGS, costOf } from '../lists.ts'
import { renderCost, renderSource, renderSources, sourceRow, sourcesTalk } from '../render/sources.ts'

type Input = { what: 'set'; set: SourceCostInput } | { what: 'list'; name: string | undefined }
type Outcome = { what: 'set'; result: SourceCostResult } | { what: 'list' | 'one'; result: SourcesResult }

const EXAMPLE = 'prm sources set fair-2026 --cost 450 --currency EUR'

const wrong = (message: string): PrmError =>
  new PrmError('usage', 'sources.what', message, { hint: `for example ${EXAMPLE}` })

export const sourcesCommand = command<Input, Outcome>({
  name: 'sources',
  args: '[name] [which]',
  summary: 'Tell what each source is worth: people, overlaps, outcomes, costs.',
  group: 'look',
  examples: ['prm sources', 'prm sources fair-2026', EXAMPLE],
  flags: [...COST_FLAGS, DRY_RUN],
  completes: ['set'],
  isProduct: ({ what }) => what === 'list',
  input: ([name, which], flags) => {
    const cost = costOf(flags)
    if (name === 'set') {
      if (which === undefined) throw wrong('say which source')
      if (cost === undefined) throw wrong('say what the source has cost')
      return { what: 'set', set: { name: which, cost, dry_run: flags.dryRun === true } }
    }
    if (which !== undefined) throw wrong(`prm sources takes one name, or set and a name; not "${which}"`)
    if (cost !== undefined || flags.dryRun === true)
      throw wrong('a cost is set with prm sources set, and nothing else is changed')
    return { what: 'list', name }
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    if (input.what === 'set') {
      const { setSourceCost } = await import('../../core/edit/source-cost.ts')
      return { what: 'set', result: await setSourceCost(deps, input.set) }
    }
    const { measureSources } = await import('../../core/measure/sources.ts')
    return {
      what: input.name === undefined ? 'list' : 'one',
      result: measureSources(deps, { name: input.name }),
    }
  },
  render: (shown, view) =>
    shown.what === 'set'
      ? renderCost(shown.result, view)
      : shown.what === 'one'
        ? renderSource(shown.result.sources[0]!, view)
        : renderSources(shown.result, view),
  talk: (shown) => (shown.what === 'set' ? [] : sourcesTalk(shown.result)),
  rows: (shown) =>
    shown.what === 'set'
      ? [{ source: shown.result.source, ...shown.result.cost }]
      : shown.result.sources.map(sourceRow),
  json: ({ result }) => result,
})
