import { describe, expect, test } from 'vitest'
import { refit, type Answer } from '../../../src/core/dedupe/refit.ts'
import { seeded } from '../../../src/lib/random.ts'

/** Answers of somebody for whom the bits of `name` count `factor` times what the model thinks. */
const answersOf = (count: number, factor: number, seed = 1): Answer[] => {
  const random = seeded(seed)
  return Array.from({ length: count }, () => {
    const bits = { name: random() * 12 - 6, email: random() * 8 - 4 }
    const odds = factor * bits.name + bits.email - 1
    return { same: random() < 1 / (1 + 2 ** -odds), prior: -1, bits }
  })
}

describe('learning from answers', () => {
  test('a field that says more than its weight is given more', () => {
    const found = refit(answersOf(400, 3))!
    expect(found.accepted).toBe(true)
    expect(found.log_loss.after).toBeLessThan(found.log_loss.before)
    expect(found.multipliers.name).toBeGreaterThan(2)
    expect(found.multipliers.email).toBeGreaterThan(0.6)
    expect(found.multipliers.email).toBeLessThan(1.5)
  })

  test('a field that misleads is turned down', () => {
    expect(refit(answersOf(400, 0))!.multipliers.name).toBeLessThan(0.25)
  })

  test('answers that the weights foretell already change nothing', () => {
    const found = refit(answersOf(60, 1, 3))!
    expect(found.accepted).toBe(false)
    expect(found.multipliers).toEqual({ email: 1, name: 1 })
    expect(found.shift).toBe(0)
    expect(found.log_loss.after).toBeGreaterThanOrEqual(found.log_loss.before)
  })

  test('a prior that is too low is raised', () => {
    const answers = answersOf(300, 1, 5).map((answer) => ({ ...answer, prior: -6 }))
    const found = refit(answers)!
    expect(found.accepted).toBe(true)
    expect(found.shift).toBeGreaterThan(3)
  })

  test('nineteen answers are too few, and so are a hundred of one kind', () => {
    expect(refit(answersOf(19, 3))).toBeNull()
    expect(refit(answersOf(100, 3).map((answer) => ({ ...answer, same: true })))).toBeNull()
    expect(refit(answersOf(20, 3))).not.toBeNull()
  })

  test('the order of the answers plays no part', () => {
    const answers = answersOf(80, 2)
    expect(refit(answers.toReversed())).toEqual(refit(answers))
  })

  test('answers that a line parts cleanly do not run away', () => {
    const answers: Answer[] = Array.from({ length: 40 }, (_, i) => ({
      same: i % 2 === 0,
      prior: -30,
      bits: { name: i % 2 === 0 ? 20 : -20 },
    }))
    const found = refit(answers)!
    expect(Number.isFinite(found.shift)).toBe(true)
    expect(found.multipliers.name).toBeLessThan(5)
  })
})
