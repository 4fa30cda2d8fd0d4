/** What somebody says by hand, as records: read like a list's row, of the source `hand`, which outranks every list. */
import { sha256 } from '../../lib/hash.ts'
import { hash52 } from '../../lib/quick-hash.ts'
import { didYouMean } from '../../lib/text.ts'
import { countryCode } from '../../model/country.ts'
import { PrmError } from '../../model/errors.ts'
import { FIELD_NAMES, isField, type Field } from '../../model/fields.ts'
import { idTail } from '../../model/id.ts'
import type { BatchKind, OnMatch, RecordFields } from '../../model/record.ts'
import { SENIORITIES } from '../../model/title-kinds.ts'
import type { Derivation } from '../derive/derive.ts'
import { isErased } from '../derive/erased.ts'
import { readRecord } from '../derive/identity.ts'
import type { Deps } from '../derive/run.ts'
import { readTexts } from '../reading/read-texts.ts'

/** The batch of one run by hand. */
export interface HandBatch {
  id: number
  source_id: number
  signature: string
  /** Whose ids `external_id` are. */
  namespace: string
  on_match: OnMatch
}

const checkNames = (names: string[]): void => {
  for (const name of names) {
    if (isField(name) || /^custom\..+/.test(name)) continue
    const near = didYouMean(name, FIELD_NAMES)
    throw new PrmError('usage', 'edit.unknown_field', `there is no field "${name}"`, {
      hint: near ? `did you mean ${near}?` : 'prm schema lists the fields; own ones are custom.<name>',
    })
  }
}

/** A list may hold anything; who types a value can be told that no rule would ever find it. */
const checkValues = (fields: RecordFields): void => {
  const refuse = (field: string, words: string, hint = 'nothing was changed'): never => {
    throw new PrmError('usage', 'edit.unreadable', `${field}: ${words}`, { hint })
  }
  const { country, seniority } = fields
  if (typeof country === 'string' && countryCode(country) === null)
    refuse('country', `"${country}" is no country`)
  if (typeof seniority === 'string' && !SENIORITIES.some((known) => known === seniority))
    refuse('seniority', `there is no seniority "${seniority}"`, `it is one of ${SENIORITIES.join(', ')}`)
  for (const field of ['employees', 'revenue', 'founded_year'] as const) {
    const value = fields[field]
    if (typeof value === 'number' && value < (field === 'founded_year' ? 1000 : 0))
      refuse(field, `${value} is too small`)
  }
}

/**
 * Reads texts as an import would; an empty one becomes null, which clears.
 *
 * @throws PrmError `edit.unknown_field`, `edit.unreadable`
 */
export const readFields = (texts: Record<string, string>, country: string | undefined): RecordFields => {
  const names = Object.keys(texts)
  checkNames(names)
  const filled = names.filter((name) => texts[name]!.trim() !== '')
  const { fields, warnings } = readTexts(
    Object.fromEntries(filled.map((name) => [name, texts[name]!])),
    country,
  )
  const [odd] = warnings
  if (odd) {
    throw new PrmError('usage', 'edit.unreadable', `${odd.column}: ${odd.message}: "${odd.value}"`, {
      hint: 'nothing was changed',
    })
  }
  checkValues(fields)
  for (const name of names) if (!filled.includes(name)) fields[name as Field] = null
  return fields
}

/** Whoever says so by hand may let them in again, but not by accident. */
const refuseErased = (): never => {
  throw new PrmError('input', 'edit.erased', 'this is somebody who was erased here (prm forget)', {
    hint: 'if they are to come back: prm suppress ADDRESS --lift --reason WHY',
  })
}

/**
 * One record by hand, and its sighting.
 *
 * @param about records of the person that it speaks of, where its own keys do not say who that is
 * @throws PrmError `edit.erased`: it is about somebody who was erased, or would give another their address
 */
export const writeRecord = (
  deps: Deps,
  derivation: Derivation,
  batch: HandBatch,
  line: number,
  fields: RecordFields,
  about?: number[],
) => {
  const cells = JSON.stringify(fields)
  const reading = readRecord(fields, batch.namespace)
  if (isErased(deps.file.suppressions, reading)) refuseErased()
  const appended = derivation.append({
    batch_id: batch.id,
    line,
    hash: hash52(cells, batch.signature),
    observed_at: deps.now().toISOString().slice(0, 10),
    cells,
    tail: idTail(deps.random(10)),
    reading,
    on_match: batch.on_match,
    kind: 'people',
    source: 'hand',
    trust: 0,
    ...(about ? { about } : {}),
  })
  deps.file.batches.sight({
    batch_id: batch.id,
    line,
    record_id: appended.record_id,
    outcome: appended.created ? 'created' : 'updated',
    reason: null,
    changed: JSON.stringify(Object.keys(fields)),
    cells: null,
  })
  return appended
}

/** The record speaks of the person who these records are now, whatever keys it has. */
export const aboutRecords = (
  deps: Deps,
  run: number,
  record_id: number,
  about: readonly number[],
  because: string | undefined,
): void => {
  for (const other of about) {
    deps.file.decisions.add({
      run_id: run,
      kind: 'about',
      record_id,
      other_id: other,
      value: null,
      because: because ?? null,
      decided_by: 'hand',
      decided_at: deps.now().toISOString(),
    })
  }
}

/** @param how whose ids `external_id` are, and the rank of what is said; by default our own, above every list */
export const openBatch = (
  deps: Deps,
  run: number,
  how: Pick<HandBatch, 'namespace' | 'on_match'> = { namespace: 'hand', on_match: 'hand' },
  kind: BatchKind = 'people',
): HandBatch => {
  const source_id = deps.file.batches.source('hand', 'hand', 0, deps.now().toISOString())
  const signature = sha256(how.namespace)
  const id = deps.file.batches.create({
    run_id: run,
    source_id,
    kind,
    file: null,
    sha256: null,
    reading: JSON.stringify({ by: 'hand', namespace: how.namespace }),
    signature,
    on_match: how.on_match,
  })
  deps.file.batches.progress(id, 1, true)
  return { id, source_id, signature, ...how }
}
