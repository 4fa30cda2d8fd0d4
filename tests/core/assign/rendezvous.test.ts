import { expect, test } from 'vitest'
import { rendezvous } from '../../../src/core/assign/rendezvous.ts'

const ANA = { name: 'ana', weight: 1 }
const BO = { name: 'bo', weight: 1 }
const CY = { name: 'cy', weight: 2 }
const THINGS = Array.from({ length: 4000 }, (_, i) => `company-${i}.example`)

const shares = (team: readonly { name: string; weight: number }[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const thing of THINGS) {
    const { name } = rendezvous(thing, team)!
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

test('each gets a share by weight', () => {
  const { ana = 0, bo = 0, cy = 0 } = shares([ANA, BO, CY])
  expect(ana + bo + cy).toBe(4000)
  for (const [got, due] of [
    [ana, 1000],
    [bo, 1000],
    [cy, 2000],
  ] as const)
    expect(Math.abs(got - due)).toBeLessThan(130)
})

test('the order of the team has no say', () => {
  for (const thing of THINGS.slice(0, 200))
    expect(rendezvous(thing, [ANA, BO, CY])).toBe(rendezvous(thing, [CY, ANA, BO]))
})

test('where somebody leaves, only theirs move', () => {
  for (const thing of THINGS.slice(0, 500)) {
    const before = rendezvous(thing, [ANA, BO, CY])!
    if (before !== BO) expect(rendezvous(thing, [ANA, CY])).toBe(before)
  }
})

test('nobody of nobody', () => {
  expect(rendezvous('acme.example', [])).toBeNull()
})
