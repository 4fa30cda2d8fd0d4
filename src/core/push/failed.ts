/** What a CRM would not take, and what nobody knows the outcome of: `prm push --failed`. */
import type { PushedKind } from '../../store/pushes.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'

export interface FailedPush {
  kind: PushedKind
  id: string
  /** Null: the file holds them no more. */
  name: string | null
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

export const failedPushes = ({ file }: Pick<Deps, 'file'>, target: string): FailedResult => {
  const failed = file.pushes.open(target).map((row): FailedPush => {
    const { kind, entity_id: id, state, code, message, retry, at } = row
    const lead = kind === 'person' ? file.leads.get(id) : file.companies.get(id)
    const name = (kind === 'person' ? lead?.full_name : lead?.company) ?? null
    const email = (kind === 'person' ? lead?.email : lead?.domain) ?? null
    return {
      ...{
        kind,
        id,
        name: name === null ? null : String(name),
        email: email === null ? null : String(email),
      },
      ...{ state, code, message, retry: retry === 1, at },
    }
  })
  const retried = failed.filter(({ retry }) => retry).length
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, target, failed },
    counts: { failed: failed.length, retried },
  }
}
