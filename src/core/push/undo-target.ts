/**
 * Takes a push to a CRM back, by a plan of its own: what prm created there is archived, unless it is a customer by now,
 * and the fields that it changed get their old values where they still have ours. Killed and started again it goes on;
 * done twice it changes nothing.
 */
import type { EntityKind } from '../../connectors/contract.ts'
import type { RemoteValue, TargetWrite } from '../../connectors/target.ts'
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { LedgerRow } from '../../store/pushes.ts'
import { breathe, finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { ENTITY_KINDS } from '../engine/entities.ts'
import { checkConnection, openTarget, remoteError, type OpenTarget } from '../engine/open-target.ts'
import type { Service } from '../engine/types.ts'
import { lookUp, portions } from './lookup.ts'
import { COMPANY_TIE, type TargetValues } from './target-plan.ts'
import { isSame } from './values.ts'

export interface UndoneRecord {
  kind: EntityKind
  id: string
  remote_id: string
  name: string | null
  /** `gone`: it is not there any more. `kept`: nothing of it is as we left it, the CRM archives nothing, or see `customer`. */
  action: 'archive' | 'restore' | 'gone' | 'kept'
  /** Made by us and kept: a customer by now, or the company of one. */
  customer: boolean
  /** Field → [what stands there, what it gets back]. */
  changes: Record<string, [RemoteValue, RemoteValue]>
  /** Fields that somebody has changed there since: [ours, theirs]. */
  theirs: Record<string, [RemoteValue, RemoteValue]>
}

export interface TargetUndoPlan {
  run: number
  target: string
  title: string
  account: { id: string; title: string }
  counts: Record<UndoneRecord['action'], number>
  records: UndoneRecord[]
}

export interface TargetUndoInput {
  run: number
  service: Service
  dry_run?: boolean | undefined
  /** Is shown the plan and says whether it is carried out; without it, it is. */
  agree?: ((plan: TargetUndoPlan) => Promise<boolean>) | undefined
  clock?: Clock | undefined
}

export interface TargetUndoResult extends Result {
  counts: Record<'archived' | 'restored' | 'gone' | 'kept' | 'failed', number>
  plan: TargetUndoPlan
  failures: { kind: EntityKind; id: string; name: string | null; message: string }[]
  done: boolean
  dry_run: boolean
}

const nameOf = ({ file }: Pick<Deps, 'file'>, kind: EntityKind, id: string): string | null => {
  const name = kind === 'person' ? file.leads.get(id)?.full_name : file.companies.get(id)?.company
  return typeof name === 'string' ? name : null
}

type Pairs = Record<string, [RemoteValue, RemoteValue]>

const valuesOf = (row: LedgerRow | undefined): TargetValues =>
  JSON.parse(row?.content ?? '{}') as TargetValues

const planKind = async (
  deps: Deps,
  at: OpenTarget,
  kind: EntityKind,
  rows: readonly LedgerRow[],
  isCustomer: (row: LedgerRow) => boolean,
  on: OnProgress,
): Promise<UndoneRecord[]> => {
  const { target } = at
  const held = deps.file.pushes.of[kind].held(at.name)
  // Those of which an undo that was killed has written down that they are done are left out.
  const due = rows.filter(
    (row) =>
      row.outcome !== 'removed' &&
      row.remote_id !== null &&
      held.has(row.entity_id) &&
      !isUndone(row, held.get(row.entity_id)!),
  )
  const changesOf = ({ changes }: LedgerRow): Pairs => JSON.parse(changes ?? '{}') as Pairs
  const given = (row: LedgerRow): readonly string[] =>
    Object.keys(row.outcome === 'created' ? valuesOf(row) : changesOf(row))
  const names = [...new Set(due.flatMap(given))].filter((name) => name !== COMPANY_TIE)
  const lookups = due.map(({ entity_id: prm_id, remote_id: id }) => ({ kind, prm_id, id: id! }))
  const found = await lookUp(deps, at, lookups, names, on)
  return due.map((row): UndoneRecord => {
    const { entity_id: id } = row
    const base = {
      kind,
      id,
      remote_id: row.remote_id!,
      name: nameOf(deps, kind, id),
      customer: false,
      changes: {} as Pairs,
      theirs: {} as Pairs,
    }
    const answer = found.get(id)
    const record =
      answer?.kind === 'records' ? answer.records.find((one) => one.id === row.remote_id) : undefined
    if (answer?.kind === 'records' && record === undefined) return { ...base, action: 'gone' }
    if (record === undefined) return { ...base, action: 'kept' }
    if (row.outcome === 'created') {
      for (const [name, ours] of Object.entries(valuesOf(row))) {
        const now = record.values[name] ?? null
        if (name !== COMPANY_TIE && !isSame(now, ours)) base.theirs[name] = [ours, now]
      }
      const customer = isCustomer(row)
      return { ...base, customer, action: target.archive === undefined || customer ? 'kept' : 'archive' }
    }
    for (const [name, [old, sent]] of Object.entries(changesOf(row))) {
      // What our records are known by stays, and whom somebody belongs to is not read back.
      if (name === COMPANY_TIE || name === target.idField[kind]) continue
      const theirs = record.values[name] ?? null
      if (isSame(theirs, sent)) base.changes[name] = [theirs, old]
      else if (!isSame(theirs, old)) base.theirs[name] = [sent, theirs]
    }
    return { ...base, action: Object.keys(base.changes).length > 0 ? 'restore' : 'kept' }
  })
}

/** Whether a later row says that this one was taken back. */
const isUndone = (row: LedgerRow, last: LedgerRow): boolean => {
  if (last.run_id === row.run_id || last.outcome !== 'updated') return false
  return (JSON.parse(last.changes ?? '{}') as { '@undoes'?: unknown })['@undoes'] === row.run_id
}

/** The CRM that this run has given people to; null: none. */
export const pushedTo = ({ file }: Pick<Deps, 'file'>, run: number): string | null => {
  const rows = [...file.pushes.of.person.ofRun(run), ...file.pushes.of.company.ofRun(run)]
  return rows.find(({ target }) => !target.includes(':'))?.target ?? null
}

const planUndo = async (deps: Deps, at: OpenTarget, run: number, on: OnProgress): Promise<TargetUndoPlan> => {
  const account = await checkConnection(deps, at)
  const { of } = deps.file.pushes
  const isOne = ({ entity_id }: LedgerRow): boolean =>
    deps.file.people.get(entity_id)?.lifecycle === 'customer'
  const theirs = new Set(
    [...of.person.held(at.name).values()].filter(isOne).map((row) => valuesOf(row)[COMPANY_TIE]),
  )
  // People first: a company that is archived would take them along in some CRMs.
  const people = await planKind(deps, at, 'person', of.person.ofRun(run), isOne, on)
  const isTheirs = ({ entity_id }: LedgerRow): boolean => theirs.has(entity_id)
  const records = [...people, ...(await planKind(deps, at, 'company', of.company.ofRun(run), isTheirs, on))]
  const counts = { archive: 0, restore: 0, gone: 0, kept: 0 }
  for (const { action } of records) counts[action]++
  return { run, target: at.name, title: at.title, account, counts, records }
}

/** What it has from us once its fields are as they were: of these, what an earlier push had given. */
const contentAfter = (
  { changes }: UndoneRecord,
  row: LedgerRow | undefined,
  earlier: LedgerRow | undefined,
): TargetValues => {
  const given = valuesOf(earlier)
  return Object.fromEntries(
    Object.entries(valuesOf(row)).flatMap(([name, value]): [string, RemoteValue][] => {
      const back = changes[name]
      if (back === undefined) return [[name, value]]
      const last = given[name]
      return last !== undefined && isSame(last, back[1]) ? [[name, last]] : []
    }),
  )
}

/**
 * @throws PrmError `undo.unknown_run`, `undo.already_undone`, `push.not_connected`, `push.other_account`, `credential`, `remote`
 */
export const undoTargetPush = async (
  deps: Deps,
  input: TargetUndoInput,
  on: OnProgress = () => undefined,
): Promise<TargetUndoResult> => {
  const { file } = deps
  const before = file.runs.get(input.run)
  if (before?.undone_by !== null)
    throw new PrmError('usage', 'undo.already_undone', `run ${input.run} has been undone`, {
      hint: 'prm history lists the runs',
    })
  const at = openTarget(deps, input.service, on, input.clock)
  const { target, name, title, call } = at
  try {
    const plan = await planUndo(deps, at, input.run, on)
    const result: TargetUndoResult = {
      ...{ schemaVersion: SCHEMA_VERSION, run: null, plan, failures: [], done: false },
      counts: { archived: 0, restored: 0, gone: plan.counts.gone, kept: plan.counts.kept, failed: 0 },
      dry_run: input.dry_run ?? false,
    }
    if (result.dry_run || !((await input.agree?.(plan)) ?? true)) return result
    const run = file.write(() => startRun(deps, 'undo', { run: input.run, target: name }, input.run))
    const helds = { person: file.pushes.of.person.held(name), company: file.pushes.of.company.held(name) }
    const note = (one: UndoneRecord, outcome: 'removed' | 'updated', row: LedgerRow | undefined): void =>
      file.pushes.of[one.kind].put({
        ...{ target: name, entity_id: one.id, run_id: run, outcome, remote_id: one.remote_id },
        content:
          outcome === 'removed'
            ? '{}'
            : JSON.stringify(
                contentAfter(one, row, file.pushes.of[one.kind].before(name, one.id, input.run)),
              ),
        changes: outcome === 'removed' ? null : JSON.stringify({ '@undoes': input.run, ...one.changes }),
        pushed_at: deps.now().toISOString(),
      })
    const fail = ({ kind, id, name: who }: UndoneRecord, message: string): void => {
      result.counts.failed++
      result.failures.push({ kind, id, name: who, message })
    }
    const of = (kind: EntityKind, action: UndoneRecord['action']): UndoneRecord[] =>
      plan.records.filter((one) => one.kind === kind && one.action === action)
    for (const kind of [...ENTITY_KINDS].reverse()) {
      file.write(() => of(kind, 'gone').forEach((one) => note(one, 'removed', undefined)))
      for (const some of portions(of(kind, 'restore'), target.batch.write)) {
        await breathe(deps, `prm undo ${input.run} goes on`)
        const writes = some.map(({ id: prm_id, remote_id: id, changes }): TargetWrite => {
          const values = Object.fromEntries(Object.entries(changes).map(([field, [, old]]) => [field, old]))
          return { kind, prm_id, id, values, company: null }
        })
        const outcomes = await target.write(writes, call)
        file.write(() =>
          some.forEach((one, i) => {
            const outcome = outcomes[i]
            if (outcome?.kind !== 'answer') {
              fail(one, outcome?.kind === 'failed' ? outcome.message : 'the CRM did not confirm it')
              return
            }
            note(one, 'updated', helds[kind].get(one.id))
            result.counts.restored++
          }),
        )
      }
      for (const some of portions(of(kind, 'archive'), target.batch.archive)) {
        await breathe(deps, `prm undo ${input.run} goes on`)
        const outcomes = await target.archive!(
          kind,
          some.map(({ remote_id }) => remote_id),
          call,
        )
        file.write(() =>
          some.forEach((one, i) => {
            const outcome = outcomes[i]
            if (outcome?.kind !== 'answer' && outcome?.kind !== 'none') {
              fail(one, outcome?.kind === 'failed' ? outcome.message : 'the CRM did not confirm it')
              return
            }
            note(one, 'removed', undefined)
            result.counts.archived++
          }),
        )
      }
    }
    file.write(() => {
      // What failed is still there: the run stands, and the next undo goes on with it.
      if (result.counts.failed === 0) file.runs.setUndone(input.run, run)
      finishRun(deps, run, result.counts.failed === 0 ? 'done' : 'interrupted', result.counts)
    })
    return { ...result, run, done: true }
  } catch (error) {
    throw remoteError(title, error)
  }
}
