/** Objectives: what is to be reached for a segment, an account or a person by some day, and how far that has come. */
import { sha256 } from '../../lib/hash.ts'
import { plural } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { compileCondition } from '../../store/condition.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Period } from '../../store/objectives.ts'
import type { Config, Metric, Objective, Segment } from '../config/config.ts'
import { dayOf, type Deps } from '../derive/run.ts'
import { findCompany } from '../derive/which-company.ts'
import { findPerson } from '../derive/who.ts'

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

/** Those of the config, in its order. */
export const measureObjectives = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  { segments, objectives }: Pick<Config, 'segments' | 'objectives'>,
): ObjectiveProgress[] => objectives.map((objective) => progressOf(deps, segments, objective))

/** Remembers when objectives without `from` were seen first. Inside a write. */
export const observeObjectives = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  { objectives }: Pick<Config, 'objectives'>,
): void => {
  for (const objective of objectives)
    if (objective.from === null && deps.file.meta.get(keyOf(objective)) === undefined)
      deps.file.meta.set(keyOf(objective), dayOf(deps))
}

/** Without the name itself: it may be somebody's address. */
const keyOf = ({ about, name, metric }: Objective): string =>
  `objective:${sha256([about, name, metric].join('\n')).slice(0, 16)}`

const progressOf = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  segments: readonly Segment[],
  objective: Objective,
): ObjectiveProgress => {
  const { file } = deps
  const { about, name, metric, target, by, owner } = objective
  const today = dayOf(deps)
  const first = objective.from ?? file.meta.get(keyOf(objective)) ?? today
  const from = first < by ? first : by
  const who = whoOf(file, segments, objective, from)
  const done = who === null ? 0 : countOf(file, metric, who, { from, until: today < by ? today : by })
  const expected = expectedBy(today, { from, until: by }, target)
  return {
    ...{ title: titleOf(objective), about, name, metric, target, from, by, owner, done, expected },
    share: Math.min(1, done / target),
    state: done >= target ? 'reached' : today > by ? 'missed' : done < expected ? 'slipping' : 'on_track',
    unknown: who === null,
  }
}

/** A query for ids; null where nobody goes by that name. */
const whoOf = (
  file: ProspectFile,
  segments: readonly Segment[],
  { about, name, metric }: Objective,
  from: string,
): string | null => {
  const { objectives } = file
  if (about === 'account') {
    const company = findCompany(file, name)
    return company === undefined ? null : objectives.atCompany(String(company.id))
  }
  if (about === 'person') {
    const person = personCalled(file, name)
    return person === null ? null : objectives.person(person)
  }
  const segment = segments.find((one) => one.name === name)
  if (segment === undefined) return null
  const { sql } = compileCondition(segment.when, { where: `the segment ${name}` })
  // Who replied counts, though replying may have led them out of the segment.
  const isStock = metric === 'people' || metric === 'qualified'
  return objectives.where(sql, isStock ? null : file.segments.leftSql(name, from))
}

const personCalled = (file: ProspectFile, name: string): string | null => {
  try {
    return findPerson(file, name)
  } catch (error) {
    if (error instanceof PrmError) return null
    throw error
  }
}

const countOf = (file: ProspectFile, metric: Metric, who: string, period: Period): number => {
  const { objectives } = file
  if (metric === 'people') return objectives.people(who)
  if (metric === 'qualified') return objectives.qualified(who)
  return objectives.during(metric, who, period)
}

/** An even pace: all of it at the end of the last day. Rounded, so that one meeting is expected from the middle on. */
const expectedBy = (today: string, { from, until }: Period, target: number): number => {
  const days = (since: string, upto: string): number =>
    Math.round((Date.parse(upto) - Date.parse(since)) / 86_400_000) + 1
  if (today < from) return 0
  return today >= until ? target : Math.round((target * days(from, today)) / days(from, until))
}

const WORDS: Readonly<Record<Metric, readonly [one: string, many: string, of: string]>> = {
  people: ['person', 'people', 'in'],
  qualified: ['qualified person', 'qualified people', 'in'],
  pushed: ['person pushed', 'people pushed', 'from'],
  replied: ['reply', 'replies', 'from'],
  meeting: ['meeting', 'meetings', 'with'],
  won: ['customer', 'customers', 'from'],
}

const titleOf = ({ metric, target, name, by }: Objective): string => {
  const [one, many, of] = WORDS[metric]
  return `${plural(target, one, many)} ${of} ${name} by ${by}`
}
