import { listPeople, type ListInput, type ListResult } from '../../core/look/list.ts'
import { splitNames } from '../../core/look/people.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT, someNames, WHERE } from '../flags.ts'
import { number } from '../render/format.ts'
import { renderList } from '../render/list.ts'

interface Input extends ListInput {
  /** Nobody asked for a limit; a terminal has one. */
  isCut: boolean
}

/** A screen or two; everything where another program reads. */
const ON_A_TERMINAL = 100

export const listCommand = command<Input, ListResult>({
  name: 'list',
  summary: 'List people, with filters and columns of your choice.',
  group: 'look',
  examples: [
    "prm list --where \"grade in ('A', 'B')\" --sort -score",
    'prm list --columns full_name,email,custom.budget --csv',
    'prm list --ndjson | head -1',
  ],
  flags: [
    WHERE,
    {
      flags: '--columns <names>',
      description:
        'columns of lead, separated by commas; custom.* for the own columns of your lists, answer.* for answers',
      parse: someNames,
      completes: 'nothing',
    },
    {
      flags: '--sort <names>',
      description: 'sort by these columns; a minus before one puts the greatest first',
      parse: someNames,
      completes: 'nothing',
    },
    LIMIT,
  ],
  completes: 'nothing',
  isProduct: true,
  input: (_args, flags, { io, common }) => {
    const isForRows = common.json || common.ndjson || common.csv
    const isCut = flags.limit === undefined && io.stdout.isTTY && !isForRows
    return {
      where: flags.where as string | undefined,
      columns: typeof flags.columns === 'string' ? splitNames(flags.columns) : undefined,
      sort: typeof flags.sort === 'string' ? splitNames(flags.sort) : undefined,
      limit: isCut ? ON_A_TERMINAL : (flags.limit as number | undefined),
      isCut,
    }
  },
  run: async (ctx, input) => listPeople(await makeDeps(ctx, await ctx.openFile()), input),
  render: renderList,
  talk: ({ counts }, { isCut }) => {
    if (counts.people === 0) return ['nobody']
    if (!isCut || counts.shown === counts.people) return []
    return [`${number(counts.shown)} of ${number(counts.people)} people; --limit ${counts.people} shows all`]
  },
  rows: ({ people }) => people,
  columns: ({ columns }) => columns,
  json: ({ schemaVersion, run, counts, people }) => ({ schemaVersion, run, counts, people: [...people] }),
})
