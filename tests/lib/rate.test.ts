import fc from 'fast-check'
import { expect, test } from 'vitest'
import { turns, type RateWindow } from '../../src/lib/rate.ts'

/** A clock that jumps to the end of each sleep. */
const jumping = () => {
  let now = 0
  return {
    elapsed: () => now,
    wall: () => now,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted()
      await Promise.resolve()
      now += milliseconds
    },
    pass: (milliseconds: number) => (now += milliseconds),
  }
}

const WINDOWS = fc.array(
  fc.record({ calls: fc.integer({ min: 1, max: 5 }), seconds: fc.integer({ min: 1, max: 20 }) }),
  { minLength: 1, maxLength: 3 },
)

/** How often a service would count more in some window than it allows. */
const excess = (arrived: readonly number[], windows: readonly RateWindow[]): number =>
  windows.filter(({ calls, seconds }) =>
    arrived.some(
      (at) => arrived.filter((other) => other <= at && other > at - seconds * 1000).length > calls,
    ),
  ).length

test('never more turns in a window than it allows, and none is held back without need', async () => {
  await fc.assert(
    fc.asyncProperty(
      WINDOWS,
      fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 40 }),
      async (windows, gaps) => {
        const clock = jumping()
        const rate = turns(windows, clock)
        const begun: number[] = []
        for (const gap of gaps) {
          clock.pass(gap)
          const asked = clock.elapsed()
          const over = await rate.next()
          over()
          const now = clock.elapsed()
          if (now > asked) {
            // A moment earlier some window was full.
            const full = windows.some(
              ({ calls, seconds }) => begun.filter((at) => at > now - 1 - seconds * 1000).length >= calls,
            )
            expect(full).toBe(true)
          }
          begun.push(now)
        }
        expect(excess(begun, windows)).toBe(0)
      },
    ),
  )
})

test('whenever requests arrive on their way, the service counts no more than it allows', async () => {
  await fc.assert(
    fc.asyncProperty(
      WINDOWS,
      // How long each takes, and after which part of that it arrives.
      fc.array(fc.tuple(fc.integer({ min: 0, max: 1 << 20 }), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 1,
        maxLength: 40,
      }),
      async (windows, requests) => {
        const clock = jumping()
        const rate = turns(windows, clock)
        const slowest = (Math.min(...windows.map(({ seconds }) => seconds)) * 1000) / 4
        const under: { ends: number; over: () => void }[] = []
        const arrived: number[] = []
        for (const [drawn, part] of requests) {
          const over = await rate.next()
          const now = clock.elapsed()
          const takes = drawn % slowest
          arrived.push(now + takes * part)
          under.push({ ends: now + takes, over })
          // Some are still under way when the next one is asked for.
          if (under.length > 2) {
            const first = under.shift()!
            clock.pass(Math.max(0, first.ends - now))
            first.over()
          }
        }
        expect(excess(arrived, windows)).toBe(0)
      },
    ),
  )
})

test('who answers slowly is still asked four times for every five that it allows', async () => {
  const clock = jumping()
  const rate = turns([{ calls: 10, seconds: 1 }], clock)
  for (let i = 0; i < 1000; i++) await rate.next()
  expect(clock.elapsed()).toBe(99 * 1250)
})

test('turns come in the order in which they were asked for', async () => {
  const rate = turns([{ calls: 1, seconds: 1 }], jumping())
  const order: number[] = []
  await Promise.all([1, 2, 3].map((n) => rate.next().then(() => order.push(n))))
  expect(order).toEqual([1, 2, 3])
})

test('a pause holds up everybody; one that gives up holds up nobody', async () => {
  const clock = jumping()
  const rate = turns([], clock)
  rate.pause(5000)
  const stop = new AbortController()
  stop.abort()
  await expect(rate.next(stop.signal)).rejects.toThrow(/abort/i)
  await rate.next()
  expect(clock.elapsed()).toBe(5000)
})
