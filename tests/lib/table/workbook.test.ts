import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { numberText } from '../../../src/lib/table/workbook-cell.ts'
import { read } from './read.ts'
import { textRows, xlsxOf, zipOf } from './zip-of.ts'

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/formats/${name}`, import.meta.url))
const codes = ({ info }: Awaited<ReturnType<typeof read>>): string[] => info.notes.map(({ code }) => code)

test('a workbook with a title, dates, padded codes, a formula and an error', async () => {
  const found = await read(fixture('leads.xlsx'))
  expect(found.info).toMatchObject({ format: 'xlsx', sheet: 'Leads', headerRow: 3, preambleRows: 2 })
  expect(found.info.header.slice(5)).toEqual([
    'Zip',
    'Met On',
    'Follow Up',
    'Score',
    'Account No',
    'Formula',
    'Broken',
  ])
  expect(found.rows.map(({ line }) => line)).toEqual([4, 5, 6])
  expect(found.cells.map((cells) => cells.slice(5))).toEqual([
    ['02139', '2026-03-02', '2026-03-09T14:30:00', '0.25', '004711', 'Ines!', ''],
    ['94107', '2026-03-02', '', '0.5', '004712', 'Tomás!', ''],
    ['00501', '2026-03-03', '2026-03-10T09:05:00', '0.125', '004713', 'Lucía!', '#REF!'],
  ])
  expect(codes(found)).toEqual(['other_sheets', 'preamble'])
  expect(found.info.notes[0]!.message).toContain('"Customers"')
})

test('an OpenDocument spreadsheet, with a cell of two lines', async () => {
  const { info, cells } = await read(fixture('leads.ods'))
  expect(info).toMatchObject({ format: 'ods', sheet: 'Leads', headerRow: 1 })
  expect(cells[0]!.slice(4)).toEqual([
    '+1 415 555 0132',
    '2139',
    '2026-03-02',
    '2026-03-09T14:30:00',
    '0.25',
    'met at the fair\nwants a call',
  ])
})

const TWO = xlsxOf([
  { name: 'Read me', xml: '' },
  { name: 'Lists', xml: textRows([['Status'], ['new']]), hidden: true },
  { name: 'Chart', xml: '', chart: true },
  {
    name: 'Leads &amp; more',
    xml: textRows([
      ['Name', 'City'],
      ['Anna', 'Bern'],
    ]),
  },
  {
    name: '2025',
    xml: textRows([
      ['Name', 'City'],
      ['Bo', 'Oslo'],
    ]),
  },
])

test.each([
  ['the first sheet that is visible and has data', undefined, 'Leads & more'],
  ['a name', 'Leads & more', 'Leads & more'],
  ['a name in another case', 'leads & MORE', 'Leads & more'],
  ['a name that is a number', '2025', '2025'],
  ['a number, charts not counted', '3', 'Leads & more'],
  ['a hidden sheet by name', 'Lists', 'Lists'],
])('a sheet is chosen: %s', async (_, sheet, name) => {
  const { info } = await read(TWO, sheet === undefined ? {} : { sheet })
  expect(info.sheet).toBe(name)
})

test('empty sheets and charts are not named as unread', async () => {
  const { info } = await read(TWO)
  expect(info.notes[0]!.message).toBe(
    'the sheet "Leads & more" was read; 2 other sheets were not: "Lists", "2025"',
  )
})

test.each([
  ['an unknown name', 'Leeds', 'table.no_such_sheet', 'there is no sheet "Leeds"'],
  ['a number too high', '9', 'table.no_such_sheet', '"Leads & more", "2025"'],
  ['an empty sheet', 'Read me', 'table.empty_file', 'the sheet "Read me" of list has nothing in it'],
])('a sheet that cannot be read: %s', async (_, sheet, code, words) => {
  const error = await read(TWO, { sheet }).catch((e: unknown) => e)
  expect(error).toMatchObject({ kind: 'input', code })
  expect((error as Error).message).toContain(words)
})

test('an unknown sheet is answered with the one that was probably meant', async () => {
  await expect(read(TWO, { sheet: 'Leads & mor' })).rejects.toMatchObject({
    hint: 'did you mean "Leads & more"?',
  })
})

const STYLES =
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts>' +
  '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="164"/></cellXfs>'

/** Reads one row of cells under a header. */
async function row(cells: string, workbookPr = ''): Promise<string[]> {
  const names = textRows([['a', 'b', 'c', 'd', 'e']])
  const strings =
    '<si><r><t>Anna </t></r><r><rPr><b/></rPr><t>Berg</t></r></si><si><t xml:space="preserve">two_x000D_\nlines</t></si>'
  const book = xlsxOf([{ name: 'A', xml: `${names}<row r="2">${cells}</row>` }], {
    styles: STYLES,
    strings,
    workbookPr,
  })
  return (await read(book, { headerRow: 1 })).cells[0]!
}

test.each([
  ['a day', '<c s="1"><v>46083</v></c>', '2026-03-02'],
  ['a moment', '<c s="2"><v>46083.604166666664</v></c>', '2026-03-02T14:30:00'],
  ['a time of day', '<c s="3"><v>0.604166666666667</v></c>', '14:30:00'],
  ['a whole number', '<c><v>42</v></c>', '42'],
  ['a long id', '<c><v>1.23456789012345E+15</v></c>', '1234567890123450'],
  ['a fraction of fifteen digits', '<c><v>0.30000000000000004</v></c>', '0.3'],
  ['a padded number', '<c s="4"><v>501</v></c>', '501'],
  ['true', '<c t="b"><v>1</v></c>', 'TRUE'],
  ['an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
  ['a formula with its value', '<c t="str"><f>A1&amp;"x"</f><v>ax</v></c>', 'ax'],
  ['a formula without one', '<c><f>A1</f></c>', ''],
  ['rich text', '<c t="s"><v>0</v></c>', 'Anna Berg'],
  ['a line break of Windows', '<c t="s"><v>1</v></c>', 'two\nlines'],
])('a cell: %s', async (_, xml, text) => {
  expect((await row(`<c t="inlineStr"><is><t>x</t></is></c>${xml}`))[1]).toBe(text)
})

test('zeros in front are kept where the cell has its reference, as Excel writes it', async () => {
  expect((await row('<c r="A2" s="4"><v>501</v></c><c r="B2"><v>501</v></c>')).slice(0, 2)).toEqual([
    '00501',
    '501',
  ])
})

test('dates of a workbook that counts from 1904', async () => {
  const cells = await row('<c s="1"><v>44621</v></c><c s="3"><v>0.5</v></c>', '<workbookPr date1904="1"/>')
  expect(cells.slice(0, 2)).toEqual(['2026-03-02', '12:00:00'])
})

test('rows keep the numbers of the sheet, gaps and short rows included', async () => {
  const cell = (ref: string, text: string): string =>
    `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
  const xml =
    `<row r="3">${cell('A3', 'Name')}${cell('B3', 'Email')}${cell('C3', 'City')}</row>` +
    `<row r="4">${cell('A4', 'Anna')}${cell('B4', 'anna@berg.example')}</row>` +
    `<row r="5"><c r="A5" s="1"/></row>` +
    `<row r="9">${cell('A9', 'Bo')}${cell('B9', 'bo@berg.example')}${cell('C9', 'Oslo')}</row>` +
    `<row r="400"><c r="A400" s="1"/></row>`
  const { info, rows, stats } = await read(xlsxOf([{ name: 'A', xml }]))
  expect(info).toMatchObject({ headerRow: 3, preambleRows: 2, header: ['Name', 'Email', 'City'] })
  expect(rows).toEqual([
    { line: 4, cells: ['Anna', 'anna@berg.example', ''] },
    { line: 9, cells: ['Bo', 'bo@berg.example', 'Oslo'] },
  ])
  expect(stats).toMatchObject({ rows: 2, blank: 4 })
})

test('a header that comes again, and a footer', async () => {
  const people = Array.from({ length: 6 }, (_, i) => [`P${i}`, `p${i}@berg.example`, `${i}`])
  const rows = [
    ['Name', 'Email', 'Age'],
    ...people.slice(0, 3),
    ['Name', 'Email', 'Age'],
    ...people.slice(3),
    [],
    ['Generated by Quillon'],
  ]
  const { cells, stats } = await read(xlsxOf([{ name: 'A', xml: textRows(rows) }]))
  expect(cells).toEqual(people)
  expect(stats).toMatchObject({ rows: 6, repeatedHeaders: 1, footer: 1, blank: 1 })
})

test('a list packed alone in a zip archive', async () => {
  const packed = zipOf({
    'export/contacts.csv': 'name,email\nAnna,anna@berg.example\n',
    '__MACOSX/export/._contacts.csv': 'x',
  })
  const { info, cells } = await read(packed)
  expect(info).toMatchObject({ format: 'csv', compression: 'zip' })
  expect(cells).toEqual([['Anna', 'anna@berg.example']])
})

/** Its texts are said to be small, and are not. */
function bomb(): Buffer {
  const book = xlsxOf([{ name: 'A', xml: textRows([['a']]) }], { strings: ' '.repeat(49 << 20) })
  book.writeUInt32LE(100, book.lastIndexOf('xl/sharedStrings.xml') - 46 + 24)
  return book
}

/** A sheet with some bytes changed. */
function spoilt(book: Buffer): Buffer {
  const copy = Buffer.from(book)
  const at = copy.indexOf('xl/worksheets/sheet2.xml') + 'xl/worksheets/sheet2.xml'.length
  return copy.fill(0xff, at, at + 40)
}

test.each([
  ['two lists', zipOf({ 'a.csv': 'a,b\n', 'b.csv': 'a,b\n' }), 'table.several_lists', 'a.csv, b.csv'],
  [
    'a Word document',
    zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' }),
    'table.not_a_list',
    'Word document',
  ],
  [
    'a workbook without parts',
    zipOf({ '[Content_Types].xml': '', '_rels/.rels': '' }),
    'table.broken_workbook',
    'parts missing',
  ],
  ['a sheet that is damaged', spoilt(TWO), 'table.broken_workbook', 'cannot be read'],
  [
    'an old workbook',
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('Workbook', 'utf16le')]),
    'table.not_a_list',
    'an old Excel workbook (.xls)',
  ],
  [
    'a locked workbook',
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
    'table.not_a_list',
    'protected by a password',
  ],
  [
    'a locked ODS',
    zipOf({ mimetype: '', 'content.xml': 'x', 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
    'table.locked',
    'protected by a password',
  ],
  ['a workbook with a bomb for its texts', bomb(), 'table.too_large', '48 MB of text'],
  ['a huge ODS', zipOf({ mimetype: '', 'content.xml': Buffer.alloc(49 << 20) }), 'table.too_large', '48 MB'],
])('%s is refused in words', async (_, content, code, words) => {
  const error = await read(content).catch((e: unknown) => e)
  expect(error).toMatchObject({ kind: 'input', code })
  expect((error as Error).message).toContain(words)
})

test.each([
  [0, '0'],
  [-0, '0'],
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [1234.5, '1234.5'],
])('the number %s is written %s', (value, text) => {
  expect(numberText(value)).toBe(text)
})
