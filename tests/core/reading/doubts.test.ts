/** Which columns are worth a question. */
import { describe, expect, test } from 'vitest'
import { mapColumns } from '../../../src/core/reading/mapping.ts'

const NAMES = ['Ida Fox', 'Bo Lee', 'Cy Ott']

/** Column → what it may be, for columns with three values each. */
const doubts = (columns: Record<string, string[]>): Record<string, string[]> => {
  const header = Object.keys(columns)
  const sample = NAMES.map((_, row) => header.map((name) => columns[name]![row] ?? ''))
  const found = mapColumns(header, sample).doubts
  return Object.fromEntries(found.map(({ column, likely, own }) => [column, [...likely, own]]))
}

const EMAILS = ['ida@fox.example', 'bo@lee.example', 'cy@ott.example']

describe('asked about', () => {
  test.each<[string, Record<string, string[]>, Record<string, string[]>]>([
    [
      'a guess of little certainty',
      { Name: NAMES, Zeile: ['+1 415 555 0132', '+1 415 555 0133', '+1 415 555 0134'] },
      { Zeile: ['phone', 'custom.zeile'] },
    ],
    [
      'names under a header that says nothing, where nothing else is the name',
      { Kunde: NAMES, Email: EMAILS },
      { Kunde: ['full_name', 'company', 'custom.kunde'] },
    ],
    [
      'addresses of somebody, where the list has no others',
      { Name: NAMES, 'Referred by': EMAILS },
      { 'Referred by': ['email', 'custom.referred_by'] },
    ],
  ])('%s', (_name, columns, expected) => expect(doubts(columns)).toMatchObject(expected))
})

describe('not asked about', () => {
  test.each<[string, Record<string, string[]>]>([
    ['what is certain', { Name: NAMES, Email: EMAILS }],
    ['a column of the list’s own', { Name: NAMES, Email: EMAILS, Budget: ['10', '20', '30'] }],
    ['a field on which little depends', { Name: NAMES, Email: EMAILS, Category: ['Gold', 'Silver', 'Gold'] }],
    ['names beside the name', { Name: NAMES, Email: EMAILS, Betreut: NAMES }],
    ['addresses beside the address', { Name: NAMES, Email: EMAILS, 'Referred by': EMAILS }],
    ['an empty column', { Name: NAMES, Email: EMAILS, 'Customer Name': [] }],
    ['a column without a name', { Name: NAMES, '': EMAILS.slice(0, 2) }],
  ])('%s', (_name, columns) => expect(doubts(columns)).toEqual({}))

  test('what the user has said', () => {
    const told = mapColumns(['Kunde', 'Email'], [['Ida Fox', 'ida@fox.example']], {
      map: { Kunde: 'custom.kunde' },
    })
    expect(told.doubts).toEqual([])
  })
})
