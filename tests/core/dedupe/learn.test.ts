import { describe, expect, test } from 'vitest'
import { learnFrom, unlearnt, type JudgedPair } from '../../../src/core/dedupe/learn.ts'
import { matchPeople } from '../../../src/core/dedupe/people-matcher.ts'
import { crowd, person } from './people.ts'

const acme = { company: 'Acme Robotics GmbH', domain: 'acme.example', city: 'Berlin' }

/** Pairs at one company with one phone, of which somebody says that they are never the same: it is the switchboard. */
const units = [
  ...crowd(40),
  ...Array.from({ length: 30 }, (_, i) => [
    person(`Jane Kirchner${'abcdefghij'[i % 10]}${'klm'[Math.floor(i / 10)]}`, {
      ...acme,
      phone: `+44770090${String(1000 + i)}`,
    }),
    person(`J. Kirchner${'abcdefghij'[i % 10]}${'klm'[Math.floor(i / 10)]}`, {
      ...acme,
      phone: `+44770090${String(1000 + i)}`,
    }),
  ]).flat(),
]
const fitted = matchPeople(units)

const judged = (same: (i: number) => boolean, n = 30): JudgedPair[] =>
  Array.from({ length: n }, (_, i) => ({
    same: same(i),
    evidence: fitted.explain(40 + 2 * i, 41 + 2 * i),
  }))

describe('learning from answers', () => {
  test('fewer than twenty teach nothing', () => {
    expect(
      learnFrom(
        fitted.model,
        judged((i) => i % 5 === 0, 19),
      ),
    ).toEqual({ model: fitted.model, refit: null })
  })

  test('what the weights got wrong is put right, and the evidence still adds up to the weight', () => {
    const { model, refit } = learnFrom(
      fitted.model,
      judged((i) => i % 10 === 0),
    )
    expect(refit).toMatchObject({ accepted: true, answers: 30 })
    expect(refit!.log_loss.after).toBeLessThan(refit!.log_loss.before)
    const taught = matchPeople(units, { model })
    expect(taught.score(40, 41)).toBeLessThan(fitted.score(40, 41))
    for (const [a, b] of [
      [40, 41],
      [44, 45],
      [0, 1],
    ] as const) {
      const { total, prior, lines } = taught.explain(a, b)
      expect(total).toBeCloseTo(taught.score(a, b), 9)
      expect(lines.reduce((sum, line) => sum + line.bits + line.frequency_bits, prior)).toBeCloseTo(total, 9)
    }
  })

  test('answers that only confirm the weights are learnt or not, but never make them worse', () => {
    const { refit } = learnFrom(fitted.model, [
      ...judged(() => true),
      ...Array.from({ length: 30 }, (_, i) => ({ same: false, evidence: fitted.explain(i, i + 1) })),
    ])
    expect(refit!.accepted).toBe(refit!.log_loss.after < refit!.log_loss.before)
  })

  test('learning anew begins with the model as it was fitted', () => {
    const { model } = learnFrom(
      fitted.model,
      judged((i) => i % 10 === 0),
    )
    expect(model.learnt).toBeDefined()
    expect(unlearnt(model)).toEqual(fitted.model)
  })
})
