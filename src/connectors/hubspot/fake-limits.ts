/** HubSpot's limits of rate: so many requests in any stretch of time, and those beyond are turned away. */
import type { Clock } from '../../lib/clock.ts'
import type { FakeReply } from '../fake.ts'

export type Policy = 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY'

const WORDS: Readonly<Record<Policy, string>> = {
  TEN_SECONDLY_ROLLING: 'You have reached your ten_secondly_rolling limit.',
  SECONDLY: 'You have reached your secondly limit.',
  DAILY: 'You have reached your daily limit.',
}

export const tooOften = (policy: Policy): FakeReply => ({
  status: 429,
  body: {
    ...{ status: 'error', message: WORDS[policy], errorType: 'RATE_LIMIT', policyName: policy },
    ...{ correlationId: 'c033cdaa-2c40-4a64-ae48-b4cec88dad24', requestId: '3d3e35b7-0dae-4b9f' },
  },
})

/** At most `calls` in any `milliseconds`; those that are turned away do not count. */
const rolling = (calls: number, milliseconds: number, clock: Clock) => {
  let taken: number[] = []
  return (): boolean => {
    const now = clock.elapsed()
    taken = taken.filter((at) => now - at < milliseconds)
    if (taken.length >= calls) return false
    taken.push(now)
    return true
  }
}

/** @returns the policy that a request breaks, or null */
export const limits = (clock: Clock): ((isSearch: boolean) => Policy | null) => {
  const burst = rolling(100, 10_000, clock)
  const search = rolling(5, 1000, clock)
  let today = 0
  return (isSearch) => {
    if (today >= 250_000) return 'DAILY'
    if (isSearch ? !search() : !burst()) return isSearch ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING'
    today++
    return null
  }
}
