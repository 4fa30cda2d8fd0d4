/** The header of a table once its structure is known: its names, and what a user should know of how it was found. */
import { plural } from '../text.ts'
import type { Notes } from './notes.ts'
import type { Structure } from './structure.ts'
import type { TableInfo } from './types.ts'

/** Marks that have no width, at either end of a name: left by web pages and editors. */
const UNSEEN = /^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/g

/** Names that occur twice: so many have a note of their own. */
const MOST_TOLD = 5

/** Several header rows are one: their names joined with a space. */
export function joinHeader(rows: readonly string[][]): string[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, at) =>
    rows
      .map((row) => (row[at] ?? '').replace(UNSEEN, '').trim())
      .filter((name) => name !== '')
      .join(' '),
  )
}

/**
 * @param first row number of the first row that has anything in it
 * @param line row number of the first header row
 */
export function describeHeader(
  info: TableInfo,
  structure: Structure,
  first: number,
  line: number,
  notes: Notes,
): void {
  if (structure.start > 0) {
    const rows = plural(info.preambleRows, 'row before the table was', 'rows before the table were')
    notes.add('preamble', `${rows} left out`, first)
  }
  if (structure.doubt === 'no_header')
    notes.add('no_header', 'the first row looks like data, so the file has no header', line)
  if (structure.doubt === 'header_assumed')
    notes.add('header_assumed', 'the first row was taken for the header; nothing in it proves that', line)
  if (structure.headerRows > 1)
    notes.add('header_rows', `the header has ${structure.headerRows} rows; their names were joined`, line)
  noteSameNames(info.header, line, notes)
}

function noteSameNames(header: readonly string[], line: number, notes: Notes): void {
  const counts = new Map<string, number>()
  for (const name of header) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  const twice = [...counts].filter(([, n]) => n > 1)
  for (const [name, n] of twice.slice(0, MOST_TOLD))
    notes.add('same_name', `${n === 2 ? 'two' : n} columns are called "${name}"`, line)
  const more = twice.length - MOST_TOLD
  if (more > 0) notes.add('same_name', `${plural(more, 'more name occurs', 'more names occur')} twice`, line)
}

/** Pages of a printed list, or lists that were joined, bring their header along. */
export function noteRepeatedHeader(line: number, notes: Notes): void {
  const say = (n: number): string => `the header comes again (${plural(n, 'time')}) and was left out`
  notes.count('repeated_header', say, 1, '', line)
}
