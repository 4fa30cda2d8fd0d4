import { expect, test } from 'vitest'
import {
  ageOn,
  dayBefore,
  fadingSteps,
  pointsAfter,
  saturated,
  saturationSteps,
} from '../../../src/core/judge/fading.ts'

test.each([
  ['20 points, 90 days', { points: 20, half_life: 90 }],
  ['a point', { points: 1, half_life: 1 }],
  ['many points, long', { points: 100, half_life: 365 }],
])('the steps down are what the formula gives on each day: %s', (_, fading) => {
  const steps = fadingSteps(fading)
  const last = steps.at(-1)!.until
  for (let age = 0; age <= last + 3; age++) {
    const step = steps.find(({ until }) => age <= until)?.points ?? 0
    expect([age, step]).toEqual([age, pointsAfter(fading, age)])
  }
})

test('after a half-life, half; after many, nothing', () => {
  expect([0, 90, 180, 1000].map((age) => pointsAfter({ points: 20, half_life: 90 }, age))).toEqual([
    20, 10, 5, 0,
  ])
})

test.each([1, 40, 100])('the steps up are what saturation gives, at most %i', (limit) => {
  const steps = saturationSteps(limit)
  for (let points = 0; points < 12 * limit; points++) {
    const step = steps.find(({ from }) => points >= from)?.points ?? 0
    expect([points, step]).toEqual([points, saturated(points, limit)])
    expect(step).toBeLessThanOrEqual(limit)
  }
})

test('days are counted whole, whatever the time', () => {
  expect([dayBefore('2026-03-01', 1), ageOn('2026-02-28T23:59:59Z', '2026-03-01')]).toEqual(['2026-02-28', 1])
})
