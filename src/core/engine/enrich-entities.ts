/**
 * The door for completing people and companies: services are asked in the order given, each next one only about those
 * whom the ones before it left incomplete.
 */
import type { EntityAnswer, EntityKind, EntityQuestion, Enricher } from '../../connectors/contract.ts'
import type { Clock } from '../../lib/clock.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { Deps } from '../derive/run.ts'
import type { MaxAge } from './answers.ts'
import { ask, type Answered } from './ask.ts'
import { counted, priceOf, unitOf, type Asking, type StopIf } from './asking.ts'
import { checkPrices } from './check-prices.ts'
import {
  ENTITY_KINDS,
  enricherOf,
  enrichersFor,
  entitySubject,
  laterSubject,
  questionFor,
  type EntityTask,
} from './entities.ts'
import { finishSession } from './finish-session.ts'
import { openSession, type ServiceState, type Session } from './session.ts'
import type { Answer, CheckSummary, Service } from './types.ts'

export interface EnrichOptions {
  /** At most so much money, in the currency of the prices. */
  max_cost?: number | undefined
  /** At most so many requests, those that are sent again included. */
  max_calls?: number | undefined
  /** At most so much money for one person or company, earlier answers that still serve included. */
  max_cost_each?: number | undefined
  stop_if?: StopIf | undefined
  /** Days for which an earlier answer serves. */
  max_age: MaxAge
}

/** What one service said of one task. */
export interface EnrichedEntity {
  task: EntityTask
  /** Null: no service could be asked about it. */
  question: EntityQuestion | null
  answer: Answer<EntityAnswer>
  /** The name of the service; null where none was asked. */
  by: string | null
  /** ISO time of the answer; an old one where it was cached. */
  asked_at: string
  /** Known from before: nothing was asked and nothing paid. */
  cached: boolean
}

/** What became of the tasks of one service; found + none + unknown + failed + not_asked = tasks. */
export interface EnricherTally {
  service: string
  title: string
  kind: EntityKind
  tasks: number
  /** It has at least one of the wanted fields. */
  found: number
  /** It looked, and has nothing that was wanted. */
  none: number
  unknown: number
  failed: number
  not_asked: number
  /** Of the tasks: answered from what was known before. */
  cached: number
  /** Of the answers of this run. Null: no price is known. */
  cost: number | null
  seconds: number
}

export interface EnrichSummary extends CheckSummary {
  enrichers: EnricherTally[]
}

/** Whether an answer has a field that was asked for. */
export const isFind = ({ wanted }: EntityQuestion, { fields }: EntityAnswer): boolean =>
  wanted.some((field) => (fields[field] ?? '').trim() !== '')

const count = (
  tally: EnricherTally,
  { question, answer, cached }: Pick<EnrichedEntity, 'question' | 'answer' | 'cached'>,
): void => {
  if (cached) tally.cached++
  if (answer.kind !== 'answer') tally[answer.kind]++
  else if (isFind(question!, answer.answer)) tally.found++
  else tally.none++
}

/** What is known of a task while it goes from service to service. */
interface Open {
  /** Whether any service was asked, or could have been. */
  isTaken: boolean
  /** What its answers have cost, whenever they came. */
  cost: number
}

type Take = (enriched: EnrichedEntity[]) => void

/** Asks one service about all that are still incomplete. */
const askOne = async (
  session: Session,
  state: ServiceState,
  enricher: Enricher,
  open: Map<EntityTask, Open>,
  kind: EntityKind,
  options: EnrichOptions,
  take: Take,
): Promise<EnricherTally> => {
  const { clock } = session
  const { name, title } = state.service.connector
  const started = clock.elapsed()
  const before = state.summary.cost
  const tally: EnricherTally = {
    ...{ service: name, title, kind, tasks: 0, found: 0, none: 0, unknown: 0, failed: 0, not_asked: 0 },
    ...{ cached: 0, cost: null, seconds: 0 },
  }
  const asking: Asking<EntityQuestion, EntityAnswer> = {
    ...{ state, question: kind, capability: enricher, max_age: options.max_age, stop_if: options.stop_if },
    ...{ subjectOf: (question) => entitySubject(enricher, question), isFind },
    laterSubjectOf: (question, answer) => laterSubject(enricher, question, answer),
  }
  const price = priceOf(asking)
  const tasks = new Map<EntityQuestion, EntityTask>()
  const tooDear: EnrichedEntity[] = []
  for (const [task, about] of open) {
    const { question } = questionFor(state.service, task)
    if (question === null) continue
    about.isTaken = true
    tally.tasks++
    if (about.cost + (price ?? 0) <= (options.max_cost_each ?? Infinity) + 1e-9) tasks.set(question, task)
    else {
      const answer = { kind: 'not_asked', because: 'max_cost_each' } as const
      const asked_at = session.deps.now().toISOString()
      tooDear.push({ task, question, answer, by: name, asked_at, cached: false })
    }
  }
  const taken = ({
    input,
    answer,
    asked_at,
    cached,
  }: Answered<EntityQuestion, EntityAnswer>): EnrichedEntity => {
    const task = tasks.get(input)!
    if ('charged' in answer && answer.charged) open.get(task)!.cost += price ?? 0
    return { task, question: input, answer, by: name, asked_at, cached }
  }
  const hand = (enriched: EnrichedEntity[]): void => {
    for (const one of enriched) count(tally, one)
    take(enriched)
  }
  if (tooDear.length > 0) {
    hand(tooDear)
    const who = counted(tooDear.length, unitOf(kind))
    session.notes.push(`${title} was not asked about ${who}: it would have cost more than the limit for each`)
  }
  if (tasks.size > 0) await ask(session, asking, [...tasks.keys()], (answered) => hand(answered.map(taken)))
  tally.cost = before === null || state.summary.cost === null ? null : state.summary.cost - before
  tally.seconds = Math.round(clock.elapsed() - started) / 1000
  return tally
}

/**
 * Asks services about people and companies. Each task gets one answer of each service that was to be asked about it; one
 * that none could be asked about gets a single `not_asked`, unless it is complete.
 *
 * @param services in the order in which they are asked, by kind
 * @param tasks each object once
 * @param take gets the answers as they come, within the transaction that remembers them: a kill loses none that was paid
 *   for. It must not wait for anything.
 * @throws PrmError `usage` (no price for --max-cost), `store` (another prm is sending); AbortError after Ctrl-C: what was
 *   answered has been taken, and the next run goes on from there
 */
export const enrichWithServices = async (
  deps: Deps,
  services: Readonly<Record<EntityKind, readonly Service[]>>,
  tasks: readonly EntityTask[],
  options: EnrichOptions & { clock?: Clock },
  take: Take,
  on: OnProgress = () => undefined,
): Promise<EnrichSummary> => {
  for (const kind of ENTITY_KINDS)
    checkPrices(services[kind], kind, options.max_cost ?? options.max_cost_each)
  const all = [
    ...new Map(ENTITY_KINDS.flatMap((kind) => services[kind]).map((s) => [s.connector.name, s])).values(),
  ]
  const session = openSession(deps, all, options, on)
  const enrichers: EnricherTally[] = []
  // Companies first: what is found of them helps to find their people.
  for (const kind of ENTITY_KINDS) {
    const open = new Map(
      tasks.filter((task) => task.kind === kind).map((task) => [task, { isTaken: false, cost: 0 }]),
    )
    const order = services[kind].map((service) =>
      session.states.find((state) => state.service.connector.name === service.connector.name)!,
    )
    for (const state of enrichersFor(kind, order)) {
      if (open.size === 0) break
      enrichers.push(
        await askOne(session, state, enricherOf(state.service, kind)!, open, kind, options, take),
      )
    }
    const left = [...open].filter(([task, { isTaken }]) => !isTaken && task.look(null).wanted.length > 0)
    const asked_at = deps.now().toISOString()
    const answer = { kind: 'not_asked', because: 'no_service' } as const
    if (left.length > 0)
      take(left.map(([task]) => ({ task, question: null, answer, by: null, asked_at, cached: false })))
  }
  return { ...finishSession(session, all[0]?.currency ?? 'USD'), enrichers }
}
