/** Where does the table begin, and which rows are its header? Judged by the cells alone: a header is text unlike its column's data. */
import { isBlank, kindOf, type Kind } from './kinds.ts'

export interface Structure {
  /** Index of the first row that is not preamble. */
  start: number
  /** Rows of header from `start`; 0 = no header. */
  headerRows: number
  /** Cells that a row of this table should have. */
  width: number
  /** Lines starting with # are comments in this file. */
  comments: boolean
  /** Why, for a note; '' where nothing had to be guessed. */
  doubt: '' | 'no_header' | 'header_assumed'
}

/** @param rows the first records of the file, blank ones included */
export function findStructure(rows: readonly string[][]): Structure {
  const width = usualWidth(rows)
  const comments = hasComments(rows, width)
  const start = tableStart(rows, width, comments)
  const body: string[][] = []
  for (let i = start; i < rows.length; i++) {
    const row = rows[i]!
    if (!isBlank(row) && !(comments && isComment(row, width))) body.push(row)
  }
  const found = headerRows(body)
  const [first, second] = body
  if (first?.[0]!.startsWith('#') === true && second !== undefined && !second[0]!.startsWith('#')) {
    // A remark with as many commas as the table has, above the header; or the header itself, marked as one.
    const below = headerRows(body.slice(1))
    if (below.headerRows > 0 && below.doubt === '')
      return { start: rows.indexOf(second), width, comments, ...below }
  }
  return { start, width, comments, ...found }
}

const filled = (row: readonly string[]): number =>
  row.reduce((n, cell) => (cell.trim() === '' ? n : n + 1), 0)

/** The commonest number of cells; of equally common ones the wider. Rows of one cell count less: preambles and footers have one. */
export function usualWidth(rows: readonly string[][]): number {
  const votes = new Map<number, number>()
  for (const row of rows) {
    if (isBlank(row)) continue
    votes.set(row.length, (votes.get(row.length) ?? 0) + (row.length === 1 ? 0.3 : 1))
  }
  let best = 1
  let most = 0
  for (const [width, n] of votes) {
    if (n > most || (n === most && width > best)) {
      best = width
      most = n
    }
  }
  return best
}

export function isComment(row: readonly string[], width: number): boolean {
  return row[0]!.startsWith('#') && (row.length !== width || filled(row) <= 1)
}

/** Lines with # before the table, or several of another width within it; never where the header itself begins with #. */
function hasComments(rows: readonly string[][], width: number): boolean {
  const first = rows.find((row) => !isBlank(row))
  if (first === undefined || width < 2) return false
  const marked = rows.filter((row) => row[0]!.startsWith('#'))
  if (marked.length === 0) return false
  return (
    marked.every((row) => isComment(row, width)) && marked.some((row) => /^#+( |!|$|[^\d\s])/.test(row[0]!))
  )
}

/** Behind the sixtieth row that is not blank. */
function lastLooked(rows: readonly string[][]): number {
  let looked = 0
  for (let i = 0; i < rows.length; i++) if (!isBlank(rows[i]!) && ++looked === 60) return i + 1
  return rows.length
}

/** Titles, notes and key–value lines before the table. */
function tableStart(rows: readonly string[][], width: number, comments: boolean): number {
  let start = 0
  let lastBlank = -1
  const limit = lastLooked(rows)
  const enough = Math.max(2, Math.ceil(width / 2))
  for (let i = 0; i < limit; i++) {
    const row = rows[i]!
    if (isBlank(row)) {
      lastBlank = i
      continue
    }
    if (comments && isComment(row, width)) continue
    const n = filled(row)
    if (width === 1) {
      // A single column: only a sentence set apart by a blank line is a preamble.
      if (i === 0 && rows.length > 2 && isBlank(rows[1]!) && row[0]!.includes(' ')) continue
      start = i
      break
    }
    if (n >= enough || (row.length === width && n >= 2 && width <= 4)) {
      // Pairs of key and value above a blank line are not the header of a wider table.
      if (n < enough && followedByWider(rows, i, width)) continue
      start = i
      break
    }
    if (row.length === width && n === 1 && !followedByWider(rows, i, width)) {
      start = i
      break
    }
    if (i === limit - 1) return lastBlank + 1 < rows.length && lastBlank >= 0 ? lastBlank + 1 : 0
  }
  return start
}

/** Is there a fuller row soon after? Then row i is above the table. */
function followedByWider(rows: readonly string[][], i: number, width: number): boolean {
  const enough = Math.max(2, Math.ceil(width / 2))
  for (let k = i + 1; k < Math.min(rows.length, i + 30); k++) if (filled(rows[k]!) >= enough) return true
  return false
}

type Found = Pick<Structure, 'headerRows' | 'doubt'>

const MOST_HEADERS = 4
const SAMPLE = 200

/** How many of the first rows of `body` are header? */
function headerRows(body: readonly string[][]): Found {
  const first = body[0]
  if (first === undefined) return { headerRows: 0, doubt: '' }
  const kinds = first.map(kindOf)
  const valued =
    kinds.some((kind) => kind === 'email' || kind === 'url' || kind === 'phone') ||
    first.some((cell) => ADDRESS.test(cell))
  if (body.length === 1) {
    return valued || mostlyData(kinds) ? { headerRows: 0, doubt: 'no_header' } : { headerRows: 1, doubt: '' }
  }
  const columns = columnKinds(body.slice(1, SAMPLE))
  const vote = compare(first, kinds, columns)
  if (vote <= -1) return { headerRows: 0, doubt: 'no_header' }
  if (vote <= 0 && (valued || mostlyData(kinds) || repeats(first, body)))
    return { headerRows: 0, doubt: 'no_header' }
  let n = 1
  while (n < MOST_HEADERS && n < body.length - 1 && isFurtherHeader(body, n)) n++
  return { headerRows: n, doubt: vote <= 0 ? 'header_assumed' : '' }
}

/** `Anna Berg <anna@berg.example>` */
const ADDRESS = /<[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}>/

const DATA = new Set<Kind>(['number', 'date', 'time', 'email', 'url', 'phone'])

function mostlyData(kinds: readonly Kind[]): boolean {
  const data = kinds.filter((kind) => DATA.has(kind)).length
  const full = kinds.filter((kind) => kind !== 'empty').length
  return data > 0 && data * 3 >= full
}

interface Column {
  /** The kind of at least 80 % of its filled cells, else null. */
  kind: Kind | null
  /** All filled cells are short codes of this length (three or more of them), else 0. */
  length: number
  filled: number
}

function columnKinds(rows: readonly string[][]): Column[] {
  const width = Math.max(...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, at) => {
    const counts = new Map<Kind, number>()
    let full = 0
    let length = -1
    for (const row of rows) {
      const cell = row[at]
      if (cell === undefined) continue
      const kind = kindOf(cell)
      if (kind === 'empty') continue
      full++
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      const size = cell.trim().length
      length = SHORT.test(cell) && (length === -1 || length === size) ? size : 0
    }
    const [top, n] = [...counts].reduce<[Kind | null, number]>((a, b) => (b[1] > a[1] ? b : a), [null, 0])
    return {
      kind: full > 0 && n >= full * 0.8 ? top : null,
      length: full >= 3 ? Math.max(length, 0) : 0,
      filled: full,
    }
  })
}

/** Above 0: the row is unlike its columns, so a header. Below 0: it is like them, so data. */
function compare(row: readonly string[], kinds: readonly Kind[], columns: readonly Column[]): number {
  let vote = 0
  row.forEach((cell, at) => {
    const column = columns[at]
    const kind = kinds[at]!
    if (column === undefined || kind === 'empty' || column.kind === null) return
    const weight = column.filled >= 2 ? 2 : 1
    if (DATA.has(column.kind))
      vote += kind === column.kind ? (looksLikeYear(cell) ? -0.5 : -2) : DATA.has(kind) ? -0.5 : weight
    else if (column.kind === 'code' || column.kind === 'boolean')
      vote += kind === column.kind ? -1 : kind === 'text' ? 1 : 0
    else if (column.length > 0)
      vote += cell.trim().length !== column.length ? 0.5 : SHORT.test(cell) ? -0.5 : 0
  })
  return vote
}

/** `US`, `EMEA`: a code rather than a word. */
const SHORT = /^[A-Z0-9_-]+$/

const looksLikeYear = (cell: string): boolean => /^(19|20)\d\d$/.test(cell.trim())

/** Does a value of the first row come again in its column? Names of columns do not (but the whole row may: lists joined together). */
function repeats(first: readonly string[], body: readonly string[][]): boolean {
  let again = 0
  let full = 0
  first.forEach((cell, at) => {
    if (cell.trim() === '') return
    full++
    for (let i = 1; i < Math.min(body.length, SAMPLE); i++) {
      if (body[i]![at] === cell && !sameRow(body[i]!, first)) {
        again++
        return
      }
    }
  })
  return full > 0 && again * 3 >= full && again > 0
}

export function sameRow(a: readonly string[], b: readonly string[]): boolean {
  const size = Math.min(a.length, b.length)
  if (size < Math.max(a.length, b.length) * 0.7) return false
  for (let i = 0; i < size; i++) if (a[i]!.trim() !== b[i]!.trim()) return false
  return size > 0
}

/** Is row n a header too: the same names again, or text (no data) over columns of numbers, dates, addresses? */
function isFurtherHeader(body: readonly string[][], n: number): boolean {
  const row = body[n]!
  if (sameRow(row, body[0]!)) return true
  const rest = body.slice(n + 1, n + 1 + SAMPLE)
  if (rest.length < 3) return false
  const columns = columnKinds(rest)
  const kinds = row.map(kindOf)
  if (kinds.some((kind) => DATA.has(kind))) return false
  let over = 0
  for (const [at, column] of columns.entries()) {
    if (column.kind === null || !DATA.has(column.kind) || column.filled < rest.length * 0.5) continue
    if (kinds[at] === undefined || kinds[at] === 'empty') return false
    over++
  }
  return over >= 2
}
