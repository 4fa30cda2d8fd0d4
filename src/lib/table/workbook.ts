/** A sheet of a workbook as a table: which sheet, where its table begins, and its rows. */
import type { Archive } from './archive.ts'
import { inputError } from './errors.ts'
import { Footer, noteFooter } from './footer.ts'
import { describeHeader, joinHeader, noteRepeatedHeader } from './header.ts'
import { isBlank } from './kinds.ts'
import { createNotes, type Notes } from './notes.ts'
import { openOds } from './ods.ts'
import type { Bytes } from './source.ts'
import { findStructure, isComment, sameRow, type Structure } from './structure.ts'
import type { Table, TableInfo, TableOptions, TableRow, TableStats } from './types.ts'
import { chooseSheet } from './workbook-sheet.ts'
import { openXlsx } from './xlsx.ts'

export interface BookSheet {
  name: string
  hidden: boolean
  /** Certainly without a value. */
  empty: boolean
}

export interface SheetRow {
  /** From 0; rows without cells may be left out. */
  index: number
  cells: string[]
}

export interface Book {
  format: 'xlsx' | 'ods' | 'html'
  sheets: readonly BookSheet[]
  /** @param at index in `sheets` */
  rows(at: number): AsyncGenerator<SheetRow>
}

const SAMPLE_ROWS = 400
const BATCH = 1000

interface Line {
  line: number
  cells: string[]
}

/** @throws PrmError input: no such sheet, nothing in it, too large, damaged */
export async function openBook(
  kind: 'xlsx' | 'ods',
  archive: Archive,
  bytes: Bytes,
  options: TableOptions,
): Promise<Table> {
  try {
    const book = kind === 'xlsx' ? openXlsx(archive, bytes.name) : await openOds(archive, bytes.name)
    return await openSheets(book, bytes, options, { encoding: 'utf-8', notes: createNotes() })
  } catch (error) {
    throw damaged(error, bytes.name)
  }
}

/** @throws PrmError input: no such sheet, nothing in it */
export async function openSheets(
  book: Book,
  bytes: Bytes,
  options: TableOptions,
  { encoding, notes }: { encoding: string; notes: Notes },
): Promise<Table> {
  const { name, rows: unguarded } = await chooseSheet(book, bytes.name, options.sheet, notes)
  const rows = guarded(unguarded, bytes.name)
  const top = await takeTop(rows)
  const width = usualEnd(top.list)
  for (const { cells } of top.list) pad(cells, width)
  const structure = choose(top.list, options.headerRow)
  const headers = top.list.slice(structure.start, structure.start + structure.headerRows)
  const headerRow = headers.at(-1)?.line ?? null
  const widest = Math.max(0, ...top.list.slice(structure.start).map(({ cells }) => lastFilled(cells)))
  const header = pad(joinHeader(headers.map(({ cells }) => cells)).slice(0, widest), widest)
  const info: TableInfo = {
    format: book.format,
    sheet: name,
    encoding,
    delimiter: null,
    quote: null,
    escape: null,
    headerRow,
    header: headers.length === 0 ? [] : header,
    preambleRows: (top.list[structure.start]?.line ?? 1) - 1,
    notes: notes.list,
    ...(bytes.compression === undefined ? {} : { compression: bytes.compression }),
    ...(bytes.size === undefined ? {} : { bytes: bytes.size }),
  }
  describeHeader(info, structure, top.list[0]?.line ?? 1, headers[0]?.line ?? 1, notes)
  const stats: TableStats = { rows: 0, blank: 0, bytesRead: 0, footer: 0, comments: 0, repeatedHeaders: 0 }

  async function* batches(): AsyncGenerator<TableRow[]> {
    const footer = new Footer(widest)
    const most = options.maxRows ?? Infinity
    let last = headerRow ?? info.preambleRows
    let batch: TableRow[] = []
    for await (const { line, cells } of all(top.list.slice(structure.start + structure.headerRows), rows)) {
      if (isBlank(cells)) continue
      // Blank rows are known by the gap they leave: those at the end of a sheet are only formatting.
      if (line > last + 1) {
        stats.blank += line - last - 1
        footer.blank()
      }
      last = line
      if (structure.comments && isComment(cells, widest)) {
        stats.comments++
        continue
      }
      if (widest > 1 && headers.some((header) => sameRow(pad(cells, widest), pad(header.cells, widest)))) {
        stats.repeatedHeaders++
        noteRepeatedHeader(line, notes)
        continue
      }
      batch.push(...footer.pass(toRow(line, cells, widest)))
      if (batch.length < BATCH && stats.rows + batch.length < most) continue
      options.signal?.throwIfAborted()
      batch.length = Math.min(batch.length, most - stats.rows)
      stats.rows += batch.length
      yield batch
      batch = []
      if (stats.rows >= most) return
    }
    const { rows: kept, footers } = footer.end()
    batch.push(...kept)
    batch.length = Math.min(batch.length, most - stats.rows)
    stats.footer = footers.length
    info.footerRows = footers.length
    noteFooter(footers, notes)
    stats.rows += batch.length
    if (batch.length > 0) yield batch
  }

  return { info, rows: batches, stats: () => ({ ...stats, bytesRead: bytes.bytesRead() }) }
}

/** What zlib and the library throw at a damaged workbook, as one sentence. */
function damaged(error: unknown, name: string): unknown {
  const { name: kind, message } = error as Error
  if (kind === 'PrmError' || kind === 'AbortError') return error
  const what = `${name} is a workbook that cannot be read: ${message.replace(/\.$/, '')}`
  return inputError('broken_workbook', what, 'open it in a spreadsheet program and save it again', error)
}

async function* guarded(rows: AsyncGenerator<SheetRow>, name: string): AsyncGenerator<SheetRow> {
  try {
    yield* rows
  } catch (error) {
    throw damaged(error, name)
  }
}

/** The first rows, with one blank row for each gap. */
async function takeTop(rows: AsyncGenerator<SheetRow>): Promise<{ list: Line[] }> {
  const list: Line[] = []
  let last = 0
  while (list.length < SAMPLE_ROWS) {
    const next = await rows.next()
    if (next.done === true) break
    const { index, cells } = next.value
    if (isBlank(cells)) continue
    if (last > 0 && index > last) list.push({ line: index, cells: [''] })
    list.push({ line: index + 1, cells })
    last = index + 1
  }
  return { list }
}

async function* all(first: readonly Line[], rest: AsyncGenerator<SheetRow>): AsyncGenerator<Line> {
  yield* first
  for await (const { index, cells } of rest) yield { line: index + 1, cells }
}

function choose(top: readonly Line[], wanted: number | undefined): Structure {
  const found = findStructure(top.map(({ cells }) => cells))
  if (wanted === undefined) return found
  if (wanted === 0) return { ...found, start: 0, headerRows: 0, doubt: '' }
  const at = top.findIndex(({ line }) => line >= wanted)
  return { ...found, start: Math.max(0, at), headerRows: 1, doubt: '' }
}

function lastFilled(cells: readonly string[]): number {
  let end = cells.length
  while (end > 0 && cells[end - 1]!.trim() === '') end--
  return end
}

/** Where nine rows in ten have ended: a remark far to the right does not make a table wide. */
function usualEnd(rows: readonly Line[]): number {
  const ends = rows.map(({ cells }) => lastFilled(cells)).filter((end) => end > 1)
  ends.sort((a, b) => a - b)
  return ends[Math.ceil(ends.length * 0.9) - 1] ?? 1
}

function pad(cells: string[], width: number): string[] {
  while (cells.length < width) cells.push('')
  return cells
}

function toRow(line: number, cells: string[], width: number): TableRow {
  if (lastFilled(cells) > width)
    return { line, cells: cells.slice(0, lastFilled(cells)), problem: 'too_many_cells' }
  return { line, cells: pad(cells, width).slice(0, width) }
}
