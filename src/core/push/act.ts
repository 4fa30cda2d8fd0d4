/**
 * Carries out the plan of a push to a CRM, and no more. What is about to be written is written down first, and an outcome
 * only when the CRM has confirmed it, in one transaction for each request: a run that is killed anywhere is gone on with
 * by the next plan, which looks up by `prm_id` those whose outcome nobody knows.
 */
import type { EntityKind, Outcome } from '../../connectors/contract.ts'
import type { TargetWrite, Written } from '../../connectors/target.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { OpenPush } from '../../store/pushes.ts'
import type { Deps } from '../derive/run.ts'
import type { OpenTarget } from '../engine/open-target.ts'
import { noteFailure } from '../engine/trouble.ts'
import { inParallel, portions } from './lookup.ts'
import { COMPANY_TIE, type PlannedRecord, type TargetPlan, type TargetValues } from './target-plan.ts'
import { tellTies } from './ties.ts'
import { isSame } from './values.ts'

export type TargetOutcome = 'created' | 'updated' | 'unchanged' | 'held_back' | 'failed' | 'not_sent'

export interface Failure {
  kind: EntityKind
  id: string
  name: string | null
  code: string
  message: string
  /** The next push tries again. */
  retry: boolean
}

export interface Act {
  people: Record<TargetOutcome, number>
  companies: Record<TargetOutcome, number>
  failures: Failure[]
  ties: { tied: number; failed: number }
  /** What came of each record of the plan, by our id. */
  outcomes: Map<string, TargetOutcome>
}

const noOutcomes = (): Record<TargetOutcome, number> => ({
  ...{ created: 0, updated: 0, unchanged: 0, held_back: 0, failed: 0, not_sent: 0 },
})

const isWritten = ({ action }: PlannedRecord): boolean => action === 'create' || action === 'update'

/** What a request that failed as a whole says of each of its rows; null: nothing was done to them. */
const failureOf = ({
  kind,
  message,
  code,
}: ServiceTrouble): Pick<Failure, 'code' | 'message' | 'retry'> | null => {
  switch (kind) {
    case 'credential':
    case 'quota':
    case 'rate':
      return null
    case 'refused':
      return { code: code ?? 'refused', message, retry: false }
    case 'unreachable':
    case 'lost':
    case 'down':
    case 'malformed':
      return { code: kind, message, retry: true }
  }
}

const failureOfRow = (outcome: Outcome<Written> | undefined): Pick<Failure, 'code' | 'message' | 'retry'> => {
  if (outcome?.kind === 'failed') return { code: outcome.code, message: outcome.message, retry: false }
  if (outcome?.kind === 'unknown') {
    const { reason, retry, evidence } = outcome
    const said = typeof evidence?.message === 'string' ? evidence.message : reason.replaceAll('_', ' ')
    return { code: reason, message: said, retry }
  }
  return { code: 'no_answer', message: 'the CRM said nothing of this row', retry: true }
}

/**
 * @param run opens the run when the first thing is written down
 * @throws AbortError when stopped; what was confirmed is written down
 */
export const actOn = async (
  deps: Deps,
  at: OpenTarget,
  plan: TargetPlan,
  run: () => number,
  on: OnProgress,
): Promise<Act> => {
  const { file } = deps
  const { target, name, title, call, state } = at
  const act: Act = {
    ...{ people: noOutcomes(), companies: noOutcomes(), failures: [] },
    ...{ ties: { tied: 0, failed: 0 }, outcomes: new Map<string, TargetOutcome>() },
  }
  /** What had no outcome before. */
  const opens = new Map(file.pushes.open(name).map((row) => [`${row.kind} ${row.entity_id}`, row]))
  /** The CRM's ids, by ours. */
  const there = new Map<string, string>()
  for (const [id, { remote_id }] of file.pushes.of.person.held(name))
    if (remote_id !== null) there.set(id, remote_id)
  for (const { id, remote_id } of [...plan.companies, ...plan.people])
    if (remote_id !== null) there.set(id, remote_id)

  const end = ({ kind, id }: PlannedRecord, outcome: TargetOutcome): void => {
    act.outcomes.set(id, outcome)
    act[kind === 'person' ? 'people' : 'companies'][outcome]++
  }

  /** As it will have been sent: without a company that did not come to be there. */
  const sentOf = (record: PlannedRecord): { content: TargetValues; company: string | null } => {
    const company = record.content[COMPANY_TIE]
    const remote = typeof company === 'string' ? there.get(company) : undefined
    if (company === undefined || remote !== undefined)
      return { content: record.content, company: remote ?? null }
    const content = Object.entries(record.content).filter(([name]) => name !== COMPANY_TIE)
    return { content: Object.fromEntries(content), company: null }
  }

  const record = (
    one: PlannedRecord,
    outcome: 'created' | 'updated',
    remote_id: string | null,
    content: TargetValues,
  ): void => {
    file.pushes.of[one.kind].put({
      ...{ target: name, entity_id: one.id, run_id: run(), outcome, remote_id },
      content: JSON.stringify(content),
      changes: outcome === 'created' ? null : JSON.stringify(allChanges(one, content)),
      pushed_at: deps.now().toISOString(),
    })
    file.pushes.settle(name, one.kind, one.id)
  }

  /** With those of a request whose outcome was never known, where they stand there now. */
  const allChanges = (
    { kind, id, changes }: PlannedRecord,
    content: TargetValues,
  ): PlannedRecord['changes'] => {
    const open = opens.get(`${kind} ${id}`)
    if (open?.state !== 'sent' || open.action !== 'update') return changes
    const all = { ...changes }
    for (const [name, [old, sent]] of Object.entries(JSON.parse(open.changes) as PlannedRecord['changes'])) {
      const now = changes[name]
      if (now !== undefined && isSame(now[0], sent)) all[name] = [old, now[1]]
      else if (now === undefined && (content[name] ?? null) === sent) all[name] = [old, sent]
    }
    return all
  }

  const openRow = (one: PlannedRecord, more: Partial<OpenPush>): OpenPush => ({
    ...{ target: name, kind: one.kind, entity_id: one.id, run_id: run(), state: 'sent' },
    ...{ action: one.action === 'create' ? 'create' : 'update', remote_id: one.remote_id, retry: 1 },
    ...{
      content: JSON.stringify(one.content),
      changes: JSON.stringify(one.changes),
      code: null,
      message: null,
      at: deps.now().toISOString(),
    },
    ...more,
  })

  const fail = (one: PlannedRecord, why: Pick<Failure, 'code' | 'message' | 'retry'>): void => {
    // What may have arrived stays "sent": what stands there then is ours.
    const state = why.retry ? 'sent' : 'failed'
    file.pushes.setOpen(
      openRow(one, { state, code: why.code, message: why.message, retry: why.retry ? 1 : 0 }),
    )
    act.failures.push({ kind: one.kind, id: one.id, name: one.name, ...why })
    end(one, 'failed')
  }

  const writeSome = async (some: readonly PlannedRecord[]): Promise<void> => {
    if (deps.signal.aborted || state.summary.stopped !== null) return
    const sent = some.map(sentOf)
    const writes = some.map((one, i): TargetWrite => {
      const values = Object.fromEntries(
        Object.entries(one.changes).flatMap(([field, [, value]]) =>
          field === COMPANY_TIE ? [] : [[field, value]],
        ),
      )
      const company = COMPANY_TIE in one.changes ? sent[i]!.company : null
      return { kind: one.kind, prm_id: one.id, id: one.remote_id, values, company }
    })
    const before = some.map(({ kind, id }) => opens.get(`${kind} ${id}`))
    file.write(() => some.forEach((one) => file.pushes.setOpen(openRow(one, {}))))
    let outcomes: readonly Outcome<Written>[]
    const requests = state.line.sent
    try {
      outcomes = await target.write(writes, call)
      state.failures = 0
    } catch (error) {
      const isStopped = !(error instanceof ServiceTrouble)
      if (!isStopped) noteFailure(state, error)
      const why = isStopped ? null : failureOf(error)
      // Stopped while it waited for its turn, or turned away at the door: nothing has happened to these.
      const isUntouched = why === null && (!isStopped || state.line.sent === requests)
      file.write(() =>
        some.forEach((one, i) => {
          if (why !== null) fail(one, why)
          else if (isUntouched && before[i] === undefined) file.pushes.settle(name, one.kind, one.id)
          else if (isUntouched) file.pushes.setOpen(before[i]!)
        }),
      )
      if (isStopped) throw error
      return
    }
    file.write(() =>
      some.forEach((one, i) => {
        const outcome = outcomes.length === some.length ? outcomes[i] : undefined
        if (outcome?.kind !== 'answer') {
          fail(one, failureOfRow(outcome))
          return
        }
        const { id } = outcome.answer
        there.set(one.id, id)
        // Found by its prm_id by a request that was sent again: it is still ours.
        const as = one.action === 'create' || one.settle === 'created' ? 'created' : 'updated'
        record(one, as, id, sent[i]!.content)
        end(one, one.action === 'create' ? 'created' : 'updated')
      }),
    )
  }

  const actOnKind = async (kind: EntityKind, records: readonly PlannedRecord[]): Promise<void> => {
    for (const one of records)
      if (one.action === 'unchanged' || one.action === 'held_back') end(one, one.action)
    for (const some of portions(
      records.filter(({ action, settle }) => action === 'unchanged' && settle !== null),
      500,
    ))
      file.write(() => some.forEach((one) => record(one, one.settle!, one.remote_id, one.content)))
    const news = records.filter(isWritten)
    if (news.length === 0) return
    const unit = kind === 'person' ? 'people' : 'companies'
    const label = `giving ${unit} to ${title}`
    on({ kind: 'start', label, total: news.length, unit })
    let done = 0
    for (const action of ['create', 'update'] as const) {
      const parts = portions(
        news.filter((one) => one.action === action),
        target.batch.write,
      )
      await inParallel(parts, state.service.concurrency, async (some) => {
        await writeSome(some)
        done += some.length
        on({ kind: 'progress', label, done, total: news.length, unit })
      })
    }
    for (const one of news) if (!act.outcomes.has(one.id)) end(one, 'not_sent')
    on({ kind: 'done', label: `given to ${title}`, done: news.length, unit })
    deps.signal.throwIfAborted()
  }

  await actOnKind('company', plan.companies)
  await actOnKind('person', plan.people)
  if (plan.ties.length > 0 && state.summary.stopped === null) {
    try {
      act.ties = await tellTies(deps, at, plan.ties, (id) => there.get(id), run)
    } catch (error) {
      if (!(error instanceof ServiceTrouble)) throw error
      noteFailure(state, error)
    }
  }
  return act
}
