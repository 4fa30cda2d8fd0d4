import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ReportResult } from '../../core/report/report.ts'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { shownPath } from '../render/format.ts'
import { renderReport } from '../render/report.ts'

interface Input {
  /** Absolute; null: on the terminal. */
  page: string | null
}

export interface ReportView extends ReportResult {
  page: { path: string; bytes: number } | null
}

export const reportCommand = command<Input, ReportView>({
  name: 'report',
  summary: 'Show how the file is doing: on the terminal, or as a page to look at.',
  group: 'look',
  examples: ['prm report', 'prm report --html report.html', 'prm report --json'],
  flags: [
    { flags: '--html <file>', description: 'write one page that needs nothing else' },
    { flags: '--force', description: 'replace a page that is there already' },
  ],
  completes: 'nothing',
  isProduct: ({ page }) => page === null,
  input: (_args, flags, ctx) => {
    if (flags.html === undefined) {
      if (flags.force !== true) return { page: null }
      throw new PrmError('usage', 'usage.conflicting_flags', '--force is for --html', {
        hint: 'prm report --html report.html --force',
      })
    }
    const name = flags.html as string
    const page = resolve(ctx.cwd, name)
    // Before the work, not after it.
    if (name === '' || (flags.force !== true && existsSync(page)))
      throw new PrmError(
        'input',
        'report.exists',
        name === '' ? '--html names no file' : `there is a ${name} already`,
        {
          hint: name === '' ? 'prm report --html report.html' : 'prm report --html FILE --force replaces it',
        },
      )
    return { page }
  },
  run: async (ctx, { page }) => {
    const { makeReport } = await import('../../core/report/report.ts')
    const report = await makeReport(await makeDeps(ctx, await ctx.openFile()), await ctx.config())
    if (page === null) return { ...report, page: null }
    const [{ reportPage }, { readLibraries }] = await Promise.all([
      import('../page/page.ts'),
      import('../page/libraries.ts'),
    ])
    const text = reportPage(report, readLibraries())
    writeAtomically(page, [text])
    return { ...report, page: { path: page, bytes: Buffer.byteLength(text) } }
  },
  render: (result, view) =>
    result.page === null
      ? renderReport(result, view)
      : `${shownPath(result.page.path, view.cwd)}: one page, ${Math.ceil(result.page.bytes / 1000)} kB; open it in a browser`,
})
