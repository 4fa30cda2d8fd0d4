import type { AddSignalInput, AddSignalResult } from '../../core/edit/signal.ts'
import type { ListSignalsInput, SignalListResult } from '../../core/look/signals.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN, isoDate, LIMIT, type FlagSpec } from '../flags.ts'
import { renderAddedSignal, renderSignals, signalRow } from '../render/signal.ts'

type Input = { what: 'add'; add: AddSignalInput } | { what: 'list'; list: ListSignalsInput }
type Outcome = { what: 'add'; result: AddSignalResult } | { what: 'list'; result: SignalListResult }

const EXAMPLE = 'prm signal add acme.example funding --on 2026-10-01 --detail "series B"'

const text = (flags: string, description: string): FlagSpec => ({ flags, description, completes: 'nothing' })
const day = (flags: string, description: string): FlagSpec => ({
  ...text(flags, description),
  parse: (value) => isoDate(value).toISOString().slice(0, 10),
})

export const signalCommand = command<Input, Outcome>({
  name: 'signal',
  args: '<what> [about] [kind]',
  summary: 'Note a sign of intent by hand, or list them.',
  group: 'change',
  examples: [
    EXAMPLE,
    'prm signal list acme.example',
    'prm signal list --kind funding --since 2026-10-01 --csv',
  ],
  flags: [
    day('--on <date>', 'add: the day it was seen; today, unless told'),
    text('--detail <text>', 'add: what it says'),
    text('--url <url>', 'add: where it stands'),
    text('--kind <kind>', 'list: only this kind'),
    day('--since <date>', 'list: only from this day on'),
    LIMIT,
    DRY_RUN,
  ],
  completes: ['add', 'list'],
  isProduct: ({ what }) => what === 'list',
  input: ([what, about, kind], flags) => {
    if (what === 'list') {
      return {
        what,
        list: {
          about,
          kind: (flags.kind as string | undefined) ?? kind,
          since: flags.since as string | undefined,
          limit: flags.limit as number | undefined,
        },
      }
    }
    if (what !== 'add' || about === undefined || kind === undefined) {
      throw new PrmError('usage', 'signal.what', 'say add with a company or a person and a kind, or list', {
        hint: EXAMPLE,
      })
    }
    return {
      what,
      add: {
        ...{ about, kind, on: flags.on as string | undefined, dry_run: flags.dryRun === true },
        ...{ detail: flags.detail as string | undefined, url: flags.url as string | undefined },
      },
    }
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    if (input.what === 'list') {
      const { listSignals } = await import('../../core/look/signals.ts')
      return { what: 'list', result: listSignals(deps, input.list) }
    }
    const { addSignal } = await import('../../core/edit/signal.ts')
    return { what: 'add', result: await addSignal(deps, input.add) }
  },
  render: (shown, view) =>
    shown.what === 'add' ? renderAddedSignal(shown.result, view) : renderSignals(shown.result, view),
  talk: ({ what, result }) => {
    if (what === 'add')
      return result.run === null ? [] : [`next: prm score; prm undo ${result.run} takes it back`]
    if (result.counts.signals === 0) return ['no signals']
    const { shown, signals } = result.counts
    return shown === signals ? [] : [`${shown} of ${signals} signals; --limit ${signals} shows all`]
  },
  rows: ({ what, result }) => (what === 'list' ? result.signals.map(signalRow) : [{ ...result.signal }]),
  json: ({ result }) => result,
})
