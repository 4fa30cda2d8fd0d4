/** Excel workbooks: which sheets there are, and their rows as text. */
import type { Archive } from './archive.ts'
import { inputError } from './errors.ts'
import { tooLarge } from './whole.ts'
import { cellText } from './workbook-cell.ts'
import { xlsxRows, type CellValue } from './workbook-library.ts'
import type { Book, BookSheet, SheetRow } from './workbook.ts'
import { attribute, elements, partOf, textPart, type Part } from './xlsx-parts.ts'
import { paddedColumns } from './xlsx-padding.ts'
import { isLarger } from './zip.ts'

/** The library holds all shared strings as a tree, at some thirty times their size. */
const MOST_STRINGS = 48 << 20
/** A sheet of a million rows and twenty columns has 1.5 GB. */
const MOST_SHEET = 0x7fffffff

/** The element of a value, or of a text in its place. */
const HAS_VALUE = /<(?:\w+:)?(?:v|is)[\s>]/

/** @throws PrmError input: parts are missing, too large */
export function openXlsx(archive: Archive, name: string): Book {
  const path = partOf(archive, '', 'officeDocument')[0]?.path ?? 'xl/workbook.xml'
  const workbook = textPart(archive, path)
  if (workbook === null) throw broken(name)
  const epoch1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook)
  const worksheets = new Map(partOf(archive, path, 'worksheet').map((part) => [part.id, part]))
  const strings = partOf(archive, path, 'sharedStrings')[0]
  const texts = archive.entries.get(strings?.path ?? '')
  if (texts !== undefined && isLarger(archive.data, texts, MOST_STRINGS))
    throw tooLarge(name, 'an Excel workbook', MOST_STRINGS, ' of text')

  const sheets: (BookSheet & { at: number; part: Part })[] = []
  listed(workbook).forEach((tag, at) => {
    // A sheet without a part of its own is a chart, a dialogue or a macro.
    const part = worksheets.get(attribute(tag, '(?:\\w+:)?id'))
    if (part === undefined) return
    const hidden = /\bstate="(?:hidden|veryHidden)"/.test(tag)
    const entry = archive.entries.get(part.path)
    const empty =
      entry !== undefined && entry.size < 4096 && !HAS_VALUE.test(textPart(archive, part.path) ?? '')
    sheets.push({ name: attribute(tag, 'name'), hidden, empty, at, part })
  })

  async function* rows(index: number): AsyncGenerator<SheetRow> {
    const { at, part } = sheets[index]!
    const entry = archive.entries.get(part.path)
    if (entry === undefined) throw broken(name)
    if (entry.size >= MOST_SHEET) throw tooLarge(name, 'an Excel workbook', MOST_SHEET)
    const padding = await paddedColumns(archive, path, entry)
    const text = (value: CellValue, column: number): string =>
      typeof value === 'number' && padding.has(column)
        ? cellText(value).padStart(padding.get(column)!, '0')
        : cellText(value, epoch1904)
    for await (const row of xlsxRows(archive.data, at)) {
      yield { index: row.index, cells: row.values.map(text) }
    }
  }

  return { format: 'xlsx', sheets, rows }
}

/** The tags of the sheets that the library counts. */
const listed = (workbook: string): string[] =>
  elements(workbook, 'sheet').filter(
    (tag) => attribute(tag, 'name') !== '' && attribute(tag, '(?:\\w+:)?id') !== '',
  )

function broken(name: string): Error {
  return inputError(
    'broken_workbook',
    `${name} is an Excel workbook with parts missing`,
    'open it in a spreadsheet program and save it again',
  )
}
