/**
 * Edits and additions by hand: records of the source `hand`, which outrank every list and are undone like a run.
 * What concerns the company goes into a record of its own, so that it reaches all of its people.
 */
import { hash52, sha256 } from '../../lib/hash.ts'
import { PrmError } from '../../model/errors.ts'
import { FIELDS, FIELD_NAMES, isField, type CustomField, type Field } from '../../model/fields.ts'
import { idTail } from '../../model/id.ts'
import { didYouMean } from '../../lib/text.ts'
import type { RecordFields } from '../../model/record.ts'
import { Derivation } from '../derive/derive.ts'
import { suppressEmails } from '../derive/opt-out.ts'
import { readRecord } from '../derive/identity.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { normaliseRow, rejection } from '../reading/normalise.ts'

export interface EditInput {
  who: string
  /** Field (or `custom.<name>`) → new value; an empty text clears it. */
  changes: Record<string, string>
  country?: string | undefined
  because?: string | undefined
  dry_run?: boolean
}

export interface AddInput {
  fields: Record<string, string>
  country?: string | undefined
  dry_run?: boolean
}

export interface FieldChange {
  field: string
  old: string | null
  new: string | null
}

export interface EditResult extends Result {
  counts: Record<'changed', number>
  person: { id: string; full_name: string | null }
  changes: FieldChange[]
  dry_run: boolean
}

export interface AddResult extends Result {
  counts: Record<'created' | 'updated' | 'unchanged', number>
  person: { id: string; full_name: string | null }
  /** False: this person was known already, and was completed. */
  created: boolean
  dry_run: boolean
}

/** Fields that say at which company somebody is; the others of the company describe it. */
const EMPLOYER = new Set<string>(['company', 'domain', 'website'])

const checkNames = (names: string[]): void => {
  for (const name of names) {
    if (isField(name) || /^custom\..+/.test(name)) continue
    const near = didYouMean(name, FIELD_NAMES)
    throw new PrmError('usage', 'edit.unknown_field', `there is no field "${name}"`, {
      hint: near ? `did you mean ${near}?` : 'prm schema lists the fields; own ones are custom.<name>',
    })
  }
}

/** Reads texts as an import would; an empty one becomes null, which clears. */
const readFields = (texts: Record<string, string>, country: string | undefined): RecordFields => {
  const names = Object.keys(texts)
  checkNames(names)
  const filled = names.filter((name) => texts[name]!.trim() !== '')
  const columns = filled.map((name, index) => ({
    column: name,
    index,
    field: name as Field | CustomField,
    confidence: 1,
    by: 'user' as const,
  }))
  const { fields, warnings } = normaliseRow(
    filled.map((name) => texts[name]!),
    columns,
    country,
  )
  const [odd] = warnings
  if (odd) {
    throw new PrmError('usage', 'edit.unreadable', `${odd.column}: ${odd.message}: "${odd.value}"`, {
      hint: 'nothing was changed',
    })
  }
  for (const name of names) if (!filled.includes(name)) fields[name as Field] = null
  return fields
}

const writeRecord = (
  deps: Deps,
  derivation: Derivation,
  batch: { id: number; source_id: number; signature: string },
  line: number,
  fields: RecordFields,
  about?: number[],
) => {
  const cells = JSON.stringify(fields)
  const appended = derivation.append({
    batch_id: batch.id,
    line,
    hash: hash52(`${batch.signature}${cells}`),
    observed_at: deps.now().toISOString().slice(0, 10),
    cells,
    fields,
    tail: idTail(deps.random(10)),
    reading: readRecord(fields, 'hand'),
    on_match: 'hand',
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

const openBatch = (deps: Deps, run: number): { id: number; source_id: number; signature: string } => {
  const source_id = deps.file.batches.source('hand', 'hand', 0, deps.now().toISOString())
  const signature = sha256('hand')
  const id = deps.file.batches.create({
    run_id: run,
    source_id,
    kind: 'people',
    file: null,
    sha256: null,
    reading: JSON.stringify({ by: 'hand' }),
    signature,
    on_match: 'hand',
  })
  deps.file.batches.progress(id, 1, true)
  return { id, source_id, signature }
}

const companyIdentity = (deps: Deps, person: string): RecordFields => {
  const row = deps.file.people.get(person)
  const company = row?.company_id ? deps.file.companies.get(String(row.company_id)) : undefined
  if (!company) {
    throw new PrmError('usage', 'edit.no_company', 'this person has no company yet that could be changed', {
      hint: 'set company or domain in the same edit',
    })
  }
  return company.domain !== null ? { domain: String(company.domain) } : { company: String(company.company) }
}

/** The fields of one edit by whom they describe. */
const split = (fields: RecordFields): { person: RecordFields; company: RecordFields } => {
  const ofCompany = (name: string): boolean =>
    isField(name) && FIELDS[name].of === 'company' && !EMPLOYER.has(name)
  const entries = Object.entries(fields)
  return {
    person: Object.fromEntries(entries.filter(([name]) => !ofCompany(name))),
    company: Object.fromEntries(entries.filter(([name]) => ofCompany(name))),
  }
}

/**
 * Changes what is known of one person.
 *
 * @throws PrmError `who.…`, `edit.unknown_field`, `edit.unreadable`, `edit.no_company`; nothing is changed then
 */
export const editPerson = async (deps: Deps, input: EditInput): Promise<EditResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(apply(deps, input)))
  // An edit that says what is known already leaves no trace.
  if (input.dry_run || plan.changes.length === 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => apply(deps, input))
}

const shown = (deps: Deps, id: string): Record<string, string | number | null> =>
  deps.file.leads.get(id) ?? {}

const apply = (deps: Deps, input: EditInput): EditResult => {
  const { file } = deps
  const id = findPerson(file, input.who)
  const fields = readFields(input.changes, input.country ?? undefined)
  const before = shown(deps, id)
  const parts = split(fields)
  const about = file.records.activeOfPerson(id).map((record) => record.id)
  const run = startRun(deps, 'edit', { who: id, changes: input.changes })
  const batch = openBatch(deps, run)
  const derivation = new Derivation(file, { run_id: run, why: 'hand' })
  if (fields.unsubscribed === true) {
    const known = file.people.emailsOf(id).map(({ address }) => address)
    suppressEmails(deps, [...known, fields.email, fields.email2, fields.email3], derivation)
  }
  let line = 0
  if (Object.keys(parts.person).length > 0) {
    const { record_id } = writeRecord(deps, derivation, batch, ++line, parts.person, about)
    for (const other of about) {
      file.decisions.add({
        run_id: run,
        kind: 'about',
        record_id,
        other_id: other,
        value: null,
        because: input.because ?? null,
        decided_by: 'hand',
        decided_at: deps.now().toISOString(),
      })
    }
    derivation.flush()
  }
  if (Object.keys(parts.company).length > 0) {
    writeRecord(deps, derivation, batch, ++line, { ...companyIdentity(deps, id), ...parts.company })
    derivation.flush()
  }
  const after = shown(deps, id)
  const changes = Object.keys(fields).flatMap((field): FieldChange[] => {
    const text = (row: typeof after): string | null => {
      const value = field.startsWith('custom.') ? customOf(row, field.slice(7)) : row[field]
      return value === null || value === undefined ? null : String(value)
    }
    return text(before) === text(after) ? [] : [{ field, old: text(before), new: text(after) }]
  })
  const counts = { changed: changes.length }
  finishRun(deps, run, 'done', counts)
  return {
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    person: { id, full_name: after.full_name as string | null },
    changes,
    dry_run: false,
  }
}

const customOf = (
  row: Record<string, string | number | null>,
  name: string,
): string | number | null | undefined =>
  typeof row.custom === 'string'
    ? (JSON.parse(row.custom) as Record<string, string | number | null>)[name]
    : null

/**
 * Adds a person by hand; somebody who is known already is completed instead.
 *
 * @throws PrmError `edit.unknown_field`, `edit.unreadable`, `add.no_identity`
 */
export const addPerson = async (deps: Deps, input: AddInput): Promise<AddResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(insert(deps, input)))
  if (input.dry_run || plan.counts.unchanged > 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => insert(deps, input))
}

/**
 * What would be added, read and checked; needs no file.
 *
 * @throws PrmError `edit.unknown_field`, `edit.unreadable`, `add.no_identity`
 */
export const readAddition = (input: AddInput): RecordFields => {
  const fields = readFields(input.fields, input.country)
  const reason = rejection(fields, 'people')
  if (reason !== null) {
    throw new PrmError(
      'usage',
      'add.no_identity',
      `this is not enough to know somebody by (${reason.split(': ').at(-1)})`,
      {
        hint: 'prm add email=ann@acme.example full_name="Ann Lee" company=Acme',
      },
    )
  }
  return fields
}

const insert = (deps: Deps, input: AddInput): AddResult => {
  const fields = readAddition(input)
  const run = startRun(deps, 'add', input.fields)
  const derivation = new Derivation(deps.file, { run_id: run, why: 'hand' })
  if (fields.unsubscribed === true)
    suppressEmails(deps, [fields.email, fields.email2, fields.email3], derivation)
  const { person_id, created, changed } = writeRecord(deps, derivation, openBatch(deps, run), 1, fields)
  const flushed = derivation.flush()
  const isNews = changed.length > 0 || flushed.changed.size > 0
  const counts = {
    created: Number(created),
    updated: Number(!created && isNews),
    unchanged: Number(!created && !isNews),
  }
  finishRun(deps, run, 'done', counts)
  const row = deps.file.people.get(person_id!)
  return {
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    person: { id: person_id!, full_name: (row?.full_name ?? null) as string | null },
    created,
    dry_run: false,
  }
}
