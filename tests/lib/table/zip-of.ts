import { crc32, deflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const ENTRY = 0x02014b50
const END = 0x06054b50

/** A zip archive of texts, deflated, by name. */
export function zipOf(files: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content as string)
    const packed = deflateRawSync(data)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(data.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([signature(LOCAL), fields, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(signature(ENTRY), Buffer.from([20, 0]), fields, tail, Buffer.from(name))
    parts.push(local)
    offset += local.length
  }
  const names = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(names.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, names, signature(END), end])
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export interface SheetXml {
  name: string
  /** The rows: `<row r="1"><c …>`. */
  xml: string
  hidden?: boolean
  chart?: boolean
}

/** A workbook as other programs write it, from the XML of its rows. */
export function xlsxOf(
  sheets: SheetXml[],
  {
    styles = '',
    strings = '',
    workbookPr = '',
  }: { styles?: string; strings?: string; workbookPr?: string } = {},
): Buffer {
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const kind = ({ chart }: SheetXml): string => (chart === true ? 'chartsheet' : 'worksheet')
  const path = (sheet: SheetXml, at: number): string => `${kind(sheet)}s/sheet${at + 1}.xml`
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`
  const relations = (all: string[]): string =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const list = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  )
  return zipOf({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${types}">${workbookPr}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((sheet, at) => relation(`rId${at + 1}`, kind(sheet), path(sheet, at))),
      relation('rId90', 'styles', 'styles.xml'),
      relation('rId91', 'sharedStrings', 'sharedStrings.xml'),
    ]),
    'xl/styles.xml': `<styleSheet ${main}>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${strings}</sst>`,
    ...Object.fromEntries(
      sheets.map((sheet, at) => [
        `xl/${path(sheet, at)}`,
        sheet.chart === true
          ? `<chartsheet ${main}/>`
          : `<worksheet ${main}><sheetData>${sheet.xml}</sheetData></worksheet>`,
      ]),
    ),
  })
}

/** Rows of plain texts, from row 1. */
export const textRows = (rows: string[][]): string =>
  rows
    .map((cells, at) => {
      const inner = cells.map((cell) =>
        cell === '' ? '<c/>' : `<c t="inlineStr"><is><t>${cell}</t></is></c>`,
      )
      return `<row r="${at + 1}">${inner.join('')}</row>`
    })
    .join('')
