/** The reader for delimited text: finds dialect and structure in the head, then streams. */
import { plural } from '../text.ts'
import { addressRows } from './address-line.ts'
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
import { findWrapping, unwrap } from './wrapped-rows.ts'

const SAMPLE_ROWS = 400
const SAMPLE_CHARS = 1 << 18
const BATCH = 1000
/** Characters of one row: somebody may have pasted a picture into a cell. */
const LONGEST_ROW = 1 << 25

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
  if (sample.complete && sample.text.trim() === '') throw nothingIn(bytes.name)
  const separator = SEPARATOR.exec(sample.text)
  const addresses = sample.complete ? addressRows(sample.text) : null
  const head = addresses?.join('') ?? sample.text.slice(separator?.[0].length ?? 0)
  const told = separator === null ? undefined : toldDelimiter(separator[1]!, head)
  const delimiter = options.delimiter ?? told ?? (addresses === null ? undefined : ',')
  const dialect = detectDialect(head, sample.complete, { delimiter, quote: options.quote })
  const wrapping = findWrapping(sampleRecords(head, dialect, sample.complete), dialect)
  if (wrapping !== null) dialect.delimiter = wrapping.delimiter
  const rowsOf = (): string[][] =>
    sampleRecords(head, dialect, sample.complete).map(
      (record) => (wrapping === null ? record : unwrap(record, wrapping)).cells,
    )
  // Read again with the width known: it decides between readings of doubtful quotes.
  if (wrapping === null) dialect.width = usualWidth(rowsOf())
  const top = rowsOf()
  const structure = choose(top, options.headerRow, sample.blank)
  dialect.width = structure.width
  const headerAt = structure.start + structure.headerRows
  const header = joinHeader(top.slice(structure.start, headerAt))
  const info: TableInfo = {
    format: 'csv',
    encoding: text.encoding(),
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    headerRow: structure.headerRows === 0 ? null : sample.blank + headerAt,
    header,
    preambleRows: sample.blank + structure.start,
    notes: notes.list,
    ...(bytes.compression === undefined ? {} : { compression: bytes.compression }),
    ...(bytes.size === undefined ? {} : { bytes: bytes.size }),
  }
  describeHeader(info, structure, sample.blank + 1, sample.blank + structure.start + 1, notes)
  if (addresses !== null)
    notes.add('address_line', `one line of ${addresses.length} addresses was read as a row for each`)
  const stats: TableStats = {
    rows: 0,
    blank: sample.blank,
    bytesRead: 0,
    footer: 0,
    comments: 0,
    repeatedHeaders: 0,
  }

  const noteProblem = (problem: RowProblem, line: number): void => {
    const say = PROBLEMS[problem]
    if (say !== undefined) notes.count(problem, (n) => `${plural(n, 'row')} ${say}`, 1, '', line)
  }

  async function* rest(): AsyncGenerator<string> {
    yield head
    yield* pieces
  }

  async function* batches(): AsyncGenerator<TableRow[]> {
    // A row in quotes is one cell: a width would make that doubtful.
    const tokenizer = new Tokenizer(wrapping === null ? dialect : { ...dialect, width: 0 })
    const footer = new Footer(dialect.width)
    const headers = top.slice(structure.start, headerAt)
    const most = options.maxRows ?? Infinity
    let line = sample.blank
    let batch: TableRow[] = []

    const take = (found: RawRecord): void => {
      line++
      const record = wrapping === null ? found : unwrap(found, wrapping)
      if (line <= sample.blank + headerAt) return
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
      if (record !== found) {
        const say = (n: number): string =>
          `${plural(n, 'row')} stood in quotes as a whole and ${n === 1 ? 'was' : 'were'} taken apart`
        notes.count('quoted_row', say, 1, '', line)
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
            'look at that row: a list has a line for each person',
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

interface Sample {
  text: string
  complete: boolean
  /** Blank rows before it. */
  blank: number
}

/** The first text that is not blank: a million empty rows may stand before a table. */
async function takeSample(pieces: AsyncGenerator<string>): Promise<Sample> {
  let text = ''
  let blank = 0
  while (text.length < SAMPLE_CHARS) {
    const next = await pieces.next()
    if (next.done === true) return { text, complete: true, blank }
    if (text !== '') text += next.value
    else {
      const start = skipBlankLines(next.value)
      text = next.value.slice(start.at)
      blank += start.lines
    }
  }
  return { text, complete: false, blank }
}

function skipBlankLines(text: string): { at: number; lines: number } {
  const line = /[ \t]*(?:\r*\n|\r)/y
  let at = 0
  let lines = 0
  while (line.test(text)) {
    at = line.lastIndex
    lines++
  }
  return { at, lines }
}

/** Spreadsheets understand it, and some quote it, or fill its row up with delimiters. */
const SEPARATOR = /^[ \t]*"?sep=(.+?)"?[ \t]*(\r\n|\n|\r|$)/i

function toldDelimiter(told: string, text: string): string {
  if (told === '\\t') return '\t'
  return text.includes(told) ? told : told.slice(0, 1)
}

const nothingIn = (name: string): Error =>
  inputError('empty_file', `${name} has nothing in it`, 'export the list again, or check the file name')

function sampleRecords(head: string, dialect: Dialect, complete: boolean): RawRecord[] {
  const records = tokenize(head, dialect, SAMPLE_ROWS, true)
  // The last one may be cut off.
  if (!complete && records.length > 1 && records.length < SAMPLE_ROWS) records.pop()
  return records
}

function choose(rows: readonly string[][], wanted: number | undefined, before: number): Structure {
  const found = findStructure(rows)
  if (wanted === undefined) return found
  if (wanted === 0) return { ...found, start: 0, headerRows: 0, doubt: '' }
  return { ...found, start: Math.max(0, wanted - before - 1), headerRows: 1, doubt: '' }
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
