import { describe, expect, test } from 'vitest'
import { parseCompare } from '../../../src/core/dedupe/table/compare-spec.ts'
import { PrmError } from '../../../src/model/errors.ts'

const refusal = (text: string, columns?: string[]): PrmError => {
  try {
    parseCompare(text, columns)
  } catch (error) {
    if (error instanceof PrmError) return error
    throw error
  }
  throw new Error(`'${text}' was not refused`)
}

describe('which columns are compared', () => {
  test('names and kinds, blanks allowed', () => {
    expect(parseCompare(' dob:date, Last name : name ,postcode:exact,')).toEqual([
      { name: 'dob', kind: 'date' },
      { name: 'Last name', kind: 'name' },
      { name: 'postcode', kind: 'exact' },
    ])
  })

  test('a colon in the name of a column', () => {
    expect(parseCompare('dc:creator:name')).toEqual([{ name: 'dc:creator', kind: 'name' }])
  })

  test('usual other words for the kinds', () => {
    expect(parseCompare('a:id,b:mail,c:tel,d:organisation').map(({ kind }) => kind)).toEqual([
      'exact',
      'email',
      'phone',
      'company',
    ])
  })

  test('names as the header writes them', () => {
    expect(parseCompare('DOB:date', ['dob', 'city'])).toEqual([{ name: 'dob', kind: 'date' }])
  })

  test.each([
    ['', undefined, 'nothing to compare', /dob:date/],
    ['dob', undefined, "'dob' says no kind", /dob:KIND/],
    ['dob:dat', undefined, "'dat' is no kind of comparison", /did you mean dob:date\?/],
    ['dob:zzzzzz', undefined, "'zzzzzz' is no kind of comparison", /exact, name/],
    ['surnme:name', ['first', 'surname'], "the table has no column 'surnme'", /did you mean 'surname'\?/],
    ['zzzzzz:name', ['first', 'surname'], "the table has no column 'zzzzzz'", /it has first, surname/],
    ['a:name,a:text', undefined, "column 'a' stands twice in the comparison", undefined],
  ])('%s is refused in words', (text, columns, message, hint) => {
    const error = refusal(text, columns)
    expect(error.message).toBe(message)
    expect(error.kind).toBe('usage')
    if (hint === undefined) expect(error.hint).toBeUndefined()
    else expect(error.hint).toMatch(hint)
  })
})
