/** What belongs to one round of asking: its money, and for each service its line, its counts and whether it still answers. */
import type { OnProgress } from '../../model/progress.ts'
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
  /** Subjects whose answer may have been charged though none came. */
  maybe_charged: number
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

const newState = (deps: Deps, service: Service, clock: Clock): ServiceState => {
  const { name, title } = service.connector
  const chance = (): number => deps.random(1)[0]! / 256
  const summary: ServiceSummary = {
    ...{ service: name, title, asked: 0, cached: 0, calls: 0 },
    cost: service.price === null ? null : 0,
    stopped: null,
  }
  const line = openLine(service, { clock, chance, signal: deps.signal, version: deps.version })
  return { service, line, summary, failures: 0, maybe_charged: 0 }
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
    states: services.map((service) => newState(deps, service, clock)),
  }
}
