import type { SegmentMove, SegmentResult, SegmentsResult } from '../../core/measure/segments.ts'
import type { View } from '../command.ts'
import { number, plural } from './format.ts'
import { shortId } from './people.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

const NOT_SEEN = 'entering and leaving is seen by prm score'

export function renderSegments({ segments }: SegmentsResult, view: View): string {
  if (segments.length === 0) return ''
  return table(
    segments,
    [
      { header: 'segment', value: ({ name }) => name, minWidth: 8 },
      { header: 'people', value: ({ people }) => number(people), align: 'right', minWidth: 6 },
      { header: 'entered', value: ({ entered }) => number(entered), align: 'right', minWidth: 7 },
      { header: 'left', value: ({ left }) => number(left), align: 'right', minWidth: 4 },
      { header: 'since', value: ({ since }) => since, minWidth: 10 },
      { header: 'condition', value: ({ when }) => when, minWidth: 20 },
    ],
    view,
  )
}

export const segmentsTalk = ({ segments }: SegmentsResult): string[] => {
  if (segments.length === 0)
    return ['the config names no segment: write segments: {big_fish: "employees >= 1000"} in prm.yaml']
  const isSeen = segments.every(({ seen_on }) => seen_on !== null)
  return isSeen
    ? ['entered and left: in the last 30 days, as prm score saw it']
    : [`not all were looked at yet: ${NOT_SEEN}`]
}

export function renderSegment({ segment, people, moves, counts }: SegmentResult, view: View): string {
  const { bold, dim } = view.colour
  const who = ({ id, full_name }: { id: string; full_name: string | null }): string =>
    full_name ?? (view.isTTY ? shortId(id) : id)
  const seen = segment.since === null ? '' : `, looked at since ${segment.since}`
  const head = `${bold(segment.name)}  ${oneLine(segment.when)}\n${plural(counts.people, 'person', 'people')}${seen}`
  const inside =
    people.length === 0
      ? ''
      : table(
          people,
          [
            { header: 'who', value: who, minWidth: 8 },
            { header: 'title', value: ({ title }) => title, minWidth: 6 },
            { header: 'company', value: ({ company }) => company, minWidth: 6 },
            { header: 'email', value: ({ email }) => email, minWidth: 10 },
            { header: 'score', value: ({ score }) => score, align: 'right', minWidth: 5 },
            { header: 'since', value: ({ entered_on }) => entered_on, minWidth: 10 },
          ],
          view,
        )
  const line = (move: SegmentMove): string =>
    `  ${move.on}  ${move.what.padEnd('entered'.length)}  ${oneLine(who(move))}${move.company === null ? '' : `, ${oneLine(move.company)}`}  ${dim(`run ${move.run_id}`)}`
  const changed =
    moves.length === 0
      ? ''
      : [bold(`Entered ${number(counts.entered)}, left ${number(counts.left)}`), ...moves.map(line)].join(
          '\n',
        )
  return [head, inside, changed].filter((text) => text !== '').join('\n\n')
}

export const segmentTalk = ({ segment, counts }: SegmentResult): string[] => [
  ...(segment.seen_on === null ? [`not looked at yet: ${NOT_SEEN}`] : []),
  ...(counts.shown < counts.people - counts.suppressed
    ? [`${number(counts.shown)} of ${number(counts.people)} people; --limit ${counts.people} shows all`]
    : []),
  ...(counts.suppressed > 0
    ? [`${plural(counts.suppressed, 'suppressed person', 'suppressed people')} of it not listed`]
    : []),
]
