/**
 * Jobs that a service works on by itself. The inputs are written down before they are sent and the job's id before it is
 * asked for, so that a kill at any moment costs at most a question, never a second upload of something accepted.
 */
import type { Bulk, JobState } from '../../connectors/contract.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import { PrmError } from '../../model/errors.ts'
import type { ServiceJob } from '../../store/service-jobs.ts'
import type { Round } from './ask.ts'
import { counted, priceOf, unitOf } from './asking.ts'
import { FAILURES, noteFailure, outcomeOf } from './trouble.ts'

/** Milliseconds between two looks at a job: soon at first, later once a minute. */
export const pollDelay = (looks: number): number => Math.min(60_000, 2000 * 1.5 ** looks)

/** A job that is still overdue when a run comes so much later (a day) is lost. */
const LOST = 86_400_000

type Ended = Exclude<JobState, { state: 'running' }> | { state: 'overdue' }
type Sent = ServiceJob & { job: string }

/** Waits for a job, and takes its answers. @param isOurs its cost was set aside by this run */
const finish = async <Q, A>(
  round: Round<Q, A>,
  bulk: Bulk<Q, A>,
  row: Sent,
  isOurs: boolean,
): Promise<void> => {
  const { session, asking, settle } = round
  const { deps, clock } = session
  const { state } = asking
  const { title } = state.service.connector
  const inputs = JSON.parse(row.inputs ?? '[]') as Q[]
  const call = state.line.call(() => true)
  const jobs = deps.file.serviceJobs
  const end = (as: 'done' | 'failed') => (): void => jobs.end(row.id, as, deps.now().toISOString())
  try {
    const ended = await waitFor(round, bulk, row, inputs.length)
    if (ended.state === 'overdue') {
      giveUpWaiting(round, row, inputs, isOurs)
      return
    }
    if (ended.state === 'failed') {
      session.notes.push(`${title} gave up its job ${row.job}: ${ended.message}`)
      const { message } = ended
      settle(
        inputs,
        inputs.map(() => ({ kind: 'failed', code: 'job_failed', message })),
        end('failed'),
      )
      return
    }
    const outcomes = await bulk.collect(row.job, inputs, call)
    const charged = outcomes.filter((outcome) => 'charged' in outcome && outcome.charged).length
    if (isOurs) session.budget.giveBack(inputs.length - charged, priceOf(asking))
    settle(inputs, outcomes, end('done'))
    state.failures = 0
  } catch (error) {
    if (!(error instanceof ServiceTrouble)) throw error
    noteFailure(state, error, FAILURES)
    const isGone = error.kind === 'refused'
    if (isGone) session.notes.push(`${title} no longer knows its job ${row.job}: ${error.message}`)
    // Otherwise the job stays open: the next run asks for it again. Looking at it costs nothing.
    settle(
      inputs,
      inputs.map(() => outcomeOf<A>(error, false)),
      isGone ? end('failed') : undefined,
    )
  }
  await clock.sleep(0, deps.signal)
}

/** Leaves an overdue job to the next run, which looks once more; after a day its inputs are asked about again. */
const giveUpWaiting = <Q, A>(
  { session, asking, settle }: Round<Q, A>,
  row: Sent,
  inputs: readonly Q[],
  isOurs: boolean,
): void => {
  const { deps, notes } = session
  const { state, question } = asking
  const { title } = state.service.connector
  if (deps.now().getTime() - Date.parse(row.sent_at) > LOST) {
    deps.file.write(() => deps.file.serviceJobs.end(row.id, 'lost', deps.now().toISOString()))
    notes.push(
      `${title} never answered job ${row.job} of ${row.sent_at.slice(0, 10)}: it may be charged; ` +
        `the ${counted(row.subjects, unitOf(question))} of it are asked about again`,
    )
    return
  }
  notes.push(`${title} has not finished job ${row.job}: the next run asks for its answers`)
  const late = new ServiceTrouble('down', `${title} does not finish what it is given`)
  // What is submitted after it would only wait as long.
  if (isOurs) noteFailure(state, late, FAILURES)
  settle(
    inputs,
    inputs.map(() => outcomeOf<A>(late, false)),
  )
}

const waitFor = async <Q, A>(
  { session, asking }: Round<Q, A>,
  bulk: Bulk<Q, A>,
  { job, sent_at }: Sent,
  size: number,
): Promise<Ended> => {
  const { clock, deps } = session
  const { title } = asking.state.service.connector
  const call = asking.state.line.call(() => true)
  const age = deps.now().getTime() - Date.parse(sent_at)
  const until = clock.elapsed() + (bulk.patience ?? Infinity) * 1000 - age
  for (let looks = 0; ; looks++) {
    const now = await bulk.state(job, call)
    if (now.state !== 'running') return now
    if (clock.elapsed() >= until) return { state: 'overdue' }
    session.on({
      ...{ kind: 'progress', label: `waiting for ${title} (job ${job})`, unit: unitOf(asking.question) },
      ...(now.share === null ? { done: 0 } : { done: Math.floor(size * now.share), share: now.share }),
    })
    await clock.sleep(pollDelay(looks), deps.signal)
  }
}

/** Whether the process that began to send it still does. */
const isBeingSent = <Q, A>({ session }: Round<Q, A>, { pid, host }: ServiceJob): boolean => {
  const { deps } = session
  return pid !== null && host !== null && pid !== deps.pid && (deps.isAlive?.(pid, host) ?? false)
}

/** Jobs of runs that were stopped: their answers are fetched, nothing is sent again. */
export const resumeJobs = async <Q, A>(round: Round<Q, A>, bulk: Bulk<Q, A>): Promise<void> => {
  const { session, asking } = round
  const { deps } = session
  const { service, summary } = asking.state
  const { name, title } = service.connector
  const unit = unitOf(asking.question)
  for (const row of deps.file.serviceJobs.open(name, asking.question)) {
    if (summary.stopped !== null) return
    const { job } = row
    if (job !== null) {
      session.notes.push(
        `took up job ${job} at ${title} (${counted(row.subjects, unit)}) of ${row.sent_at.slice(0, 10)}`,
      )
      await finish(round, bulk, { ...row, job }, false)
      continue
    }
    if (isBeingSent(round, row))
      throw new PrmError('store', 'service.busy', `another prm is sending ${unit} to ${title}`, {
        hint: 'wait for it to finish, then run the same command again',
      })
    deps.file.serviceJobs.end(row.id, 'lost', deps.now().toISOString())
    session.notes.push(
      `an upload of ${row.subjects} ${unit} to ${title} broke off before its number came back: it may be charged ` +
        `and is not known here; those ${unit} are asked about again`,
    )
  }
}

/** Sends one job. @returns null where that failed: its inputs have their answers then */
const submit = async <Q, A>(
  round: Round<Q, A>,
  bulk: Bulk<Q, A>,
  inputs: readonly Q[],
): Promise<(ServiceJob & { job: string }) | null> => {
  const { session, asking, settle } = round
  const { deps } = session
  const { state, question } = asking
  const { connector } = state.service
  const jobs = deps.file.serviceJobs
  const row = {
    ...{ service: connector.name, question, subjects: inputs.length, inputs: JSON.stringify(inputs) },
    ...{ pid: deps.pid, host: deps.host, sent_at: deps.now().toISOString() },
  }
  const id = deps.file.write(() => jobs.begin(row))
  const before = state.line.sent
  try {
    const job = await bulk.submit(inputs, state.line.call(session.budget.again))
    deps.file.write(() => jobs.accept(id, job))
    return { id, state: 'open', ended_at: null, ...row, job }
  } catch (error) {
    const end = (as: 'lost' | 'failed') => (): void => jobs.end(id, as, deps.now().toISOString())
    if (!(error instanceof ServiceTrouble)) {
      // Stopped while it waited for its turn: nothing has left.
      if (state.line.sent === before) deps.file.write(end('failed'))
      throw error
    }
    noteFailure(state, error, FAILURES)
    const answer = outcomeOf<A>(error, connector.paid)
    const isCharged = 'charged' in answer && answer.charged
    if (!isCharged) session.budget.giveBack(inputs.length, priceOf(asking))
    settle(
      inputs,
      inputs.map(() => answer),
      end(isCharged ? 'lost' : 'failed'),
    )
    return null
  }
}

/** As many jobs as it takes, one after the other, while enough inputs are open and paid for. */
export const askInBulk = async <Q, A>(round: Round<Q, A>, bulk: Bulk<Q, A>): Promise<void> => {
  const { session, asking, open } = round
  const { summary } = asking.state
  while (open.size >= bulk.from && summary.stopped === null) {
    session.deps.signal.throwIfAborted()
    const wanted = Math.max(bulk.from, Math.min(bulk.most, open.size, round.untilJudged()))
    const { units, cut } = session.budget.take(wanted, priceOf(asking))
    if (units === 0) {
      session.cut = cut
      return
    }
    const inputs: Q[] = []
    for (const [first] of open.values()) {
      if (inputs.length === units) break
      inputs.push(first!)
    }
    const row = await submit(round, bulk, inputs)
    if (row !== null) await finish(round, bulk, row, true)
  }
}
