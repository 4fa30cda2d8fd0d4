import { describe, expect, test } from 'vitest'
import type { View } from '../../src/cli/command.ts'
import { chalkFor } from '../../src/cli/io.ts'
import { bar, number, percent, plural, when } from '../../src/cli/render/format.ts'
import { pairs, table, type Column } from '../../src/cli/render/table.ts'
import { oneLine, pad, textWidth, truncate, wrap } from '../../src/cli/render/width.ts'

describe('format', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
    [-1234.5678, '-1,234.5678'],
  ])('number %d', (value, text) => expect(number(value)).toBe(text))
  test.each([
    [plural(1, 'person', 'people'), '1 person'],
    [plural(0, 'person', 'people'), '0 people'],
    [plural(1200, 'row'), '1,200 rows'],
  ])('%s', (found, expected) => expect(found).toBe(expected))
  test.each([
    [0, '0%'],
    [0.001, '<1%'],
    [0.125, '13%'],
    [0.999, '>99%'],
    [1, '100%'],
  ])('percent %d', (share, text) => expect(percent(share)).toBe(text))
  test.each([
    [0, '░░░░'],
    [0.5, '██░░'],
    [1, '████'],
    [7, '████'],
    [NaN, '░░░░'],
  ])('bar %d', (share, text) => expect(bar(share, 4)).toBe(text))
  test.each([
    [new Date('2026-11-21T09:05:59.999Z'), '2026-11-21 09:05 UTC'],
    ['2026-11-21T23:30:00-05:00', '2026-11-22 04:30 UTC'],
    ['2026-11-21', '2026-11-21'],
    ['not a time', 'not a time'],
    [null, ''],
  ])('when %s', (time, text) => expect(when(time)).toBe(text))
})

describe('width', () => {
  test.each([
    ['abc', 3],
    ['Zoë', 3],
    ['Zoe\u0308', 3],
    ['王小明', 6],
    ['👩‍💻 x', 4],
    ['\u001b[31mred\u001b[39m', 3],
    ['', 0],
  ])('%j takes %i columns', (text, width) => expect(textWidth(text)).toBe(width))
  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['王小明', 4, '王…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('%j cut to %i', (text, width, cut) => expect(truncate(text, width)).toBe(cut))
  test('pad counts columns, not characters', () => {
    expect(pad('王', 4)).toBe('王  ')
    expect(pad('7', 3, 'right')).toBe('  7')
  })
  test('wrap breaks at blanks only', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('unbreakable it is', 5)).toEqual(['unbreakable', 'it is'])
  })
  test.each([
    ['a\u001b[2Jb', 'a [2Jb'],
    ['a\r\n\tb', 'a b'],
    ['safe\u202eevil', 'safe evil'],
    [null, ''],
    [0, '0'],
    [false, 'false'],
    [['a'], '["a"]'],
  ])('%j as one line', (value, text) => expect(oneLine(value)).toBe(text))
})

describe('table', () => {
  const rows = [
    { name: 'Ada Nowak', company: 'Northwind Instruments', score: 82 },
    { name: 'Li\tWei', company: null, score: 7 },
  ]
  const columns: Column<(typeof rows)[number]>[] = [
    { header: 'name', value: (row) => row.name },
    { header: 'company', value: (row) => row.company },
    { header: 'score', value: (row) => row.score, align: 'right', style: (text) => `<${text}>` },
  ]
  const view = async (isTTY: boolean, width: number): Promise<View> => ({
    colour: await chalkFor(false),
    isTTY,
    width,
  })

  test('on a terminal: aligned', async () => {
    expect(table(rows, columns, await view(true, 80))).toBe(
      [
        'name       company                score',
        'Ada Nowak  Northwind Instruments  <   82>',
        'Li Wei                            <    7>',
      ].join('\n'),
    )
  })
  test('on a narrow terminal: the widest column gives way', async () => {
    expect(table(rows, columns, await view(true, 30)).split('\n')[1]).toBe('Ada Nowak  Northwind I…  <   82>')
  })
  test('elsewhere: tabs, nothing cut, no tab inside a cell', async () => {
    expect(table(rows, columns, await view(false, 10))).toBe(
      'name\tcompany\tscore\nAda Nowak\tNorthwind Instruments\t82\nLi Wei\t\t7',
    )
  })
  test('pairs leave out what is empty', async () => {
    const entries = [
      ['email', 'ada@northwind.example'],
      ['phone', null],
      ['title', 'VP'],
    ] as const
    expect(pairs(entries, await view(true, 80))).toBe('email  ada@northwind.example\ntitle  VP')
  })
})
