/** The plan of a push to a CRM: plain data that can be shown, saved, looked at and carried out later. */
import type { EntityKind } from '../../connectors/contract.ts'
import type { RemoteValue } from '../../connectors/target.ts'

export const TARGET_PLAN_FORMAT = 'prm-target-plan'

export type TargetAction = 'create' | 'update' | 'unchanged' | 'held_back'

/** By the CRM's own names of fields. */
export type TargetValues = Record<string, RemoteValue>

/** Among the values of a person: the company there that they belong to, by our id. */
export const COMPANY_TIE = '@company'

/** Why somebody is held back, beside the requirements of the gate and `suppressed`, `customer`, `disqualified`. */
export type TargetHold =
  /** The CRM's own requirement: an e-mail address that was checked, at least its domain. */
  | 'email_check'
  /** Nothing by which the CRM could know them: no e-mail address; a company without a domain. */
  | 'no_identity'
  /** Several records there fit. */
  | 'several_matches'
  /** The record there, or the address, is already somebody else's of this file. */
  | 'same_record'
  /** The record there bears a `prm_id` that is not of this file. */
  | 'other_file'
  /** The CRM asks for a field that is not known. */
  | 'required'
  /** Somebody deleted the record there. */
  | 'deleted_there'
  /** The CRM would not take them as they are, see `prm push --failed`. */
  | 'failed'
  /** The CRM could not say whether it knows them. */
  | 'no_answer'

/** What one person or company becomes. */
export interface PlannedRecord {
  kind: EntityKind
  id: string
  name: string | null
  /** Of a person: the name of their company. */
  company: string | null
  score: number | null
  action: TargetAction
  reasons: string[]
  /** What the reasons do not say by themselves. */
  detail: string | null
  /** The CRM's id; null where it is to be created. */
  remote_id: string | null
  url: string | null
  /** Field → [what stands there, what is written]. */
  changes: Record<string, [RemoteValue, RemoteValue]>
  /** Fields that differ and are left: [ours, theirs]. */
  kept: Record<string, [RemoteValue, RemoteValue]>
  /** What it has from us once this is done. */
  content: TargetValues
  /** All is as it should be there, and the ledger does not know it yet: `created` was done by a push that was killed. */
  settle: 'created' | 'updated' | null
}

export interface PlannedTie {
  from: string
  to: string
  relationship: string
}

/** Who was given to the CRM and is nobody of their own any more. */
export interface GoneRecord {
  id: string
  remote_id: string | null
  /** The person they are now; null: the file holds them no more. */
  merged_into: string | null
}

export interface TargetPlan {
  format: typeof TARGET_PLAN_FORMAT
  schemaVersion: 1
  /** The prospect file it was made from. */
  file_id: string
  target: string
  /** The account there. */
  account: { id: string; title: string }
  gate: string
  as_of: string
  where: string | null
  /** Only people on it; null: on any. */
  route: string | null
  compare: boolean
  unmeasured: string[]
  /** Mapped fields that the CRM lacks, or that cannot be written. */
  missing: Record<EntityKind, string[]>
  /** Field → how many values it cannot hold (a choice that it does not have), with one of them. */
  unfit: Record<string, { values: number; example: string }>
  counts: Record<TargetAction, number>
  company_counts: Record<TargetAction, number>
  companies: PlannedRecord[]
  people: PlannedRecord[]
  ties: PlannedTie[]
  gone: GoneRecord[]
}

export const noCounts = (): Record<TargetAction, number> => ({
  ...{ create: 0, update: 0, unchanged: 0, held_back: 0 },
})
