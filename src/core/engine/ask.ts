/**
 * One service, one kind of question, many inputs: answers known from before, jobs that are still open, then requests of
 * as many inputs as the service takes, several at once. Every input gets exactly one answer, handed over in the same
 * transaction in which it is remembered.
 */
import type { Outcome } from '../../connectors/contract.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import { answerCache, type AnswerCache } from './answers.ts'
import { counted, priceOf, unitOf, type Asking } from './asking.ts'
import { askInBulk, resumeJobs } from './jobs.ts'
import type { Session } from './session.ts'
import { noteFailure, outcomeOf } from './trouble.ts'
import type { Answer } from './types.ts'

export interface Answered<Q, A> {
  input: Q
  answer: Answer<A>
  asked_at: string
  cached: boolean
}

/** Inputs whose answers are handed over at once, where nothing has to be asked. */
const CHUNK = 500

/** One round of `ask`, as its parts share it. */
export interface Round<Q, A> {
  session: Session
  asking: Asking<Q, A>
  cache: AnswerCache<A>
  /** Those with no answer yet, by subject, in the order in which they came. */
  open: Map<string, Q[]>
  /** How many inputs it would take now to see whether the service brings enough; Infinity: that is not looked at. */
  untilJudged: () => number
  /** Hands over the answers to these inputs and remembers them; `also` joins that transaction. */
  settle: (inputs: readonly Q[], answers: readonly Answer<A>[], also?: () => void) => void
}

/** Whether an answer is the service's own word, and not ours about a request that failed. */
const isRemembered = <A>(answer: Answer<A>): answer is Outcome<A> =>
  answer.kind !== 'not_asked' && !(answer.kind === 'unknown' && answer.reason === 'service_failed')

const openRound = <Q, A>(
  session: Session,
  asking: Asking<Q, A>,
  inputs: readonly Q[],
  take: (answered: Answered<Q, A>[]) => void,
): Round<Q, A> => {
  const { deps } = session
  const { state, subjectOf, laterSubjectOf, max_age, question, stop_if, isFind } = asking
  const { service, summary } = state
  const price = priceOf(asking)
  const unit = unitOf(question)
  if (price === null) summary.cost = null
  let [judged, finds] = [0, 0]
  const cache = answerCache<A>(deps.file, service, question, { now: () => deps.now(), max_age })
  const open = new Map<string, Q[]>()
  for (const input of inputs) {
    const same = open.get(subjectOf(input))
    if (same === undefined) open.set(subjectOf(input), [input])
    else same.push(input)
  }
  const total = open.size
  const label = `asking ${service.connector.title}`
  session.on({ kind: 'start', label, total, unit })
  const settle: Round<Q, A>['settle'] = (asked, answers, also) => {
    const asked_at = deps.now().toISOString()
    const answered: Answered<Q, A>[] = []
    deps.file.write(() => {
      asked.forEach((input, i) => {
        const subject = subjectOf(input)
        const answer = answers[i]!
        if (isRemembered(answer)) cache.put(subject, answer)
        const later = answer.kind === 'answer' ? (laterSubjectOf?.(input, answer.answer) ?? null) : null
        if (answer.kind === 'answer' && later !== null && cache.get(later) === null)
          cache.put(later, { ...answer, charged: false })
        // An old job may have answered about somebody who was not asked about now.
        for (const same of open.get(subject) ?? [])
          answered.push({ input: same, answer, asked_at, cached: false })
        open.delete(subject)
        if (answer.kind === 'not_asked') return
        summary.asked++
        const isCharged = answer.kind !== 'failed' && answer.charged
        if (isCharged && summary.cost !== null) summary.cost += price ?? 0
        if (answer.kind === 'unknown' && answer.reason === 'maybe_charged')
          state.maybe_charged.set(unit, (state.maybe_charged.get(unit) ?? 0) + 1)
        if (answer.kind === 'answer' || answer.kind === 'none') judged++
        if (answer.kind === 'answer' && (isFind?.(input, answer.answer) ?? true)) finds++
        if (answer.kind === 'unknown' && answer.reason === 'server_silent') state.silent++
      })
      also?.()
      if (answered.length > 0) take(answered)
    })
    if (stop_if !== undefined && judged >= stop_if.after && finds / judged < stop_if.fill_rate)
      summary.stopped ??= {
        kind: 'fill_rate',
        message: `it had what was asked for of only ${finds} of ${judged} ${unit}`,
        hint: 'enrich.stop_if in the config says when a service is given up',
      }
    session.on({
      ...{ kind: 'progress', label, done: total - open.size, total, unit },
      ...(summary.cost !== null && { spent: { amount: summary.cost, currency: service.currency } }),
    })
  }
  const untilJudged = (): number => (stop_if === undefined ? Infinity : Math.max(1, stop_if.after - judged))
  return { session, asking, cache, open, untilJudged, settle }
}

/** What is known from before. */
const takeKnown = <Q, A>(
  { session, asking, cache, open }: Round<Q, A>,
  take: (answered: Answered<Q, A>[]) => void,
): void => {
  let known: Answered<Q, A>[] = []
  let doubtful = 0
  for (const [subject, inputs] of open) {
    const found = cache.get(subject)
    if (found === null) {
      if (cache.isDoubtful(subject)) doubtful++
      continue
    }
    const { outcome: answer, asked_at } = found
    for (const input of inputs) known.push({ input, answer, asked_at, cached: true })
    open.delete(subject)
    asking.state.summary.cached++
    if (known.length < CHUNK) continue
    take(known)
    known = []
  }
  if (known.length > 0) take(known)
  const { title } = asking.state.service.connector
  if (doubtful > 0)
    session.notes.push(
      `${title} is asked again about ${counted(doubtful, unitOf(asking.question))} for which it may have charged already without an answer`,
    )
}

const askOnce = async <Q, A>(
  { session, asking, settle }: Round<Q, A>,
  inputs: readonly Q[],
): Promise<void> => {
  const { state, capability } = asking
  const { service, line } = state
  let answers: readonly Answer<A>[]
  try {
    const outcomes = await capability.ask(inputs, line.call(session.budget.again))
    if (outcomes.length !== inputs.length) {
      const message = `${service.connector.title} gave ${outcomes.length} answers to ${inputs.length} questions`
      answers = inputs.map(() => ({ kind: 'failed', code: 'wrong_count', message }))
    } else answers = outcomes
    state.failures = 0
  } catch (error) {
    if (!(error instanceof ServiceTrouble)) throw error
    noteFailure(state, error)
    answers = inputs.map(() => outcomeOf<A>(error, service.connector.paid))
  }
  const charged = answers.filter((answer) => 'charged' in answer && answer.charged).length
  session.budget.giveBack(inputs.length - charged, priceOf(asking))
  settle(inputs, answers)
}

/** Requests of up to a batch of inputs, as many at once as the service likes, until money or service give out. */
const askInBatches = async <Q, A>(round: Round<Q, A>): Promise<void> => {
  const { session, asking, open } = round
  const { service, summary } = asking.state
  const inputs = [...open.values()].map(([first]) => first!)
  const under = new Set<Promise<void>>()
  let next = 0
  let isOver = false
  const work = async (): Promise<void> => {
    while (next < inputs.length && !isOver && summary.stopped === null && !session.deps.signal.aborted) {
      const wanted = Math.min(asking.capability.batch, inputs.length - next)
      const { units, cut } = session.budget.take(wanted, priceOf(asking))
      if (units === 0) {
        // What the others get for nothing comes back into the purse.
        if (cut === 'max_cost' && under.size > 0) {
          await Promise.race(under)
          continue
        }
        session.cut = cut
        isOver = true
        return
      }
      const request = askOnce(round, inputs.slice(next, next + units))
      next += units
      const ended = request.finally(() => under.delete(ended))
      under.add(ended)
      try {
        await ended
      } catch (error) {
        // Nobody is left to take answers: the others send nothing more.
        isOver = true
        throw error
      }
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: service.concurrency }, work))
  const failed = workers.find((worker) => worker.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/**
 * Asks one service about all inputs.
 *
 * @param take gets the answers as they come, inside the transaction that remembers them
 */
export const ask = async <Q, A>(
  session: Session,
  asking: Asking<Q, A>,
  inputs: readonly Q[],
  take: (answered: Answered<Q, A>[]) => void,
): Promise<void> => {
  const { state, capability } = asking
  const round = openRound(session, asking, inputs, take)
  takeKnown(round, take)
  try {
    if (capability.bulk !== undefined) await resumeJobs(round, capability.bulk)
    if (capability.bulk !== undefined && round.open.size >= capability.bulk.from)
      await askInBulk(round, capability.bulk)
    await askInBatches(round)
  } finally {
    state.summary.calls = state.line.sent
  }
  session.deps.signal.throwIfAborted()
  const rest = [...round.open.values()].map(([first]) => first!)
  const because = state.summary.stopped === null ? (session.cut ?? 'stopped') : 'stopped'
  for (let from = 0; from < rest.length; from += CHUNK) {
    const part = rest.slice(from, from + CHUNK)
    round.settle(
      part,
      part.map(() => ({ kind: 'not_asked', because })),
    )
  }
  session.on({
    kind: 'done',
    label: `asked ${state.service.connector.title}`,
    done: state.summary.asked,
    unit: unitOf(asking.question),
  })
}
