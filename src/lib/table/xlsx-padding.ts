/**
 * Columns whose numbers are shown with leading zeros (format `00000`: postal codes, customer numbers). The zeros are what a person reads, and
 * the library gives the bare number; so the formats and the first cells of the sheet are looked at here.
 */
import type { Archive } from './archive.ts'
import { attribute, elements, partOf, textPart } from './xlsx-parts.ts'
import { unzipStream, type ZipEntry } from './zip.ts'

/** Characters of the sheet whose cells are looked at. */
const SAMPLE = 1 << 20

/** @returns digits by column (from 0), for columns where every number of the sample is so shown */
export async function paddedColumns(
  archive: Archive,
  workbook: string,
  sheet: ZipEntry,
): Promise<Map<number, number>> {
  const styles = paddedStyles(textPart(archive, partOf(archive, workbook, 'styles')[0]?.path ?? '') ?? '')
  const columns = new Map<number, number>()
  if (styles.size === 0) return columns
  let xml = ''
  for await (const chunk of unzipStream(archive.data, sheet)) {
    xml += chunk.toString('latin1')
    if (xml.length > SAMPLE) break
  }
  for (const tag of elements(xml, 'c')) {
    const type = attribute(tag, 't')
    if (tag.endsWith('/>') || (type !== '' && type !== 'n')) continue
    const column = columnOf(attribute(tag, 'r'))
    const digits = styles.get(attribute(tag, 's')) ?? 0
    const known = columns.get(column)
    columns.set(column, known === undefined || known === digits ? digits : 0)
  }
  for (const [column, digits] of columns) if (digits === 0 || column < 0) columns.delete(column)
  return columns
}

/** Digits by index of a cell's style. */
function paddedStyles(xml: string): Map<string, number> {
  const digits = new Map<string, number>()
  for (const tag of elements(xml, 'numFmt')) {
    const zeros = /^0{2,}$/.exec(attribute(tag, 'formatCode').replace(/[;].*|\\|\[[^\]]*\]/g, ''))
    if (zeros !== null) digits.set(attribute(tag, 'numFmtId'), zeros[0].length)
  }
  const styles = new Map<string, number>()
  if (digits.size === 0) return styles
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? ''
  elements(cells, 'xf').forEach((tag, at) => {
    const found = digits.get(attribute(tag, 'numFmtId'))
    if (found !== undefined) styles.set(String(at), found)
  })
  return styles
}

/** `C7` is 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
