/**
 * Tables in web pages, and in the XML of old spreadsheets: what many services save under the name of a workbook (`report.xls`). Each table
 * or worksheet is a sheet; of several, the largest is read unless another is asked for.
 */
import { canDecode, detectEncoding } from './encoding.ts'
import { inputError } from './errors.ts'
import { attributeOf, readMarkup } from './markup.ts'
import { createNotes } from './notes.ts'
import type { Bytes } from './source.ts'
import { openText } from './text.ts'
import type { Table, TableOptions } from './types.ts'
import { tooLarge } from './whole.ts'
import { openSheets, type Book } from './workbook.ts'

/** Characters; a page is held in memory as a whole. */
const MOST = 128 << 20
/** As far as a cell may reach, across and down. */
const MOST_SPAN = 1000
const CHARSET = /<meta[^>]*\bcharset\s*=\s*["']?([\w-]+)/i
/** What begins a line of its own within a cell. */
const BREAKS = new Set(['br', 'p', 'div', 'li'])

/** @throws PrmError input: too large, or without a table */
export async function openHtml(bytes: Bytes, options: TableOptions): Promise<Table> {
  const notes = createNotes()
  const text = await openText(bytes, options.encoding ?? (await statedEncoding(bytes)), notes)
  const pieces: string[] = []
  let size = 0
  for await (const piece of text.pieces()) {
    size += piece.length
    if (size > MOST) {
      bytes.close()
      throw tooLarge(bytes.name, 'a web page', MOST)
    }
    pieces.push(piece)
  }
  const tables = tablesIn(pieces.join(''))
  if (tables.length === 0) {
    throw inputError(
      'not_a_list',
      `${bytes.name} is not a list: it looks like a web page (HTML or XML) without a table`,
      'export the list as CSV or as a workbook',
    )
  }
  return openSheets(bookOf(tables), bytes, options, { encoding: text.encoding(), notes })
}

/** The page's own word counts where the bytes leave it open. */
async function statedEncoding({ head, complete }: Bytes): Promise<string | undefined> {
  const guess = await detectEncoding(head, complete)
  if (guess.certain && !guess.ascii) return undefined
  const label = CHARSET.exec(head.toString('latin1', 0, 4096))?.[1]?.toLowerCase()
  if (label === undefined || !canDecode(label)) return undefined
  // As browsers have it: pages that say Latin 1 mean what Windows made of it.
  return /^(iso-?8859-1|latin-?1|us-ascii)$/.test(label) ? 'windows-1252' : label
}

interface HtmlTable {
  name: string
  rows: string[][]
}

function bookOf(tables: readonly HtmlTable[]): Book {
  const sizeOf = ({ rows }: HtmlTable): number => rows.reduce((n, row) => n + row.length, 0)
  const largest = Math.max(...tables.map(sizeOf))
  return {
    format: 'html',
    // The smaller ones are titles and menus: read when asked for, as hidden sheets are.
    sheets: tables.map((table) => ({
      name: table.name,
      hidden: sizeOf(table) < largest,
      empty: sizeOf(table) === 0,
    })),
    async *rows(at) {
      for (const [index, cells] of tables[at]!.rows.entries()) yield await Promise.resolve({ index, cells })
    },
  }
}

/** A table that is being read; tables may stand in the cells of others. */
class Grid {
  readonly rows: string[][] = []
  readonly name: string
  private text: string[] | null = null
  /** Rows that a cell still reaches down into, by column. */
  private readonly taken: number[] = []

  constructor(name: string) {
    this.name = name
  }

  startRow(at = this.rows.length): void {
    this.endCell()
    // Far rows are counted, not filled: an index may say anything.
    while (this.rows.length < Math.min(at, this.rows.length + MOST_SPAN)) this.rows.push([])
    this.rows.push([])
    this.skipTaken()
  }

  startCell(across: number, down: number, at?: number): void {
    this.endCell()
    if (this.rows.length === 0) this.startRow()
    const row = this.rows.at(-1)!
    while (at !== undefined && row.length < Math.min(at, MOST_SPAN)) row.push('')
    this.text = []
    const column = row.length
    row.push('')
    for (let i = 1; i < Math.min(across, MOST_SPAN); i++) row.push('')
    for (let i = column; i < row.length; i++) this.taken[i] = Math.min(down, MOST_SPAN) - 1
    this.cell = column
  }

  private cell = 0

  add(text: string): void {
    this.text?.push(text)
  }

  endCell(): void {
    if (this.text === null) return
    const row = this.rows.at(-1)!
    row[this.cell] = tidy(this.text.join(''))
    this.text = null
    this.skipTaken()
  }

  private skipTaken(): void {
    const row = this.rows.at(-1)!
    while ((this.taken[row.length] ?? 0) > 0) {
      this.taken[row.length]!--
      row.push('')
    }
  }
}

/** Marks a line break that is meant; those of the source are blanks. */
const BREAK = '\u0000'

const tidy = (text: string): string =>
  text
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replaceAll('\u00a0', ' ')
    .split(BREAK)
    .map((line) => line.trim())
    .join('\n')
    .trim()

/** All tables of a page, those within others included; all worksheets of a spreadsheet. */
function tablesIn(source: string): HtmlTable[] {
  const all: Grid[] = []
  const open: Grid[] = []
  let sheet = ''
  const now = (): Grid | undefined => open.at(-1)
  const span = (tag: string, name: string): number => Number(attributeOf(tag, name)) || 0
  readMarkup(source, {
    open(name, tag) {
      if (name === 'worksheet') sheet = attributeOf(tag, 'Name')
      else if (name === 'table') {
        const grid = new Grid(sheet || `table ${all.length + 1}`)
        all.push(grid)
        open.push(grid)
      } else if (name === 'tr') now()?.startRow()
      else if (name === 'td' || name === 'th')
        now()?.startCell(span(tag, 'colspan') || 1, span(tag, 'rowspan') || 1)
      else if (name === 'row') now()?.startRow(span(tag, 'Index') - 1)
      else if (name === 'cell') now()?.startCell(span(tag, 'MergeAcross') + 1, 1, span(tag, 'Index') - 1)
      else if (BREAKS.has(name)) now()?.add(BREAK)
    },
    close(name) {
      if (name === 'table') {
        now()?.endCell()
        open.pop()
      } else if (/^(td|th|tr|cell|row)$/.test(name)) now()?.endCell()
    },
    text: (text) => now()?.add(text),
  })
  return all.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')))
}
