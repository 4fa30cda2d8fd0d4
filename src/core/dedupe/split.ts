/**
 * Takes people apart by hand: back into the units that exact keys had made, or some records away from the others. What
 * is taken apart is kept apart, by exact keys and by every later dedupe, until somebody merges it by hand or undoes it.
 */
import { plural } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { briefOf, type PersonBrief } from './brief.ts'
import { decide, isAbout, recordsOf } from './decide.ts'

export interface SplitInput {
  who: string
  /** Records that are somebody else's: together one person of their own. By default everything that merging joined. */
  records?: readonly number[] | undefined
  because?: string | undefined
  dry_run?: boolean
}

export interface SplitResult extends Result {
  /** How many people its `records` are now. */
  counts: Record<'people' | 'records' | 'unchanged', number>
  /** Who it was. */
  before: PersonBrief
  /** Who they are now. A record may have gone to somebody known, by another key that it has. */
  people: (PersonBrief & { records: number[] })[]
  /** Records that share exact keys with those taken away and stay where they were. */
  left_behind: number[]
  dry_run: boolean
}

/** @throws PrmError `who.…`, `split.one_record`, `split.one_unit`, `split.unknown_record`, `split.by_hand`, `split.all_records` */
export const splitPerson = async (deps: Deps, input: SplitInput): Promise<SplitResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(split(deps, input)))
  if (input.dry_run || plan.counts.unchanged > 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => split(deps, input))
}

const split = (deps: Deps, input: SplitInput): SplitResult => {
  const { file } = deps
  const person = findPerson(file, input.who)
  const before = briefOf(file, person)
  const own = recordsOf(file, person)
  const taken = [...new Set(input.records ?? [])].sort((a, b) => a - b)
  if (taken.length > 0 && taken.every((record) => isApart(file, record, person)))
    return { ...empty(before), counts: { people: 0, records: 0, unchanged: taken.length } }
  const parts = taken.length > 0 ? named(deps, before, own, taken) : units(deps, before, own)
  const left_behind = taken.length > 0 ? leftBehind(file, parts) : []
  const run = startRun(deps, 'split', { who: input.who, record: input.records, because: input.because })
  const derivation = new Derivation(file, { run_id: run, why: 'split' })
  const because = input.because ?? null
  for (const [i, left] of parts.entries())
    for (const right of parts.slice(i + 1))
      decide(deps, { run_id: run, kind: 'cannot_link', because }, left, right)
  derivation.refold(own)
  if (parts.map((part) => bind(deps, run, because, part)).some(Boolean)) derivation.refold(own)
  derivation.flush()
  const people = Map.groupBy(own, (record) => file.records.get(record)!.person_id!)
  const counts = { people: people.size, records: own.length, unchanged: 0 }
  finishRun(deps, run, 'done', counts)
  return {
    ...empty(before),
    run,
    counts,
    people: [...people].map(([id, records]) => ({ ...briefOf(file, id), records })),
    left_behind,
  }
}

const empty = (before: PersonBrief): SplitResult => ({
  schemaVersion: SCHEMA_VERSION,
  run: null,
  counts: { people: 0, records: 0, unchanged: 0 },
  before,
  people: [],
  left_behind: [],
  dry_run: false,
})

/** Whether this record was taken away from the person before. */
const isApart = (file: ProspectFile, record: number, person: string): boolean => {
  const other = file.records.get(record)
  return other?.active === 1 && other.person_id !== null && file.decisions.areApart(other.person_id, person)
}

const nameOf = ({ name, email, id }: PersonBrief): string => name ?? email ?? id

/** What exact keys alone would make of these records. */
const units = ({ file }: Deps, who: PersonBrief, own: readonly number[]): number[][] => {
  const groups = [...Map.groupBy(own, (record) => file.records.get(record)!.group_id).values()]
  if (groups.length > 1) return groups
  if (own.length === 1) {
    throw new PrmError(
      'usage',
      'split.one_record',
      `${nameOf(who)} comes from one record: nothing was joined`,
      {
        hint: `prm show ${who.id} shows it`,
      },
    )
  }
  const which = own.length > 8 ? plural(own.length, 'record') : `records ${own.join(', ')}`
  throw new PrmError(
    'usage',
    'split.one_unit',
    `${nameOf(who)} was not merged: ${which} have an address, a profile or an id in common`,
    {
      hint: `where one of them is somebody else: prm split ${who.id} --record ${own.at(-1)} (prm show lists them)`,
    },
  )
}

const named = ({ file }: Deps, who: PersonBrief, own: readonly number[], taken: number[]): number[][] => {
  for (const record of taken) {
    if (own.includes(record)) continue
    const row = file.records.get(record)
    if (row?.person_id === who.id && isAbout(file, record)) {
      const run = file.batches.get(row.batch_id)?.run_id
      throw new PrmError(
        'usage',
        'split.by_hand',
        `record ${record} is what was said of ${nameOf(who)} by hand`,
        {
          hint: `prm undo ${run} takes it back`,
        },
      )
    }
    const owner = row?.active === 1 && row.person_id ? nameOf(briefOf(file, row.person_id)) : null
    const but = owner === null ? '' : `; it is one of ${owner}'s`
    throw new PrmError(
      'usage',
      'split.unknown_record',
      `record ${record} is none of ${nameOf(who)}'s${but}`,
      {
        hint: `theirs: ${own.join(', ')}; prm show ${who.id} lists them`,
      },
    )
  }
  const rest = own.filter((record) => !taken.includes(record))
  if (rest.length > 0) return [rest, taken]
  throw new PrmError(
    'usage',
    'split.all_records',
    `that is all that there is of ${nameOf(who)}: nobody would be left`,
    {
      hint: own.length > 1 ? `name some of ${own.join(', ')}` : `prm show ${who.id} shows the one record`,
    },
  )
}

/**
 * Holds together what only the other part had joined. A piece that its keys have led to somebody else meanwhile stays
 * there.
 */
const bind = (deps: Deps, run_id: number, because: string | null, part: readonly number[]): boolean => {
  const { file } = deps
  const pieces = [...Map.groupBy(part, (record) => file.records.get(record)!.person_id!)]
    .filter(([person]) => recordsOf(file, person).every((record) => part.includes(record)))
    .map(([, records]) => records)
  for (const piece of pieces.slice(1)) decide(deps, { run_id, kind: 'must_link', because }, pieces[0]!, piece)
  return pieces.length > 1
}

/** Records that exact keys had joined with one that is taken away, where the person has others still. */
const leftBehind = (file: ProspectFile, [rest = [], taken = []]: number[][]): number[] => {
  const groupOf = (record: number): number | null => file.records.get(record)!.group_id
  const gone = new Set(taken.map(groupOf))
  const near = rest.filter((record) => gone.has(groupOf(record)))
  return near.length < rest.length ? near : []
}
