import { resolve } from 'node:path'
import {
  exportLines,
  exportPeople,
  type ExportFormat,
  type ExportInput,
  type ExportResult,
} from '../../core/look/export.ts'
import { splitNames } from '../../core/look/people.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { OUTPUT, someNames, WHERE } from '../flags.ts'
import { formatOf } from '../output-format.ts'
import { plural } from '../render/format.ts'

interface Input extends ExportInput {
  /** Write to stdout here and now; otherwise to a file, or the frame prints the rows. */
  isStdout: boolean
}

const FORMATS = ['csv', 'json', 'ndjson'] as const satisfies readonly ExportFormat[]

export const exportCommand = command<Input, ExportResult>({
  name: 'export',
  summary: 'Write all people who may leave to a file, with any columns.',
  group: 'file',
  examples: [
    'prm export -o everybody.csv',
    'prm export --where "grade = \'A\'" --columns full_name,email,custom.* -o best.csv',
    'prm export --format ndjson | gzip >people.ndjson.gz',
  ],
  flags: [
    OUTPUT,
    {
      flags: '--columns <names>',
      description: 'columns of lead, separated by commas; all by default, custom.* with them',
      parse: someNames,
      completes: 'nothing',
    },
    WHERE,
    {
      flags: '--format <format>',
      description: 'by default what the name of the file says, else csv',
      choices: FORMATS,
    },
    { flags: '--raw', description: 'leave cells alone that a spreadsheet would run as formulas' },
  ],
  completes: 'nothing',
  input: (_args, flags, { cwd, common }) => {
    const { output = '-' } = flags as { output?: string }
    const asked = FORMATS.find((name) => common[name])
    const isFile = output !== '-'
    return {
      where: flags.where as string | undefined,
      columns: typeof flags.columns === 'string' ? splitNames(flags.columns) : undefined,
      // --json beside a file is about the result; without one it is about the rows.
      format:
        (flags.format as ExportFormat | undefined) ??
        (isFile && asked === 'json' ? undefined : asked) ??
        formatOf(output, FORMATS),
      raw: flags.raw === true,
      output: isFile ? resolve(cwd, output) : undefined,
      isStdout: !isFile && asked === undefined,
    }
  },
  run: async (ctx, input) => {
    const result = exportPeople(await makeDeps(ctx, await ctx.openFile()), input)
    if (!input.isStdout) return result
    for (const text of exportLines(result)) {
      await ctx.io.stdout.write(text)
      if (ctx.io.stdout.isClosed()) break
    }
    return result
  },
  isStdoutTaken: ({ isStdout }) => isStdout,
  render: ({ counts, output }) =>
    `${plural(counts.written, 'person', 'people')} written${output === null ? '' : ` to ${output}`}`,
  talk: ({ counts }) =>
    counts.left_out === 0
      ? []
      : [
          `${plural(counts.left_out, 'suppressed person', 'suppressed people')} left out: they never leave the file`,
        ],
  // As they stand in a file: --raw holds for them too.
  stream: (result, format) =>
    result.output === null && (format === 'csv' || format === 'ndjson') ? exportLines(result) : null,
  rows: ({ people, output }) => (output === null ? people : []),
  columns: ({ columns, output }) => (output === null ? columns : []),
  json: ({ people, ...result }) => (result.output === null ? { ...result, people: [...people] } : result),
})
