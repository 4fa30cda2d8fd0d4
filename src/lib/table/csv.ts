/** The reader for delimited text: finds dialect and structure in the head, then streams. */
import { plural } from '../text.ts'
import { detectDialect } from './dialect.ts'
import { inputError } from './errors.ts'
import { Footer, noteFooter } from './footer.ts'
import { describeHeader, joinHeader, noteRepeatedHeader } from './header.ts'
import { isBlank } from './kinds.ts'
import { createNotes } from './notes.ts'
import { otherDelimiter } from './other-delimiter.ts'
import type { Bytes } from './source.ts'
import { findStructure, isComment, sameRow, usualWidth, type Structure } from './structure.ts'
import { openText } from './text.ts'
import { Tokenizer, tokenize, type RawRecord } from './tokenizer.ts'
import type { Dialect, RowProblem, Table, TableInfo, TableOptions, TableRow, TableStats } from './types.ts'

const SAMPLE_ROWS = 400
const SAMPLE_CHARS = 1 << 18
const BATCH = 1000
/** Characters of one row; no list comes near. */
const LONGEST_ROW = 1 << 23

/** Repairs that end in a note; a row that is only too short or too long speaks for itself. */
const PROBLEMS: Partial<Record<RowProblem, string>> = {
  unclosed_quote: 'had a quote that is never closed; it was read as a character of its cell',
  stray_quote: 'had quotes inside a cell that were not doubled; they were read as characters',
  other_delimiter: 'used another delimiter than the rest and was read with that',
}

export async function openCsv(bytes: Bytes, options: TableOptions): Promise<Table> {
  const notes = createNotes()
  const text = await openText(bytes, options.encoding, notes)
  const pieces = text.pieces()
  const sample = await takeSample(pieces)
  const separator = /^sep=(.+?)[ \t]*(\r\n|\n|\r|$)/i.exec(sample.text)
  const head = separator === null ? sample.text : sample.text.slice(separator[0].length)
  const delimiter = options.delimiter ?? separator?.[1]
  const dialect = detectDialect(head, sample.complete, { delimiter, quote: options.quote })
  dialect.width = usualWidth(sampleRows(head, dialect, sample.complete))
  // Read again with the width known: it decides between readings of doubtful quotes.
  const top = sampleRows(head, dialect, sample.complete)
  const structure = choose(top, options.headerRow)
  dialect.width = structure.width
  const headerAt = structure.start + structure.headerRows
  const header = joinHeader(top.slice(structure.start, headerAt))
  const info: TableInfo = {
    format: 'csv',
    encoding: text.encoding(),
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    headerRow: structure.headerRows === 0 ? null : structure.start + structure.headerRows,
    header,
    preambleRows: structure.start,
    notes: notes.list,
    ...(bytes.compression === undefined ? {} : { compression: bytes.compression }),
    ...(bytes.size === undefined ? {} : { bytes: bytes.size }),
  }
  describeHeader(info, structure, 1, structure.start + 1, notes)
  const stats: TableStats = { rows: 0, blank: 0, bytesRead: 0, footer: 0, comments: 0, repeatedHeaders: 0 }

  const noteProblem = (problem: RowProblem, line: number): void => {
    const say = PROBLEMS[problem]
    if (say !== undefined) notes.count(problem, (n) => `${plural(n, 'row')} ${say}`, 1, '', line)
  }

  async function* rest(): AsyncGenerator<string> {
    yield head
    yield* pieces
  }

  async function* batches(): AsyncGenerator<TableRow[]> {
    const tokenizer = new Tokenizer(dialect)
    const footer = new Footer(dialect.width)
    const headers = top.slice(structure.start, headerAt)
    const most = options.maxRows ?? Infinity
    let line = 0
    let batch: TableRow[] = []

    const take = (record: RawRecord): void => {
      line++
      if (line <= structure.start + structure.headerRows) return
      if (isBlank(record.cells)) {
        stats.blank++
        footer.blank()
        return
      }
      if (structure.comments && isComment(record.cells, dialect.width)) {
        stats.comments++
        return
      }
      if (
        structure.headerRows > 0 &&
        record.cells.length > 1 &&
        headers.some((row) => sameRow(record.cells, row))
      ) {
        stats.repeatedHeaders++
        noteRepeatedHeader(line, notes)
        return
      }
      const row = toRow(record, line, dialect)
      if (row.problem !== undefined) noteProblem(row.problem, line)
      for (const sure of footer.pass(row)) batch.push(sure)
    }

    try {
      for await (const piece of ended(rest())) {
        options.signal?.throwIfAborted()
        if (piece === null) tokenizer.end()
        else tokenizer.feed(piece)
        for (let record = tokenizer.next(); record !== null; record = tokenizer.next()) {
          take(record)
          if (batch.length >= BATCH || stats.rows + batch.length >= most) {
            batch.length = Math.min(batch.length, most - stats.rows)
            stats.rows += batch.length
            yield batch
            batch = []
            if (stats.rows >= most) return
          }
        }
        if (tokenizer.pending > LONGEST_ROW) {
          throw inputError(
            'row_too_long',
            `row ${line + 1} of ${bytes.name} does not end: this is not a list`,
          )
        }
      }
      const { rows: kept, footers } = footer.end()
      batch.push(...kept)
      batch.length = Math.min(batch.length, most - stats.rows)
      stats.footer = footers.length
      info.footerRows = footers.length
      noteFooter(footers, notes)
      stats.rows += batch.length
      if (batch.length > 0) yield batch
    } finally {
      info.encoding = text.encoding()
      bytes.close()
    }
  }

  return { info, rows: batches, stats: () => ({ ...stats, bytesRead: bytes.bytesRead() }) }
}

async function* ended(pieces: AsyncGenerator<string>): AsyncGenerator<string | null> {
  yield* pieces
  yield null
}

async function takeSample(pieces: AsyncGenerator<string>): Promise<{ text: string; complete: boolean }> {
  let text = ''
  while (text.length < SAMPLE_CHARS) {
    const next = await pieces.next()
    if (next.done === true) return { text, complete: true }
    text += next.value
  }
  return { text, complete: false }
}

function sampleRows(head: string, dialect: Dialect, complete: boolean, limit = SAMPLE_ROWS): string[][] {
  const rows = tokenize(head, dialect, limit, true).map(({ cells }) => cells)
  // The last one may be cut off.
  if (!complete && rows.length > 1 && rows.length < limit) rows.pop()
  return rows
}

function choose(rows: readonly string[][], wanted: number | undefined): Structure {
  const found = findStructure(rows)
  if (wanted === undefined) return found
  if (wanted === 0) return { ...found, start: 0, headerRows: 0, doubt: '' }
  return { ...found, start: wanted - 1, headerRows: 1, doubt: '' }
}

function toRow(record: RawRecord, line: number, dialect: Dialect): TableRow {
  const { cells } = record
  const problem = record.problem ?? widthProblem(cells, dialect.width)
  if (problem === undefined) return { line, cells }
  if (!record.quoted) {
    const other = otherDelimiter(cells, dialect)
    if (other !== null) return { line, cells: other, problem: 'other_delimiter' }
  }
  return { line, cells, problem }
}

function widthProblem(cells: readonly string[], width: number): RowProblem | undefined {
  if (cells.length < width) return 'too_few_cells'
  for (let i = width; i < cells.length; i++) if (cells[i] !== '') return 'too_many_cells'
  return undefined
}
