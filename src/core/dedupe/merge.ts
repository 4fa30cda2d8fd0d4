/**
 * Says by hand that several people are one. Their records are linked and the person is derived from all of them; undo
 * and split take them apart again. What was said later holds: a merge ends an earlier split of the same people.
 */
import { PERSON_VALUES } from '../../store/people.ts'
import type { ProspectFile } from '../../store/index.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { briefOf, type PersonBrief } from './brief.ts'
import { decide, recordsOf } from './decide.ts'

export interface MergeInput {
  /** Two or more. */
  who: readonly string[]
  because?: string | undefined
  dry_run?: boolean
}

export interface MergeResult extends Result {
  /** `unchanged` of them are one already. */
  counts: Record<'merged' | 'unchanged', number>
  /** Who they are now. */
  kept: PersonBrief
  /** Who that was before. */
  was: PersonBrief
  /** Those who became part of it, as they were. */
  merged: PersonBrief[]
  /** What is different now about the one who was kept. */
  changes: { field: string; old: string | null; new: string | null }[]
  /** LinkedIn profiles, where there is more than one now. */
  profiles: string[]
  dry_run: boolean
}

/** @throws PrmError `who.…` */
export const mergePeople = async (deps: Deps, input: MergeInput): Promise<MergeResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(merge(deps, input)))
  if (input.dry_run || plan.counts.merged === 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => merge(deps, input))
}

const merge = (deps: Deps, { who, because }: MergeInput): MergeResult => {
  const { file } = deps
  const people = [...new Set(who.map((each) => findPerson(file, each)))].sort(byRecord(file))
  const before = people.map((id) => briefOf(file, id))
  const values = valuesOf(file, people[0]!)
  const run = people.length > 1 ? startRun(deps, 'merge', { who, because }) : null
  if (run !== null) {
    const sides = people.map((id) => recordsOf(file, id))
    for (const [i, left] of sides.entries())
      for (const right of sides.slice(i + 1))
        decide(deps, { run_id: run, kind: 'must_link', because: because ?? null }, left, right)
    const derivation = new Derivation(file, { run_id: run, why: 'merge' })
    derivation.refold(sides.flat())
    derivation.flush()
  }
  const merged = people.length - 1
  const counts = { merged, unchanged: who.length - people.length }
  if (run !== null) finishRun(deps, run, 'done', counts)
  const kept = people[0]!
  const now = valuesOf(file, kept)
  const changes = [...now].flatMap(([field, value]) => {
    const old = values.get(field) ?? null
    return old === value ? [] : [{ field, old, new: value }]
  })
  const profiles = file.people
    .profilesOf(kept)
    .filter(({ network }) => network === 'linkedin')
    .map(({ url }) => url)
  return {
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    kept: briefOf(file, kept),
    was: before[0]!,
    merged: before.slice(1),
    changes,
    profiles: profiles.length > 1 ? profiles : [],
    dry_run: false,
  }
}

/** The one whose oldest record came first keeps the id. */
const byRecord =
  (file: ProspectFile) =>
  (a: string, b: string): number =>
    (file.records.oldestOfPerson(a) ?? 0) - (file.records.oldestOfPerson(b) ?? 0)

const valuesOf = (file: ProspectFile, person: string): Map<string, string | null> => {
  const lead = file.leads.get(person) ?? {}
  const text = (value: unknown): string | null =>
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null
  return new Map([...PERSON_VALUES, 'company' as const].map((field) => [field, text(lead[field])]))
}
