export interface TableOptions {
  /** Overrides detection; any string, usually one character. */
  delimiter?: string
  /** Overrides detection: any label that iconv-lite knows. */
  encoding?: string
  /** For workbooks: the sheet's name, or its number from 1; without it, the first sheet with anything in it. */
  sheet?: string
  /** 1-based row of the header, overriding detection; 0 = the file has none. */
  headerRow?: number
  /** Overrides detection; '' = quotes mean nothing. */
  quote?: string
  /** Stop after so many data rows. */
  maxRows?: number
  signal?: AbortSignal
}

export type RowProblem =
  'unclosed_quote' | 'stray_quote' | 'too_many_cells' | 'too_few_cells' | 'other_delimiter'

export interface TableRow {
  /**
   * Row number as a spreadsheet shows it: 1-based, blank rows, preamble and header counted; a multi-line cell is one row. In a JSON
   * document, the number of the item; in JSON lines, the line; in a vCard file, the line where the card begins.
   */
  line: number
  /** Exactly as read, not padded. */
  cells: string[]
  problem?: RowProblem
}

export interface TableNote {
  /** Stable, for scripts: `encoding_guessed`. */
  code: string
  /** One sentence for people. */
  message: string
  line?: number
}

/** What was found out about the file. Notes can still grow while rows are read. */
export interface TableInfo {
  format: 'csv' | 'xlsx' | 'ods' | 'html' | 'json' | 'ndjson' | 'vcard'
  compression?: 'gzip' | 'zip'
  /** Of a workbook: the sheet that was read. */
  sheet?: string
  encoding: string
  delimiter: string | null
  quote: string | null
  escape: string | null
  /** 1-based row of the (last) header row; null when the file has none; 0 when the names come with the values (JSON, vCard). */
  headerRow: number | null
  /** Names as read, trimmed; several header rows joined with a space; '' where a name is empty. */
  header: string[]
  preambleRows: number
  /** Known once all rows are read. */
  footerRows?: number
  /** Every guess or repair that a user should know. */
  notes: TableNote[]
  /** Size of the file, where it is known. */
  bytes?: number
}

export interface TableStats {
  rows: number
  blank: number
  bytesRead: number
  footer: number
  /** Rows that are neither data nor blank: comments and header rows that come again. */
  comments: number
  repeatedHeaders: number
}

export interface Table {
  info: TableInfo
  /** Batches of about a thousand rows, blank rows left out but counted. Can be read once. */
  rows(): AsyncGenerator<TableRow[]>
  stats(): TableStats
}

export type TableSource = { path: string } | { stream: AsyncIterable<Uint8Array>; name: string }

/** How the cells of a delimited file are set apart. */
export interface Dialect {
  delimiter: string
  /** null: quotes mean nothing. */
  quote: string | null
  /** The quote itself (doubling) or a backslash. */
  escape: string | null
  /** A backslash before a delimiter makes it a character of an unquoted cell: `Berg\, Anna`. */
  escapesPlain?: boolean
  /** Cells follow their delimiter after one space that does not belong to them: `a, "b"`. */
  skipSpace: boolean
  /** A carriage return alone ends a row. */
  crEnds: boolean
  /** Cells that a row should have; 0 = not known yet. */
  width: number
}
