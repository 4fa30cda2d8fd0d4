/** The plan of all people, or of all companies: who is looked up, and what becomes of each. */
import type { EntityKind } from '../../connectors/contract.ts'
import type { Lookup, RemoteRecord } from '../../connectors/target.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { LedgerRow, OpenPush } from '../../store/pushes.ts'
import type { Deps } from '../derive/run.ts'
import type { OpenTarget } from '../engine/open-target.ts'
import { decideChange, decideCreation } from './decide.ts'
import { lookUp, type Found } from './lookup.ts'
import type { PlannedRecord, TargetHold, TargetValues } from './target-plan.ts'
import { isCovered } from './values.ts'

/** Somebody who may go. */
export interface Candidate {
  id: string
  name: string | null
  company: string | null
  score: number | null
  ours: TargetValues
  /** The main one first. */
  emails: readonly string[]
  domain: string | null
}

export interface Surely {
  /** What this target was given, by our id. */
  ledger: ReadonlyMap<string, LedgerRow>
  /** What has no outcome. */
  open: ReadonlyMap<string, OpenPush>
  /** What those were given who are this one by now, the latest first. */
  merged: ReadonlyMap<string, readonly LedgerRow[]>
  overwrite: ReadonlySet<string>
  compare: boolean
  /** Those too whom the CRM would not take as they are. */
  retryFailed: boolean
}

const contentOf = (row: { content: string } | undefined): TargetValues | undefined =>
  row === undefined ? undefined : (JSON.parse(row.content) as TargetValues)

const EMPTY: Pick<PlannedRecord, 'changes' | 'kept' | 'content' | 'settle' | 'detail' | 'url'> = {
  ...{ changes: {}, kept: {}, content: {}, settle: null, detail: null, url: null },
}

export const heldBack = (
  kind: EntityKind,
  { id, name, company, score }: Pick<Candidate, 'id' | 'name' | 'company' | 'score'>,
  reasons: string[],
  more: Partial<PlannedRecord> = {},
): PlannedRecord => ({
  ...{ kind, id, name, company, score, action: 'held_back', reasons, remote_id: null },
  ...EMPTY,
  ...more,
})

/** By which the CRM could know them. */
const hasIdentity = (kind: EntityKind, { emails, domain }: Candidate): boolean =>
  kind === 'person' ? emails.length > 0 : domain !== null

/** Each candidate's plan, in their order. */
export const planRecords = async (
  deps: Pick<Deps, 'signal'>,
  at: OpenTarget,
  kind: EntityKind,
  candidates: readonly Candidate[],
  given: Surely,
  on: OnProgress,
): Promise<PlannedRecord[]> => {
  const { target } = at
  const remoteIdOf = (id: string): string | null =>
    given.ledger.get(id)?.remote_id ??
    given.open.get(id)?.remote_id ??
    given.merged.get(id)?.[0]?.remote_id ??
    null
  const isSettled = ({ id, ours }: Candidate): boolean => {
    const row = given.ledger.get(id)
    return row !== undefined && !given.open.has(id) && isCovered(ours, contentOf(row)!)
  }
  const isRefused = (one: Candidate): boolean => {
    const open = given.open.get(one.id)
    if (open?.state !== 'failed' || open.retry === 1 || given.retryFailed) return false
    return isCovered(one.ours, contentOf(open)!)
  }
  const asked = candidates.filter(
    (one) =>
      !isRefused(one) &&
      (given.compare || !isSettled(one)) &&
      (hasIdentity(kind, one) || remoteIdOf(one.id) !== null),
  )
  const names = [...new Set(asked.flatMap(({ ours }) => Object.keys(ours)))].filter(
    (name) => !name.startsWith('@'),
  )
  const lookups = asked.map(({ id, emails, domain }): Lookup => {
    const remote = remoteIdOf(id)
    return {
      ...{ kind, prm_id: id },
      ...(remote !== null && { id: remote }),
      ...(emails.length > 0 && { emails }),
      ...(domain !== null && { domain }),
    }
  })
  const found = await lookUp(deps, at, lookups, names, on)

  /** Whose each record there is: first of those of whom we know it. */
  const owners = new Map<string, string>()
  for (const [id, { remote_id }] of given.ledger) if (remote_id !== null) owners.set(remote_id, id)
  const merged = new Set([...given.merged.values()].flat().map(({ entity_id }) => entity_id))
  const living = new Set(candidates.map(({ id }) => id))
  const addresses = new Map<string, string>()

  const ofRecord = (one: Candidate, record: RemoteRecord): PlannedRecord => {
    const { id } = one
    const { prm_id } = record
    const at_crm = { remote_id: record.id, url: record.url }
    const owner = owners.get(record.id)
    const isOthers = owner !== undefined && owner !== id && !merged.has(owner)
    if (isOthers || (prm_id !== null && prm_id !== id && living.has(prm_id)))
      return heldBack(kind, one, ['same_record'], { ...at_crm, detail: `it is that of ${owner ?? prm_id!}` })
    const isForeign = prm_id !== null && prm_id !== id && !merged.has(prm_id) && !given.ledger.has(prm_id)
    const field = target.idField[kind]
    if (isForeign && !given.overwrite.has(field))
      return heldBack(kind, one, ['other_file'], { ...at_crm, detail: `its ${field} is ${prm_id}` })
    owners.set(record.id, id)
    const row = given.ledger.get(id)
    const open = given.open.get(id)
    const last = contentOf(row) ?? contentOf(given.merged.get(id)?.[0]) ?? {}
    const maybe = (open?.state === 'sent' ? contentOf(open) : undefined) ?? {}
    const known = { record, last, maybe, id: { field, value: id }, overwrite: given.overwrite }
    const decision = decideChange(one.ours, known)
    const isCreatedByUs =
      row === undefined && open?.state === 'sent' && open.action === 'create' && prm_id === id
    const isNews = row === undefined || open !== undefined || !isCovered(decision.content, contentOf(row)!)
    const settle = isCreatedByUs ? 'created' : decision.action === 'unchanged' && isNews ? 'updated' : null
    const { name, company, score } = one
    return { kind, id, name, company, score, reasons: [], detail: null, ...decision, ...at_crm, settle }
  }

  const creation = (one: Candidate): PlannedRecord => {
    const { id, name, company, score, ours, emails } = one
    const hold = (reason: TargetHold, detail: string | null = null): PlannedRecord =>
      heldBack(kind, one, [reason], { detail })
    const decision = decideCreation(ours)
    const lacking = (target.required?.[kind] ?? []).filter((name) => decision.content[name] === undefined)
    if (lacking.length > 0) return hold('required', lacking.join(', '))
    const main = kind === 'person' ? emails[0]?.toLowerCase() : one.domain?.toLowerCase()
    const same = main === undefined ? undefined : addresses.get(main)
    if (same !== undefined)
      return hold('same_record', `${same} has the same ${kind === 'person' ? 'address' : 'domain'}`)
    if (main !== undefined) addresses.set(main, id)
    return { ...EMPTY, ...{ kind, id, name, company, score, reasons: [], remote_id: null }, ...decision }
  }

  const plan = (one: Candidate): PlannedRecord => {
    const row = given.ledger.get(one.id)
    const { id, name, company, score } = one
    if (isRefused(one)) {
      const open = given.open.get(id)!
      return heldBack(kind, one, ['failed'], { remote_id: open.remote_id, detail: open.message })
    }
    const answer: Found | undefined = found.get(id)
    if (answer === undefined) {
      if (!hasIdentity(kind, one) && row === undefined) return heldBack(kind, one, ['no_identity'])
      if (row === undefined) return creation(one)
      const content = contentOf(row)!
      const known = { kind, id, name, company, score, reasons: [], remote_id: row.remote_id }
      if (isCovered(one.ours, content)) return { ...EMPTY, ...known, action: 'unchanged', content }
      // A target that cannot be asked: what we gave is what it has.
      const record = { id: row.remote_id ?? id, prm_id: id, values: content, modified_at: null, url: null }
      return { ...ofRecord(one, record), remote_id: row.remote_id, settle: null }
    }
    if (answer.kind === 'no_answer') return heldBack(kind, one, ['no_answer'], { detail: answer.message })
    const [record, other] = answer.records
    if (record === undefined) {
      if (row !== undefined) return heldBack(kind, one, ['deleted_there'], { remote_id: row.remote_id })
      return hasIdentity(kind, one) ? creation(one) : heldBack(kind, one, ['no_identity'])
    }
    if (other === undefined) return ofRecord(one, record)
    const detail = answer.records.map((each) => each.url ?? each.id).join(', ')
    return heldBack(kind, one, ['several_matches'], { detail })
  }
  return candidates.map(plan)
}
