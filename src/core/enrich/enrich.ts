/**
 * Completes what follows from what is known, with no service: seniority and department from the title, the company's
 * domain from a work e-mail, the parts of a full name, the country as a weak guess from phone or TLD.
 *
 * These are pure derivations (core/derive/person-row.ts): no record is written for them, only the decision that they
 * may be used for these records. So they follow the values they stand on, and undo takes them away.
 */
import type { OnProgress } from '../../model/progress.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, breathe, type Deps, type Result } from '../derive/run.ts'
import type { EnrichedRange } from '../../store/decisions.ts'

export interface EnrichInput {
  dry_run?: boolean
}

export interface EnrichResult extends Result {
  counts: Record<'records' | 'people' | 'companies' | 'fields', number>
  /** How often each field was filled. */
  filled: Record<string, number>
  dry_run: boolean
}

const CHUNK = 5000

/** The stretches of record ids that no active decision covers. */
export const uncovered = (ranges: readonly EnrichedRange[], last: number): EnrichedRange[] => {
  const open: EnrichedRange[] = []
  let from = 0
  for (const { after, upto } of [...ranges].sort((a, b) => a.after - b.after)) {
    if (after > from) open.push({ after: from, upto: Math.min(after, last) })
    from = Math.max(from, upto)
  }
  if (last > from) open.push({ after: from, upto: last })
  return open.filter(({ after, upto }) => upto > after)
}

const inChunks = (ranges: EnrichedRange[]): EnrichedRange[] =>
  ranges.flatMap(({ after, upto }) => {
    const chunks: EnrichedRange[] = []
    for (let from = after; from < upto; from += CHUNK)
      chunks.push({ after: from, upto: Math.min(from + CHUNK, upto) })
    return chunks
  })

/** Enriches the people whose records have not been covered yet. */
export const enrichPeople = async (
  deps: Deps,
  input: EnrichInput = {},
  on: OnProgress = () => undefined,
): Promise<EnrichResult> => {
  const act = (): Promise<EnrichResult> => enrich(deps, on)
  if (!input.dry_run) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

const enrich = async (deps: Deps, on: OnProgress): Promise<EnrichResult> => {
  const { file } = deps
  const total = file.records.lastId()
  const chunks = inChunks(uncovered(file.decisions.enrichedRanges(), total))
  const people = new Set<string>()
  const companies = new Set<string>()
  const filled: Record<string, number> = {}
  let run = null as number | null
  let [records, fields] = [0, 0]
  const counts = () => ({ records, people: people.size, companies: companies.size, fields })
  for (const chunk of chunks) {
    await breathe(deps, 'run prm enrich again to go on').catch((error: unknown) => {
      if (run !== null) file.write(() => finishRun(deps, run!, 'interrupted', counts()))
      throw error
    })
    file.write(() => {
      const found = [...file.records.range(chunk.after, chunk.upto)].map(({ id, person_id }) => ({
        id,
        person_id,
      }))
      if (found.length === 0) return
      run ??= startRun(deps, 'enrich', {})
      file.decisions.add({
        run_id: run,
        kind: 'enrich',
        record_id: null,
        other_id: null,
        value: JSON.stringify(chunk),
        because: null,
        decided_by: 'prm',
        decided_at: deps.now().toISOString(),
      })
      const derivation = new Derivation(file, { run_id: run, why: 'enrich' })
      derivation.reconsiderCompanies(found.map(({ id }) => id))
      for (const { person_id } of found) if (person_id) derivation.touch(person_id)
      const flushed = derivation.flush()
      records += found.length
      fields += flushed.fields
      for (const [entity, names] of flushed.changed) {
        ;(entity.startsWith('c') ? companies : people).add(entity)
        for (const name of names) filled[name] = (filled[name] ?? 0) + 1
      }
    })
    on({ kind: 'progress', label: 'enriching', done: chunk.upto, total, unit: 'records' })
  }
  on({ kind: 'done', label: 'enriching', done: fields, unit: 'fields filled' })
  if (run !== null) file.write(() => finishRun(deps, run!, 'done', counts()))
  return { schemaVersion: SCHEMA_VERSION, run, counts: counts(), filled, dry_run: false }
}
