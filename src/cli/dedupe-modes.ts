/** What `prm dedupe` does besides merging: reviews on the terminal and in a spreadsheet. */
import { resolve } from 'node:path'
import type { ExportReviewResult, ImportReviewResult } from '../core/dedupe/review-file.ts'
import type { RejectsFile } from '../core/import/rejects.ts'
import { PrmError } from '../model/errors.ts'
import type { View } from './command.ts'
import type { Context } from './context.ts'
import { makeDeps } from './deps.ts'
import type { FlagSpec } from './flags.ts'
import { viewOf } from './output.ts'
import {
  exportTalk,
  importReviewTalk,
  renderExport,
  renderImportReview,
  renderReview,
  reviewTalk,
} from './render/review.ts'
import type { ReviewResult } from './review-pairs.ts'

export const REVIEW_FLAGS: readonly FlagSpec[] = [
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
]

export type ReviewMode = 'review' | 'export' | 'import'

export interface ReviewInput {
  mode: ReviewMode
  /** Absolute; of the two with a file. */
  path: string
  /** As it was given. */
  name: string
  dry_run: boolean
}

export type ReviewOutcome =
  | { mode: 'review'; result: ReviewResult }
  | { mode: 'export'; result: ExportReviewResult }
  | { mode: 'import'; result: ImportReviewResult & { rejects_files: RejectsFile[] } }

/** More than this share of rejected rows, and the exit code says so. */
const MOST_REJECTS = 0.1

/**
 * The review that the flags ask for; null where they ask for none.
 *
 * @throws PrmError `usage`: two at once, a review without a terminal
 */
export function reviewInput(flags: Readonly<Record<string, unknown>>, ctx: Context): ReviewInput | null {
  const asked = (
    [
      ['review', flags.review],
      ['export', flags.exportReview],
      ['import', flags.importReview],
    ] as const
  ).filter(([, value]) => value !== undefined && value !== false)
  const [first, second] = asked
  if (first === undefined) return null
  if (second !== undefined) {
    throw new PrmError(
      'usage',
      'usage.one_review',
      '--review, --export-review and --import-review go one by one',
    )
  }
  const [mode, value] = first
  const dry_run = flags.dryRun === true
  if (mode === 'review') checkReview(ctx, dry_run)
  const name = typeof value === 'string' ? value : ''
  return { mode, name, path: resolve(ctx.cwd, name), dry_run }
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

export async function runReview(
  ctx: Context,
  { mode, path, name, dry_run }: ReviewInput,
): Promise<ReviewOutcome> {
  const deps = await makeDeps(ctx, await ctx.openFile())
  if (mode === 'review') {
    const [{ reviewQueue }, { reviewSession }, { reviewPairs }] = await Promise.all([
      import('../core/dedupe/review-queue.ts'),
      import('../core/dedupe/review.ts'),
      import('./review-pairs.ts'),
    ])
    const view = await viewOf(ctx.io, ctx.io.stderr, ctx.common)
    const cases = await reviewQueue(deps)
    return { mode, result: await reviewPairs(ctx.io, view, reviewSession(deps), cases, ctx.signal) }
  }
  const { exportReview, importReview } = await import('../core/dedupe/review-file.ts')
  if (mode === 'export') return { mode, result: await exportReview(deps, { output: path }) }
  const result = await importReview(deps, { source: { path }, dry_run })
  if (dry_run) return { mode, result: { ...result, rejects_files: [] } }
  const { writeRejects } = await import('../core/import/rejects.ts')
  const list = { name, header: result.header, rejects: result.rejects, known: result.run === null }
  return { mode, result: { ...result, rejects_files: writeRejects(deps, [list], { folder: ctx.cwd }) } }
}

export function renderReviewOutcome(outcome: ReviewOutcome, view: View): string {
  if (outcome.mode === 'review') return renderReview(outcome.result)
  return outcome.mode === 'export'
    ? renderExport(outcome.result, view)
    : renderImportReview(outcome.result, view)
}

export function reviewOutcomeTalk(outcome: ReviewOutcome, view: View): readonly string[] {
  if (outcome.mode === 'review') return reviewTalk(outcome.result)
  return outcome.mode === 'export' ? exportTalk(outcome.result, view) : importReviewTalk(outcome.result, view)
}

export function reviewExitCode(outcome: ReviewOutcome): number {
  if (outcome.mode === 'review') return outcome.result.is_interrupted ? 130 : 0
  if (outcome.mode === 'export') return 0
  const { read, rejected } = outcome.result.counts
  return read > 0 && rejected / read > MOST_REJECTS ? 3 : 0
}
