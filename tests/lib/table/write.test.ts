import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRow, neutralise, restore } from '../../../src/lib/table/write.ts'

test.each([
  [['a', 1, null, undefined, 0], 'a,1,,,0\n'],
  [['a,b', 'c"d', 'e\nf'], '"a,b","c""d","e\nf"\n'],
  [[' a', 'b\t'], '" a","b\t"\n'],
  [[''], '""\n'],
])('csvRow %j', (cells, line) => {
  expect(csvRow(cells)).toBe(line)
})

test('csvRow with another delimiter', () => {
  expect(csvRow(['a,b', 'c;d'], ';')).toBe('a,b;"c;d"\n')
})

test.each([
  ['=HYPERLINK("http://x.example")', '\'=HYPERLINK("http://x.example")'],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+cmd|x', "'+cmd|x"],
  ['-2+3', "'-2+3"],
  ['\tx', "'\tx"],
  ['\n=1', "'\n=1"],
  ['＝1+1', "'＝1+1"],
  ['-12.5', '-12.5'],
  ['+41 44 668 18 00', '+41 44 668 18 00'],
  ['+1 (415) 555-0132', '+1 (415) 555-0132'],
  ['-', '-'],
  ['--', "'--"],
  ['Anna', 'Anna'],
  ["'quoted'", "'quoted'"],
  ["'=1", "''=1"],
])('neutralise %j', (cell, safe) => {
  expect(neutralise(cell)).toBe(safe)
  expect(restore(safe)).toBe(cell)
})

test('restore undoes neutralise for any cell', () => {
  const cell = fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', '1', 'a', ' '),
    maxLength: 8,
  })
  fc.assert(fc.property(cell, (value) => restore(neutralise(value)) === value))
})
