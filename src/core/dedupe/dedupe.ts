/**
 * Finds the same person twice by exact and near-exact keys, and merges them by linking their records: survivorship then
 * derives the one person, and undo takes the links away again.
 *
 * Keys: the same normalised name at the same company, or at the same work e-mail domain, or with the same phone number.
 * Two different LinkedIn profiles are two people, whatever else agrees; such pairs are left for a person to judge.
 */
import { recordOfId } from '../../model/id.ts'
import type { DedupeRow } from '../../store/people.ts'
import type { OnProgress } from '../../model/progress.ts'
import { Derivation } from '../derive/derive.ts'
import { areTwoProfiles, nearKeys, type NearKey, type NearReason } from '../derive/duplicate-keys.ts'
import { breathe, finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'

export interface DedupeInput {
  dry_run?: boolean
}

export type MergeReason = NearReason

export interface MergedPerson {
  id: string
  name: string | null
  email: string | null
}

export interface Merge {
  kept: MergedPerson
  merged: (MergedPerson & { because: MergeReason })[]
}

export interface DedupeResult extends Result {
  /** `people` before; `merged` of them became part of another; `review` pairs wait for a person. */
  counts: Record<'people' | 'merged' | 'left' | 'review', number>
  merges: Merge[]
  /** Pairs that look alike but may be two people. */
  review: { a: MergedPerson; b: MergedPerson; reason: string }[]
  dry_run: boolean
}

interface Link {
  a: DedupeRow
  b: DedupeRow
  because: MergeReason
}

/** Merges the sure duplicates of the whole file. */
export const dedupePeople = async (
  deps: Deps,
  input: DedupeInput = {},
  on: OnProgress = () => undefined,
): Promise<DedupeResult> => {
  const act = async (): Promise<DedupeResult> => {
    on({ kind: 'start', label: 'merging duplicates' })
    await breathe(deps, 'run prm dedupe again')
    const result = deps.file.write(() => dedupe(deps))
    on({ kind: 'done', label: 'merging duplicates', done: result.counts.merged, unit: 'merged' })
    return result
  }
  if (!input.dry_run) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

const keysOf = (row: DedupeRow): NearKey[] =>
  nearKeys({
    ...row,
    companies: row.company_id === null ? [] : [row.company_id],
    emails: row.emails?.split('\n') ?? [],
    phones: row.phones?.split('\n') ?? [],
  })

/**
 * The links to make, and those that would bring two profiles together: directly, or by way of a third who has none.
 */
const separate = (links: readonly Link[]): { open: Link[]; doubtful: Link[] } => {
  const up = new Map<string, string>()
  const profiles = new Map<string, string | null>()
  const rootOf = ({ id, linkedin_url }: DedupeRow): string => {
    let root = id
    for (let next = up.get(root); next !== undefined; next = up.get(root)) root = next
    if (!profiles.has(root)) profiles.set(root, linkedin_url)
    return root
  }
  const [open, doubtful]: [Link[], Link[]] = [[], []]
  for (const link of links) {
    const [a, b] = [rootOf(link.a), rootOf(link.b)]
    const [left = null, right = null] = [profiles.get(a), profiles.get(b)]
    if (a !== b && areTwoProfiles(left, right)) {
      doubtful.push(link)
      continue
    }
    if (a !== b) up.set(b, a)
    profiles.set(a, left ?? right)
    open.push(link)
  }
  return { open, doubtful }
}

const dedupe = (deps: Deps): DedupeResult => {
  const { file } = deps
  const first = new Map<string, DedupeRow>()
  const links: Link[] = []
  let people = 0
  for (const row of file.people.dedupeRows()) {
    people++
    for (const { key, because } of keysOf(row)) {
      const known = first.get(key)
      if (!known) first.set(key, row)
      else if (known.id !== row.id) links.push({ a: known, b: row, because })
    }
  }
  const { open, doubtful } = separate(links.filter(({ a, b }) => !file.decisions.areApart(a.id, b.id)))
  const { run, removed } = open.length > 0 ? link(deps, open) : { run: null, removed: new Set<string>() }
  const counts = { people, merged: removed.size, left: people - removed.size, review: 0 }
  const review = reviewPairs(deps, doubtful)
  counts.review = review.length
  if (run !== null) finishRun(deps, run, 'done', counts)
  return {
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    merges: mergesOf(deps, open, removed),
    review,
    dry_run: false,
  }
}

const link = (deps: Deps, links: Link[]): { run: number; removed: Set<string> } => {
  const { file } = deps
  const run = startRun(deps, 'dedupe', {})
  const seeds = new Set<number>()
  const seen = new Set<string>()
  for (const { a, b, because } of links) {
    const [left, right] = [recordOfId(a.id)!, recordOfId(b.id)!]
    if (seen.has(`${left}:${right}`)) continue
    seen.add(`${left}:${right}`)
    file.decisions.add({
      run_id: run,
      kind: 'must_link',
      record_id: left,
      other_id: right,
      value: null,
      because,
      decided_by: 'prm',
      decided_at: deps.now().toISOString(),
    })
    seeds.add(left).add(right)
  }
  const derivation = new Derivation(file, { run_id: run, why: 'merge' })
  derivation.refold(seeds)
  derivation.flush()
  const removed = new Set(
    links.flatMap(({ a, b }) => [a.id, b.id]).filter((id) => file.people.get(id) === undefined),
  )
  return { run, removed }
}

const briefly = (row: DedupeRow): MergedPerson => ({
  id: row.id,
  name: row.full_name,
  email: row.emails?.split('\n')[0] ?? null,
})

const mergesOf = (deps: Deps, links: Link[], removed: ReadonlySet<string>): Merge[] => {
  const merges = new Map<string, Merge>()
  const told = new Set<string>()
  const rows = new Map(links.flatMap(({ a, b }) => [[a.id, a] as const, [b.id, b] as const]))
  for (const { a, b, because } of links) {
    for (const gone of [a, b]) {
      if (!removed.has(gone.id) || told.has(gone.id)) continue
      told.add(gone.id)
      const kept = deps.file.records.get(recordOfId(gone.id)!)?.person_id
      if (!kept) continue
      const survivor = rows.get(kept)
      const merge = merges.get(kept) ?? {
        kept: survivor ? briefly(survivor) : { id: kept, name: null, email: null },
        merged: [],
      }
      merge.merged.push({ ...briefly(gone), because })
      merges.set(kept, merge)
    }
  }
  return [...merges.values()]
}

const reviewPairs = (deps: Deps, doubtful: Link[]): DedupeResult['review'] => {
  const { file } = deps
  const pairs = new Map<string, DedupeResult['review'][number]>()
  const add = (a: MergedPerson, b: MergedPerson, reason: string): void =>
    void pairs.set(`${a.id}:${b.id}`, { a, b, reason })
  for (const { a, b } of doubtful) add(briefly(a), briefly(b), 'same_name_other_profile')
  for (const { a_id, b_id, reason } of file.people.duplicates()) {
    const [a, b] = [file.people.get(a_id), file.people.get(b_id)]
    if (!a || !b) continue
    const brief = (row: typeof a): MergedPerson => ({
      id: String(row.id),
      name: row.full_name as string | null,
      email: row.email as string | null,
    })
    add(brief(a), brief(b), reason)
  }
  return [...pairs.values()]
}
