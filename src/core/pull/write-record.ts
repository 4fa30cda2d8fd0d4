/** Who looks after somebody there, and which companies are customers, as records of the CRM. Inside a write. */
import type { RemoteChange } from '../../connectors/target.ts'
import { hash52 } from '../../lib/quick-hash.ts'
import { idTail } from '../../model/id.ts'
import type { RecordFields } from '../../model/record.ts'
import { nameOfKey } from '../derive/company-identity.ts'
import { readRecord } from '../derive/identity.ts'
import { recordOf } from '../derive/who.ts'
import type { PullBatch } from './journal.ts'
import type { Taking } from './taking.ts'

/** @returns whether the CRM says so for the first time since it said another */
export const writeOwner = (
  taking: Taking,
  change: RemoteChange,
  person: string,
  owner: string | null,
): boolean => {
  const { deps, journal } = taking
  const said = deps.file.records
    .activeOfPerson(person)
    .findLast(({ source, fields }) => source === journal.target && 'owner' in fields)
  const known = said === undefined ? (deps.file.people.get(person)?.owner ?? null) : said.fields.owner
  if (known === owner) return false
  const about = recordOf(deps.file, person)
  const record_id = append(taking, journal.main(), change, { owner }, [about])
  deps.file.decisions.add({
    ...{ run_id: journal.begin(), kind: 'about', record_id, other_id: about, value: null },
    ...{ because: null, decided_by: journal.target, decided_at: deps.now().toISOString() },
  })
  return true
}

/** @returns whether no list of customers has it yet */
export const writeCustomer = (taking: Taking, change: RemoteChange, company: string): boolean => {
  const { file } = taking.deps
  const row = file.companies.get(company)
  if (row === undefined) return false
  const key = String(row.key)
  if (file.records.activeOfCompany(key).some(({ kind }) => kind === 'customers')) return false
  const country = /@([A-Z]{2})$/.exec(key)?.[1]
  const fields: RecordFields = key.startsWith('d:')
    ? { domain: key.slice(2) }
    : { company: row.company ?? nameOfKey(key), ...(country !== undefined && { country }) }
  append(taking, taking.journal.customers(), change, fields)
  return true
}

const append = (
  { deps, journal }: Taking,
  batch: PullBatch,
  { id, at }: RemoteChange,
  fields: RecordFields,
  about?: number[],
): number => {
  const [batch_id, line] = [batch.id, ++batch.lines]
  const cells = JSON.stringify({ id, at, ...fields })
  const { record_id } = journal.derivation().append({
    ...{ batch_id, line, hash: hash52(cells, journal.signature), observed_at: at, cells },
    ...{ tail: idTail(deps.random(10)), reading: readRecord(fields, journal.target) },
    ...{ on_match: 'overwrite', kind: batch.kind, source: journal.target, trust: batch.trust },
    ...(about !== undefined && { about }),
  })
  deps.file.batches.sight({
    ...{ batch_id, line, record_id, outcome: 'updated', reason: null, cells: null },
    changed: JSON.stringify(Object.keys(fields)),
  })
  return record_id
}
