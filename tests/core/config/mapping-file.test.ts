import { expect, test } from 'vitest'
import { readMapping } from '../../../src/core/config/mapping-file.ts'
import { failure } from '../../support/failure.ts'

test('columns, fields of their own, and columns to leave out', () => {
  const text = 'Firma: company\n"E-Mail": email\nBudget: custom.budget\n2025: ignore\nignore: [Score, 2026]\n'
  expect(readMapping(text, '/lists/leads.yaml')).toEqual({
    map: { Firma: 'company', 'E-Mail': 'email', Budget: 'custom.budget', 2025: 'ignore' },
    ignore: ['Score', '2026'],
  })
})

test('an empty file says nothing', () => {
  expect(readMapping('# nothing yet\n', 'leads.yaml')).toEqual({ map: {}, ignore: [] })
})

test.each([
  ['a slip in a field', 'Firma: compny\n', 'leads.yaml:1:8 unknown field "compny" (did you mean "company"?)'],
  ['no field', 'Firma:\n', 'leads.yaml:1:7 Firma must be text, not nothing'],
  ['one column to leave out', 'ignore: Score\n', 'leads.yaml:1:9 ignore must be a list, not "Score"'],
  ['a list', '- Firma\n', 'leads.yaml:1:1 the mapping must be keys and values, not a list'],
  ['a column twice', 'A: email\nA: phone\n', 'leads.yaml:2:1 Map keys must be unique'],
  [
    'several at once',
    'A: mail\nB: email\nC: phon\n',
    'leads.yaml:1:4 unknown field "mail" (did you mean "email"?)\nleads.yaml:3:4 unknown field "phon" (did you mean "phone"?)',
  ],
])('%s is refused with its place', (_name, text, message) => {
  const refused = failure(() => readMapping(text, '/lists/leads.yaml'))
  expect(refused).toEqual({ kind: 'config', code: 'mapping.invalid', message })
})
