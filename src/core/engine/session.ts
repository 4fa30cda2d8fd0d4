/** What belongs to one round of asking: its money, and for each service its line, its counts and whether it still answers. */
import type { OnProgress, ProgressUnit } from '../../model/progress.ts'
import { realClock, type Clock } from '../../lib/clock.ts'
import type { Deps } from '../derive/run.ts'
import { budget, type Budget, type Cut } from './budget.ts'
import { openLine, type Line } from './call.ts'
import type { Service, ServiceSummary } from './types.ts'

export interface ServiceState {
  service: Service
  line: Line
  summary: ServiceSummary
  /** Requests in a row that brought no answer. */
  failures: number
  /** Subjects whose answer may have been charged though none came, by what they are: `addresses`. */
  maybe_charged: Map<ProgressUnit, number>
  /** Answers that only say that a mail server could not be reached. */
  silent: number
}

export interface Session {
  deps: Deps
  clock: Clock
  budget: Budget
  cut: Cut | null
  notes: string[]
  states: ServiceState[]
  on: OnProgress
}

/** Shorter waits are not worth a word, nor is one that ends about when the last one does. */
const LONG_WAIT = 5000

const tellPauses = (title: string, clock: Clock, on: OnProgress): ((milliseconds: number) => void) => {
  let until = -Infinity
  return (milliseconds) => {
    const now = clock.elapsed()
    if (milliseconds < LONG_WAIT || now + milliseconds < until + LONG_WAIT) return
    until = now + milliseconds
    on({ kind: 'note', label: `${title} is asked too often: waiting ${Math.ceil(milliseconds / 1000)} s` })
  }
}

const newState = (deps: Deps, service: Service, clock: Clock, on: OnProgress): ServiceState => {
  const { name, title } = service.connector
  const chance = (): number => deps.random(1)[0]! / 256
  const summary: ServiceSummary = {
    ...{ service: name, title, asked: 0, cached: 0, calls: 0 },
    cost: Object.values(service.prices).every((price) => price === null) ? null : 0,
    stopped: null,
  }
  const onPause = tellPauses(title, clock, on)
  const line = openLine(service, { clock, chance, signal: deps.signal, version: deps.version, onPause })
  return { service, line, summary, failures: 0, maybe_charged: new Map(), silent: 0 }
}

export const openSession = (
  deps: Deps,
  services: readonly Service[],
  limits: { max_cost?: number | undefined; max_calls?: number | undefined; clock?: Clock | undefined },
  on: OnProgress,
): Session => {
  const clock = limits.clock ?? realClock
  return {
    ...{ deps, clock, on },
    budget: budget(limits),
    cut: null,
    notes: [],
    states: services.map((service) => newState(deps, service, clock, on)),
  }
}
