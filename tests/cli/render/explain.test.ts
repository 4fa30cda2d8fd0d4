import { Chalk } from 'chalk'
import { expect, test } from 'vitest'
import { renderExplain } from '../../../src/cli/render/explain.ts'
import { renderPair } from '../../../src/cli/render/review.ts'
import type { ExplainResult } from '../../../src/core/dedupe/explain-people.ts'
import type { ReviewSide } from '../../../src/core/dedupe/review-side.ts'
import type { PairEvidence } from '../../../src/core/dedupe/types.ts'

const view = { colour: new Chalk({ level: 0 }), width: 84, isTTY: true }

const line = (
  field: string,
  level: string,
  a: string | null,
  b: string | null,
  bits: number,
  frequency_bits = 0,
) => ({
  ...{ field, level, a, b },
  ...{ bits, frequency_bits },
})

const EVIDENCE: PairEvidence = {
  a: 1,
  b: 2,
  prior: -13.2,
  lines: [
    line('name', 'nickname and family name', 'Bob Oakeshott', 'Robert Oakeshott', 9.1, 2.4),
    line('e-mail', 'other mail at the same company', 'bob@acme.example', 'r.oakeshott@acme.example', -1.2),
    line('phone', 'equal', '+14155550132', '+14155550132', 6.3),
    line('profile', 'missing', null, 'linkedin.com/in/bob', 0),
  ],
  total: 3.4,
  probability: 0.9135,
  runner_up: { reading: 'namesakes', bits: 1.9 },
}

const RESULT: ExplainResult = {
  schemaVersion: 1,
  run: null,
  counts: { fields: 4 },
  a: { id: '11aaaaaaaaaa', name: 'Bob Oakeshott', email: 'bob@acme.example' },
  b: { id: '12bbbbbbbbbb', name: 'Robert Oakeshott', email: null },
  evidence: EVIDENCE,
  decided: null,
  band: 'review',
}

test('why two people may be one', () => {
  expect(renderExplain(RESULT, view)).toMatchInlineSnapshot(`
    "Bob Oakeshott <bob@acme.example> and Robert Oakeshott (12bbbbbbbbbb): 91% the same person; waits for your answer

    Compared         Bits  Rarity  Found                      Values
    before looking  −13.2          any two people
    name             +9.1    +2.4  nickname and family name   Bob Oakeshott | Robert Oa…
    e-mail           −1.2          other mail at the same c…  bob@acme.example | r.oake…
    phone            +6.3          equal                      +14155550132
    profile           0.0          missing                    (nothing) | linkedin.com/…
    total            +3.4

    If they are two, the best reading is relatives or namesakes (+1.9 bits)."
  `)
  const told = renderExplain({ ...RESULT, decided: 'different' }, { ...view, isTTY: false })
  expect(told).toContain('phone\t+6.3\t')
  expect(told).toContain('somebody decided that they are two')
})

const side = (id: string, more: Partial<ReviewSide>): ReviewSide => ({
  ...{ id, name: null, emails: [], phones: [], profiles: [], companies: [], domain: null, titles: [] },
  ...{ place: null, sources: ['fair.csv'], records: 1 },
  ...more,
})

test('a pair with its evidence, side by side', () => {
  const sides = {
    a: side('a', {
      name: 'Bob Oakeshott',
      emails: ['bob@acme.example', 'bob@gmail.com'],
      phones: ['+14155550132'],
    }),
    b: side('b', {
      name: 'Robert Oakeshott',
      emails: ['r.oakeshott@acme.example'],
      phones: ['+14155550132', '+14155550199'],
      titles: ['Head of a Department With a Very Long Name Indeed, Europe'],
      sources: ['crm.csv', 'fair.csv'],
    }),
  }
  const pair = { about: 'people' as const, a: 'a', b: 'b', evidence: EVIDENCE, reason: 'likely' as const }
  expect(renderPair(pair, sides, { at: 3, of: 41 }, view)).toMatchInlineSnapshot(`
    "── 3 of 41 ── 91% the same; alike, but not enough to be merged unasked ────────────
    name     ≠ Bob Oakeshott                       Robert Oakeshott
    e-mail   ≠ bob@acme.example                    r.oakeshott@acme.example
               bob@gmail.com
    phone    = +14155550132                        +14155550132
                                                   +14155550199
    title                                          Head of a Department With a Very
                                                   Long Name Indeed, Europe
    list     = fair.csv                            fair.csv
                                                   crm.csv
    for        name nickname and family name (+11.5), phone equal (+6.3)
    against    e-mail other mail at the same company (−1.2)
    else       relatives or namesakes (+1.9)"
  `)
})

test('a cell cannot steer the terminal', () => {
  const sides = { a: side('a', { name: '\u001b[2JAnn' }), b: side('b', { name: 'Ann\u0007' }) }
  const text = renderPair(
    { about: 'people', a: 'a', b: 'b', evidence: null, reason: 'fits_both' },
    sides,
    { at: 1, of: 1 },
    view,
  )
  expect(text).not.toMatch(/[\u0007\u001b]/)
})
