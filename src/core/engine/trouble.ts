/** What becomes of the inputs of a request that brought no answers, and of the service. */
import type { ServiceTrouble } from '../../connectors/trouble.ts'
import type { ServiceState } from './session.ts'
import type { Answer, Service, ServiceSummary } from './types.ts'

/** Requests in a row without an answer, each tried several times, after which a service is given up. */
export const FAILURES = 3

type Stopped = NonNullable<ServiceSummary['stopped']>

const keyHint = ({ connector }: Service): string =>
  `look at the key in PRM_${connector.name.toUpperCase()}_KEY, then: prm connectors test ${connector.name}`

const stopFor = (trouble: ServiceTrouble, { service }: ServiceState): Stopped | null => {
  const { kind, message } = trouble
  switch (kind) {
    case 'credential':
      return { kind, message, hint: keyHint(service) }
    case 'quota':
      return {
        kind,
        message,
        hint: 'what was answered is kept; fill up the account and run the same command again',
      }
    case 'rate':
      return { kind, message, hint: 'what was answered is kept; run the same command again later' }
    case 'unreachable':
    case 'lost':
    case 'down':
    case 'malformed':
    case 'refused':
      return null
  }
}

/**
 * Counts a request that failed, and gives the service up where that is called for.
 *
 * @param weight how many requests it stands for
 */
export const noteFailure = (state: ServiceState, trouble: ServiceTrouble, weight = 1): void => {
  const { summary } = state
  summary.stopped ??= stopFor(trouble, state)
  // One that refuses an input is at work.
  if (trouble.kind === 'refused') return
  state.failures += weight
  if (state.failures < FAILURES) return
  summary.stopped ??= {
    kind: 'outage',
    message: trouble.message,
    hint: 'what was answered is kept; run the same command again later',
  }
}

/**
 * The outcome of every input of the request. `paid`: it costs, so that nobody knows whether an answer that never came
 * was charged.
 */
export const outcomeOf = <A>(trouble: ServiceTrouble, paid: boolean): Answer<A> => {
  const { kind, message, code } = trouble
  switch (kind) {
    case 'credential':
    case 'quota':
    case 'rate':
      return { kind: 'not_asked', because: 'stopped' }
    case 'lost':
      return paid
        ? { kind: 'unknown', reason: 'maybe_charged', retry: true, charged: true }
        : { kind: 'unknown', reason: 'service_failed', retry: true, charged: false }
    case 'unreachable':
    case 'down':
      return { kind: 'unknown', reason: 'service_failed', retry: true, charged: false }
    case 'malformed':
      return paid
        ? { kind: 'unknown', reason: 'maybe_charged', retry: true, charged: true }
        : { kind: 'unknown', reason: 'service_failed', retry: true, charged: false }
    case 'refused':
      return { kind: 'failed', code: code ?? 'refused', message }
  }
}
