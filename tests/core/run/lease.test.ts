import { describe, expect, test } from 'vitest'
import { isHeld, withLease } from '../../../src/core/run/lease.ts'
import { rejection } from '../../support/failure.ts'
import { world } from '../../support/world.ts'

const NOW = Date.parse('2026-11-21T09:00:00Z')
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString()
const me = (alive: boolean) => ({ pid: 7, host: 'here', isAlive: () => alive })

describe('a lease is held', () => {
  test.each([
    ['by a process of this machine that lives', 8, 'here', 60, true, true],
    ['by one that is silent over a long statement', 8, 'here', 1200, true, true],
    ['not by one that is dead', 8, 'here', 1, false, false],
    ['not by a number that somebody else has by now', 8, 'here', 3601, true, false],
    ['by another machine that gave a sign of life', 8, 'there', 100, false, true],
    ['not by another machine that is silent', 8, 'there', 181, true, false],
    ['by our own number just now: a container before us, or ourselves', 7, 'here', 10, true, true],
    ['not by our own number long ago', 7, 'here', 181, true, false],
    ['by nobody known that gave a sign of life', null, null, 10, false, true],
  ] as const)('%s', (_, pid, host, seconds, alive, held) => {
    expect(isHeld({ pid, host, beat_at: ago(seconds) }, me(alive), NOW)).toBe(held)
  })
})

const clock = { wall: () => NOW }

test('two at once: the second is refused, and may come when the first is done', async () => {
  const { deps } = world()
  let isDone = false
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const first = withLease(deps, 'run', clock, async () => {
    await promise
    isDone = true
  })
  expect(await rejection(withLease(deps, 'run', clock, () => Promise.resolve()))).toMatchObject({
    ...{ kind: 'store', code: 'run.busy' },
  })
  expect(isDone).toBe(false)
  resolve(undefined)
  await first
  expect(await withLease(deps, 'run', clock, () => Promise.resolve('mine'))).toBe('mine')
})

test('work that fails gives it back', async () => {
  const { deps } = world()
  await expect(withLease(deps, 'run', clock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(deps.file.leases.get('run')).toBeUndefined()
})

test('what a kill left is taken over, and the one that was taken it from does not give away ours', async () => {
  const { deps } = world()
  const theirs = { name: 'run', token: 'theirs', pid: 8, host: 'here', taken_at: ago(99), beat_at: ago(9) }
  deps.file.leases.put(theirs)
  await withLease({ ...deps, ...me(false) }, 'run', clock, () => {
    expect(deps.file.leases.get('run')?.pid).toBe(7)
    deps.file.leases.drop('run', 'theirs')
    expect(deps.file.leases.beat('run', 'theirs', ago(0))).toBe(false)
    expect(deps.file.leases.get('run')?.pid).toBe(7)
    return Promise.resolve()
  })
})
