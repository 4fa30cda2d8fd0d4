/** What the sample of a column settles for all its rows, and what a row then says. */
import { describe, expect, test } from 'vitest'
import { mapColumns, type ColumnMapping, type MappingOptions } from '../../../src/core/reading/mapping.ts'
import { normaliseRow } from '../../../src/core/reading/normalise.ts'
import type { RecordFields } from '../../../src/model/record.ts'

const columnOf = (header: string, values: string[], options: MappingOptions = {}): ColumnMapping =>
  mapColumns(
    ['Email', header],
    values.map((value) => ['a@x.example', value]),
    options,
  ).columns[1]!

const fieldsOf = (header: string[], rows: string[][], options: MappingOptions = {}): RecordFields[] => {
  const { columns } = mapColumns(header, rows, options)
  return rows.map((row) => normaliseRow(row, columns, undefined).fields)
}
const datesOf = (header: string, values: string[], options: MappingOptions = {}) =>
  fieldsOf(
    ['Email', header],
    values.map((value) => ['a@x.example', value]),
    options,
  ).map(({ created_at }) => created_at)

describe('day or month first', () => {
  test.each<[string, string, string[], MappingOptions, (string | undefined)[]]>([
    ['a day above twelve', 'Created', ['03/04/2026', '15/06/2026'], {}, ['2026-04-03', '2026-06-15']],
    ['it comes later', 'Created', ['03/04/2026', '06/15/2026'], {}, ['2026-03-04', '2026-06-15']],
    ['nothing tells: not guessed', 'Created', ['03/04/2026'], {}, [undefined]],
    ['the list is from the USA', 'Created', ['03/04/2026'], { locale: 'US' }, ['2026-03-04']],
    ['the list is from Britain', 'Created', ['03/04/2026'], { locale: 'GB' }, ['2026-04-03']],
    ['Canada writes both', 'Created', ['03/04/2026'], { locale: 'CA' }, [undefined]],
    ['a German header', 'Erstellt am', ['03/04/2026'], { locale: 'US' }, ['2026-04-03']],
    [
      'a column that contradicts itself',
      'Created',
      ['15/06/2026', '06/15/2026', '03/04/2026'],
      { locale: 'US' },
      ['2026-06-15', '2026-06-15', undefined],
    ],
    ['dots', 'Created', ['03.04.2026'], { locale: 'US' }, ['2026-04-03']],
  ])('%s', (_why, header, values, options, dates) => expect(datesOf(header, values, options)).toEqual(dates))

  test('the value that settles may be the last of the sample', () => {
    const values = [...Array.from({ length: 298 }, () => '03/04/2026'), '13/04/2026']
    expect(datesOf('Created', values)[0]).toBe('2026-04-03')
  })

  test('another column of the list settles it', () => {
    const [row] = fieldsOf(['Email', 'Created', 'Last call'], [['a@x.example', '03/04/2026', '25/12/2025']])
    expect(row).toMatchObject({ created_at: '2026-04-03', 'custom.last_call': '2025-12-25' })
  })

  test('what stays open is said, for the column and for the cell', () => {
    const rows = [['a@x.example', '03/04/2026']]
    const { columns, notes } = mapColumns(['Email', 'Created'], rows)
    expect(notes.join()).toMatch(/column "Created".*day or the month.*--country/)
    expect(normaliseRow(rows[0]!, columns, undefined).warnings).toEqual([
      {
        column: 'Created',
        code: 'unreadable',
        message: 'could be two days: nothing says whether the day or the month comes first',
        value: '03/04/2026',
      },
    ])
    expect(mapColumns(['Email', 'Created'], [['a@x.example', '2026-04-03']]).notes).toEqual([])
  })
})

describe('the type of an own column', () => {
  test.each<[string, string, string[], string | undefined]>([
    ['whole numbers', 'Budget', ['5', '20000'], 'number'],
    ['currencies', 'Budget', ['$20,000', '€ 1.500', '7 USD'], 'number'],
    ['percents', 'Growth', ['12 %', '-3%'], 'number'],
    ['multiples', 'Budget', ['20k', '1.5M'], 'number'],
    ['brackets', 'Balance', ['(500)', '20'], 'number'],
    ['yes and no', 'VIP', ['yes', 'no'], 'boolean'],
    ['German', 'Messe', ['ja', 'nein'], 'boolean'],
    ['French', 'Salon', ['oui', 'non'], 'boolean'],
    ['ticks', 'Met', ['x', 'x'], 'boolean'],
    ['ISO dates', 'Renewal', ['2026-01-01', '2027-05-05'], 'date'],
    ['months in words', 'Renewal', ['05 Oct 2020'], 'date'],
    ['ones and zeros', 'Opens', ['1', '0'], 'number'],
    ['a zero in front', 'Budget', ['007', '12'], undefined],
    ['an id', 'Client ID', ['17', '18'], undefined],
    ['a code', 'Zip 2', ['78701'], undefined],
    ['too long for a number', 'Thing', ['12345678901234567'], undefined],
    ['ranges', 'Pallets', ['1,000–5,000', '10'], undefined],
    ['a telephone', 'Desk', ['+49 30 2312 5815'], undefined],
    ['sizes', 'Shirt', ['S', 'M', 'L'], undefined],
    ['one size', 'Shirt', ['S', 'S'], undefined],
    ['words among them', 'Budget', ['5', 'a lot'], undefined],
    ['dates that could be two days', 'Renewal', ['03/04/2026'], undefined],
    ['nothing', 'Budget', [], undefined],
  ])('%s', (_why, header, values, type) => expect(columnOf(header, values).type).toBe(type))

  test.each<[string, string[], (string | number | boolean)[]]>([
    ['Budget', ['$20,000', '1.234,56 €', '1,234.56'], [20_000, 1234.56, 1234.56]],
    ['Budget', ['1.234', '12,5'], [1234, 12.5]],
    ['Rate', ['1.234', '12.5'], [1.234, 12.5]],
    ['Growth', ['45 %', '-3,5%'], [45, -3.5]],
    ['Met', ['Ja', 'nein'], [true, false]],
    ['Since', ['5 October 2020', '2021-02-03 10:00'], ['2020-10-05', '2021-02-03 10:00']],
    ['Client no', ['0017', '18'], ['0017', '18']],
  ])('%s: %j is %j', (header, cells, values) => {
    const key = `custom.${header.toLowerCase().replace(' ', '_')}` as const
    const rows = fieldsOf(
      ['Email', header],
      cells.map((cell) => ['a@x.example', cell]),
    )
    expect(rows.map((row) => row[key as 'custom.x'])).toEqual(values)
  })

  test('a cell that is not of the type stays as it was read', () => {
    const { columns } = mapColumns(['Email', 'Budget'], [['a@x.example', '20']])
    const read = (cell: string) =>
      normaliseRow(['a@x.example', cell], columns, undefined).fields['custom.budget']
    expect(['ask Tom', '007', '12345678901234567890', '30'].map(read)).toEqual([
      'ask Tom',
      '007',
      '12345678901234567890',
      30,
    ])
  })
})
