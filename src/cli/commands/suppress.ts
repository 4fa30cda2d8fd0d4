import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RejectsFile } from '../../core/import/rejects.ts'
import type { ImportResult } from '../../core/import/import.ts'
import type { SuppressInput, SuppressionList, SuppressResult } from '../../core/suppress/suppress.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { DRY_RUN } from '../flags.ts'
import { listOptions, type ListOptions } from '../lists.ts'
import { COUNTRY, countryOption } from '../reading-flags.ts'
import { importTalk, renderImport } from '../render/import.ts'
import { renderSuppress, renderSuppressions, suppressTalk } from '../render/suppress.ts'

type Input =
  | { kind: 'list' }
  | { kind: 'declined' }
  | { kind: 'addresses'; orders: SuppressInput }
  | { kind: 'file'; orders: ListOptions; dry_run: boolean }

export type FromFile = ImportResult & { rejects_files: RejectsFile[]; too_many_rejected: boolean }

/** Null: the question was answered with no. */
type Outcome = SuppressResult | SuppressionList | FromFile | null

const isFromFile = (result: Outcome): result is FromFile => result !== null && 'files' in result
const isList = (result: Outcome): result is SuppressionList => result !== null && 'groups' in result

const EXAMPLE = 'prm suppress ann@acme.example --reason "asked to be left alone"'

export const suppressCommand = command<Input, Outcome>({
  name: 'suppress',
  args: '[what...]',
  summary: 'Never write to an address, domain or number again, or to those of a file.',
  group: 'change',
  examples: [EXAMPLE, 'prm suppress acme.example optouts.csv --reason competitor', 'prm suppress --list'],
  flags: [
    { flags: '--reason <text>', description: 'why, kept with each address', completes: 'nothing' },
    { flags: '--lift', description: 'take away what was suppressed by mistake; asks first' },
    { flags: '--list', description: 'how many are suppressed, and why' },
    COUNTRY,
    DRY_RUN,
  ],

  input: async (what, flags, ctx) => {
    if (flags.list === true) return { kind: 'list' }
    if (what.length === 0) {
      throw new PrmError('usage', 'usage.nothing_to_suppress', 'say what to suppress', { hint: EXAMPLE })
    }
    const reason = reasonOf(flags.reason)
    const lift = flags.lift === true
    const dry_run = flags.dryRun === true
    const files = what.filter((text) => existsSync(resolve(ctx.cwd, text)))
    if (files.length > 0) {
      checkFiles(what, files, lift)
      const orders = await listOptions(files, { ...flags, maxRejects: '100%' }, ctx)
      const lists = { ...orders.lists, kind: 'suppressions' as const, reason }
      return { kind: 'file', orders: { ...orders, lists }, dry_run }
    }
    const country = await countryOption(flags.country, (await ctx.config()).country)
    if (lift && !dry_run && !(await agree(ctx, what))) return { kind: 'declined' }
    return { kind: 'addresses', orders: { what, reason, lift, country, dry_run } }
  },

  run: async (ctx, input, on) => {
    if (input.kind === 'declined') return null
    if (input.kind === 'file') return suppressFile(ctx, input, on)
    const { listSuppressions, suppressAddresses } = await import('../../core/suppress/suppress.ts')
    if (input.kind === 'list') return listSuppressions({ file: await ctx.openFile() })
    const { lift = false, dry_run = false } = input.orders
    const file = await ctx.openFile({ create: !lift, dryRun: dry_run })
    return suppressAddresses(await makeDeps(ctx, file), input.orders)
  },

  render: (result, view) =>
    result === null
      ? 'Nothing was lifted.'
      : isFromFile(result)
        ? renderImport(result, view)
        : isList(result)
          ? renderSuppressions(result, view)
          : renderSuppress(result, view),
  talk: (result, input, view) =>
    result === null || isList(result)
      ? []
      : isFromFile(result) && input.kind === 'file'
        ? importTalk(result, { dry_run: input.dry_run }, view)
        : suppressTalk(result as SuppressResult),
  // Each row that could not be read is somebody who may still be written to.
  exitCode: (result) => (isFromFile(result) && result.counts.rejected > 0 ? 3 : 0),
  json: (result) => result ?? { schemaVersion: 1, run: null, counts: {}, addresses: [] },
})

function reasonOf(given: unknown): string {
  if (typeof given === 'string' && given.trim() !== '') return given.trim()
  throw new PrmError('usage', 'usage.no_reason', 'say why: --reason is kept, so that it can be told later', {
    hint: EXAMPLE,
  })
}

function checkFiles(what: readonly string[], files: readonly string[], lift: boolean): void {
  if (lift) {
    throw new PrmError('usage', 'usage.lift_file', 'what a file names is not lifted at once', {
      hint: 'name the addresses themselves',
    })
  }
  if (files.length === what.length) return
  throw new PrmError('usage', 'usage.mixed', 'files and addresses do not go into one command', {
    hint: `prm suppress ${files.join(' ')} --reason …, then the others`,
  })
}

/** To be written to again is a deliberate act. */
async function agree(ctx: Context, what: readonly string[]): Promise<boolean> {
  if (!ctx.common.yes && !ctx.prompts.canAsk) {
    throw new PrmError('usage', 'suppress.lift_unasked', 'to lift a suppression, a script has to say --yes', {
      hint: 'whoever opted out must not be written to again: be sure',
    })
  }
  return ctx.prompts.confirm(`Let ${what.join(', ')} be written to again?`)
}

async function suppressFile(
  ctx: Context,
  { orders: { lists, rejects }, dry_run }: Extract<Input, { kind: 'file' }>,
  on: OnProgress,
): Promise<FromFile> {
  const [{ importLists }, { openLists }, { writeRejects }] = await Promise.all([
    import('../../core/import/import.ts'),
    import('../../core/import/open-lists.ts'),
    import('../../core/import/rejects.ts'),
  ])
  const files = await openLists(lists)
  const deps = await makeDeps(ctx, await ctx.openFile({ create: true, dryRun: dry_run }))
  const result = await importLists(deps, { ...lists, files, dry_run }, on)
  const rejects_files = dry_run ? [] : writeRejects(deps, result.files, rejects)
  return { ...result, rejects_files, too_many_rejected: false }
}
