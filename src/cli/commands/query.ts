import { queryFile, type QueryResult } from '../../core/look/query.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { makeDeps } from '../deps.ts'
import { table } from '../render/table.ts'

export const queryCommand = command<{ sql: string }, QueryResult>({
  name: 'query',
  args: '<select>',
  summary: 'Ask the file in SQL; it only reads.',
  group: 'file',
  examples: [
    'prm query "select company, count(*) as people from lead group by company order by people desc limit 10"',
    'prm query - --csv <report.sql',
    'prm query "select * from run" --json',
  ],
  flags: [],
  completes: 'nothing',
  isProduct: true,
  input: async ([text = ''], _flags, ctx) => ({ sql: text === '-' ? await readAll(ctx) : text }),
  run: async (ctx, { sql }) => queryFile(await makeDeps(ctx, await ctx.openFile()), sql),
  render: ({ columns, rows }, view) =>
    table(
      [...rows],
      columns.map((name) => ({ header: name, value: (row) => row[name] })),
      view,
    ),
  rows: ({ rows }) => rows,
  columns: ({ columns }) => columns,
  json: ({ rows }) => [...rows],
})

async function readAll({ io }: Context): Promise<string> {
  if (io.stdin.isTTY === true) {
    throw new PrmError('usage', 'query.no_statement', 'there is no statement on stdin', {
      hint: 'prm query - <report.sql',
    })
  }
  let text = ''
  io.stdin.setEncoding('utf8')
  for await (const chunk of io.stdin) text += String(chunk)
  return text
}
