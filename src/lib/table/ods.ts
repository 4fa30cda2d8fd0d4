/** OpenDocument spreadsheets: LibreOffice's own format. */
import type { Archive } from './archive.ts'
import { inputError } from './errors.ts'
import { tooLarge } from './whole.ts'
import { cellText } from './workbook-cell.ts'
import { odsSheets } from './workbook-library.ts'
import type { Book } from './workbook.ts'
import { isLarger } from './zip.ts'

/** The library builds the whole document in memory, at some seventeen times the size of its text. */
const MOST = 48 << 20

/** @throws PrmError input: damaged, too large */
export async function openOds({ data, entries }: Archive, name: string): Promise<Book> {
  const content = entries.get('content.xml')
  if (content === undefined) {
    throw inputError('broken_workbook', `${name} is an OpenDocument spreadsheet with parts missing`)
  }
  if (isLarger(data, content, MOST)) throw tooLarge(name, 'an OpenDocument spreadsheet', MOST)
  const sheets = await odsSheets(data)
  return {
    format: 'ods',
    sheets: sheets.map((sheet) => ({ name: sheet.name, hidden: false, empty: sheet.rows.length === 0 })),
    async *rows(at) {
      for (const { index, values } of sheets[at]!.rows) {
        yield await Promise.resolve({ index, cells: values.map((value) => cellText(value)) })
      }
    },
  }
}
