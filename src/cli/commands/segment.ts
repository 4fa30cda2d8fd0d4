import {
  listSegments,
  showSegment,
  type SegmentResult,
  type SegmentsResult,
} from '../../core/measure/segments.ts'
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { LIMIT, onDay } from '../flags.ts'
import { renderSegment, renderSegments, segmentsTalk, segmentTalk } from '../render/segment.ts'

type Input =
  { what: 'list' } | { what: 'show'; name: string; limit: number | undefined; since: string | undefined }
type Outcome = { what: 'list'; result: SegmentsResult } | { what: 'show'; result: SegmentResult }

const refused = (message: string, hint: string): PrmError =>
  new PrmError('usage', 'segment.what', message, { hint })

export const segmentCommand = command<Input, Outcome>({
  name: 'segment',
  args: '[what] [name]',
  summary: 'List the segments of the config, or show who is in one, entered and left.',
  group: 'look',
  examples: ['prm segment list', 'prm segment show dach_ctos', 'prm segment show dach_ctos --csv'],
  flags: [
    { ...LIMIT, description: 'show: at most so many people, and changes (20)' },
    onDay('--since <date>', 'show: changes from this day on (30 days ago)'),
  ],
  completes: ['list', 'show'],
  isProduct: true,
  input: ([what = 'list', name], flags) => {
    const limit = flags.limit as number | undefined
    const since = flags.since as string | undefined
    if (what === 'list') {
      if (name !== undefined) throw refused('prm segment list takes no name', `prm segment show ${name}`)
      if (limit !== undefined || since !== undefined)
        throw refused('prm segment list takes neither --limit nor --since', 'prm segment show NAME does')
      return { what }
    }
    if (what !== 'show') {
      const near = didYouMean(what, ['list', 'show'])
      throw refused(
        `prm segment does not know "${what}"`,
        near === null ? 'it knows list and show' : `did you mean prm segment ${near}?`,
      )
    }
    if (name === undefined) throw refused('say which segment', 'prm segment list names them')
    return { what, name, limit, since }
  },
  run: async (ctx, input) => {
    const config = await ctx.config()
    const deps = await makeDeps(ctx, await ctx.openFile())
    return input.what === 'list'
      ? { what: 'list', result: listSegments(deps, config) }
      : { what: 'show', result: showSegment(deps, { ...input, config }) }
  },
  render: (shown, view) =>
    shown.what === 'list' ? renderSegments(shown.result, view) : renderSegment(shown.result, view),
  talk: (shown) => (shown.what === 'list' ? segmentsTalk(shown.result) : segmentTalk(shown.result)),
  rows: (shown) =>
    shown.what === 'list'
      ? shown.result.segments.map((segment) => ({ ...segment }))
      : shown.result.people.map((person) => ({ ...person })),
  json: ({ result }) => result,
})
