/** Segments: named conditions over `lead`. Who is in is asked of the present; who entered and left was seen at each scoring. */
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { compileCondition } from '../../store/condition.ts'
import { NOT_SUPPRESSED } from '../../store/lead-sql.ts'
import type { CompiledSegment } from '../../store/segments.ts'
import type { Config, Segment } from '../config/config.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { dayBefore } from '../judge/fading.ts'

export interface SegmentSummary {
  name: string
  /** Its condition. */
  when: string
  /** In it now. */
  people: number
  /** Seen to enter and to leave during the last 30 days; not those who were in it when it was seen first. */
  entered: number
  left: number
  /** The day on which it was seen first, and last; null: never yet. */
  since: string | null
  seen_on: string | null
}

export interface SegmentsResult extends Result {
  run: null
  counts: Record<'segments', number>
  segments: SegmentSummary[]
}

export interface SegmentMember {
  id: string
  full_name: string | null
  title: string | null
  company: string | null
  email: string | null
  score: number | null
  /** The day on which they were seen in it first; null: not seen yet. */
  entered_on: string | null
}

export interface SegmentMove {
  on: string
  what: 'entered' | 'left'
  id: string
  full_name: string | null
  company: string | null
  run_id: number
}

export interface SegmentResult extends Result {
  run: null
  /** `suppressed` of the `people` are counted, never listed. */
  counts: Record<'people' | 'suppressed' | 'shown' | 'entered' | 'left', number>
  segment: SegmentSummary
  people: SegmentMember[]
  /** The latest first. */
  moves: SegmentMove[]
}

/** Days for which entering and leaving is news. */
const LATELY = 30
const SHOWN = 20

export interface ShowSegmentInput {
  name: string
  config: Pick<Config, 'segments'>
  /** At most so many people, and changes; 20 by default. */
  limit?: number | undefined
  /** ISO date: changes from then on; by default of the last 30 days. */
  since?: string | undefined
}

const compiled = ({ name, when }: Segment): CompiledSegment => ({
  ...{ name, when },
  sql: compileCondition(when, { where: `the segment ${name}` }).sql,
})

/** Those of the config, in its order. */
export const listSegments = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  { segments }: Pick<Config, 'segments'>,
): SegmentsResult => {
  const summaries = summariesOf(deps, segments, dayBefore(dayOf(deps), LATELY))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, counts: { segments: summaries.length } },
    segments: summaries,
  }
}

const summariesOf = (
  { file }: Pick<Deps, 'file'>,
  segments: readonly Segment[],
  from: string,
): SegmentSummary[] => {
  const seen = new Map(file.segments.all().map((row) => [row.name, row]))
  const counts = file.segments.counts(segments.map(compiled))
  return segments.map(({ name, when }, i) => {
    const known = seen.get(name)
    return {
      ...{ name, when, people: counts[i]! },
      ...file.segments.moves(name, from),
      ...{ since: known?.since ?? null, seen_on: known?.seen_on ?? null },
    }
  })
}

const COLUMNS = ['id', 'full_name', 'title', 'company', 'email', 'score'] as const

/** Who is in a segment, and who entered and left. @throws PrmError `segment.unknown` */
export const showSegment = (deps: Pick<Deps, 'file' | 'asOf'>, input: ShowSegmentInput): SegmentResult => {
  const { file } = deps
  const { name, config, limit = SHOWN } = input
  const segment = config.segments.find((one) => one.name === name)
  if (segment === undefined) throw unknownSegment(name, config)
  const since = input.since ?? dayBefore(dayOf(deps), LATELY)
  const [summary] = summariesOf(deps, [segment], since) as [SegmentSummary]
  const { sql } = compiled(segment)
  const rows = file.leads.select({
    columns: COLUMNS.map((column) => ({ name: column, sql: `lead.${column}` })),
    // The list is made to be worked through.
    where: `(${sql}) AND ${NOT_SUPPRESSED}`,
    orderBy: 'lead.score DESC NULLS LAST',
    limit,
  }) as unknown as Omit<SegmentMember, 'entered_on'>[]
  const people = rows.map((row) => ({ ...row, entered_on: file.segments.enteredOn(name, row.id) }))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null },
    counts: {
      people: summary.people,
      suppressed: file.leads.count(`(${sql}) AND NOT (${NOT_SUPPRESSED})`),
      shown: people.length,
      entered: summary.entered,
      left: summary.left,
    },
    ...{ segment: summary, people, moves: file.segments.changes(name, since, limit) },
  }
}

const unknownSegment = (name: string, { segments }: Pick<Config, 'segments'>): PrmError => {
  const near = didYouMean(
    name,
    segments.map((one) => one.name),
  )
  return new PrmError('usage', 'segment.unknown', `there is no segment "${name}"`, {
    hint:
      segments.length === 0
        ? 'name one in prm.yaml under segments: a name and a condition'
        : near === null
          ? 'prm segment list has them all'
          : `did you mean "${near}"?`,
  })
}

/** What a look at everybody has told of a segment. */
export interface SegmentNews {
  name: string
  entered: number
  left: number
}

/**
 * Writes down who has entered and left since the last look, as the work of this run. Only scoring looks: conditions over
 * scores are true right after it, and a look at everybody would be dear after every small list. Inside a write.
 */
export const observeSegments = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  run: number,
  { segments }: Pick<Config, 'segments'>,
): SegmentNews[] => {
  const found = deps.file.segments.observe(segments.map(compiled), run, dayOf(deps))
  return segments.map(({ name }, i) => ({ name, ...found[i]! }))
}
