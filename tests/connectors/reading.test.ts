import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '../../src/connectors/contract.ts'
import { inOrder } from '../../src/connectors/reading.ts'

interface Row {
  of: string
  says: string
}
const by = { input: (input: string) => input, row: ({ of }: Row) => of }
const outcomeOf = ({ says }: Row): Outcome<string> => ({ kind: 'answer', answer: says, charged: true })
const words = (inputs: string[], rows: Row[]): string[] =>
  inOrder(inputs, rows, by, outcomeOf).map((outcome) =>
    outcome.kind === 'answer' ? outcome.answer : outcome.kind === 'unknown' ? outcome.reason : outcome.kind,
  )

test.each<[string, Row[], string[]]>([
  [
    'in order',
    [
      { of: 'a', says: '1' },
      { of: 'b', says: '2' },
    ],
    ['1', '2'],
  ],
  [
    'reordered',
    [
      { of: 'b', says: '2' },
      { of: 'a', says: '1' },
    ],
    ['1', '2'],
  ],
  ['missing', [{ of: 'b', says: '2' }], ['no_answer', '2']],
  [
    'twice the same',
    [
      { of: 'a', says: '1' },
      { of: 'b', says: '2' },
      { of: 'a', says: '1' },
    ],
    ['1', '2'],
  ],
  [
    'twice, and different',
    [
      { of: 'a', says: '1' },
      { of: 'a', says: '9' },
      { of: 'b', says: '2' },
    ],
    ['contradictory', '2'],
  ],
  ['of somebody else', [{ of: 'c', says: '3' }], ['no_answer', 'no_answer']],
])('rows %s', (_, rows, expected) => expect(words(['a', 'b'], rows)).toEqual(expected))

test('as many outcomes as inputs, whatever the rows', () => {
  const letter = fc.constantFrom('a', 'b', 'c', 'd')
  fc.assert(
    fc.property(fc.array(letter), fc.array(fc.record({ of: letter, says: letter })), (inputs, rows) => {
      const said = words(inputs, rows)
      expect(said.length).toBe(inputs.length)
      inputs.forEach((input, i) => {
        const told = new Set(rows.filter(({ of }) => of === input).map(({ says }) => says))
        const [one = 'no_answer'] = told
        expect(said[i]).toBe(told.size > 1 ? 'contradictory' : one)
      })
    }),
  )
})
