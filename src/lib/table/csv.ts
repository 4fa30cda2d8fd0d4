/** The reader for delimited text: finds dialect and structure in the head, then streams. */
import { detectDialect } from './dialect.ts'
import { inputError } from './errors.ts'
import { Footer } from './footer.ts'
import { isBlank } from './kinds.ts'
import { createNotes, type Notes } from './notes.ts'
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
  unclosed_quote: 'had a quote that is never closed; it was read as a character of its cell.',
  stray_quote: 'had quotes inside a cell that were not doubled; they were read as characters.',
  other_delimiter: 'used another delimiter than the rest and was read with that.',
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
  describe(info, structure, notes)
  const stats: TableStats = { rows: 0, blank: 0, bytesRead: 0, footer: 0, comments: 0, repeatedHeaders: 0 }

  const noteProblem = (problem: RowProblem, line: number): void => {
    const say = PROBLEMS[problem]
    if (say !== undefined)
      notes.count(problem, (n) => `${n === 1 ? '1 row' : `${n} rows`} ${say}`, 1, '', line)
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
        notes.count(
          'repeated_header',
          (n) => `The header comes again (${n} times) and was left out.`,
          1,
          '',
          line,
        )
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
            `Row ${line + 1} of ${bytes.name} does not end: this is not a list.`,
          )
        }
      }
      const { rows: kept, footers } = footer.end()
      batch.push(...kept)
      batch.length = Math.min(batch.length, most - stats.rows)
      stats.footer = footers.length
      info.footerRows = footers.length
      if (footers.length > 0) {
        const [one] = footers
        notes.add(
          'footer',
          `${footers.length} rows at the end are not part of the table ("${clip(one!.cells)}").`,
          one!.line,
        )
      }
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

function joinHeader(rows: readonly string[][]): string[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const names = Array.from({ length: width }, (_, at) =>
    rows
      .map((row) => (row[at] ?? '').replace(/^\ufeff/, '').trim())
      .filter((name) => name !== '')
      .join(' '),
  )
  return names
}

function describe(info: TableInfo, structure: Structure, notes: Notes): void {
  const add = (code: string, message: string, line: number): void => notes.add(code, message, line)
  if (structure.start > 0) add('preamble', `${structure.start} rows before the table were left out.`, 1)
  if (structure.doubt === 'no_header')
    add('no_header', 'The first row looks like data, so the file has no header.', structure.start + 1)
  if (structure.doubt === 'header_assumed')
    add(
      'header_assumed',
      'The first row was taken for the header; nothing in it proves that.',
      structure.start + 1,
    )
  if (structure.headerRows > 1)
    add(
      'header_rows',
      `The header has ${structure.headerRows} rows; their names were joined.`,
      structure.start + 1,
    )
  const names = new Set<string>()
  for (const name of info.header) {
    if (name !== '' && names.has(name))
      add('same_name', `Two columns are called "${name}".`, info.headerRow ?? 1)
    names.add(name)
  }
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

function clip(cells: readonly string[]): string {
  const text = cells.join(' ').trim()
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
