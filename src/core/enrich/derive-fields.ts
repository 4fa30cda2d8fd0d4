/**
 * What follows from what is known, with no service: seniority and department from the title, the company's domain from a
 * work e-mail, the parts of a full name, the country as a weak guess from phone or TLD.
 *
 * These are pure derivations (core/derive/person-row.ts): no record is written for them, only the decision that they
 * may be used for these records. So they follow the values they stand on, and undo takes them away.
 */
import type { OnProgress } from '../../model/progress.ts'
import type { EnrichedRange } from '../../store/decisions.ts'
import { Derivation } from '../derive/derive.ts'
import { breathe, type Deps } from '../derive/run.ts'
import type { Journal } from './journal.ts'

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
export const deriveFields = async (deps: Deps, journal: Journal, on: OnProgress): Promise<void> => {
  const { file } = deps
  const total = file.records.lastId()
  for (const chunk of inChunks(uncovered(file.decisions.enrichedRanges(), total))) {
    await breathe(deps, 'run prm enrich again to go on')
    file.write(() => deriveChunk(deps, journal, chunk))
    on({ kind: 'progress', label: 'enriching', done: chunk.upto, total, unit: 'records' })
  }
}

const deriveChunk = (deps: Deps, journal: Journal, chunk: EnrichedRange): void => {
  const { file } = deps
  const found = [...file.records.range(chunk.after, chunk.upto)].map(({ id, person_id }) => ({
    id,
    person_id,
  }))
  if (found.length === 0) return
  const run_id = journal.begin()
  file.decisions.add({
    run_id,
    kind: 'enrich',
    record_id: null,
    other_id: null,
    value: JSON.stringify(chunk),
    because: null,
    decided_by: 'prm',
    decided_at: deps.now().toISOString(),
  })
  const derivation = new Derivation(file, { run_id, why: 'enrich' })
  derivation.reconsiderCompanies(found.map(({ id }) => id))
  for (const { person_id } of found) if (person_id) derivation.touch(person_id)
  journal.note(derivation.flush())
  journal.counts.records += found.length
}
