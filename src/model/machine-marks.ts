/**
 * Opens and clicks that no person makes, known by their timing among the other events of one address and one message
 * (its campaign). What is marked depends on the events alone and not on the order in which they were read.
 *
 * - Within 10 s of the delivery: mail privacy and gateways fetch pictures and follow links as a mail arrives, mostly
 *   within two seconds, and some before the server has reported it. Nobody has read anything by then.
 * - Two different links within a second of each other: a filter follows all of them at once.
 *
 * Times without a clock, and pairs of whole minutes, which may have been rounded, prove nothing.
 */

/** Seconds. */
export const SOON_AFTER_DELIVERY = 10
export const AT_ONCE = 1

export interface TimedEvent {
  id: number
  kind: string
  /** ISO date or time. */
  at: string
  url: string | null
  campaign: string | null
}

/** The kinds of events that have a say. */
export const TIMED_KINDS: ReadonlySet<string> = new Set(['sent', 'delivered', 'open', 'click'])

/**
 * @param events of one address, in any order
 * @returns the ids of opens and clicks that a machine made
 */
export const machineMarks = (events: readonly TimedEvent[]): Set<number> => {
  const timed = events
    .filter(({ at, kind }) => at.includes('T') && TIMED_KINDS.has(kind))
    .map((event) => ({ ...event, seconds: Date.parse(event.at) / 1000 }))
    // In one second the message comes first, in whatever order they were read.
    .sort((a, b) => a.seconds - b.seconds || Number(isMessage(b)) - Number(isMessage(a)))
  const marked = new Set<number>()
  for (const [i, a] of timed.entries()) {
    for (let j = i + 1; j < timed.length; j++) {
      const b = timed[j]!
      const apart = b.seconds - a.seconds
      if (apart > SOON_AFTER_DELIVERY) break
      if (a.campaign !== b.campaign || (a.at.endsWith(':00Z') && b.at.endsWith(':00Z'))) continue
      if (isMessage(a) && isRead(b)) marked.add(b.id)
      else if (isRead(a) && b.kind === 'delivered') marked.add(a.id)
      else if (apart <= AT_ONCE && isClick(a) && isClick(b) && a.url !== b.url) marked.add(a.id).add(b.id)
    }
  }
  return marked
}

const isMessage = ({ kind }: TimedEvent): boolean => kind === 'sent' || kind === 'delivered'
const isRead = ({ kind }: TimedEvent): boolean => kind === 'open' || kind === 'click'
const isClick = ({ kind, url }: TimedEvent): boolean => kind === 'click' && url !== null
