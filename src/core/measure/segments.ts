/** Segments: named conditions over `lead`. Who is in is asked of the present; who entered and left was seen at each scoring. */
import type { Config } from '../config/config.ts'
import type { Deps, Result } from '../derive/run.ts'

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
  counts: Record<'people' | 'shown' | 'entered' | 'left', number>
  segment: SegmentSummary
  people: SegmentMember[]
  /** The latest first. */
  moves: SegmentMove[]
}

/** `listSegments(deps, config)`: those of the config, in its order. */
export type ListSegments = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  config: Pick<Config, 'segments'>,
) => SegmentsResult
export const listSegments: ListSegments = () => ({ schemaVersion: 1, run: null, counts: { segments: 0 }, segments: [] })
