/**
 * Workbooks of two other readers' tests. They hold no tables of what is right, but many hold a date or a number twice: as a value, and
 * written out as text beside it. Old .xls files and one without its parts are right when they are refused in words.
 */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openTable } from '../../../src/lib/table/index.ts'
import { PrmError } from '../../../src/lib/errors.ts'

export interface Measured {
  name: string
  ours: number
  of?: number
  target?: string
  note?: string
}

/** What a person reads in a workbook: its header (null = none), rows, and some cells by row of the sheet and column from 0. */
interface Reading {
  file: string
  sheet?: string
  header?: string[] | null
  rows?: number
  cells?: [line: number, column: number, text: string][]
}

const READINGS: readonly Reading[] = [
  {
    file: 'Ekaterinburg_IP_9.xlsx',
    rows: 2192,
    cells: [
      [5, 0, 'Аббасов Илал Газанфар Оглы'],
      [5, 6, '304667414800060'],
    ],
  },
  {
    file: 'big-texty-numbers-xlsx.xlsx',
    cells: [
      [3, 0, '2147483647'],
      [4, 1, '2147483648'],
    ],
  },
  {
    file: 'blanks.xlsx',
    header: ['x', 'y'],
    rows: 2,
    cells: [
      [2, 1, 'a'],
      [3, 0, '1'],
    ],
  },
  { file: 'clippy.xlsx', header: ['name', 'value'], rows: 4, cells: [[4, 1, '2007-01-01']] },
  {
    file: 'currency-formats-xlsx.xlsx',
    rows: 2,
    cells: [
      [2, 1, '0.5'],
      [3, 3, '10000'],
    ],
  },
  {
    file: 'datasets.xlsx',
    rows: 32,
    cells: [
      [2, 10, '4'],
      [4, 0, '22.8'],
    ],
  },
  { file: 'datasets.xlsx', sheet: 'quakes', rows: 1000 },
  { file: 'dates-1900-LibreOffice.xlsx', header: null, rows: 1, cells: [[1, 0, '2000-01-01']] },
  {
    file: 'deaths.xlsx',
    header: ['Name', 'Profession', 'Age', 'Has kids', 'Date of birth', 'Date of death'],
  },
  {
    file: 'embedded-chartsheet.xlsx',
    sheet: '2',
    header: ['mpg', 'cyl', 'disp', 'hp', 'drat', 'wt', 'qsec', 'vs', 'am', 'gear', 'carb'],
  },
  { file: 'empty-named-column.xlsx', header: ['x', 'y', 'z', 'w'], rows: 3 },
  { file: 'empty-sheets.xlsx', header: ['var1', 'var2'], rows: 0 },
  { file: 'geometry.xlsx', header: ['', 'var1', 'var2', 'var3'], rows: 3, cells: [[4, 1, 'aa']] },
  { file: 'inlineStr.xlsx', rows: 1, cells: [[2, 5, 'requirement']] },
  { file: 'iris-excel-xlsx.xlsx', rows: 150, cells: [[2, 4, 'setosa']] },
  { file: 'iris-google-doc.xlsx', rows: 150, cells: [[4, 0, '4.7']] },
  { file: 'los-angeles-arrests-xlsx.xlsx', rows: 193, cells: [[4, 17, '1985-02-25']] },
  { file: 'missing-first-column.xlsx', header: null, rows: 3, cells: [[1, 1, '1']] },
  { file: 'new_line_errors.xlsx', header: ['column_name'], rows: 2 },
  { file: 'no-styles-or-sharedStrings-parts.xlsx', rows: 11, cells: [[2, 2, '0.143292665']] },
  { file: 'nonstandard-xml-ns-prefix.xlsx', header: ['a', 'b'], rows: 2, cells: [[3, 1, '4']] },
  { file: 'richtext-coloured.xlsx', cells: [[2, 0, 'rval1rval2']] },
  { file: 'sheet-xml-lookup.xlsx', sheet: 'Asia', rows: 5 },
  {
    file: 'skipping.xlsx',
    header: ['var1', 'var2'],
    rows: 2,
    cells: [
      [5, 0, 'v2,1'],
      [7, 1, 'v4,2'],
    ],
  },
  { file: 'style-only-cells.xlsx', header: ['var1', 'var2', 'var3', '', 'var5'], rows: 3 },
  {
    file: 'types.xlsx',
    cells: [
      [2, 1, 'TRUE'],
      [2, 2, '2017-02-27'],
      [5, 4, 'HELLO'],
    ],
  },
  { file: 'utf8-sheet-names.xlsx', sheet: '∂' },
  { file: 'vietnamese-utf8.xlsx', header: ['Mô tả'], cells: [[2, 0, 'BÙN SÉT']] },
  {
    file: '1904-based-dates.xlsx',
    rows: 5,
    cells: [
      [2, 0, '2018-05-05'],
      [6, 0, '2018-05-05'],
    ],
  },
  {
    file: 'boolean.xlsx',
    cells: [
      [2, 0, 'TRUE'],
      [3, 0, 'FALSE'],
    ],
  },
  {
    file: 'custom-number-parser.xlsx',
    cells: [
      [2, 0, '2018-03-24'],
      [2, 3, '210.45'],
      [2, 5, '(123) 456-7890'],
    ],
  },
  {
    file: 'merged-cells.xlsx',
    header: null,
    rows: 2,
    cells: [
      [1, 0, 'A1'],
      [2, 3, 'D2'],
    ],
  },
  { file: 'multiple-sheets.xlsx', sheet: 'sheet 2' },
  {
    file: 'schema.xlsx',
    rows: 2,
    cells: [
      [2, 1, '2000-01-05'],
      [3, 2, '60000'],
    ],
  },
  { file: 'xml-namespace.xlsx', header: ['Name', 'TimeStamp'], rows: 1 },
]

/** Without their parts, as a person would refuse them too. */
const BROKEN = new Set(['invalid-file-structure.xlsx'])

/** @param casesDir the folder with xlsx/ */
export async function measureWorkbooks(casesDir: string): Promise<Measured[]> {
  const folders = ['readxl', 'ref']
    .map((name) => join(casesDir, 'xlsx', name))
    .filter((path) => existsSync(path))
  const paths = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  if (paths.length === 0) return []
  let calm = 0
  for (const path of paths) if (await isCalm(path)) calm++
  const misread: string[] = []
  for (const reading of READINGS) {
    const path = paths.find((one) => basename(one) === reading.file)
    if (path === undefined || !(await isRight(path, reading))) misread.push(reading.file)
  }
  const pairs = await writtenTwice(paths)
  return [
    { name: 'workbooks read, or refused in words', ours: calm, of: paths.length, target: 'no crash' },
    {
      name: 'workbooks as a person reads them',
      ours: READINGS.length - misread.length,
      of: READINGS.length,
      note: misread.length === 0 ? 'the best reader alone: 114 of 125' : `misread: ${misread.join(', ')}`,
    },
    { name: 'dates like the text beside them', ...pairs },
  ]
}

interface Read {
  header: string[] | null
  rows: Map<number, string[]>
}

async function readBook(path: string, sheet?: string): Promise<Read> {
  const table = await openTable({ path }, sheet === undefined ? {} : { sheet })
  const rows = new Map<number, string[]>()
  for await (const batch of table.rows()) for (const { line, cells } of batch) rows.set(line, cells)
  return { header: table.info.headerRow === null ? null : table.info.header, rows }
}

async function isCalm(path: string): Promise<boolean> {
  try {
    await readBook(path)
    return path.endsWith('.xlsx') && !BROKEN.has(basename(path))
  } catch (error) {
    const refused = error instanceof PrmError && error.kind === 'input'
    return refused && (path.endsWith('.xls') || BROKEN.has(basename(path)))
  }
}

async function isRight(path: string, { sheet, header, rows, cells }: Reading): Promise<boolean> {
  const read = await readBook(path, sheet).catch(() => null)
  if (read === null) return false
  return (
    (header === undefined || JSON.stringify(header) === JSON.stringify(read.header)) &&
    (rows === undefined || rows === read.rows.size) &&
    (cells ?? []).every(([line, column, text]) => read.rows.get(line)?.[column] === text)
  )
}

/** Files with a moment in the first column and the same as text in the second; 29 February 1900 never was. */
async function writtenTwice(paths: readonly string[]): Promise<{ ours: number; of: number }> {
  let ours = 0
  let of = 0
  for (const path of paths.filter((one) => /(datetime-rounding|leap-year-1900-xlsx)\.xlsx$/.test(one))) {
    for (const [moment, text] of (await readBook(path)).rows.values()) {
      if (text?.startsWith('1900-02-29') === true) continue
      of++
      if (moment === text?.replace(' ', 'T')) ours++
    }
  }
  return { ours, of }
}
