/**
 * Which delimiter, quote and escape? Each candidate splits the sample, and the split is judged as a table: rows of one
 * width, cells that look like something (a date, a number, a name) rather than like fragments of a sentence.
 */
import { escapeRegExp } from '../escape-reg-exp.ts'
import { isBlank, kindOf, type Kind } from './kinds.ts'
import { tokenize } from './tokenizer.ts'
import type { Dialect } from './types.ts'

/** Candidates with the weight of how usual they are; a rare one must win clearly. */
const DELIMITERS: readonly (readonly [string, number])[] = [
  [',', 1],
  [';', 1],
  ['\t', 1],
  ['|', 0.95],
  ['^', 0.9],
  ['~', 0.8],
  ['\u001f', 0.9],
  ['||', 0.96],
  ['::', 0.8],
  [':', 0.5],
  [' ', 0.5],
]

const ROWS = 300
const CHARS = 1 << 16

export interface Given {
  delimiter?: string | undefined
  quote?: string | undefined
}

/** @param sample text from the start of the file, without preamble if that is known; @param complete whether it is all */
export function detectDialect(sample: string, complete: boolean, given: Given = {}): Dialect {
  const text = sample.slice(0, CHARS)
  const ended = complete && text.length === sample.length
  const named = given.delimiter ?? /^sep=(.)\s*$/im.exec(text.slice(0, 10).split(/\r|\n/)[0] ?? '')?.[1]
  let best: Dialect | null = null
  let bestScore = -1
  const certain = given.quote === undefined ? everyCellQuoted(text, ended) : null
  if (certain !== null && (named === undefined || named === certain.delimiter)) {
    return { ...certain, crEnds: lineEnds(text, certain.quote)[0]! }
  }
  if (named === undefined && singleValues(text)) {
    const quote = given.quote === '' ? null : (given.quote ?? '"')
    return { ...plain(',', quote), crEnds: lineEnds(text, quote)[0]! }
  }
  const delimiters = named === undefined ? DELIMITERS : [[named, 1] as const]
  for (const [delimiter, weight] of delimiters) {
    if (named === undefined && !text.includes(delimiter)) continue
    const quote =
      given.quote === undefined ? findQuote(text, delimiter) : given.quote === '' ? null : given.quote
    const dialect = plain(delimiter, quote)
    dialect.skipSpace = !delimiter.startsWith(' ') && hasSpaces(text, delimiter)
    for (const [habit, doubt] of habits(text, dialect)) {
      for (const crEnds of lineEnds(text, quote)) {
        const value = weight * doubt * judge(text, { ...habit, crEnds }, ended)
        if (value > bestScore) {
          best = { ...habit, crEnds }
          bestScore = value
        }
      }
    }
  }
  if (best === null || (named === undefined && bestScore < SINGLE)) {
    const quote = given.quote === undefined ? findQuote(text, ',') : given.quote === '' ? null : given.quote
    best = { ...plain(',', quote), crEnds: lineEnds(text, quote)[0]! }
    if (quote !== null) best.escape = findEscape(text, quote)
  }
  return best
}

/** Does a CR alone end a row? Certainly where no LF stands outside of quotes (cells of old Macs have LF within); else both are tried. */
function lineEnds(text: string, quote: string | null): boolean[] {
  if (!text.includes('\n')) return [true]
  if (!/\r[^\r\n]/.test(text)) return [false]
  const quoted = quote === "'" ? /'(?:[^'\\]|\\.|'')*'/gs : /"(?:[^"\\]|\\.|"")*"/gs
  const outside = quote === null ? text : text.replace(quoted, '')
  return !outside.includes('\n') && outside.includes('\r') ? [true] : [false, true]
}

/** The ways to escape that the text may follow, each with its weight: a backslash may be one of a path (`"C:\\leads\\"`). */
function habits(text: string, dialect: Dialect): [Dialect, number][] {
  const { quote, delimiter } = dialect
  const found: [Dialect, number][] = []
  if (quote === null) found.push([dialect, 1])
  else {
    const escape = findEscape(text, quote)
    found.push([{ ...dialect, escape }, 1])
    if (text.includes(`\\${quote}`))
      found.push([{ ...dialect, escape: escape === quote ? '\\' : quote }, 0.8])
  }
  if (text.includes(`\\${delimiter}`)) found.push([{ ...found[0]![0], escapesPlain: true }, 0.98])
  return found
}

/** A text of nothing but quoted cells, one delimiter and line ends leaves no doubt. */
function everyCellQuoted(text: string, ended: boolean): Dialect | null {
  const quote = text[0]
  if (quote !== '"' && quote !== "'") return null
  for (const escape of [quote, '\\']) {
    const delimiter = delimiterBetween(text, quote, escape, ended)
    if (delimiter !== null) return { ...plain(delimiter === '' ? ',' : delimiter, quote), escape }
  }
  return null
}

/** The one character between all quoted cells; '' where each row is one cell; null where the text is something else. */
function delimiterBetween(text: string, quote: string, escape: string, ended: boolean): string | null {
  let delimiter = ''
  let at = 0
  while (at < text.length) {
    if (text[at] === '\r' || text[at] === '\n') {
      at++
      continue
    }
    if (text[at] !== quote) return null
    at++
    while (at < text.length && (text[at] !== quote || (escape === quote && text[at + 1] === quote))) {
      at += text[at] === escape ? 2 : 1
    }
    if (at >= text.length) return ended ? null : delimiter
    at++
    const next = text[at]
    if (next === undefined || next === '\r' || next === '\n') continue
    if (/[\w"'\\]/.test(next) || (delimiter !== '' && next !== delimiter)) return null
    delimiter = next
    at++
    if (text[at] !== quote && (at < text.length || ended)) return null
  }
  return delimiter
}

/** A split that is worse than this is no better than a single column. */
const SINGLE = 0.08

function plain(delimiter: string, quote: string | null): Dialect {
  return { delimiter, quote, escape: quote, skipSpace: false, crEnds: false, width: 0 }
}

/** How much the sample, so split, looks like a table: 0 … 1. */
function judge(text: string, dialect: Dialect, ended: boolean): number {
  const records = tokenize(text, dialect, ROWS, true)
  if (!ended && records.length > 1) records.pop()
  const rows = records.filter(({ cells }) => !isBlank(cells))
  const widths = new Map<number, number>()
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  const [width, same] = leadingWidth(widths)
  if (width === 1) return 0
  let quality = 0
  let data = 0
  let seen = 0
  let trouble = 0
  let quoted = 0
  for (const record of rows) {
    if (record.problem !== undefined) trouble++
    if (record.quoted) quoted++
    for (const cell of record.cells) {
      const kind = kindOf(cell)
      seen++
      if (DATA.has(kind)) data++
      quality += worth(cell, kind, record.quoted ? null : dialect.quote)
    }
  }
  const uniform = same / rows.length
  if (dialect.delimiter === ' ' || dialect.delimiter === ':') {
    // Words and times hold these too: they must show that here they are more.
    const needed = dialect.delimiter === ' ' && quoted >= rows.length / 2 ? 0.15 : 0.6
    if (
      uniform < needed ||
      width < 3 ||
      rows.length < 3 ||
      (data < seen * 0.3 && (quoted === 0 || dialect.delimiter === ':'))
    )
      return 0
  }
  // A single row says nothing about widths.
  if (rows.length === 1)
    return 0.5 * (quality / seen) * (RARE.has(dialect.delimiter) ? 0.6 : dialect.delimiter === ',' ? 1 : 0.9)
  const singles = widths.get(1) ?? 0
  const steady = uniform * uniform * (singles > same ? uniform : 1)
  const spread = 1 / (1 + 0.15 * (widths.size - 1))
  const wide = 1 - 1 / (width + 0.5)
  return steady * (0.5 + 0.5 * spread) * wide * (quality / seen) * (1 - (0.5 * trouble) / rows.length)
}

const RARE = new Set(['|', '^', '~', ':', ' '])
const DATA = new Set<Kind>(['number', 'date', 'time', 'email', 'url', 'phone', 'boolean', 'code'])

/** The commonest width above one, and how many rows have it. */
function leadingWidth(widths: ReadonlyMap<number, number>): [number, number] {
  let width = 1
  let same = 0
  for (const [w, n] of widths) {
    if (w > 1 && n * (1 - 1 / w) > same * (1 - 1 / width)) {
      width = w
      same = n
    }
  }
  return [width, same]
}

/** Is every line as it stands one value: a time, an address, a number? Then nothing in it is a delimiter. */
function singleValues(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/, 60).filter((line) => line.trim() !== '')
  const values = lines.filter(
    (line) => !/[,;\t|]/.test(line) && !/[\^~].*@|@.*[\^~]/.test(line) && DATA.has(kindOf(line)),
  )
  return lines.length > 0 && values.length >= Math.max(1, lines.length - 1) * 0.8
}

/** Is this a cell, or a fragment of something? */
function worth(cell: string, kind: Kind, quote: string | null): number {
  if (kind === 'empty') return 0.6
  if (kind !== 'text') return 1
  let value = 0.9
  if (/[;\t|^]/.test(cell)) value -= 0.4
  if (/^,|,\S|,$/.test(cell)) value -= 0.15
  if (/^\s|\s$/.test(cell)) value -= 0.2
  if (/^["']|["']$/.test(cell)) value -= 0.3
  if (quote === '"' && cell.includes(quote)) value -= 0.4
  if (cell.split('(').length !== cell.split(')').length) value -= 0.3
  return Math.max(0, value)
}

/** A single quote is the quote only where cells are wrapped in it and none in double ones. */
function findQuote(text: string, delimiter: string): string {
  const wrapped = (quote: string): number => count(text, delimiter, quote, true)
  if (wrapped('"') > 0) return '"'
  const single = wrapped("'")
  const opened = count(text, delimiter, "'", false)
  return single >= 1 && single >= opened * 0.5 ? "'" : '"'
}

/** Cells that begin (and, if `closed`, end) with the quote. Counted by hand: a regular expression takes exponential time on `""a"", ""b""`. */
function count(text: string, delimiter: string, quote: string, closed: boolean): number {
  let n = 0
  for (let at = text.indexOf(quote); at >= 0 && n < 200; at = text.indexOf(quote, at + 1)) {
    let before = at
    while (text[before - 1] === ' ' && !delimiter.startsWith(' ')) before--
    if (before > 0 && !/[\r\n]/.test(text[before - 1]!) && !text.endsWith(delimiter, before)) continue
    if (!closed) {
      n++
      continue
    }
    const end = closing(text, at, delimiter, quote)
    if (end < 0) continue
    n++
    at = end
  }
  return n
}

/** The first quote after `open` that ends a cell, or -1. */
function closing(text: string, open: number, delimiter: string, quote: string): number {
  for (let k = text.indexOf(quote, open + 1); k >= 0; k = text.indexOf(quote, k + 1)) {
    const after = text[k + 1] === ' ' && !delimiter.startsWith(' ') ? k + 2 : k + 1
    if (after >= text.length || /[\r\n]/.test(text[after]!) || text.startsWith(delimiter, after)) return k
    if (text[k + 1] === quote) k++
  }
  return -1
}

/** Backslash where it stands before quotes that would otherwise close a cell too early, and doubling is not seen. */
function findEscape(text: string, quote: string): string {
  const backslashed = text.split(`\\${quote}`).length - 1
  if (backslashed === 0) return quote
  const doubled =
    text.split(new RegExp(`[^${quote}\\\\,;\\t|^\\r\\n ]${quote}${quote}(?!${quote})`)).length - 1
  return backslashed > doubled ? '\\' : quote
}

/** Does nearly every delimiter outside quotes carry a space behind it? */
function hasSpaces(text: string, delimiter: string): boolean {
  const d = escapeRegExp(delimiter)
  const outside = text.replace(/"(?:[^"]|"")*"/g, '"')
  const all = outside.match(new RegExp(`${d}(?![\\r\\n]|$)`, 'g'))?.length ?? 0
  const spaced = outside.match(new RegExp(`${d} `, 'g'))?.length ?? 0
  if (spaced < 2) return false
  return (
    spaced >= all * (outside.includes(`${delimiter} "`) && !outside.includes(`${delimiter}"`) ? 0.8 : 0.97)
  )
}
