import fc from 'fast-check'
import { expect, test } from 'vitest'
import { turns } from '../../src/lib/rate.ts'

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

test('never more turns in a window than it allows, and none is held back without need', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ calls: fc.integer({ min: 1, max: 5 }), seconds: fc.integer({ min: 1, max: 20 }) }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 40 }),
      async (windows, gaps) => {
        const clock = jumping()
        const rate = turns(windows, clock)
        const begun: number[] = []
        for (const gap of gaps) {
          clock.pass(gap)
          const asked = clock.elapsed()
          await rate.next()
          const now = clock.elapsed()
          for (const { calls, seconds } of windows) {
            const before = begun.filter((at) => at > now - seconds * 1000)
            expect(before.length).toBeLessThan(calls)
          }
          if (now > asked) {
            // A moment earlier some window was full.
            const full = windows.some(
              ({ calls, seconds }) => begun.filter((at) => at > now - 1 - seconds * 1000).length >= calls,
            )
            expect(full).toBe(true)
          }
          begun.push(now)
        }
      },
    ),
  )
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
