/** Time as code that waits needs it: a test passes its own and waits for nothing. */
import { setTimeout as wait } from 'node:timers/promises'

export interface Clock {
  /** Milliseconds, only ever forward; good for differences. */
  elapsed(): number
  /** Milliseconds since 1970. */
  wall(): number
  /** Rejects with an AbortError once the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The machine's own. */
export const realClock: Clock = {
  elapsed: () => performance.now(),
  wall: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal })
  },
}
