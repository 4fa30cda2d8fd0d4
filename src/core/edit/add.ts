/** Additions by hand: somebody new, or somebody known who is completed. */
import { PrmError } from '../../model/errors.ts'
import type { RecordFields } from '../../model/record.ts'
import { Derivation } from '../derive/derive.ts'
import { suppressEmails } from '../derive/opt-out.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { rejection } from '../reading/normalise.ts'
import { openBatch, readFields, writeRecord } from './hand.ts'

export interface AddInput {
  fields: Record<string, string>
  country?: string | undefined
  dry_run?: boolean
}

export interface AddResult extends Result {
  counts: Record<'created' | 'updated' | 'unchanged', number>
  person: { id: string; full_name: string | null }
  /** False: this person was known already, and was completed. */
  created: boolean
  dry_run: boolean
}

/**
 * Adds a person by hand; somebody who is known already is completed instead.
 *
 * @throws PrmError `edit.unknown_field`, `edit.unreadable`, `edit.erased`, `add.no_identity`
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
