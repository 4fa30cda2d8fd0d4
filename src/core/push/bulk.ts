/**
 * Very many records at once, as a job on which the CRM works by itself. It is written down before it is sent, and its
 * number before it is asked for. Its rows are written down as sent like those of any request: a run that is killed leaves
 * a job, for which the next push waits before it looks up what became of them.
 */
import type { Bulk, EntityKind, JobState, Outcome } from '../../connectors/contract.ts'
import type { TargetWrite, Written } from '../../connectors/target.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { ServiceJob } from '../../store/service-jobs.ts'
import type { Deps } from '../derive/run.ts'
import { pollDelay } from '../engine/jobs.ts'
import { checkConnection, remoteError, type OpenTarget } from '../engine/open-target.ts'
import { noteFailure } from '../engine/trouble.ts'

type Jobs = Bulk<TargetWrite, Written>
type Wrote = readonly Outcome<Written>[]

const KINDS: readonly EntityKind[] = ['company', 'person']
const questionOf = (kind: EntityKind): string => `push_${kind}`

const waitFor = async (
  deps: Deps,
  { title, call, clock }: OpenTarget,
  bulk: Jobs,
  kind: EntityKind,
  job: string,
  on: OnProgress,
): Promise<Exclude<JobState, { state: 'running' }>> => {
  const unit = kind === 'person' ? 'people' : 'companies'
  for (let looks = 0; ; looks++) {
    const now = await bulk.state(job, call)
    if (now.state !== 'running') return now
    on({ kind: 'progress', label: `waiting for ${title} (job ${job})`, done: 0, unit })
    await clock.sleep(pollDelay(looks), deps.signal)
  }
}

/** What became of these nobody knows: the next push looks them up. */
const unknown = (writes: readonly TargetWrite[], message: string): Wrote =>
  writes.map(() => ({
    ...{ kind: 'unknown', reason: 'service_failed', retry: true, charged: false, evidence: { message } },
  }))

/**
 * Writes records of one kind, all of them creations or all changes, as one job.
 *
 * @throws ServiceTrouble where the CRM took none; AbortError
 */
export const writeInBulk = async (
  deps: Deps,
  at: OpenTarget,
  bulk: Jobs,
  writes: readonly TargetWrite[],
  on: OnProgress,
): Promise<Wrote> => {
  const { file } = deps
  const { serviceJobs: jobs } = file
  const { name, title, call, state } = at
  const kind = writes[0]!.kind
  const row = {
    ...{ service: name, question: questionOf(kind), subjects: writes.length, inputs: null },
    ...{ pid: deps.pid, host: deps.host, sent_at: deps.now().toISOString() },
  }
  const id = file.write(() => jobs.begin(row))
  const end = (as: 'done' | 'failed'): void => {
    file.write(() => jobs.end(id, as, deps.now().toISOString()))
  }
  let job: string
  try {
    job = await bulk.submit(writes, call)
  } catch (error) {
    if (error instanceof ServiceTrouble) end('failed')
    throw error
  }
  file.write(() => jobs.accept(id, job))
  try {
    const ended = await waitFor(deps, at, bulk, kind, job, on)
    if (ended.state === 'failed') {
      end('failed')
      return unknown(writes, `${title} gave up its job ${job}: ${ended.message}`)
    }
    const outcomes = await bulk.collect(job, writes, call)
    end('done')
    return outcomes
  } catch (error) {
    if (!(error instanceof ServiceTrouble)) throw error
    // It goes on there without us, and stays written down here.
    noteFailure(state, error)
    return unknown(writes, error.message)
  }
}

const takeUp = async (
  deps: Deps,
  at: OpenTarget,
  bulk: Jobs,
  kind: EntityKind,
  { id, job, pid, host }: ServiceJob,
  on: OnProgress,
): Promise<void> => {
  const { file } = deps
  const end = (as: 'done' | 'failed' | 'lost'): void => {
    file.write(() => file.serviceJobs.end(id, as, deps.now().toISOString()))
  }
  const isOthers = pid !== null && host !== null && pid !== deps.pid && (deps.isAlive?.(pid, host) ?? false)
  if (isOthers)
    throw new PrmError('store', 'service.busy', `another prm is pushing to ${at.title}`, {
      hint: 'wait for it to finish, then run the same command again',
    })
  if (job === null) {
    end('lost')
    return
  }
  on({ kind: 'note', label: `taking up job ${job} at ${at.title}` })
  try {
    const ended = await waitFor(deps, at, bulk, kind, job, on)
    end(ended.state)
  } catch (error) {
    // A job that is known there no more has ended: what stands there tells the rest.
    if (!(error instanceof ServiceTrouble && error.kind === 'refused')) throw remoteError(at.title, error)
    end('failed')
  }
}

/**
 * Waits for jobs of pushes that were killed: until they have ended, nobody can tell who is there.
 *
 * @throws PrmError as `checkConnection`; `service.busy`: another process waits for one; `remote`
 */
export const finishJobs = async (deps: Deps, at: OpenTarget, on: OnProgress): Promise<void> => {
  const { bulk } = at.target
  if (bulk === undefined) return
  const left = KINDS.flatMap((kind) =>
    deps.file.serviceJobs.open(at.name, questionOf(kind)).map((row) => ({ kind, row })),
  )
  if (left.length === 0) return
  await checkConnection(deps, at)
  for (const { kind, row } of left) await takeUp(deps, at, bulk, kind, row, on)
}
