import { describe, expect, test } from 'vitest'
import { foldStages, STAGES, trackOf, type Stage, type Statement } from '../../src/model/stages.ts'

const said = (by: Statement['by'], stage: Stage | null, on: string): Statement => ({
  ...{ on, by, stage, because: null, who: null, run_id: null },
})
const hand = (stage: Stage | null, on: string): Statement => said('hand', stage, on)
const fact = (stage: Stage, on: string): Statement => said('fact', stage, on)
const rule = (stage: Stage, on: string): Statement => said('rule', stage, on)

test('the names of the two tracks do not overlap', () => {
  expect(new Set(STAGES).size).toBe(STAGES.length)
  expect([trackOf('prospect'), trackOf('purchase')]).toEqual(['lifecycle', 'buying_stage'])
})

describe('stages', () => {
  test.each<[string, Statement[], string, string | null]>([
    ['nobody spoke', [], 'suspect', null],
    ['contact makes a prospect', [fact('prospect', '2026-01-01')], 'prospect', null],
    [
      'contact does not make a prospect of a customer',
      [fact('customer', '2026-01-01'), fact('prospect', '2026-02-01')],
      'customer',
      null,
    ],
    [
      'the newest word by hand wins, in any direction',
      [hand('customer', '2026-01-01'), hand('suspect', '2026-02-01'), hand('evaluation', '2026-01-01')],
      'suspect',
      'evaluation',
    ],
    [
      'an older day loses, whenever it was said',
      [hand('search', '2026-02-01'), hand('need', '2026-01-01')],
      'suspect',
      'search',
    ],
    [
      'by hand wins on the same day',
      [hand('suspect', '2026-01-01'), fact('prospect', '2026-01-01')],
      'suspect',
      null,
    ],
    [
      'newer contact wins over a word by hand',
      [hand('suspect', '2026-01-01'), fact('prospect', '2026-01-02')],
      'prospect',
      null,
    ],
    [
      'disqualified by hand stays, whatever happens',
      [hand('disqualified', '2026-01-01'), fact('customer', '2026-02-01'), rule('prospect', '2026-03-01')],
      'disqualified',
      null,
    ],
    [
      'disqualified by a rule ends with a purchase',
      [rule('disqualified', '2026-01-01'), fact('customer', '2026-02-01')],
      'customer',
      null,
    ],
    [
      'a former customer by hand stays one',
      [fact('customer', '2026-01-01'), hand('former_customer', '2026-02-01'), fact('customer', '2026-03-01')],
      'former_customer',
      null,
    ],
    [
      'by hand a disqualification is lifted',
      [hand('disqualified', '2026-01-01'), hand('prospect', '2026-01-01')],
      'prospect',
      null,
    ],
    [
      'rules lead forward only',
      [rule('evaluation', '2026-01-01'), rule('need', '2026-02-01')],
      'suspect',
      'evaluation',
    ],
    [
      'clearing forgets what was said by hand before, and that alone',
      [fact('prospect', '2026-01-01'), hand('disqualified', '2026-02-01'), hand(null, '2026-02-01')],
      'prospect',
      null,
    ],
    [
      'what is said after clearing counts',
      [hand('customer', '2026-01-01'), hand(null, '2026-01-01'), hand('need', '2026-01-01')],
      'suspect',
      'need',
    ],
  ])('%s', (_, statements, lifecycle, buying_stage) => {
    expect(foldStages(statements)).toMatchObject({ lifecycle, buying_stage })
  })

  test('are told step by step, each with what was before', () => {
    const { steps } = foldStages([hand('evaluation', '2026-02-01'), rule('need', '2026-01-01')])
    expect(steps.map(({ on, from, stage }) => [on, from, stage])).toEqual([
      ['2026-01-01', null, 'need'],
      ['2026-02-01', 'need', 'evaluation'],
    ])
  })
})
