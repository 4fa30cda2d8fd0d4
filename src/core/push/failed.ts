/** What a CRM would not take, and what nobody knows the outcome of: `prm push --failed`. */
import type { CompanyRow } from '../../store/companies.ts'
import type { Row } from '../../store/leads.ts'
import type { PushedKind } from '../../store/pushes.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'

export interface FailedPush {
  kind: PushedKind
  id: string
  /** Null: the file holds them no more. */
  name: string | null
  /** E-mail address, or domain. */
  email: string | null
  /** `sent`: whether it arrived is seen by the next push, which looks it up. */
  state: 'sent' | 'failed'
  code: string | null
  message: string | null
  /** The next push tries again by itself. */
  retry: boolean
  /** ISO time. */
  at: string
}

export interface FailedResult extends Result {
  run: null
  counts: Record<'failed' | 'retried', number>
  target: string
  failed: FailedPush[]
}

type Told = [name: string | null, address: string | null]

const ofPerson = (row: Row | undefined): Told => [
  (row?.full_name ?? null) as string | null,
  (row?.email ?? null) as string | null,
]
const ofCompany = (row: CompanyRow | undefined): Told => [
  (row?.company ?? null) as string | null,
  (row?.domain ?? null) as string | null,
]

export const failedPushes = ({ file }: Pick<Deps, 'file'>, target: string): FailedResult => {
  const failed = file.pushes.open(target).map((row): FailedPush => {
    const { kind, entity_id: id, state, code, message, retry, at } = row
    const [name, email] = kind === 'person' ? ofPerson(file.leads.get(id)) : ofCompany(file.companies.get(id))
    return { kind, id, name, email, state, code, message, retry: retry === 1, at }
  })
  const retried = failed.filter(({ retry }) => retry).length
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, target, failed },
    counts: { failed: failed.length, retried },
  }
}
