/**
 * Turns for something that may be done only so often: in any stretch of `seconds` at most `calls` turns begin, in the
 * order in which they were asked for.
 */
import type { Clock } from './clock.ts'

export interface RateWindow {
  calls: number
  seconds: number
}

export interface Turns {
  /** Waits for the next turn. Rejects with an AbortError once the signal is aborted. */
  next(signal?: AbortSignal): Promise<void>
  /** No turn begins within so many milliseconds from now. */
  pause(milliseconds: number): void
}

export const turns = (windows: readonly RateWindow[], clock: Clock): Turns => {
  const most = Math.max(0, ...windows.map(({ calls }) => calls))
  /** When turns began; those before `from` no longer matter. */
  let begun: number[] = []
  let paused = -Infinity
  let last: Promise<void> = Promise.resolve()

  const free = (): number =>
    Math.max(
      paused,
      ...windows.map(({ calls, seconds }) => {
        const first = begun.at(-calls)
        return first === undefined || begun.length < calls ? -Infinity : first + seconds * 1000
      }),
    )
  const begin = async (signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted()
      const left = free() - clock.elapsed()
      if (left <= 0) break
      await clock.sleep(Math.ceil(left), signal)
    }
    if (most === 0) return
    begun.push(clock.elapsed())
    if (begun.length > 2 * most) begun = begun.slice(-most)
  }
  return {
    next: (signal) => {
      const turn = last.then(() => begin(signal))
      // One that gives up does not hold up those behind it.
      last = turn.catch(() => undefined)
      return turn
    },
    pause: (milliseconds) => {
      paused = Math.max(paused, clock.elapsed() + milliseconds)
    },
  }
}
