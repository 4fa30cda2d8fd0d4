import { describe, expect, test } from 'vitest'
import {
  dateOrder,
  decimalMark,
  isBlankValue,
  parseBoolean,
  parseDate,
  parseInteger,
  parseMoment,
  parseNumber,
  spoiled,
} from '../../src/model/value.ts'

describe('isBlankValue', () => {
  test.each([
    '',
    '  ',
    '-',
    '--',
    '—',
    '?',
    '.',
    'N/A',
    'n/a',
    'NULL',
    'null',
    'None',
    '#N/A',
    'unknown',
    'not available',
    'k.A.',
    'No Email Found',
  ])('blank: %j', (cell) => expect(isBlankValue(cell)).toBe(true))
  test.each(['0', 'false', 'No', 'Na', 'Nan', 'Null', 'Nil', 'x', 'not', 'Unknown Pleasures Ltd'])(
    'a value: %j',
    (cell) => expect(isBlankValue(cell)).toBe(false),
  )
})

describe('spoiled', () => {
  test.each([
    ['4.15E+09', 'scientific_number'],
    ['1,23E+17', 'scientific_number'],
    ['#REF!', 'spreadsheet_error'],
    ['#DIV/0!', 'spreadsheet_error'],
    ['########', 'hidden_number'],
    ['#1 Bakery', null],
    ['+1 415 555 0132', null],
    ['E+09', null],
    ['', null],
  ])('%s: %s', (cell, what) => expect(spoiled(cell)).toBe(what))
})

describe('numbers', () => {
  test.each([
    ['1,234', 1234],
    ['1.234', 1234],
    ['1.234,50', 1234.5],
    ['1,234.50', 1234.5],
    ["1'234", 1234],
    ['10 000', 10_000],
    ['0,5', 0.5],
    ['11-50', 11],
    ['1,001-5,000 employees', 1001],
    ['501 to 1000', 501],
    ['1-5 M', 1_000_000],
    ['10K', 10_000],
    ['$2.5M', 2_500_000],
    ['€ 3,2 Mio', 3_200_000],
    ['1,5 Mrd. €', 1_500_000_000],
    ['200+', 200],
    ['<10', 0],
    ['(500)', -500],
    ['-7', -7],
    ['1.5E+07', 15_000_000],
    ['Series A 5', null],
    ['12abc', null],
    ['12-34-56', null],
    ['', null],
  ])('parseNumber %s: %s', (cell, value) => expect(parseNumber(cell)).toBe(value))

  test.each([
    ['12.9', 12],
    ['Nov-50', 11],
    ['10-Jan', 1],
    ['2-Oct', 2],
    ['25-Dec', null],
  ])('parseInteger %s: %s', (cell, value) => expect(parseInteger(cell)).toBe(value))
})

describe('parseDate', () => {
  test.each([
    ['2024-03-12', '2024-03-12'],
    ['2024-03-12 09:14', '2024-03-12'],
    ['2024-03-12T09:14:00+02:00', '2024-03-12'],
    ['05 Oct 2020', '2020-10-05'],
    ['June 01, 2024', '2024-06-01'],
    ['12. März 2024', '2024-03-12'],
    ['1er août 2023', '2023-08-01'],
    ['3 de enero de 2024', '2024-01-03'],
    ['12.03.2024', '2024-03-12'],
    ['13/04/2024', '2024-04-13'],
    ['04/13/24', '2024-04-13'],
    ['03/04/2024', null],
    ['04/04/2024', '2024-04-04'],
    ['29/02/2023', null],
    ['29/02/2024', '2024-02-29'],
    ['20240312', '2024-03-12'],
    ['1700000000000', '2023-11-14'],
    ['yesterday', null],
    ['12', null],
  ])('%s: %s', (cell, date) => expect(parseDate(cell)).toBe(date))

  test('an ambiguous date is read when the order is told', () => {
    expect(parseDate('03/04/2024', 'dmy')).toBe('2024-04-03')
    expect(parseDate('03/04/2024', 'mdy')).toBe('2024-03-04')
  })
})

describe('what a whole column settles', () => {
  test.each([
    [['03/04/2026', '13/04/2026'], 'dmy'],
    [['03/04/2026', '04/13/2026'], 'mdy'],
    [['03-04-26 10:00', '25-04-26 11:30'], 'dmy'],
    [['03/04/2026'], 'open'],
    [['13/04/2026', '04/13/2026'], 'open'],
    [['04/04/2026'], null],
    [['03.04.2026', '2026-04-03', '3 April 2026', ''], null],
    [['31/31/2026'], null],
  ])('the order of day and month, %j: %s', (values, order) => expect(dateOrder(values)).toBe(order))

  test.each([
    [['1.234', '12.75'], '.'],
    [['1.234', '12,5'], ','],
    [['1.234', '1,234'], undefined],
    [['1,234.50', '7'], '.'],
    [['€ 1.234,50', '2.000'], ','],
    [['39.7392', '4.5'], '.'],
    [['1.5', '1,5'], undefined],
    [['10 000,5'], ','],
  ])('the decimal mark, %j: %s', (values, mark) => expect(decimalMark(values)).toBe(mark))

  test('what one value leaves open follows the column', () => {
    expect(parseNumber('1.234')).toBe(1234)
    expect(parseNumber('1.234', '.')).toBe(1.234)
    expect(parseNumber('1.234', ',')).toBe(1234)
    expect(parseNumber('1,234', '.')).toBe(1234)
    expect(parseNumber('1.234.567', '.')).toBe(1_234_567)
  })
})

test.each([
  ['2024-03-12T09:14:05.113Z', '2024-03-12T09:14:05Z'],
  ['2024-03-12T09:14:00+02:00', '2024-03-12T07:14:00Z'],
  ['2024-03-12 23:30:00-0600', '2024-03-13T05:30:00Z'],
  ['2024-03-12 09:14', '2024-03-12T09:14:00Z'],
  ['June 01, 2024 3:05 PM', '2024-06-01T15:05:00Z'],
  ['June 01, 2024 12:05 am', '2024-06-01T00:05:00Z'],
  ['12.03.2024', '2024-03-12'],
  ['03/04/2024 10:00', null],
  ['last week', null],
])('parseMoment %s: %s', (cell, moment) => expect(parseMoment(cell)).toBe(moment))

test.each([
  ['TRUE', true],
  ['oui', true],
  ['1', true],
  ['Sì', true],
  ['false', false],
  ['0', false],
  ['Nein', false],
  ['maybe', null],
  ['', null],
])('parseBoolean %j: %s', (cell, value) => expect(parseBoolean(cell)).toBe(value))
