import { expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { qualifyCosts } from '../../../src/core/look/qualify-cost.ts'

const HELD = [
  { requirement: 'checked', people: 90, alone: 41 },
  { requirement: 'sized', people: 30, alone: 0 },
  { requirement: 'suppressed', people: 3, alone: 3 },
]
const GATES = {
  mvl: [
    { name: 'checked', when: "email_status = 'valid'" },
    { name: 'sized', when: 'employees > 10' },
  ],
}

test.each([
  ['the cheapest that can help', { zerobounce: 0.008, hunter: { check: 0.02 } }, ['zerobounce', 41, 0.328]],
  ['another price for another use says nothing', { hunter: { person: 0.001 } }, null],
  ['one that does something else is no help', { numverify: 0.001 }, null],
  ['no prices', {}, null],
])('%s', async (_, of, expected) => {
  const costs = await qualifyCosts(HELD, { ...DEFAULT_CONFIG, gates: GATES, prices: { currency: 'USD', of } })
  expect(costs.map(({ service, people, cost }) => [service, people, Number(cost.toFixed(6))])).toEqual(
    expected === null ? [] : [expected],
  )
})
