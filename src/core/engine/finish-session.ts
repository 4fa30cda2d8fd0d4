/** The end of a round of asking: what each service did, what is worth saying of it, and which were seen at work. */
import { counted } from './asking.ts'
import { noteSeen } from './seen.ts'
import type { ServiceState, Session } from './session.ts'
import type { CheckSummary } from './types.ts'

/** That many in a row are no chance. */
const ALL_SILENT = 5

/** Where a service reaches no mail server at all, it is the service that is cut off. */
const isCutOff = ({ silent, summary }: ServiceState): boolean =>
  silent >= ALL_SILENT && silent === summary.asked

const maybeCharged = ({ maybe_charged, summary }: ServiceState): string[] =>
  [...maybe_charged].map(
    ([unit, n]) =>
      `${summary.title} may have charged for ${counted(n, unit)} without an answer; asked again, it may charge again`,
  )

const summarise = ({ states, cut, notes }: Session, currency: string): CheckSummary => {
  const used = states.filter(
    ({ summary }) => summary.calls > 0 || summary.asked > 0 || summary.cached > 0 || summary.stopped !== null,
  )
  const costs = used.map(({ summary }) => summary.cost)
  return {
    services: states.map(({ summary }) => summary),
    spent: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + cost!, 0),
    currency,
    cut,
    notes: [
      ...notes,
      ...states
        .filter(isCutOff)
        .map(
          ({ summary }) =>
            `${summary.title} reached no mail server at all: port 25 may be closed where it runs`,
        ),
      ...states.flatMap(maybeCharged),
    ],
  }
}

export const finishSession = (session: Session, currency: string): CheckSummary => {
  const { deps, states } = session
  const working = states.filter(
    ({ line, failures, summary }) => line.sent > 0 && summary.asked > 0 && failures === 0,
  )
  if (working.length > 0)
    deps.file.write(() => {
      for (const { service } of working) noteSeen(deps.file, service, deps.now())
    })
  return summarise(session, currency)
}
