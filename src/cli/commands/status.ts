import { fileStatusWithCosts, type StatusResult } from '../../core/look/status.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { renderStatus } from '../render/status.ts'

export const statusCommand = command<Record<string, never>, StatusResult>({
  name: 'status',
  summary: 'Show what the file holds and the next sensible step.',
  group: 'look',
  examples: ['prm status', 'prm status --db spring.db', 'prm status --json'],
  flags: [],
  completes: 'nothing',
  isProduct: true,
  input: () => ({}),
  run: async (ctx) => fileStatusWithCosts(await makeDeps(ctx, await ctx.openFile()), await ctx.config()),
  render: renderStatus,
})
