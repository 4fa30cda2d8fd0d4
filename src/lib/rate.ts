/**
 * Turns for something that may be done only so often, in the order in which they were asked for. Who counts sits at the
 * other end of a network, where what was sent evenly arrives unevenly: a turn counts from when it began until a whole
 * window after it was over, so that however late a request arrives, no `seconds` see more than `calls` of them there.
 */
import type { Clock } from './clock.ts'

export interface RateWindow {
  calls: number
  seconds: number
}

export interface Turns {
  /**
   * Waits for the next turn. Rejects with an AbortError once the signal is aborted.
   * @returns what to call when the turn is over: the reply is there, or none will come
   */
  next(signal?: AbortSignal): Promise<() => void>
  /** No turn begins within so many milliseconds from now. */
  pause(milliseconds: number): void
}

/** A reply takes its time; what was sent has arrived after this part of a window, or a slow service would be asked too seldom. */
const ARRIVED = 0.25

interface Turn {
  began: number
  /** When its reply came; infinite while it is awaited. */
  over: number
}

export const turns = (windows: readonly RateWindow[], clock: Clock): Turns => {
  let paused = -Infinity
  let last: Promise<void> = Promise.resolve()
  const kept = windows.map((window) => ({
    ...window,
    milliseconds: window.seconds * 1000,
    live: [] as Turn[],
  }))

  const endOf = ({ began, over }: Turn, milliseconds: number): number =>
    Math.min(over, began + ARRIVED * milliseconds) + milliseconds

  /** From when the next one may begin, by what is known now: a reply that is awaited may come sooner than is feared. */
  const free = (now: number): number => {
    let from = paused
    for (const window of kept) {
      const { calls, milliseconds } = window
      if (window.live.length < calls) continue
      window.live = window.live.filter((turn) => endOf(turn, milliseconds) > now)
      if (window.live.length < calls) continue
      const ends = window.live.map((turn) => endOf(turn, milliseconds)).sort((a, b) => a - b)
      from = Math.max(from, ends[ends.length - calls]!)
    }
    return from
  }
  const begin = async (signal: AbortSignal | undefined): Promise<() => void> => {
    for (;;) {
      signal?.throwIfAborted()
      const now = clock.elapsed()
      const left = free(now) - now
      if (left <= 0) break
      await clock.sleep(Math.ceil(left), signal)
    }
    const turn: Turn = { began: clock.elapsed(), over: Infinity }
    for (const { live } of kept) live.push(turn)
    return () => void (turn.over = Math.min(turn.over, clock.elapsed()))
  }
  return {
    next: (signal) => {
      const turn = last.then(() => begin(signal))
      // One that gives up does not hold up those behind it.
      last = turn.then(
        () => undefined,
        () => undefined,
      )
      return turn
    },
    pause: (milliseconds) => {
      paused = Math.max(paused, clock.elapsed() + milliseconds)
    },
  }
}
