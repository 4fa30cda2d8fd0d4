/** Objectives: what is to be reached for a segment, an account or a person by some day, and how far that has come. */
import type { Config, Metric } from '../config/config.ts'
import type { Deps } from '../derive/run.ts'

export interface ObjectiveProgress {
  /** In words: `20 replies from dach_ctos by 2026-12-31`. */
  title: string
  about: 'segment' | 'account' | 'person'
  /** Name of the segment, domain or name of the account, address or id of the person, as the config has it. */
  name: string
  metric: Metric
  target: number
  /** ISO dates, both included. */
  from: string
  by: string
  owner: string | null
  /** How many by now. Each person counts once. */
  done: number
  /** How many there should be by now, at an even pace from 0. */
  expected: number
  /** done / target, at most 1. */
  share: number
  state: 'reached' | 'on_track' | 'slipping' | 'missed'
  /** Nobody goes by that name (any more); such an objective has nothing done. */
  unknown: boolean
}

/** `measureObjectives(deps, config)`: those of the config, in its order. */
export type MeasureObjectives = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  config: Pick<Config, 'segments' | 'objectives'>,
) => ObjectiveProgress[]
export const measureObjectives: MeasureObjectives = () => []
