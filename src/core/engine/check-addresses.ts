/**
 * The door for checks of addresses: services are asked cheapest first, and each next one only about what the one before
 * could not settle.
 */
import type { AddressAnswer, AddressQuestion, Capability } from '../../connectors/contract.ts'
import type { Clock } from '../../lib/clock.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { Deps } from '../derive/run.ts'
import { ask, type Answered } from './ask.ts'
import type { Asking } from './asking.ts'
import { finishSession } from './finish-session.ts'
import { checkPrices } from './check-prices.ts'
import { openSession, type ServiceState, type Session } from './session.ts'
import type {
  AddressKind,
  AddressOutcome,
  AddressTask,
  Answer,
  CheckedAddress,
  CheckOptions,
  CheckSummary,
  Service,
} from './types.ts'

export const ADDRESS_KINDS = ['email', 'phone'] as const satisfies AddressKind[]

/** What a task is known by: case makes no difference to a mailbox in practice; a number without + is of its country. */
export const subjectOf = ({ kind, address, country }: AddressTask): string => {
  const text = address.trim()
  if (kind === 'email') return text.toLowerCase()
  return text.startsWith('+') || !country ? text : `${text} ${country}`
}

/** The services that can check this kind, cheapest first; one without a known price comes last. */
export const servicesFor = <S extends { service: Service }>(kind: AddressKind, all: readonly S[]): S[] =>
  all
    .filter(({ service }) => service.connector.checks[kind] !== undefined)
    .sort((a, b) => (a.service.prices.check ?? Infinity) - (b.service.prices.check ?? Infinity))

const outcomeOf = (answer: Answer<AddressAnswer>): AddressOutcome => {
  switch (answer.kind) {
    case 'answer':
      return { kind: 'verdict', ...answer.answer }
    case 'none':
      return { kind: 'none' }
    case 'unknown':
      return {
        kind: 'unknown',
        reason: answer.reason,
        retry: answer.retry,
        evidence: answer.evidence ?? null,
      }
    case 'failed':
      return { kind: 'failed', error: { code: answer.code, message: answer.message } }
    case 'not_asked':
      return answer
  }
}

/** Days for which "has nothing" on an address stands. */
export const NONE_FOR = 30

type Open = Map<AddressTask, CheckedAddress | null>

/** Asks one service about everything still open; what it settles leaves the map. */
const askOne = async (
  session: Session,
  state: ServiceState,
  kind: AddressKind,
  max_age: number,
  open: Open,
  isLast: boolean,
  take: (checked: CheckedAddress[]) => void,
): Promise<void> => {
  const capability: Capability<AddressQuestion, AddressAnswer> = state.service.connector.checks[kind]!
  const tasks = new Map<AddressQuestion, AddressTask>()
  for (const task of open.keys()) {
    tasks.set({ kind, address: task.address, country: task.country ?? null }, task)
  }
  const taken = ({
    input,
    answer,
    asked_at,
    cached,
  }: Answered<AddressQuestion, AddressAnswer>): CheckedAddress[] => {
    const task = tasks.get(input)!
    const outcome = outcomeOf(answer)
    const before = open.get(task) ?? null
    const by = outcome.kind === 'not_asked' ? null : state.service.connector.name
    // A service that was not asked takes nothing away from what the one before it said.
    const now = by === null && before !== null ? before : { task, outcome, by, asked_at, cached }
    if (outcome.kind === 'verdict' || isLast) {
      open.delete(task)
      return [now]
    }
    open.set(task, now)
    return []
  }
  const asking: Asking<AddressQuestion, AddressAnswer> = {
    state,
    question: kind,
    capability,
    subjectOf,
    max_age: { found: max_age, none: NONE_FOR },
  }
  await ask(session, asking, [...tasks.keys()], (answered) => {
    const settled = answered.flatMap(taken)
    if (settled.length > 0) take(settled)
  })
}

const checkKind = async (
  session: Session,
  kind: AddressKind,
  tasks: readonly AddressTask[],
  options: CheckOptions,
  take: (checked: CheckedAddress[]) => void,
): Promise<void> => {
  if (tasks.length === 0) return
  const states = servicesFor(kind, session.states)
  if (states.length === 0) {
    const asked_at = session.deps.now().toISOString()
    const outcome = { kind: 'not_asked', because: 'no_service' } as const
    take(tasks.map((task) => ({ task, outcome, by: null, asked_at, cached: false })))
    return
  }
  const open: Open = new Map(tasks.map((task) => [task, null]))
  const max_age = kind === 'email' ? options.max_age.mailbox : options.max_age.line
  for (const [i, state] of states.entries()) {
    if (open.size > 0) await askOne(session, state, kind, max_age, open, i === states.length - 1, take)
  }
}

/**
 * Asks services about addresses. Each task gets exactly one outcome.
 *
 * @param tasks addresses that nothing free has settled; the same object must not stand there twice
 * @param take gets the outcomes as they come, in any order, within the transaction that remembers the answers: a kill
 *   loses none that was paid for. It must not wait for anything.
 * @throws PrmError `usage` (no price for --max-cost), `store` (another prm is sending); AbortError after Ctrl-C: what was
 *   answered has been taken, and the next run goes on from there
 */
export const checkWithServices = async (
  deps: Deps,
  services: readonly Service[],
  tasks: readonly AddressTask[],
  options: CheckOptions & { clock?: Clock },
  take: (checked: CheckedAddress[]) => void,
  on: OnProgress = () => undefined,
): Promise<CheckSummary> => {
  checkPrices(services, 'check', options.max_cost)
  const session = openSession(deps, services, options, on)
  // One kind after the other: the limits of money are then spent on the first kind first, always.
  for (const kind of ADDRESS_KINDS) {
    await checkKind(
      session,
      kind,
      tasks.filter((task) => task.kind === kind),
      options,
      take,
    )
  }
  return finishSession(session, services[0]?.currency ?? 'USD')
}
