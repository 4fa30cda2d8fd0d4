import { describeSchema, type SchemaResult } from '../../core/look/schema.ts'
import { command } from '../command.ts'
import { renderSchema } from '../render/schema.ts'

export const schemaCommand = command<{ table?: string }, SchemaResult>({
  name: 'schema',
  args: '[table]',
  summary: 'Explain the tables, columns and conditions.',
  group: 'file',
  examples: ['prm schema', 'prm schema lead', 'prm schema verdict --json'],
  flags: [],
  completes: 'nothing',
  isProduct: true,
  input: ([table]) => (table === undefined ? {} : { table }),
  run: (_ctx, { table }) => Promise.resolve(describeSchema(table)),
  render: renderSchema,
  rows: ({ tables }) =>
    tables.flatMap(({ name, kind, columns }) => columns.map((column) => ({ table: name, kind, ...column }))),
})
