/** What `prm dedupe` does besides merging: reviews on the terminal and in a spreadsheet, and the evidence of a pair. */
import { resolve } from 'node:path'
import type { ExplainCompaniesResult } from '../core/dedupe/company-cases.ts'
import type { ExplainResult } from '../core/dedupe/explain-people.ts'
import type { ExportReviewResult, ImportReviewResult } from '../core/dedupe/review-file.ts'
import type { RejectsFile } from '../core/import/rejects.ts'
import { PrmError } from '../model/errors.ts'
import type { View } from './command.ts'
import type { Context } from './context.ts'
import { makeDeps } from './deps.ts'
import type { FlagSpec } from './flags.ts'
import { viewOf } from './output.ts'
import { renderExplain } from './render/explain.ts'
import {
  exportTalk,
  importReviewTalk,
  renderExport,
  renderImportReview,
  renderReview,
  reviewTalk,
} from './render/review.ts'
import type { ReviewResult } from './review-pairs.ts'

export const MODE_FLAGS: readonly FlagSpec[] = [
  { flags: '--review', description: 'look at doubtful pairs one by one, on the terminal; one key each' },
  {
    flags: '--export-review <file>',
    description: 'write the doubtful pairs to this CSV, to be answered in a spreadsheet',
    completes: 'file',
  },
  {
    flags: '--import-review <file>',
    description: 'take the answers of such a file',
    completes: 'file',
  },
  {
    flags: '--explain',
    description: 'of two people, or two companies: what speaks for and against their being one',
  },
]

export type ModeInput =
  | { mode: 'review' }
  /** `path` is absolute, `name` as it was given. */
  | { mode: 'export'; path: string }
  | { mode: 'import'; path: string; name: string; dry_run: boolean }
  | { mode: 'explain'; a: string; b: string }

export type ModeOutcome =
  | { mode: 'review'; result: ReviewResult }
  | { mode: 'export'; result: ExportReviewResult }
  | { mode: 'import'; result: ImportReviewResult & { rejects_files: RejectsFile[] } }
  | { mode: 'explain'; result: ExplainResult | ExplainCompaniesResult }

/** More than this share of rejected rows, and the exit code says so. */
const MOST_REJECTS = 0.1

/**
 * What the flags ask for instead of merging; null where they ask for nothing.
 *
 * @throws PrmError `usage`: two at once, a review without a terminal, people where none are asked for
 */
export function modeInput(
  who: readonly string[],
  flags: Readonly<Record<string, unknown>>,
  ctx: Context,
): ModeInput | null {
  const asked = (
    [
      ['review', flags.review],
      ['export', flags.exportReview],
      ['import', flags.importReview],
      ['explain', flags.explain],
    ] as const
  ).filter(([, value]) => value !== undefined && value !== false)
  const [first, second] = asked
  if (second !== undefined) {
    throw new PrmError(
      'usage',
      'usage.one_mode',
      '--review, --export-review, --import-review and --explain go one by one',
    )
  }
  const mode = first?.[0]
  const [a, b, more] = who
  if (mode === 'explain') {
    if (a !== undefined && b !== undefined && more === undefined) return { mode, a, b }
    throw new PrmError('usage', 'usage.explain_two', '--explain takes two people, or two companies', {
      hint: 'prm dedupe --explain ann@acme.example "Ann Lee"',
    })
  }
  if (a !== undefined) {
    throw new PrmError('usage', 'usage.dedupe_who', 'prm dedupe looks at everybody, and takes no names', {
      hint: 'prm merge joins people by hand; prm dedupe --explain A B tells what is held of two',
    })
  }
  if (first === undefined || mode === undefined) return null
  const dry_run = flags.dryRun === true
  if (mode === 'review') {
    checkReview(ctx, dry_run)
    return { mode }
  }
  const name = String(first[1])
  if (name === '-') {
    throw new PrmError('usage', 'usage.review_file', `--${mode}-review takes the name of a file`, {
      hint: `prm dedupe --${mode}-review pairs.csv`,
    })
  }
  const path = resolve(ctx.cwd, name)
  return mode === 'export' ? { mode, path } : { mode, path, name, dry_run }
}

function checkReview(ctx: Context, dry_run: boolean): void {
  if (dry_run) {
    throw new PrmError(
      'usage',
      'usage.review_dry_run',
      'a review writes each answer at once: there is no dry run of it',
      {
        hint: 'prm dedupe --dry-run lists the pairs; prm undo takes a review back',
      },
    )
  }
  if (ctx.prompts.canAsk) return
  throw new PrmError('usage', 'usage.review_no_terminal', '--review asks on a terminal, and this is none', {
    hint: 'prm dedupe --export-review pairs.csv writes the pairs to a file, --import-review reads the answers',
  })
}

export async function runMode(ctx: Context, input: ModeInput): Promise<ModeOutcome> {
  const { mode } = input
  const deps = await makeDeps(ctx, await ctx.openFile())
  if (mode === 'explain') {
    const { explainThose } = await import('../core/dedupe/either.ts')
    return { mode, result: explainThose(deps, input) }
  }
  if (mode === 'review') {
    const [{ isCompared, reviewQueue }, { reviewSession }, { reviewPairs }] = await Promise.all([
      import('../core/dedupe/review-queue.ts'),
      import('../core/dedupe/review.ts'),
      import('./review-pairs.ts'),
    ])
    const view = await viewOf(ctx.io, ctx.io.stderr, ctx.common)
    const queue = { cases: await reviewQueue(deps), compared: isCompared(deps) }
    return { mode, result: await reviewPairs(ctx.io, view, reviewSession(deps), queue, ctx.signal) }
  }
  const { exportReview, importReview } = await import('../core/dedupe/review-file.ts')
  if (mode === 'export') return { mode, result: await exportReview(deps, { output: input.path }) }
  const { path, name, dry_run } = input
  const result = await importReview(deps, { source: { path }, dry_run })
  if (dry_run) return { mode, result: { ...result, rejects_files: [] } }
  const { writeRejects } = await import('../core/import/rejects.ts')
  const list = { name, header: result.header, rejects: result.rejects, known: result.run === null }
  return { mode, result: { ...result, rejects_files: writeRejects(deps, [list], { folder: ctx.cwd }) } }
}

export function renderMode(outcome: ModeOutcome, view: View): string {
  if (outcome.mode === 'review') return renderReview(outcome.result)
  if (outcome.mode === 'explain') return renderExplain(outcome.result, view)
  return outcome.mode === 'export'
    ? renderExport(outcome.result, view)
    : renderImportReview(outcome.result, view)
}

export function modeTalk(outcome: ModeOutcome, view: View): readonly string[] {
  if (outcome.mode === 'review') return reviewTalk(outcome.result)
  if (outcome.mode === 'explain') return []
  return outcome.mode === 'export' ? exportTalk(outcome.result, view) : importReviewTalk(outcome.result, view)
}

export function modeExitCode(outcome: ModeOutcome): number {
  if (outcome.mode === 'review') return outcome.result.is_interrupted ? 130 : 0
  if (outcome.mode !== 'import') return 0
  const { read, rejected } = outcome.result.counts
  return read > 0 && rejected / read > MOST_REJECTS ? 3 : 0
}
