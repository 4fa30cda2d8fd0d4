/**
 * Edits by hand, undone like a run. What concerns the company goes into a record of its own, so that it reaches all of
 * its people.
 */
import { PrmError } from '../../model/errors.ts'
import { FIELDS, isField } from '../../model/fields.ts'
import { parseName } from '../../model/name.ts'
import type { RecordFields } from '../../model/record.ts'
import { Derivation } from '../derive/derive.ts'
import { suppressEmails } from '../derive/opt-out.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { aboutRecords, openBatch, readFields, writeRecord } from './hand.ts'

export interface EditInput {
  who: string
  /** Field (or `custom.<name>`) → new value; an empty text clears it. */
  changes: Record<string, string>
  country?: string | undefined
  because?: string | undefined
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

/** Fields that say at which company somebody is; the others of the company describe it. */
const EMPLOYER = new Set<string>(['company', 'domain', 'website'])

const companyIdentity = (deps: Deps, person: string): RecordFields => {
  const row = deps.file.people.get(person)
  const company = row?.company_id ? deps.file.companies.get(String(row.company_id)) : undefined
  if (!company) {
    throw new PrmError('usage', 'edit.no_company', 'this person has no company yet that could be changed', {
      hint: 'set company or domain in the same edit',
    })
  }
  if (company.domain !== null) return { domain: String(company.domain) }
  const country = /@([A-Z]{2})$/.exec(String(company.key))?.[1]
  return { company: String(company.company), ...(country !== undefined && { country }) }
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
 * @throws PrmError `who.…`, `edit.unknown_field`, `edit.unreadable`, `edit.erased`, `edit.no_company`; nothing is changed then
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

/** A new full name is a new first and last name too, where those are known. */
const nameParts = (read: RecordFields, before: Record<string, string | number | null>): RecordFields => {
  if (typeof read.full_name !== 'string') return {}
  const { couple, ...parsed } = parseName(read.full_name)
  if (couple) return {}
  const parts = (['first_name', 'middle_name', 'last_name'] as const).filter((name) => before[name] != null)
  return Object.fromEntries(parts.map((name) => [name, parsed[name] ?? null]))
}

const apply = (deps: Deps, input: EditInput): EditResult => {
  const { file } = deps
  const id = findPerson(file, input.who)
  const before = shown(deps, id)
  const read = readFields(input.changes, input.country ?? undefined)
  const fields = { ...nameParts(read, before), ...read }
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
    aboutRecords(deps, run, record_id, about, input.because)
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
