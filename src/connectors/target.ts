/**
 * What a target is: a CRM that people and companies are given to. Like any connector it gets plain values and answers each
 * input exactly once; what is to be written, and whether, is decided by the plan (core/push), never here.
 */
import type { Call, EntityKind, Outcome } from './contract.ts'

export type RemoteValue = string | number | boolean | null
/** By the CRM's own names of fields. */
export type RemoteValues = Readonly<Record<string, RemoteValue>>

export interface RemoteField {
  name: string
  label: string
  type: 'text' | 'number' | 'date' | 'boolean' | 'choice'
  isWritable: boolean
  isUnique: boolean
  /** Of a choice: the words that it takes. */
  choices?: readonly string[]
}

/** A record as the CRM holds it. */
export interface RemoteRecord {
  id: string
  /** What prm wrote there, where it did. */
  prm_id: string | null
  values: RemoteValues
  /** ISO time. */
  modified_at: string | null
  /** Where a person can look at it. */
  url: string | null
}

/** Whatever a record may be known by in the CRM; unknown keys are left out. */
export interface Lookup {
  kind: EntityKind
  prm_id: string
  /** The CRM's own id, where prm has been told it before. */
  id?: string
  emails?: readonly string[]
  domain?: string
}

/** One record to be written: created where `id` is null, else changed in these fields alone. */
export interface TargetWrite {
  kind: EntityKind
  prm_id: string
  id: string | null
  values: RemoteValues
  /** Of a person: the CRM's id of their company. */
  company: string | null
}

export interface Written {
  id: string
  /** False: it was there already, and was changed. */
  created: boolean
}

/** A relationship between two people, by the CRM's own ids. */
export interface TargetTie {
  from: string
  to: string
  /** `reports_to`, `introduced_by`, … (model/relationship-kinds.ts). */
  relationship: string
}

/** What a human or the CRM did to a record since. */
export interface RemoteChange {
  kind: EntityKind
  id: string
  prm_id: string | null
  email: string | null
  /** ISO time. */
  at: string
  /** Words of ours; what is not said is left out. */
  lifecycle?: 'customer' | 'prospect' | 'disqualified' | 'former_customer'
  outcome?: 'won' | 'lost' | 'meeting' | 'replied'
  owner?: string
  opted_out?: true
  bounced?: true
  deleted?: true
}

export interface Target {
  /**
   * Columns → fields of the CRM, unless the config says otherwise: of a person those of `lead`, `custom.<name>`, `reasons`
   * and `signals` (as text); of a company those of the table `company`. None of a kind: it takes no records of that kind.
   * Fields that are prm's own begin with `prm_`, in letters of any case: what stands there is never somebody else's.
   * Dates are ISO days.
   */
  fields: Readonly<Record<EntityKind, Readonly<Record<string, string>>>>
  /** Fields of the CRM without which it creates nothing. */
  required?: Partial<Readonly<Record<EntityKind, readonly string[]>>>
  /** The field that carries `prm_id`. */
  idField: Readonly<Record<EntityKind, string>>
  /** Records in one request, at most. */
  batch: { find: number; write: number; archive: number }
  /** Whose account the key opens: an id that stays, and a name to show. */
  account(call: Call): Promise<{ id: string; title: string }>
  /** The fields of a kind; absent: the target takes any (a webhook). */
  describe?(kind: EntityKind, call: Call): Promise<readonly RemoteField[]>
  /**
   * Makes the fields that are missing, `prm_id` as a unique one among them. Done twice it changes nothing.
   *
   * @returns the names of those it made; throws ServiceTrouble
   */
  setup?(kind: EntityKind, fields: readonly RemoteField[], call: Call): Promise<readonly string[]>
  /**
   * All records that fit each lookup by its surest key that fits any (own id, prm_id, e-mail, domain, in this order);
   * `none` where there is none. Values are as the CRM has them: numbers may be texts.
   * Absent: the target holds nothing that could be looked up (a webhook); whoever was not pushed before is then created.
   *
   * @param names fields whose values are wanted
   */
  find?(
    lookups: readonly Lookup[],
    names: readonly string[],
    call: Call,
  ): Promise<readonly Outcome<readonly RemoteRecord[]>[]>
  /**
   * Writes records of one kind, all of them creations or all changes; a creation carries `prm_id` (the connector puts it
   * into `idField`), so that a second one finds the first. An empty or missing answer to a row is `unknown` with `retry`,
   * never a success; `failed` with the code `gone`: there is no such record any more; with `duplicate`: the CRM sees another
   * record in it, which the message names.
   */
  write(writes: readonly TargetWrite[], call: Call): Promise<readonly Outcome<Written>[]>
  /** Takes records out of sight, as `prm undo` does with those that prm created. */
  archive?(
    kind: EntityKind,
    ids: readonly string[],
    call: Call,
  ): Promise<readonly Outcome<{ archived: boolean }>[]>
  /** Ties people to each other, where the CRM can hold that; done twice it changes nothing. */
  relate?(ties: readonly TargetTie[], call: Call): Promise<readonly Outcome<{ tied: boolean }>[]>
  /**
   * What happened since, oldest first, page by page.
   *
   * @param since what the page before, or an earlier pull, returned; null: from the beginning
   */
  pull?(
    since: string | null,
    call: Call,
  ): Promise<{ changes: readonly RemoteChange[]; next: string; isOver: boolean }>
}
